package tracebook.dwarf;

import static tracebook.dwarf.Forms.DW_FORM_strp;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tracebook.bytes.Bytes;

/**
 * Names of entries without repetition. Most units repeat what others have in their headers: a name
 * that was met before is known by where it is in the file, and no text is made of it.
 */
final class NameSet {
  /** Namespaces and classes stand before each name in them; strings may be the ends of others. */
  private static final long TIMES = 64;

  private final Set<String> found = new HashSet<>();

  /** In characters, by the section that has the entries. */
  private final Map<Bytes, Long> made = new HashMap<>();

  private final Map<Bytes, Met> met = new HashMap<>();

  /**
   * Names of one section of strings, by their offsets, and those of a few letters by these, each
   * behind what stands before it.
   */
  private static final class Met {
    private final Map<String, Integer> contexts = new HashMap<>();
    private final LongSet names = new LongSet();

    /** True the first time. */
    boolean add(String before, int form, int name) {
      int kind = form == DW_FORM_strp ? 0 : 1;
      return names.add((2L * context(before) + kind) << 32 | (name & 0xffff_ffffL));
    }

    private int context(String before) {
      if (before.isEmpty()) {
        return 0;
      }
      Integer known = contexts.get(before);
      if (known != null) {
        return known;
      }
      contexts.put(before, contexts.size() + 1);
      return contexts.size();
    }
  }

  /**
   * @param alsoPlain without namespaces and classes too
   */
  void add(UnitIndex index, IntPredicate which, boolean alsoPlain) {
    Met its = met.computeIfAbsent(index.unit.sections.str(), key -> new Met());
    @Nullable String[] prefixes = {};
    for (int i = 0; i < index.size(); i++) {
      int form = index.nameForm(i);
      if (form == 0 || !which.test(i)) {
        continue;
      }
      int parent = index.parent(i);
      String prefix = "";
      if (parent >= 0) {
        prefixes = prefixes.length == 0 ? new @Nullable String[index.size()] : prefixes;
        String made = prefixes[parent];
        prefix = made == null ? index.prefix(i) : made;
        prefixes[parent] = prefix;
      }
      String keyword = index.keyword(i);
      String before = keyword.isEmpty() ? prefix : keyword + prefix;
      boolean known = form == DW_FORM_strp || form == UnitIndex.LETTERS;
      if (known && !its.add(before, form, index.nameAt(i))) {
        continue;
      }
      String name = index.name(i);
      if (name == null) {
        continue;
      }
      if (found.add(before.isEmpty() ? name : before + name)) {
        count(index.unit, before.length() + name.length());
      }
      if (alsoPlain && !before.isEmpty()) {
        found.add(name);
      }
    }
  }

  private void count(Unit unit, int characters) {
    long all = made.merge(unit.bytes, (long) characters, Long::sum);
    Sections its = unit.sections;
    long strings = its.str().length() + its.sharedStrings() + its.lineStr().length();
    long most = TIMES * (unit.bytes.length() + strings);
    if (all > most) {
      throw unit.bytes.malformed(
          unit.offset, "its names would have more than %d characters".formatted(most));
    }
  }

  List<String> sorted() {
    String[] all = found.toArray(String[]::new);
    int middle = all.length / 2;
    // Arrays.parallelSort does nothing in parallel on two processors.
    IntStream.range(0, 2)
        .parallel()
        .forEach(half -> Arrays.sort(all, half * middle, half == 0 ? middle : all.length));
    Arrays.sort(all); // merges two runs
    return Collections.unmodifiableList(Arrays.asList(all));
  }
}
