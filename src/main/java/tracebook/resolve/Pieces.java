package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.dwarf.Location;
import tracebook.ir.Num;
import tracebook.ir.Source;

/** Values in several registers, byte by byte. */
final class Pieces {
  private Pieces() {}

  /** The bytes of it, when they are all in general registers. */
  static Optional<Source> assembled(Operand.Pieced pieced) {
    long from = pieced.offset();
    long size = pieced.type().size().orElse(0);
    List<Source.Part> parts = new ArrayList<>();
    long at = 0;
    for (Location.Piece piece : pieced.pieces()) {
      if (piece.bits() % 8 != 0) {
        return Optional.empty();
      }
      long end = at + piece.bits() / 8;
      long first = Math.max(at, from);
      long last = Math.min(end, from + size);
      if (first < last) {
        if (!(piece.place() instanceof Location.InRegister register)) {
          return Optional.empty();
        }
        Num whole = new Num.Register(register.number());
        Num shifted =
            first == at
                ? whole
                : new Num.Binary(Num.Operator.SHR, whole, new Num.Constant(8 * (first - at)));
        parts.add(
            new Source.Part(
                (int) (first - from), (int) (last - first), new Source.Scalar(shifted)));
      }
      at = end;
    }
    boolean whole = size > 0 && at >= from + size;
    return whole ? Optional.of(new Source.Assembled(parts)) : Optional.empty();
  }
}
