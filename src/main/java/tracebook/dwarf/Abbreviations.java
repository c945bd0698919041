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
import tracebook.bytes.Cursor;
import tracebook.bytes.Malformed;

/**
 * A table of abbreviations (.debug_abbrev); units often share one. It is read as far as somebody
 * has asked: the first entry of a unit needs the first abbreviation.
 */
final class Abbreviations {
  private final Shapes shapes;
  private final IntConsumer whenRead;

  /** At the next abbreviation that is not known yet. */
  private final Cursor next;

  private boolean complete;

  /**
   * By code, as far as the codes are dense: its tag's place; 0 for none. Of two the first counts.
   */
  private int[] places = new int[16];

  private int[] tags = new int[16];
  private final Map<Long, Abbreviation> large = new HashMap<>();
  private int count = 1;
  private boolean crosses;

  /**
   * What was asked for, or is the same as one that was. Read without a lock: they do not change,
   * and another can be made.
   */
  private @Nullable Abbreviation[] read = new Abbreviation[16];

  /** An abbreviation and the code that entries have for it. */
  record Coded(long code, Abbreviation shape) {}

  /**
   * @param whenRead takes the size of what was read, in bytes, each time
   */
  Abbreviations(Shapes shapes, long offset, IntConsumer whenRead) {
    this.shapes = shapes;
    this.whenRead = whenRead;
    this.next = shapes.cursor(offset);
  }

  /** Past one more abbreviation, or the end; of what is wrong there, each who asks is told. */
  private void advance() {
    int before = next.position();
    try {
      pass(before);
    } catch (Malformed wrong) {
      next.seek(before);
      throw wrong;
    }
  }

  private void pass(int before) {
    long code = next.uleb();
    if (code == 0) {
      complete = true;
      return;
    }
    int place = next.position();
    int tag = next.uleb31();
    long hash = Shapes.hash(Shapes.hash(0, tag), next.u8());
    while (true) {
      int attribute = next.uleb31();
      int form = next.uleb31();
      if (attribute == 0 && form == 0) {
        break;
      }
      hash = Shapes.hash(Shapes.hash(hash, attribute), form);
      if (form == DW_FORM_implicit_const) {
        hash = Shapes.hash(hash, next.sleb());
      }
      crosses |=
          (attribute == DW_AT_abstract_origin || attribute == DW_AT_specification)
              && leavesTheUnit(form);
    }
    put(code, place, tag, shapes.same(hash, place, next.position() - place));
    whenRead.accept(next.position() - before);
  }

  private synchronized void readAll() {
    while (!complete) {
      advance();
    }
  }

  private void put(long code, int place, int tag, @Nullable Abbreviation shape) {
    // Compilers count from 1: room for the next ones, not for any that a file may name.
    if (code == places.length) {
      places = Arrays.copyOf(places, 2 * places.length);
      tags = Arrays.copyOf(tags, 2 * tags.length);
      read = Arrays.copyOf(read, places.length);
    }
    if (code > 0 && code < places.length) {
      int index = (int) code;
      if (places[index] == 0) {
        places[index] = place;
        tags[index] = tag;
        read[index] = shape;
        count = Math.max(count, index + 1);
      }
    } else if (!large.containsKey(code)) {
      large.put(code, shape == null ? shapes.read(place) : shape);
    }
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
    Abbreviation known = read[index];
    Abbreviation made = known == null ? shapes.read(places[index]) : known;
    read[index] = made;
    return made;
  }

  private boolean isKnown(long code) {
    return isDense(code) || (!large.isEmpty() && large.containsKey(code));
  }

  private boolean isDense(long code) {
    return code > 0 && code < count && places[(int) code] != 0;
  }

  /** Those of some tags, in any order. */
  synchronized List<Coded> having(IntPredicate tag) {
    readAll();
    List<Coded> found = new ArrayList<>();
    large.forEach(
        (code, shape) -> {
          if (tag.test(shape.tag())) {
            found.add(new Coded(code, shape));
          }
        });
    for (int i = 1; i < count; i++) {
      if (places[i] != 0 && tag.test(tags[i])) {
        Abbreviation shape = get(i);
        if (shape != null) {
          found.add(new Coded(i, shape));
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
