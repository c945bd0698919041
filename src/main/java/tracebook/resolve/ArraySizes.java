package tracebook.resolve;

import java.util.OptionalLong;
import tracebook.dwarf.Location;
import tracebook.dwarf.OtherModules;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.Type;

/** Sizes that only the running program knows: of variable-length arrays and their elements. */
final class ArraySizes {
  private final Place place;
  private final OtherModules callers;

  ArraySizes(Place place, OtherModules callers) {
    this.place = place;
    this.callers = callers;
  }

  /** Whether a type's size is known at the hit, and only then. */
  static boolean areComputed(Type type) {
    return type.strip() instanceof ArrayType array && array.isVariable();
  }

  /** Where so many elements further is. */
  static Num moved(Num address, Num elements, Num size) {
    if (size instanceof Num.Constant c) {
      return Indexing.offset(address, elements, c.value());
    }
    if (elements instanceof Num.Constant c && c.value() == 0) {
      return address;
    }
    return new Num.Binary(
        Num.Operator.ADD, address, new Num.Binary(Num.Operator.MUL, elements, size));
  }

  /** How many elements the outermost dimension has; fails for a number below 0. */
  Num count(ArrayType array, Span span) throws Unavailable {
    OptionalLong known = array.counts().getFirst();
    if (known.isPresent()) {
      return new Num.Constant(known.getAsLong());
    }
    Location count =
        place
            .module()
            .debug()
            .orElseThrow()
            .countAt(array.computed().getFirst().orElseThrow(), place.address(), callers);
    if (!(count instanceof Location.Computed computed)) {
      String why =
          count instanceof Location.Unreadable l ? l.why() : "its length is not known here";
      throw new Unavailable(
          span,
          "`" + array.name() + "` cannot be read at `" + place.where() + "`: " + why,
          why,
          "probe a later line, or take a slice of as many elements as there are, `a[0..4]`");
    }
    Num number = Terms.number(computed.value(), place);
    return new Num.Conditional(
        new Num.Compare(Num.Comparison.LT, true, number, new Num.Constant(0)),
        new Num.Failure(SlotState.NEGATIVE_LENGTH),
        number);
  }

  /** Bytes of a value of this type. */
  Num size(Type type, Span span) throws Rejected, Unavailable {
    if (!areComputed(type)) {
      return new Num.Constant(Indexing.elementSize(type, span));
    }
    ArrayType array = (ArrayType) type.strip();
    Num count = count(array, span);
    Num each = size(array.indexed(), span);
    if (each instanceof Num.Constant one && one.value() == 1) {
      return count;
    }
    return count instanceof Num.Constant
        ? new Num.Binary(Num.Operator.MUL, each, count)
        : new Num.Binary(Num.Operator.MUL, count, each);
  }
}
