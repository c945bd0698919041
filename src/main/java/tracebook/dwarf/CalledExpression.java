package tracebook.dwarf;

import static tracebook.dwarf.Attributes.DW_AT_location;

import java.util.Optional;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;

/**
 * DW_OP_call2, DW_OP_call4, DW_OP_call_ref (DWARF 5, section 2.5.1.5): the location of another
 * entry, evaluated on the stack of the expression that calls it.
 *
 * @param at where it begins, or goes on
 * @param unit the one that its operands refer to
 */
record CalledExpression(Cursor at, Unit unit) {
  /** Calls in calls: deeper ones are a cycle. */
  static final int DEEPEST = 16;

  CalledExpression fork() {
    return new CalledExpression(at.fork(), unit);
  }

  /**
   * The expression of an entry at an address; empty where the entry has no location, which the
   * standard gives no effect.
   *
   * @param target where the entry is in the unit's section
   */
  static Optional<CalledExpression> of(Unit unit, long target, Address pc) throws CannotTell {
    Die entry =
        unit.holds(target)
            ? new Die(unit, target)
            : unit.owner.die(unit.referred(Forms.DW_FORM_ref_addr, target));
    if (!entry.has(DW_AT_location)) {
      return Optional.empty();
    }
    Cursor expression =
        LocationList.expression(entry, DW_AT_location, pc, Optional.empty())
            .filter(found -> !found.atEnd())
            .orElseThrow(
                () -> new CannotTell("computed from a variable that is optimized out here"));
    return Optional.of(new CalledExpression(expression, entry.unit));
  }
}
