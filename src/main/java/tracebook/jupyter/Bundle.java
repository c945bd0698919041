package tracebook.jupyter;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing in several representations.
 *
 * @param data by MIME type: text, or plain JSON (maps, lists, strings, numbers, booleans)
 * @param metadata by MIME type or by front-end key
 */
public record Bundle(Map<String, Object> data, Map<String, Object> metadata) {
  public Bundle {
    // Sorted: a notebook that is saved twice is the same twice.
    data = Collections.unmodifiableMap(new TreeMap<>(data));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  public Bundle(Map<String, Object> data) {
    this(data, Map.of());
  }
}
