package tracebook.jupyter;

import java.util.Map;

/**
 * One thing in several representations.
 *
 * @param data by MIME type: text, or plain JSON (maps, lists, strings, numbers, booleans)
 * @param metadata by MIME type or by front-end key
 */
public record Bundle(Map<String, Object> data, Map<String, Object> metadata) {
  public Bundle {
    data = Map.copyOf(data);
    metadata = Map.copyOf(metadata);
  }

  public Bundle(Map<String, Object> data) {
    this(data, Map.of());
  }
}
