package tracebook.dwarf;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import tracebook.bytes.Bytes;

/**
 * Lists of ranges or locations of one section that were read, by their unit and offset. Long ones
 * are kept: many entries may refer to one, and each question about a place to all of it. Lists that
 * begin in each other would make a small file a large one.
 */
final class SharedLists<T> {
  private static final int LONG = 32;

  /** The shortest element has one byte; each byte may be read by units of several kinds. */
  private static final int TIMES = 8;

  private record Key(Unit unit, long at) {}

  private final Map<Key, T> known = new ConcurrentHashMap<>();
  private final Map<Bytes, AtomicLong> read = new ConcurrentHashMap<>();

  /** How a list is kept: ranges as they are, locations with a way to find them. */
  interface Form<E, T> {
    T of(List<E> elements);
  }

  /**
   * @param at where the list is, in the section
   */
  <E> T get(Unit unit, Bytes section, long at, Supplier<List<E>> reader, Form<E, T> form) {
    Key key = new Key(unit, at);
    T kept = known.get(key);
    if (kept != null) {
      return kept;
    }
    List<E> elements = reader.get();
    T made = form.of(elements);
    if (elements.size() > LONG) {
      AtomicLong total = read.computeIfAbsent(section, bytes -> new AtomicLong());
      if (total.addAndGet(elements.size()) > (long) TIMES * section.length()) {
        throw section.malformed(at, "its lists overlap");
      }
      known.put(key, made);
    }
    return made;
  }
}
