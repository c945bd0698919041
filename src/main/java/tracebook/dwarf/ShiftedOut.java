package tracebook.dwarf;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;
import tracebook.types.Type;
import tracebook.x86.LeftShift;

/**
 * Of {@code (short)(2 * x)} clang makes {@code shl $49} and {@code sar $48}, and calls the register
 * between them the variable: its bits are at the upper end there, and those that it would be read
 * from are 0.
 */
final class ShiftedOut {
  static final String WHY = "the debug info gives it a register that it was shifted out of";

  private final LeftShift shift;

  private ShiftedOut(LeftShift shift) {
    this.shift = shift;
  }

  /**
   * A location, unless it takes nothing from its register but zeros that were shifted in.
   *
   * @param start from where on the debug info says that it is there
   */
  static Location without(Location location, Type type, FunctionBody body, Address start) {
    long bits = 8 * type.size().orElse(8);
    boolean mayBe =
        location instanceof Location.InRegister || location instanceof Location.Computed;
    if (!mayBe || bits <= 0 || bits >= 64) {
      return location;
    }
    return before(body, start).filter(shift -> new ShiftedOut(shift).is(location, bits)).isPresent()
        ? new Location.Unreadable(WHY)
        : location;
  }

  private static Optional<LeftShift> before(FunctionBody body, Address end) {
    ElfFile program = body.module().sections.program();
    byte[] last = program.text(end.plus(-LeftShift.BYTES), LeftShift.BYTES);
    if (!LeftShift.mayEnd(last, last.length)) {
      return Optional.empty();
    }
    return body.ranges().stream()
        .filter(range -> range.contains(end))
        .findFirst()
        .flatMap(
            range -> {
              int size = (int) (end.value() - range.start().value());
              byte[] code = program.text(range.start(), size);
              return LeftShift.before(code, code.length);
            });
  }

  private boolean is(Location location, long bits) {
    return switch (location) {
      case Location.InRegister l -> l.number() == shift.register() && shift.bits() >= bits;
      case Location.Computed l -> isSame(l.value(), bits);
      case Location.InMemory l -> false;
      case Location.Known l -> false;
      case Location.ImplicitPointer l -> false;
      case Location.Pieces l -> false;
      case Location.OptimizedOut l -> false;
      case Location.Unreadable l -> false;
    };
  }

  /** Whether the low bits are the same whatever else the register holds; false where unknown. */
  private boolean isSame(Term value, long bits) {
    OptionalLong none = value(value, 0);
    return none.isPresent()
        && !(value instanceof Term.Constant)
        && LongStream.of(-1, 1, 0x5555555555555555L, 0x3333333333333333L, 0x0f0f0f0f0f0f0f0fL)
            .map(held -> value(value, held << shift.bits()).orElseThrow())
            .allMatch(some -> (some ^ none.getAsLong()) << (64 - bits) == 0);
  }

  /** What is computed from this register alone. */
  private OptionalLong value(Term term, long held) {
    return switch (term) {
      case Term.Constant t -> OptionalLong.of(t.value());
      case Term.Register t ->
          t.number() == shift.register() ? OptionalLong.of(held) : OptionalLong.empty();
      case Term.Binary t -> {
        OptionalLong left = value(t.left(), held);
        OptionalLong right = value(t.right(), held);
        yield left.isPresent() && right.isPresent()
            ? value(t.operator(), left.getAsLong(), right.getAsLong())
            : OptionalLong.empty();
      }
      case Term.Static t -> OptionalLong.empty();
      case Term.OfThread t -> OptionalLong.empty();
      case Term.Load t -> OptionalLong.empty();
      case Term.Unary t -> OptionalLong.empty();
      case Term.Conditional t -> OptionalLong.empty();
      case Term.Let t -> OptionalLong.empty();
      case Term.Given t -> OptionalLong.empty();
      case Term.Unknown t -> OptionalLong.empty();
      case Term.Ambiguous t -> OptionalLong.empty();
    };
  }

  /** What cuts and extends a number. */
  private static OptionalLong value(Term.Operator operator, long left, long right) {
    return switch (operator) {
      case AND -> OptionalLong.of(left & right);
      case ADD -> OptionalLong.of(left + right);
      case SHL -> right >= 0 && right < 64 ? OptionalLong.of(left << right) : OptionalLong.empty();
      case SHR -> right >= 0 && right < 64 ? OptionalLong.of(left >>> right) : OptionalLong.empty();
      case SHRA -> right >= 0 && right < 64 ? OptionalLong.of(left >> right) : OptionalLong.empty();
      case SUB, MUL, DIV, MOD, OR, XOR, EQ, NE, LT, LE, GT, GE -> OptionalLong.empty();
      case DIV_UNSIGNED, LT_UNSIGNED, LE_UNSIGNED, GT_UNSIGNED, GE_UNSIGNED -> OptionalLong.empty();
    };
  }
}
