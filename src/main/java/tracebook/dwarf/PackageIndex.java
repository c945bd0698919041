package tracebook.dwarf;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.elf.ElfFile;

/**
 * .debug_cu_index and .debug_tu_index of a package: which parts of its sections belong together
 * (DWARF 5, section 7.3.5; version 2 is GCC's DebugFissionDWP).
 */
final class PackageIndex {
  private static final int DW_SECT_INFO = 1;
  private static final int DW_SECT_TYPES = 2; // version 2 only
  private static final int DW_SECT_ABBREV = 3;
  private static final int DW_SECT_LINE = 4;
  private static final int DW_SECT_LOC = 5;
  private static final int DW_SECT_STR_OFFSETS = 6;
  private static final int DW_SECT_RNGLISTS = 8; // version 5 only
  private static final int MOST_COLUMNS = 64;

  /** By where the part of the section that has the units begins. */
  private final TreeMap<Long, Contributions> rows = new TreeMap<>();

  private PackageIndex() {}

  /** For the units of one section. */
  static LongFunction<Contributions> of(ElfFile file, String section) {
    Bytes units = file.bytes(section);
    PackageIndex index = new PackageIndex();
    index.read(file.bytes(".debug_cu_index"), section);
    index.read(file.bytes(".debug_tu_index"), section);
    return offset -> {
      Map.Entry<Long, Contributions> row = index.rows.floorEntry(offset);
      if (row == null) {
        throw units.malformed(offset, "the index of the package does not have this unit");
      }
      return row.getValue();
    };
  }

  private void read(Bytes bytes, String section) {
    if (bytes.isEmpty()) {
      return;
    }
    Cursor at = bytes.cursor(0);
    int version = at.u16();
    int padding = at.u16();
    if ((version != 2 && version != 5) || padding != 0) {
      throw bytes.malformed(0, "index version " + (version | padding << 16) + " is not known");
    }
    int columns = count(at, "columns", MOST_COLUMNS);
    int units = count(at, "units", bytes.length() / 4);
    int slots = count(at, "slots", bytes.length() / 12);
    // Signatures and rows by hash: the units say their signatures themselves.
    at.skip(12L * slots);
    int[] kinds = new int[columns];
    for (int i = 0; i < columns; i++) {
      kinds[i] = at.s32();
    }
    Cursor sizes = bytes.cursor(at.position() + 4L * columns * units);
    int wanted = version == 2 && section.equals(".debug_types.dwo") ? DW_SECT_TYPES : DW_SECT_INFO;
    boolean elsewhere = version == 5 && section.equals(".debug_types.dwo");
    for (int row = 0; row < units; row++) {
      long[] offsets = new long[9];
      long size = 0;
      for (int kind : kinds) {
        long offset = at.u32();
        long its = sizes.u32();
        if (kind > 0 && kind < offsets.length) {
          offsets[kind] = offset;
        }
        if (kind == wanted) {
          size = its;
        }
      }
      if (size > 0 && !elsewhere) {
        rows.put(
            offsets[wanted],
            new Contributions(
                offsets[DW_SECT_ABBREV],
                offsets[DW_SECT_LINE],
                offsets[DW_SECT_LOC],
                offsets[DW_SECT_STR_OFFSETS],
                version == 5 ? offsets[DW_SECT_RNGLISTS] : 0));
      }
    }
  }

  private static int count(Cursor at, String what, int most) {
    int start = at.position();
    long count = at.u32();
    if (count > most) {
      throw at.seek(start).malformed(count + " " + what + " cannot fit into the index");
    }
    return (int) count;
  }
}
