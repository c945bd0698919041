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
   * By {@link #hash}, with open addressing. Read without a lock: who misses one reads it again, and
   * a map of objects would cost more than it saves.
   */
  private volatile @Nullable Known[] known = new @Nullable Known[1 << 10];

  private int count;

  /**
   * @param place of the declaration that was read
   * @param size of it, in bytes
   */
  private record Known(long hash, int place, int size, Abbreviation shape) {}

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

  /** Of what was hashed so far and the next number of a declaration. */
  static long hash(long before, long number) {
    long mixed = (before ^ number) * 0x9e37_79b9_7f4a_7c15L;
    return mixed ^ (mixed >>> 29);
  }

  /**
   * The same declaration, if it was read at another place.
   *
   * @param hash of its numbers, in order
   */
  @Nullable Abbreviation same(long hash, int place, int size) {
    Known one = find(known, hash);
    if (one == null || one.size() != size) {
      return null;
    }
    for (int i = 0; i < size; i++) {
      if (abbrev.at(place + i) != abbrev.at(one.place() + i)) {
        return null;
      }
    }
    return one.shape();
  }

  /** Reads the declaration at a place: from its tag on. */
  Abbreviation read(int place) {
    Cursor at = abbrev.cursor(place);
    int tag = at.uleb31();
    int children = at.u8();
    long hash = hash(hash(0, tag), children);
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
      hash = hash(hash(hash, attribute), form);
      if (form == DW_FORM_implicit_const) {
        implicit[size] = at.sleb();
        hash = hash(hash, implicit[size]);
      }
      size++;
    }
    attributes = Arrays.copyOf(attributes, size);
    forms = Arrays.copyOf(forms, size);
    implicit = Arrays.copyOf(implicit, size);
    ScanShape scan =
        new ScanShape(at, tag, children != 0, attributes, forms, addressSize, offsetSize, version);
    Abbreviation made = new Abbreviation(tag, children != 0, attributes, forms, implicit, scan);
    put(new Known(hash, place, at.position() - place, made));
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
