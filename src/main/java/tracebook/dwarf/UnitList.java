package tracebook.dwarf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import tracebook.bytes.Bytes;
import tracebook.bytes.Window;

/** The units of one section, in order. Only headers are read. */
final class UnitList {
  /** Bytes of a unit that have its header and, of nearly every compiler, its first entry. */
  private static final int HEAD = 256;

  /** Of many small units more is read at a time. */
  private static final int MANY = 1 << 14;

  private final Bytes bytes;
  private final List<Unit> units = new ArrayList<>();

  UnitList(Units owner, Sections sections, int space, Bytes bytes, AbbreviationTables tables) {
    this(owner, sections, space, bytes, tables, offset -> Contributions.NONE);
  }

  /**
   * @param parts by the offset of a unit
   */
  UnitList(
      Units owner,
      Sections sections,
      int space,
      Bytes bytes,
      AbbreviationTables tables,
      LongFunction<Contributions> parts) {
    this.bytes = bytes;
    Window window = bytes.window(0, 0);
    int at = 0;
    while (at < bytes.length()) {
      int left = bytes.length() - at;
      if (!window.holds(at, Math.min(HEAD, left))) {
        boolean small = units.isEmpty() || at - units.getLast().offset < MANY;
        window = bytes.window(at, Math.min(small ? MANY : HEAD, left));
      }
      units.add(new Unit(owner, sections, space, bytes, at, window, tables, parts.apply(at)));
      at = units.getLast().end;
    }
  }

  List<Unit> units() {
    return units;
  }

  /** Of one of them: how many are before it. */
  int number(Unit unit) {
    return behind(unit.offset) - 1;
  }

  /** How many units begin at or before an offset. */
  private int behind(long offset) {
    int low = 0;
    int high = units.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (units.get(middle).offset <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The unit that has an entry at an offset of the section. */
  Unit unit(long offset) {
    int behind = behind(offset);
    if (behind == 0 || offset >= units.get(behind - 1).end) {
      throw bytes.malformed(offset, "an entry refers to this offset, in no unit");
    }
    return units.get(behind - 1);
  }
}
