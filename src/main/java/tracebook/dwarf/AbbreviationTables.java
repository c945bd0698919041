package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Forms.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tracebook.bytes.ByteSearch;
import tracebook.bytes.Bytes;

/** The tables of .debug_abbrev that were asked for so far. */
final class AbbreviationTables {
  /** What the sizes of some forms depend on. */
  private record Format(int offsetSize, boolean version2) {}

  private record Key(long offset, Format format) {}

  /**
   * Tables may be read twice, for units of two formats or by two threads; overlapping ones would
   * make a small file a large one.
   */
  private static final int TIMES = 8;

  private final Bytes abbrev;
  private final Map<Key, Abbreviations> tables = new ConcurrentHashMap<>();
  private final Map<Format, Shapes> shapes = new ConcurrentHashMap<>();

  private final AtomicLong read = new AtomicLong();

  AbbreviationTables(Bytes abbrev) {
    this.abbrev = abbrev;
  }

  Abbreviations at(long offset, int addressSize, int offsetSize, int version) {
    Format format = new Format(offsetSize, version <= 2);
    Key key = new Key(offset, format);
    Abbreviations known = tables.get(key);
    if (known != null) {
      return known;
    }
    Abbreviations made =
        new Abbreviations(
            shapes.computeIfAbsent(
                format, its -> new Shapes(abbrev, addressSize, offsetSize, version)),
            offset,
            size -> {
              if (read.addAndGet(size) > (long) TIMES * abbrev.length()) {
                throw abbrev.malformed(0, "its tables overlap");
              }
            });
    tables.put(key, made);
    return made;
  }

  /**
   * True when an abbreviation of these units, of one section, lets an origin be in another unit.
   */
  static boolean anyCrosses(List<Unit> units) {
    Bytes abbrev = units.getFirst().sections.abbrev();
    List<byte[]> patterns = new ArrayList<>();
    for (byte attribute : new byte[] {DW_AT_abstract_origin, DW_AT_specification}) {
      patterns.add(new byte[] {attribute, DW_FORM_ref_addr});
      patterns.add(new byte[] {attribute, (byte) 0xa0, 0x3e}); // DW_FORM_GNU_ref_alt
      patterns.add(new byte[] {attribute, DW_FORM_ref_sup4});
      patterns.add(new byte[] {attribute, DW_FORM_ref_sup8});
      patterns.add(new byte[] {attribute, DW_FORM_indirect});
    }
    int[] suspects = ByteSearch.positions(abbrev, patterns);
    if (suspects.length == 0) {
      return false;
    }
    // Only the tables that have such bytes, which may be there by chance.
    long[] tables = units.stream().mapToLong(unit -> unit.abbreviationsAt).sorted().toArray();
    Set<Long> suspected = new HashSet<>();
    for (int place : suspects) {
      int at = Arrays.binarySearch(tables, place);
      int table = at >= 0 ? at : -at - 2;
      if (table >= 0) {
        suspected.add(tables[table]);
      }
    }
    return units.parallelStream()
        .anyMatch(
            unit -> suspected.contains(unit.abbreviationsAt) && unit.abbreviations().crosses());
  }
}
