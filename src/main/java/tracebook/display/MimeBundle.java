package tracebook.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing in several representations; a front end picks the richest that it knows.
 *
 * @param data by MIME type: text, or plain JSON (maps, lists, strings, numbers, booleans)
 * @param metadata by MIME type or by front-end key
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {
  public static final String TEXT = "text/plain";
  public static final String HTML = "text/html";
  public static final String SVG = "image/svg+xml";
  public static final String MARKDOWN = "text/markdown";
  public static final String JSON = "application/json";

  public MimeBundle {
    // Sorted: a notebook that is saved twice is the same twice.
    data = Collections.unmodifiableMap(new TreeMap<>(data));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  public static MimeBundle text(String text) {
    return new MimeBundle(Map.of(TEXT, text), Map.of());
  }

  /** HTML, and the text that stands for it where HTML cannot be shown. */
  public static MimeBundle html(String html, String text) {
    return new MimeBundle(Map.of(TEXT, text, HTML, html), Map.of());
  }

  public static MimeBundle svg(String svg, String text) {
    return new MimeBundle(Map.of(TEXT, text, SVG, svg), Map.of());
  }

  /** This bundle with one more representation. */
  public MimeBundle with(String mimeType, Object content) {
    Map<String, Object> more = new LinkedHashMap<>(data);
    more.put(mimeType, content);
    return new MimeBundle(more, metadata);
  }

  /** The text of this bundle, which every bundle should have. */
  public String text() {
    return data.getOrDefault(TEXT, "").toString();
  }
}
