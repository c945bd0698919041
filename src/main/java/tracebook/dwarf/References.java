package tracebook.dwarf;

import static tracebook.dwarf.Tags.*;

import java.util.List;
import java.util.Optional;
import tracebook.bytes.Cursor;

/** Entries that expressions refer to: variables of the same function. */
final class References {
  private static final String TARGET = "what it points to: ";
  private static final String TARGET_GONE = "what it points to is optimized out";

  private References() {}

  /** The operand that names an entry (DWARF 5, section 2.6.1.1.4): an offset in .debug_info. */
  static long target(Cursor at, Unit unit) {
    return at.unsigned(unit.version <= 2 ? unit.addressSize : unit.offsetSize);
  }

  /**
   * DW_OP_implicit_pointer: a pointer that is not there, to a variable that is somewhere or known.
   *
   * @param offset bytes into it
   */
  static Location pointer(Place place, Unit unit, long target, long offset) throws CannotTell {
    FunctionBody body = place.function().orElseThrow(() -> new CannotTell(TARGET_GONE));
    if (place.depth() > 0 || place.followed() >= Place.MOST_FOLLOWED || !unit.holds(target)) {
      throw new CannotTell(TARGET_GONE);
    }
    long wanted = unit.position(target);
    DieVariable variable =
        within(body, body.die(), wanted, 0).orElseThrow(() -> new CannotTell(TARGET_GONE));
    Location there = variable.locationAt(place.following());
    if (there instanceof Location.Unreadable(String why) && !why.equals(TARGET_GONE)) {
      throw new CannotTell(why.startsWith(TARGET) ? why : TARGET + why);
    }
    // What is in memory has an address, which is then what the debug info says.
    if (there instanceof Location.OptimizedOut
        || there instanceof Location.Unreadable
        || there instanceof Location.InMemory) {
      throw new CannotTell(TARGET_GONE);
    }
    return new Location.ImplicitPointer(there, offset);
  }

  /** DW_OP_GNU_variable_value: what a variable holds. */
  static Term value(Place place, Unit unit, long target) throws CannotTell {
    FunctionBody body =
        place.function().orElseThrow(() -> new CannotTell("the value of another variable"));
    if (place.depth() > 0 || !unit.holds(target)) {
      throw new CannotTell("the value of another variable");
    }
    return ArrayCount.valueOf(body, unit.position(target), place);
  }

  /** A variable of a function, wherever in it. */
  private static Optional<DieVariable> within(
      FunctionBody body, Die scope, long wanted, int depth) {
    for (Die child : depth > Die.DEEPEST ? List.<Die>of() : scope.children()) {
      switch (child.tag()) {
        case DW_TAG_variable, DW_TAG_formal_parameter -> {
          if (child.position() == wanted) {
            return Optional.of(
                new DieVariable(
                    body.module(),
                    body.module().chain(child),
                    Variable.Kind.LOCAL,
                    Optional.of(body),
                    body.ranges()));
          }
        }
        case DW_TAG_lexical_block, DW_TAG_inlined_subroutine -> {
          Optional<DieVariable> inner = within(body, child, wanted, depth + 1);
          if (inner.isPresent()) {
            return inner;
          }
        }
        default -> {}
      }
    }
    return Optional.empty();
  }
}
