package tracebook.dwarf;

import java.util.ArrayList;
import java.util.List;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/** The units of one section, in order. Only headers are read. */
final class UnitList {
  private final Bytes bytes;
  private final List<Unit> units = new ArrayList<>();

  UnitList(Units owner, Sections sections, int space, Bytes bytes, AbbreviationTables tables) {
    this.bytes = bytes;
    Cursor at = bytes.cursor(0);
    while (!at.atEnd()) {
      units.add(new Unit(owner, sections, space, bytes, at, tables));
    }
  }

  List<Unit> units() {
    return units;
  }

  /** The DIE at an offset of the section. */
  Die die(long offset) {
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
    if (low == 0 || offset >= units.get(low - 1).end) {
      throw bytes.malformed(offset, "an entry refers to this offset, in no unit");
    }
    return new Die(units.get(low - 1), offset);
  }
}
