package tracebook.dwarf;

import java.util.ArrayList;
import java.util.List;
import tracebook.dwarf.Term.Conditional;

/** What an expression says that has two ways to its end. */
final class Branches {
  private static final String OTHER = "computed by an expression with branches to different kinds";

  private Branches() {}

  /** {@code then} where the condition is not 0. */
  static Location either(Term condition, Location then, Location otherwise) throws CannotTell {
    if (then.equals(otherwise)) {
      return then;
    }
    if (then instanceof Location.InMemory a && otherwise instanceof Location.InMemory b) {
      return new Location.InMemory(new Conditional(condition, a.address(), b.address()));
    }
    if (then instanceof Location.Pieces a && otherwise instanceof Location.Pieces b) {
      return new Location.Pieces(pieces(condition, a.pieces(), b.pieces()));
    }
    return new Location.Computed(new Conditional(condition, value(then), value(otherwise)));
  }

  private static List<Location.Piece> pieces(
      Term condition, List<Location.Piece> then, List<Location.Piece> otherwise) throws CannotTell {
    if (then.size() != otherwise.size()) {
      throw new CannotTell(OTHER);
    }
    List<Location.Piece> all = new ArrayList<>();
    for (int i = 0; i < then.size(); i++) {
      Location.Piece a = then.get(i);
      Location.Piece b = otherwise.get(i);
      if (a.bits() != b.bits() || a.offset() != b.offset()) {
        throw new CannotTell(OTHER);
      }
      all.add(new Location.Piece(either(condition, a.place(), b.place()), a.bits(), a.offset()));
    }
    return all;
  }

  /** A value that 64 bits hold. */
  private static Term value(Location location) throws CannotTell {
    return switch (location) {
      case Location.Computed l -> l.value();
      case Location.InRegister l -> new Term.Register(l.number());
      case Location.InMemory l -> throw new CannotTell(OTHER);
      case Location.Known l -> throw new CannotTell(OTHER);
      case Location.ImplicitPointer l -> throw new CannotTell(OTHER);
      case Location.Pieces l -> throw new CannotTell(OTHER);
      case Location.OptimizedOut l -> throw new CannotTell("partly optimized out");
      case Location.Unreadable l -> throw new CannotTell(l.why());
    };
  }
}
