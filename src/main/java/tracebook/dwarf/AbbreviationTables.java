package tracebook.dwarf;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tracebook.bytes.Bytes;

/** The tables of .debug_abbrev that were asked for so far. */
final class AbbreviationTables {
  private record Key(long offset, int offsetSize, boolean version2) {}

  private final Bytes abbrev;
  private final Map<Key, Abbreviations> tables = new ConcurrentHashMap<>();

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
    tables.put(key, made);
    return made;
  }
}
