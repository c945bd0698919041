package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.ByteString;
import tracebook.dwarf.Location;
import tracebook.ir.Num;
import tracebook.ir.Source;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.Member;
import tracebook.types.StructType;

/** Values that lie in several places (DWARF 5, section 2.6.1.2): parts of them, put together. */
final class Pieces {
  /** Of a value of more, a part can be named. */
  private static final int MOST_WORDS = 64;

  private final Place place;

  Pieces(Place place) {
    this.place = place;
  }

  /** Part of the bits of a piece is wanted, and there is none. */
  private static final class Gone extends Exception {
    private static final long serialVersionUID = 1;
    final String why;

    Gone(String why) {
      super(why);
      this.why = why;
    }
  }

  /** A member of a value in pieces. */
  Operand part(Operand.Pieced whole, Member member, String name, Span span) {
    long from = whole.offset() + member.offset();
    if (member.bits().isEmpty() && member.type().size().isPresent()) {
      Optional<Num> address = address(whole.pieces(), from, member.type().size().getAsLong());
      if (address.isPresent()) {
        return new Operand.InMemory(only(address.get(), whole), member.type(), Optional.empty());
      }
    }
    Optional<IntKind> kind = IntKind.of(member.type());
    if (kind.isEmpty()) {
      Operand.Pieced inside = new Operand.Pieced(whole.pieces(), from, member.type(), whole.only());
      return member.type().strip() instanceof StructType || assembled(inside).isPresent()
          ? inside
          : new Operand.Nothing(missing(inside), name, "", member.type(), span);
    }
    int bits = member.bits().map(Member.BitField::width).orElse(kind.get().bits());
    try {
      int shift = member.bits().map(Member.BitField::shift).orElse(0);
      Num number = only(number(whole.pieces(), 8 * from + shift, bits), whole);
      return new Operand.Value(
          bits == 64 ? number : new Num.Extend(number, bits, kind.get().signed()),
          Loads.promotedField(member.type(), member.bits()));
    } catch (Gone gone) {
      return new Operand.Nothing(gone.why, name, "", member.type(), span);
    }
  }

  /** A number that fails where the value is not there. */
  private static Num only(Num number, Operand.Pieced of) {
    return of.only().map(chosen -> Views.only(number, chosen)).orElse(number);
  }

  /** All bytes of it; empty when some are nowhere. */
  Optional<Source> assembled(Operand.Pieced pieced) {
    try {
      return Optional.of(new Source.Assembled(parts(pieced)));
    } catch (Gone gone) {
      return Optional.empty();
    }
  }

  /** Why it cannot be put together. */
  String missing(Operand.Pieced pieced) {
    try {
      parts(pieced);
      return "";
    } catch (Gone gone) {
      return gone.why;
    }
  }

  private List<Source.Part> parts(Operand.Pieced pieced) throws Gone {
    long size = pieced.type().size().orElse(0);
    List<Source.Part> parts = new ArrayList<>();
    long at = 0;
    while (at < size) {
      long from = pieced.offset() + at;
      long together = inMemory(pieced.pieces(), from, size - at);
      if (together > 0) {
        Num address = only(address(pieced.pieces(), from, together).orElseThrow(), pieced);
        parts.add(
            new Source.Part((int) at, (int) together, new Source.Memory(address, (int) together)));
        at += together;
        continue;
      }
      if (parts.size() == MOST_WORDS) {
        throw new Gone("spread over too many places");
      }
      long bytes = Math.min(8, size - at);
      while (bytes > 1 && inMemory(pieced.pieces(), from + bytes - 1, 1) > 0) {
        bytes--; // From there on it is read together.
      }
      Num number = only(number(pieced.pieces(), 8 * from, (int) (8 * bytes)), pieced);
      parts.add(new Source.Part((int) at, (int) bytes, new Source.Scalar(number)));
      at += bytes;
    }
    if (parts.isEmpty()) {
      boolean open = pieced.type().strip() instanceof ArrayType;
      throw new Gone(open ? "the length of the array is not known" : "optimized out");
    }
    return parts;
  }

  /** How many bytes from there on are in memory, one after the other, at most so many. */
  private static long inMemory(List<Location.Piece> pieces, long from, long most) {
    long start = 0;
    for (Location.Piece piece : pieces) {
      long end = start + piece.bits();
      if (8 * from >= start && 8 * from < end) {
        boolean whole = piece.place() instanceof Location.InMemory;
        boolean bytes = (8 * from - start + piece.offset()) % 8 == 0;
        return whole && bytes ? Math.min(most, (end - 8 * from) / 8) : 0;
      }
      start = end;
    }
    return 0;
  }

  /** Where that many bytes are, when they are in one piece that is in memory. */
  private Optional<Num> address(List<Location.Piece> pieces, long from, long size) {
    if (size == 0 || inMemory(pieces, from, size) < size) {
      return Optional.empty();
    }
    long start = 0;
    for (Location.Piece piece : pieces) {
      if (8 * from < start + piece.bits() && piece.place() instanceof Location.InMemory memory) {
        long inside = (8 * from - start + piece.offset()) / 8;
        return Optional.of(Variables.plus(Terms.number(memory.address(), place), inside));
      }
      start += piece.bits();
    }
    return Optional.empty();
  }

  /** Bits of the value, at most 64, as the low ones of a number; the others are anything. */
  private Num number(List<Location.Piece> pieces, long from, int bits) throws Gone {
    Num all = new Num.Constant(0);
    boolean any = false;
    long start = 0;
    int done = 0;
    for (Location.Piece piece : pieces) {
      long end = start + piece.bits();
      long first = Math.max(from, start);
      long last = Math.min(from + bits, end);
      if (first < last) {
        int width = (int) (last - first);
        Num part = of(piece, first - start + piece.offset(), width);
        int shift = (int) (first - from);
        boolean alone = shift == 0 && width == bits;
        Num moved = alone || width == 64 ? part : new Num.Extend(part, width, false);
        moved = shift == 0 ? moved : binary(Num.Operator.SHL, moved, shift);
        all = any ? new Num.Binary(Num.Operator.OR, all, moved) : moved;
        any = true;
        done += width;
      }
      start = end;
    }
    if (done < bits) {
      throw new Gone(done == 0 ? "optimized out" : "partly optimized out");
    }
    return all;
  }

  /** Bits of one piece, as the low ones of a number. */
  private Num of(Location.Piece piece, long from, int width) throws Gone {
    return switch (piece.place()) {
      case Location.InRegister l -> shifted(new Num.Register(l.number()), from, width);
      case Location.Computed l -> shifted(Terms.number(l.value(), place), from, width);
      case Location.InMemory l ->
          Loads.bits(
              Variables.plus(Terms.number(l.address(), place), from / 8),
              new Member.BitField((int) (from % 8), width));
      case Location.Known l -> new Num.Constant(known(l.bytes(), from, width));
      case Location.ImplicitPointer l -> throw new Gone("the pointer was optimized out");
      case Location.Pieces l -> throw new Gone("in pieces of pieces");
      case Location.OptimizedOut l -> throw new Gone("optimized out");
      case Location.Unreadable l -> throw new Gone(l.why());
    };
  }

  private static Num shifted(Num whole, long from, int width) throws Gone {
    if (from + width > 64) {
      throw new Gone("in more than a register");
    }
    return from == 0 ? whole : binary(Num.Operator.SHR, whole, from);
  }

  private static Num binary(Num.Operator operator, Num left, long right) {
    return new Num.Binary(operator, left, new Num.Constant(right));
  }

  private static long known(ByteString bytes, long from, int width) throws Gone {
    if (from + width > 8L * bytes.length()) {
      throw new Gone("only partly known");
    }
    long value = 0;
    for (int bit = width - 1; bit >= 0; bit--) {
      long at = from + bit;
      value = value << 1 | (bytes.at((int) (at / 8)) >> (at % 8) & 1);
    }
    return value;
  }
}
