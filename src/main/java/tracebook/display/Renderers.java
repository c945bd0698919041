package tracebook.display;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How each type looks. The most specific registered type wins: an object's class, then its
 * superclasses from the nearest on, each with its interfaces; a later registration of the same type
 * replaces an earlier one.
 */
public final class Renderers {
  /** Most elements of a collection, array or map that are written out. */
  private static final int MOST_ELEMENTS = 1000;

  /** How deep collections in collections are written out. */
  private static final int DEEPEST = 8;

  /** Makes a bundle of a value of one type. */
  @FunctionalInterface
  public interface Renderer<T> {
    MimeBundle render(T value);
  }

  private final Map<Class<?>, Renderer<Object>> byType = new LinkedHashMap<>();

  public Renderers() {
    register(MimeBundle.class, bundle -> bundle);
    register(HtmlTable.class, HtmlTable::render);
  }

  public synchronized <T> void register(Class<T> type, Renderer<? super T> renderer) {
    byType.put(type, value -> renderer.render(type.cast(value)));
  }

  /** The bundle of any value; what a renderer or {@code toString} throws goes to the caller. */
  public MimeBundle render(@Nullable Object value) {
    if (value == null) {
      return MimeBundle.text("null");
    }
    Renderer<Object> renderer = find(value.getClass());
    return renderer == null ? MimeBundle.text(text(value, 0)) : renderer.render(value);
  }

  private synchronized @Nullable Renderer<Object> find(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      Renderer<Object> own = byType.get(c);
      if (own != null) {
        return own;
      }
      Renderer<Object> inherited = findInterface(c);
      if (inherited != null) {
        return inherited;
      }
    }
    return null;
  }

  private @Nullable Renderer<Object> findInterface(Class<?> type) {
    for (Class<?> i : type.getInterfaces()) {
      Renderer<Object> own = byType.get(i);
      Renderer<Object> found = own == null ? findInterface(i) : own;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String text(@Nullable Object value, int depth) {
    if (value == null) {
      return "null";
    }
    if (depth < DEEPEST && value instanceof Map<?, ?> map && isJdk(map)) {
      return map(map, depth);
    }
    if (depth < DEEPEST && value instanceof Collection<?> elements && isJdk(elements)) {
      return elements(elements, elements.size(), depth);
    }
    if (depth < DEEPEST && value.getClass().isArray()) {
      return array(value, depth);
    }
    return value.toString();
  }

  /** A collection of the user's own has a {@code toString} of the user's own. */
  private static boolean isJdk(Object value) {
    return value.getClass().getName().startsWith("java.util.");
  }

  private static String map(Map<?, ?> map, int depth) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (parts.size() == MOST_ELEMENTS) {
        break;
      }
      parts.add(text(entry.getKey(), depth + 1) + "=" + text(entry.getValue(), depth + 1));
    }
    return "{" + joined(parts, map.size()) + "}";
  }

  private static String elements(Iterable<?> elements, int size, int depth) {
    List<String> parts = new ArrayList<>();
    for (Object element : elements) {
      if (parts.size() == MOST_ELEMENTS) {
        break;
      }
      parts.add(text(element, depth + 1));
    }
    return "[" + joined(parts, size) + "]";
  }

  private static String array(Object array, int depth) {
    int length = Array.getLength(array);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
      parts.add(text(Array.get(array, i), depth + 1));
    }
    return "[" + joined(parts, length) + "]";
  }

  private static String joined(List<String> parts, int size) {
    String text = String.join(", ", parts);
    return parts.size() == size ? text : text + ", … " + (size - parts.size()) + " more";
  }
}
