package tracebook.resolve;

import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.types.StructType;

/**
 * Where a virtual base class of an object is, as its virtual table says it (Itanium C++ ABI,
 * 2.5.2). A number in memory is believed when what stands around it agrees: an object that was
 * freed or never made has no such table.
 */
final class VirtualBases {
  /** No object is larger. */
  private static final long LARGEST = 1L << 31;

  private static final long FIRST_PAGE = 4096;

  /**
   * In front of where the object points: the distance from the top, then the type's description.
   */
  private static final long TOP = -16;

  private static final long DESCRIPTION = -8;

  /** The object, what it points to, and the offset that stands there. */
  private static final Num OBJECT = new Num.Given(2);

  private static final Num TABLE = new Num.Given(1);
  private static final Num OFFSET = new Num.Given(0);

  private VirtualBases() {}

  /**
   * The address of the base class.
   *
   * @param object an object of the class that has it
   * @param slot how many bytes in front of where the object points the offset stands
   */
  static Num address(Num object, long slot, StructType base) {
    Num toBase = add(OBJECT, OFFSET);
    Num top = word(TABLE, TOP);
    Num within =
        new Num.And(
            below(new Num.Binary(Num.Operator.SUB, new Num.Constant(0), top)),
            below(new Num.Binary(Num.Operator.SUB, OFFSET, top)));
    Num right = hasTable(base) ? sameTop(word(toBase, 0)) : isBeside(base);
    Num checked = orNone(new Num.And(within, right), toBase);
    Num table = new Num.Given(0);
    Num ofTable = orNone(isAddress(table), new Num.With(word(table, -slot), checked));
    return new Num.With(object, new Num.With(word(new Num.Given(0), 0), ofTable));
  }

  /** Both tables say how far it is to the top of the whole object, and both are of some class. */
  private static Num sameTop(Num tableOfBase) {
    Num of = new Num.Given(0);
    Num holds =
        new Num.And(
            new Num.And(
                isAddress(of),
                new Num.Compare(
                    Num.Comparison.EQ,
                    true,
                    word(new Num.Given(2), TOP),
                    add(new Num.Given(1), word(of, TOP)))),
            new Num.Or(isAddress(word(of, DESCRIPTION)), isAddress(word(of, 0))));
    return new Num.With(tableOfBase, holds);
  }

  /** Not where the table's pointer is, and the table is of a class that has a name. */
  private static Num isBeside(StructType base) {
    long size = Math.max(1, base.size().orElse(1));
    return new Num.And(
        new Num.Or(
            new Num.Compare(Num.Comparison.GE, true, OFFSET, new Num.Constant(8)),
            new Num.Compare(Num.Comparison.LE, true, OFFSET, new Num.Constant(-size))),
        new Num.And(
            isAddress(word(TABLE, DESCRIPTION)), isAddress(word(word(TABLE, DESCRIPTION), 8))));
  }

  private static Num isAddress(Num number) {
    return new Num.Compare(Num.Comparison.GE, false, number, new Num.Constant(FIRST_PAGE));
  }

  private static Num below(Num number) {
    return new Num.Compare(Num.Comparison.LT, false, number, new Num.Constant(LARGEST));
  }

  private static Num orNone(Num condition, Num value) {
    return new Num.Conditional(condition, value, new Num.Failure(SlotState.NO_OBJECT));
  }

  private static Num word(Num address, long offset) {
    return new Num.Load(Variables.plus(address, offset), 8, true);
  }

  private static Num add(Num left, Num right) {
    return new Num.Binary(Num.Operator.ADD, left, right);
  }

  /** Whether objects begin with a pointer to a virtual table. */
  private static boolean hasTable(StructType struct) {
    if (!struct.shape().unplaced().isEmpty()) {
      return true;
    }
    return struct.members().stream()
        .filter(m -> m.offset() == 0)
        .anyMatch(
            m ->
                m.name().startsWith("_vptr")
                    || (m.base() && m.type().strip() instanceof StructType s && hasTable(s)));
  }
}
