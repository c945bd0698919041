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

  private boolean begun;
  private boolean complete;

  /**
   * By code, as far as the codes are dense: where the tag is of what was not asked for yet; 0 for
   * none, and for all others. Of two the first counts.
   */
  private int @Nullable [] places;

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
    next.uleb31();
    next.u8();
    while (true) {
      int attribute = next.uleb31();
      int form = next.uleb31();
      if (attribute == 0 && form == 0) {
        break;
      }
      if (form == DW_FORM_implicit_const) {
        next.sleb();
      }
      crosses |= ScanShape.crosses(attribute, form);
    }
    put(code, place, shapes.same(place, next.position()));
    whenRead.accept(next.position() - before);
  }

  /** Past all abbreviations until one that is unusual; false when that is the next one. */
  private boolean skim() {
    int from = next.position();
    DeclarationReader in = shapes.reader(from);
    while (in.next()) {
      Abbreviation shape = shapes.same(in);
      if (shape == null) {
        try {
          shape = shapes.read(from + in.tagAt());
        } catch (Malformed onlyForWhoAsks) {
          break;
        }
      }
      crosses |= shape.scan().crosses;
      put(in.code(), from + in.tagAt(), shape);
      in.accept();
    }
    int size = in.accepted();
    next.skip(size);
    whenRead.accept(size);
    return size > 0;
  }

  private synchronized void readAll() {
    while (!complete) {
      readOn();
    }
  }

  /** The first one alone, since most units are asked for their first entry only. */
  private void readOn() {
    if (!begun || !skim()) {
      advance();
      begun = true;
    }
  }

  private void put(long code, int place, @Nullable Abbreviation shape) {
    // Compilers count from 1: room for the next ones, not for any that a file may name.
    if (code == read.length) {
      read = Arrays.copyOf(read, 2 * read.length);
    }
    if (code > 0 && code < read.length) {
      int index = (int) code;
      if (!isDense(index)) {
        read[index] = shape;
        if (shape == null) {
          setPlace(index, place);
        }
        count = Math.max(count, index + 1);
      }
    } else if (!large.containsKey(code)) {
      large.put(code, shape == null ? shapes.read(place) : shape);
    }
  }

  private void setPlace(int index, int place) {
    int[] known = places;
    if (known == null || known.length < read.length) {
      known = known == null ? new int[read.length] : Arrays.copyOf(known, read.length);
      places = known;
    }
    known[index] = place;
  }

  private int place(int index) {
    int[] known = places;
    return known == null || index >= known.length ? 0 : known[index];
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
      readOn();
    }
    if (!isDense(code)) {
      return large.isEmpty() ? null : large.get(code);
    }
    int index = (int) code;
    Abbreviation known = read[index];
    Abbreviation made = known == null ? shapes.read(place(index)) : known;
    read[index] = made;
    return made;
  }

  private boolean isKnown(long code) {
    return isDense(code) || (!large.isEmpty() && large.containsKey(code));
  }

  private boolean isDense(long code) {
    return code > 0 && code < count && (read[(int) code] != null || place((int) code) != 0);
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
      if (!isDense(i)) {
        continue;
      }
      Abbreviation known = read[i];
      if (tag.test(known == null ? shapes.tag(place(i)) : known.tag())) {
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
