package tracebook.dwarf;

import static tracebook.dwarf.Forms.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tracebook.bytes.ByteSearch;
import tracebook.bytes.Bytes;

/**
 * A name as a user writes it, and the ways in which an entry can have it: as its plain name, as its
 * linkage name, or with the namespaces and classes around it.
 */
final class WantedName {
  private final String whole;

  /** The whole name first, then what is behind each {@code ::} in it. */
  private final List<Text> texts = new ArrayList<>();

  WantedName(String name) {
    this.whole = name;
    texts.add(new Text(name));
    for (int at = name.indexOf("::"); at >= 0; at = name.indexOf("::", at + 1)) {
      if (at + 2 < name.length()) {
        texts.add(new Text(name.substring(at + 2)));
      }
    }
    for (String keyword : List.of("struct ", "union ", "enum ")) {
      if (name.startsWith(keyword)) {
        texts.add(new Text(name.substring(keyword.length())));
      }
    }
  }

  List<Text> texts() {
    return texts;
  }

  boolean isFunction(UnitIndex index, int entry) {
    return index.isFunction(entry)
        && (isPlainOrQualified(index, entry)
            || texts.getFirst().is(index.unit, index.linkageForm(entry), index.linkageAt(entry)));
  }

  boolean isGlobal(UnitIndex index, int entry) {
    return index.kind(entry) == UnitIndex.GLOBAL && isPlainOrQualified(index, entry);
  }

  /** With the keyword, where it belongs to the name. */
  boolean isType(UnitIndex index, int entry) {
    return index.kind(entry) == UnitIndex.TYPE
        && isAny(index, entry)
        && whole.equals(index.keyword(entry) + index.prefix(entry) + index.name(entry));
  }

  private boolean isPlainOrQualified(UnitIndex index, int entry) {
    int form = index.nameForm(entry);
    return form != 0
        && (texts.getFirst().is(index.unit, form, index.nameAt(entry))
            || (texts.size() > 1
                && isAny(index, entry)
                && whole.equals(index.prefix(entry) + index.name(entry))));
  }

  private boolean isAny(UnitIndex index, int entry) {
    for (Text text : texts) {
      if (text.is(index.unit, index.nameForm(entry), index.nameAt(entry))) {
        return true;
      }
    }
    return false;
  }

  /** A string, and where it is in the sections of strings that were asked for. */
  static final class Text {
    final String text;
    private final Map<Bytes, Places> places = new ConcurrentHashMap<>();

    /** Of the section that was asked for last: millions of names are in the same one. */
    private volatile Optional<Places> last = Optional.empty();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Places(Bytes strings, int[] offsets) {}

    Text(String text) {
      this.text = text;
    }

    /** The offsets at which one reads it, ascending: strings share their ends. */
    int[] in(Bytes strings) {
      Optional<Places> recent = last;
      if (recent.isPresent() && recent.get().strings().equals(strings)) {
        return recent.get().offsets();
      }
      Places known = places.get(strings);
      if (known == null) {
        known = new Places(strings, ByteSearch.strings(strings, text));
        places.put(strings, known);
      }
      last = Optional.of(known);
      return known.offsets();
    }

    /** True of an attribute of this form and value; 0 is the form of none. */
    boolean is(Unit unit, int form, int value) {
      return switch (form) {
        case 0 -> false;
        case DW_FORM_strp -> Arrays.binarySearch(in(unit.sections.str()), value) >= 0;
        case DW_FORM_line_strp -> Arrays.binarySearch(in(unit.sections.lineStr()), value) >= 0;
        case DW_FORM_GNU_strp_alt, DW_FORM_strp_sup ->
            unit.sections
                .supplementaryStr()
                .filter(strings -> Arrays.binarySearch(in(strings), value) >= 0)
                .isPresent();
        default -> UnitIndex.text(unit, form, value).filter(text::equals).isPresent();
      };
    }
  }
}
