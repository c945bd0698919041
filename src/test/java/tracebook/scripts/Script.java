package tracebook.scripts;

import java.util.HashMap;
import java.util.Map;

/**
 * One item of a cell: where, and a block.
 *
 * @param key what tells spans apart, where the kind has one
 */
record Script(Kind kind, Node block, String key) {
  /** Where the block runs. */
  enum Kind {
    LINE("trace %2$s as %1$s %3$s", 1, ""),
    /** When the function returns. */
    RETURN("trace work return as %1$s %3$s", 1, ""),
    /** From the function's beginning to the line. */
    SPAN("span %1$s from work to %2$s %3$s", 2, ""),
    /** The same, of a key. */
    KEYED("span %1$s from work to %2$s by %4$s %3$s", 2, ""),
    /** At a copy of an inlined function. */
    INLINED("trace inlined_part as %1$s %3$s", 1, "inlined_part"),
    /** At a static probe. */
    STATIC("trace usdt:scripts:point as %1$s %3$s", 1, "STAP_PROBE");

    private final String item;

    /** How many lines of the account it has; its rows are of the last one. */
    final int probes;

    /** What a source has that has such a place. */
    final String needs;

    /** Without a name and a block. */
    String at(String line) {
      return String.format(item, "t", line, "#", "$tid");
    }

    Kind(String item, int probes, String needs) {
      this.item = item;
      this.probes = probes;
      this.needs = needs;
    }
  }

  /** As an item of a cell. */
  String item(String name, String line) {
    return String.format(kind.item, name, line, block.text(), key);
  }

  /** By name, what is shown in the columns that it names. */
  Map<String, String> columns() {
    Map<String, String> columns = new HashMap<>();
    columns(block, columns);
    return columns;
  }

  private static void columns(Node node, Map<String, String> to) {
    if (node.kind() == Node.Kind.COLUMN) {
      String text = node.text();
      int is = text.indexOf(" = ");
      String shown = text.substring(is + 3);
      to.put(text.substring(0, is), shown);
    }
    node.kids().forEach(kid -> columns(kid, to));
  }

  Script with(Node other) {
    return new Script(kind, other, key);
  }

  boolean exits() {
    return block.text().contains("exit;");
  }
}
