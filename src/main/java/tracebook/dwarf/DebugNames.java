package tracebook.dwarf;

import static tracebook.dwarf.Forms.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tracebook.bytes.ByteSearch;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * One name index of {@code .debug_names} (DWARF 5, section 6.1.1); a section has one of each object
 * file that brought one, or one of all.
 */
final class DebugNames implements Accelerator {
  private static final int DW_IDX_compile_unit = 1;
  private static final int DW_IDX_type_unit = 2;
  private static final int DW_IDX_die_offset = 3;

  private final Bytes bytes;
  private final Bytes strings;
  private final int end;
  private final int offsetSize;
  private final List<Unit> units = new ArrayList<>();
  private final List<Unit> typeUnits = new ArrayList<>();

  /** Type units of split files, of which only the signature is listed. */
  private final long foreign;

  private final int buckets;
  private final int names;
  private final int bucketsAt;
  private final int hashesAt;
  private final int stringsAt;
  private final int entriesAt;
  private final int pool;
  private final Map<Long, int[]> abbreviations = new HashMap<>();

  /**
   * @param at at its beginning; afterwards at the next one's
   * @param strings .debug_str
   * @param info the units of .debug_info by their offsets
   */
  DebugNames(Bytes bytes, Cursor at, Bytes strings, Map<Long, Unit> info) {
    this.bytes = bytes;
    this.strings = strings;
    int start = at.position();
    long length = at.u32();
    this.offsetSize = length == 0xffff_ffffL ? 8 : 4;
    Cursor header = at.sub(offsetSize == 8 ? at.u64() : length);
    this.end = header.end();
    int version = header.u16();
    if (version != 5) {
      throw bytes.malformed(start, "version " + version + " is not known, 5 is");
    }
    header.skip(2);
    long unitCount = header.u32();
    long typeUnitCount = header.u32();
    this.foreign = header.u32();
    long bucketCount = header.u32();
    long nameCount = header.u32();
    long abbreviationsSize = header.u32();
    header.skip((header.u32() + 3) & ~3L);
    readUnits(header, unitCount, info, units, false);
    readUnits(header, typeUnitCount, info, typeUnits, true);
    header.skip(8 * foreign);
    this.bucketsAt = header.position();
    this.hashesAt = header.skip(4 * bucketCount).position();
    this.stringsAt = header.skip(bucketCount == 0 ? 0 : 4 * nameCount).position();
    this.entriesAt = header.skip(offsetSize * nameCount).position();
    Cursor shapes = header.skip(offsetSize * nameCount).sub(abbreviationsSize);
    this.pool = header.position();
    this.buckets = (int) bucketCount;
    this.names = (int) nameCount;
    readAbbreviations(shapes);
  }

  private void readUnits(
      Cursor at, long count, Map<Long, Unit> info, List<Unit> into, boolean types) {
    for (long i = 0; i < count; i++) {
      int place = at.position();
      long offset = at.unsigned(offsetSize);
      Unit unit = info.get(offset);
      if (unit == null || unit.isTypeUnit() != types) {
        throw bytes.malformed(
            place,
            "it lists a %sunit at 0x%x of .debug_info, where none is"
                .formatted(types ? "type " : "", offset));
      }
      into.add(unit);
    }
  }

  private void readAbbreviations(Cursor at) {
    for (long code = at.uleb(); code != 0; code = at.uleb()) {
      int place = at.position();
      at.uleb();
      List<Integer> pairs = new ArrayList<>();
      int attribute = at.uleb31();
      int form = at.uleb31();
      while (attribute != 0 || form != 0) {
        pairs.add(attribute);
        pairs.add(form);
        attribute = at.uleb31();
        form = at.uleb31();
      }
      int[] shape = pairs.stream().mapToInt(Integer::intValue).toArray();
      if (abbreviations.putIfAbsent(code, shape) != null) {
        throw bytes.malformed(place, "abbreviation " + code + " is there twice");
      }
    }
  }

  @Override
  public List<Unit> having(String name) {
    List<Unit> found = new ArrayList<>();
    if (buckets == 0) {
      return found; // A list without a hash table: the search is as fast.
    }
    byte[] text = ByteSearch.terminated(name);
    int hash = hash(text);
    int bucket = Integer.remainderUnsigned(hash, buckets);
    for (int i = first(bucket); i >= 0 && i < names && bucketOf(i) == bucket; i++) {
      if (hashAt(i) == hash && begins(i, text)) {
        entries(i, found);
        return found;
      }
    }
    return found;
  }

  /**
   * The case-folding hash of section 6.1.1.4.5, of names that fold as ASCII does.
   *
   * @param text with its zero
   */
  private static int hash(byte[] text) {
    int hash = 5381;
    for (int i = 0; i < text.length - 1; i++) {
      int letter = text[i] & 0xff;
      hash = hash * 33 + (letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    }
    return hash;
  }

  /** The first name of a bucket, from 0; -1 where it has none. */
  private int first(int bucket) {
    long number = bytes.cursor(bucketsAt + 4L * bucket).u32();
    if (number > names) {
      throw bytes.malformed(
          bucketsAt + 4L * bucket, "a bucket begins with name %d of %d".formatted(number, names));
    }
    return (int) number - 1;
  }

  private int hashAt(int name) {
    return bytes.cursor(hashesAt + 4L * name).s32();
  }

  private int bucketOf(int name) {
    return Integer.remainderUnsigned(hashAt(name), buckets);
  }

  private Cursor nameAt(int name) {
    Cursor at = bytes.cursor(stringsAt + (long) offsetSize * name);
    return strings.cursor(at.unsigned(offsetSize));
  }

  private boolean begins(int name, byte[] text) {
    Cursor at = nameAt(name);
    return at.end() - at.position() >= text.length && Arrays.equals(at.bytes(text.length), text);
  }

  /** Adds the units of the entries of a name. */
  private void entries(int name, List<Unit> found) {
    long offset = bytes.cursor(entriesAt + (long) offsetSize * name).unsigned(offsetSize);
    if (offset < 0 || offset >= end - pool) {
      throw bytes.malformed(
          entriesAt + (long) offsetSize * name,
          "its entries are at 0x%x of 0x%x bytes".formatted(offset, end - pool));
    }
    Cursor at = bytes.cursor(pool + offset, end);
    int place = at.position();
    for (long code = at.uleb(); code != 0; code = at.uleb()) {
      int[] shape = abbreviations.get(code);
      if (shape == null) {
        throw bytes.malformed(place, "abbreviation " + code + " does not exist");
      }
      Unit unit = entry(at, shape, place);
      if (unit != null) {
        found.add(unit);
      }
      place = at.position();
    }
  }

  /** Reads one; null where it is in a type unit of another file. */
  private @Nullable Unit entry(Cursor at, int[] shape, int place) {
    long unit = 0;
    long typeUnit = -1;
    long entry = 0;
    for (int i = 0; i < shape.length; i += 2) {
      long value = value(at, shape[i + 1]);
      switch (shape[i]) {
        case DW_IDX_compile_unit -> unit = value;
        case DW_IDX_type_unit -> typeUnit = value;
        case DW_IDX_die_offset -> entry = value;
        default -> {}
      }
    }
    boolean ofType = typeUnit >= 0;
    long number = ofType ? typeUnit : unit;
    List<Unit> its = ofType ? typeUnits : units;
    if (ofType && number >= its.size() && number < its.size() + foreign) {
      return null;
    }
    if (number < 0 || number >= its.size()) {
      throw bytes.malformed(place, "a name is in unit %d of %d".formatted(number, its.size()));
    }
    Unit found = its.get((int) number);
    if (entry < 0 || entry >= found.end - found.offset) {
      throw bytes.malformed(
          place, "a name is at 0x%x of its unit, behind its end".formatted(entry));
    }
    return found;
  }

  private static long value(Cursor at, int form) {
    return switch (form) {
      case DW_FORM_flag_present -> 1;
      case DW_FORM_flag, DW_FORM_data1, DW_FORM_ref1 -> at.u8();
      case DW_FORM_data2, DW_FORM_ref2 -> at.u16();
      case DW_FORM_data4, DW_FORM_ref4 -> at.u32();
      case DW_FORM_data8, DW_FORM_ref8 -> at.u64();
      case DW_FORM_udata, DW_FORM_ref_udata -> at.uleb();
      default -> throw at.malformed("DW_FORM 0x%x in an entry of a name".formatted(form));
    };
  }

  @Override
  public void check() {
    Work work = new Work(bytes, strings.length());
    boolean[] reached = new boolean[names];
    for (int bucket = 0; bucket < buckets; bucket++) {
      for (int i = first(bucket); i >= 0 && i < names && bucketOf(i) == bucket; i++) {
        work.add(1);
        reached[i] = true;
      }
    }
    List<Unit> found = new ArrayList<>();
    for (int name = 0; name < names; name++) {
      entries(name, found);
      work.add(found.size());
      found.clear();
      Cursor at = nameAt(name);
      int start = at.position();
      at.skipString();
      byte[] text = strings.cursor(start).bytes(at.position() - start);
      work.add(text.length);
      if (buckets > 0 && (!reached[name] || (isAscii(text) && hash(text) != hashAt(name)))) {
        throw bytes.malformed(hashesAt + 4L * name, "this hash does not lead to its name");
      }
    }
  }

  private static boolean isAscii(byte[] text) {
    for (byte letter : text) {
      if (letter < 0) {
        return false;
      }
    }
    return true;
  }
}
