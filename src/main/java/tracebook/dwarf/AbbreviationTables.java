package tracebook.dwarf;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tracebook.bytes.Bytes;

/** The tables of .debug_abbrev that were asked for so far. */
final class AbbreviationTables {
  private record Key(long offset, int offsetSize, boolean version2) {}

  /**
   * Tables may be read twice, for units of two formats or by two threads; overlapping ones would
   * make a small file a large one.
   */
  private static final int TIMES = 8;

  private final Bytes abbrev;
  private final Map<Key, Abbreviations> tables = new ConcurrentHashMap<>();

  private final AtomicLong read = new AtomicLong();

  AbbreviationTables(Bytes abbrev) {
    this.abbrev = abbrev;
  }

  Abbreviations at(long offset, int addressSize, int offsetSize, int version) {
    Key key = new Key(offset, offsetSize, version <= 2);
    Abbreviations known = tables.get(key);
    if (known != null) {
      return known;
    }
    Abbreviations made = new Abbreviations(abbrev, offset, addressSize, offsetSize, version);
    if (read.addAndGet(made.size) > (long) TIMES * abbrev.length()) {
      throw abbrev.malformed(offset, "its tables overlap");
    }
    tables.put(key, made);
    return made;
  }
}
