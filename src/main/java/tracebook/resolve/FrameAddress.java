package tracebook.resolve;

import java.util.Optional;
import tracebook.dwarf.Term;
import tracebook.ir.Num;
import tracebook.x86.Registers;

/** The canonical frame address: what the stack pointer was before the call. */
final class FrameAddress {
  private static final int RETURN_ADDRESS = 8;

  private FrameAddress() {}

  static Optional<Num> known(Place place) {
    if (place.entry()) {
      return Optional.of(Variables.plus(new Num.Register(Registers.RSP), RETURN_ADDRESS));
    }
    Optional<Term> term = place.module().debug().flatMap(d -> d.frameAddressAt(place.address()));
    return term.map(t -> Terms.number(t, place));
  }

  /** At a place of which it is known. */
  static Num at(Place place) {
    return known(place).orElseThrow();
  }
}
