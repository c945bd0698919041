package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Forms.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * A table of abbreviations (.debug_abbrev); units often share one. It is read as far as somebody
 * has asked: the first entry of a unit needs the first abbreviation.
 */
final class Abbreviations {
  private final Bytes abbrev;
  private final int addressSize;
  private final int offsetSize;
  private final int version;
  private final IntConsumer whenRead;

  /** At the next abbreviation that is not known yet. */
  private final Cursor next;

  private boolean complete;

  /** By code, as far as the codes are dense: its tag's place; 0 for none. */
  private int[] places = new int[16];

  private int[] tags = new int[16];
  private final Map<Long, Abbreviation> large = new HashMap<>();
  private int count = 1;
  private boolean crosses;

  /** What was asked for. Read without a lock: they do not change, and another can be made. */
  private @Nullable Abbreviation[] read = new Abbreviation[16];

  /**
   * @param addressSize of the units that use it
   * @param offsetSize 4, or 8 in the 64-bit format
   * @param version of the units: DW_FORM_ref_addr changed after 2
   * @param whenRead takes the size of what was read, in bytes, each time
   */
  Abbreviations(
      Bytes abbrev,
      long offset,
      int addressSize,
      int offsetSize,
      int version,
      IntConsumer whenRead) {
    this.abbrev = abbrev;
    this.addressSize = addressSize;
    this.offsetSize = offsetSize;
    this.version = version;
    this.whenRead = whenRead;
    this.next = abbrev.cursor(offset);
  }

  /** Past one more abbreviation, or the end. */
  private void advance() {
    int before = next.position();
    long code = next.uleb();
    if (code == 0) {
      complete = true;
      return;
    }
    int place = next.position();
    int tag = next.uleb31();
    next.skip(1);
    skipAttributes(next);
    put(code, place, tag);
    whenRead.accept(next.position() - before);
  }

  private synchronized void readAll() {
    while (!complete) {
      advance();
    }
  }

  private void skipAttributes(Cursor at) {
    while (true) {
      int attribute = at.uleb31();
      int form = at.uleb31();
      if (attribute == 0 && form == 0) {
        return;
      }
      if (form == DW_FORM_implicit_const) {
        at.sleb();
      }
      crosses |=
          (attribute == DW_AT_abstract_origin || attribute == DW_AT_specification)
              && leavesTheUnit(form);
    }
  }

  private void put(long code, int place, int tag) {
    // Compilers count from 1: room for the next ones, not for any that a file may name.
    if (code == places.length) {
      places = Arrays.copyOf(places, 2 * places.length);
      tags = Arrays.copyOf(tags, 2 * tags.length);
    }
    if (code > 0 && code < places.length) {
      int index = (int) code;
      places[index] = place;
      tags[index] = tag;
      count = Math.max(count, index + 1);
    } else {
      large.put(code, read(code, place));
    }
  }

  private Abbreviation read(long code, int place) {
    Cursor at = abbrev.cursor(place);
    int tag = at.uleb31();
    boolean children = at.u8() != 0;
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
      implicit[size] = form == DW_FORM_implicit_const ? at.sleb() : 0;
      size++;
    }
    attributes = Arrays.copyOf(attributes, size);
    forms = Arrays.copyOf(forms, size);
    implicit = Arrays.copyOf(implicit, size);
    ScanShape scan =
        new ScanShape(at, tag, children, attributes, forms, addressSize, offsetSize, version);
    return new Abbreviation(code, tag, children, attributes, forms, implicit, scan);
  }

  @Nullable Abbreviation get(long code) {
    @Nullable Abbreviation[] known = read;
    if (code >= 0 && code < known.length) {
      Abbreviation found = known[(int) code];
      if (found != null) {
        return found;
      }
    }
    return find(code);
  }

  private synchronized @Nullable Abbreviation find(long code) {
    while (!complete && !isKnown(code)) {
      advance();
    }
    if (!isDense(code)) {
      return large.isEmpty() ? null : large.get(code);
    }
    int index = (int) code;
    if (index >= read.length) {
      read = Arrays.copyOf(read, places.length);
    }
    Abbreviation made = read(code, places[index]);
    read[index] = made;
    return made;
  }

  private boolean isKnown(long code) {
    return isDense(code) || large.containsKey(code);
  }

  private boolean isDense(long code) {
    return code > 0 && code < count && places[(int) code] != 0;
  }

  /** Those of some tags, in any order. */
  synchronized List<Abbreviation> having(IntPredicate tag) {
    readAll();
    List<Abbreviation> found = new ArrayList<>();
    for (Abbreviation made : large.values()) {
      if (tag.test(made.tag())) {
        found.add(made);
      }
    }
    for (int i = 1; i < count; i++) {
      if (places[i] != 0 && tag.test(tags[i])) {
        Abbreviation made = get(i);
        if (made != null) {
          found.add(made);
        }
      }
    }
    return found;
  }

  /** True when an entry's origin can be in another unit. */
  synchronized boolean crosses() {
    readAll();
    return crosses;
  }

  /** DW_FORM_… of references to other units, and what may turn out to be one. */
  static boolean leavesTheUnit(int form) {
    return switch (form) {
      case DW_FORM_ref_addr,
          DW_FORM_GNU_ref_alt,
          DW_FORM_ref_sup4,
          DW_FORM_ref_sup8,
          DW_FORM_indirect ->
          true;
      default -> false;
    };
  }
}
