package tracebook.dwarf;

import static tracebook.dwarf.Forms.DW_FORM_implicit_const;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * The declarations of .debug_abbrev for units of one format. Compilers write a table for each unit,
 * and nearly the same ones into all: each is read once.
 */
final class Shapes {
  private final Bytes abbrev;
  private final int addressSize;
  private final int offsetSize;
  private final int version;

  /**
   * By hash, with open addressing. Read without a lock: who misses one reads it again, and a map of
   * objects would cost more than it saves.
   */
  private volatile @Nullable Known[] known = new @Nullable Known[1 << 10];

  private int count;

  /**
   * @param declaration its bytes, from the tag on
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Known(long hash, byte[] declaration, Abbreviation shape) {}

  /**
   * @param addressSize of the units
   * @param offsetSize 4, or 8 in the 64-bit format
   * @param version of the units: DW_FORM_ref_addr changed after 2
   */
  Shapes(Bytes abbrev, int addressSize, int offsetSize, int version) {
    this.abbrev = abbrev;
    this.addressSize = addressSize;
    this.offsetSize = offsetSize;
    this.version = version;
  }

  Cursor cursor(long offset) {
    return abbrev.cursor(offset);
  }

  /** Of what stands from an offset on. */
  DeclarationReader reader(int offset) {
    return DeclarationReader.of(abbrev, offset);
  }

  int tag(int place) {
    return abbrev.cursor(place).uleb31();
  }

  /** The same declaration as the reader is at, if it was read at another place. */
  @Nullable Abbreviation same(DeclarationReader in) {
    Known one = find(known, in.hash());
    return one != null && in.is(one.declaration()) ? one.shape() : null;
  }

  /** The same declaration, if it was read at another place. */
  @Nullable Abbreviation same(int place, int end) {
    byte[] declaration = abbrev.cursor(place, end).bytes(end - place);
    Known one = find(known, hash(declaration));
    return one != null && Arrays.equals(one.declaration(), declaration) ? one.shape() : null;
  }

  private static long hash(byte[] declaration) {
    return DeclarationReader.hash(
        Arrays.copyOf(declaration, declaration.length + DeclarationReader.SLACK),
        0,
        declaration.length);
  }

  /** Reads the declaration at a place: from its tag on. */
  Abbreviation read(int place) {
    Cursor at = abbrev.cursor(place);
    int tag = at.uleb31();
    int children = at.u8();
    int[] attributes = new int[8];
    int[] forms = new int[8];
    long[] implicit = new long[8];
    int size = 0;
    while (true) {
      int attribute = at.uleb31();
      int form = at.uleb31();
      if (attribute == 0 && form == 0) {
        break;
      }
      if (size == attributes.length) {
        attributes = Arrays.copyOf(attributes, 2 * size);
        forms = Arrays.copyOf(forms, 2 * size);
        implicit = Arrays.copyOf(implicit, 2 * size);
      }
      attributes[size] = attribute;
      forms[size] = form;
      if (form == DW_FORM_implicit_const) {
        implicit[size] = at.sleb();
      }
      size++;
    }
    attributes = Arrays.copyOf(attributes, size);
    forms = Arrays.copyOf(forms, size);
    implicit = Arrays.copyOf(implicit, size);
    ScanShape scan =
        new ScanShape(at, tag, children != 0, attributes, forms, addressSize, offsetSize, version);
    Abbreviation made = new Abbreviation(tag, children != 0, attributes, forms, implicit, scan);
    byte[] declaration = abbrev.cursor(place).bytes(at.position() - place);
    put(new Known(hash(declaration), declaration, made));
    return made;
  }

  private static int slot(@Nullable Known[] table, long hash) {
    int at = (int) (hash >>> 32) & (table.length - 1);
    for (Known one = table[at]; one != null && one.hash() != hash; one = table[at]) {
      at = (at + 1) & (table.length - 1);
    }
    return at;
  }

  private static @Nullable Known find(@Nullable Known[] table, long hash) {
    return table[slot(table, hash)];
  }

  private synchronized void put(Known made) {
    @Nullable Known[] table = known;
    if (2 * count >= table.length) {
      table = new @Nullable Known[2 * known.length];
      for (Known one : known) {
        if (one != null) {
          table[slot(table, one.hash())] = one;
        }
      }
      known = table;
    }
    int at = slot(table, made.hash());
    if (table[at] == null) {
      table[at] = made;
      count++;
    }
  }
}
