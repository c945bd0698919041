package tracebook.lang;

import java.util.List;

/** The script of a trace cell. */
public record Script(List<Item> items) {
  public Script {
    items = List.copyOf(items);
  }
}
