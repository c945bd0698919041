package tracebook.scripts;

/** One item of a cell: where, and a block. */
record Script(Kind kind, Node block) {
  /** Where the block runs. */
  enum Kind {
    LINE("trace %2$s as %1$s %3$s", 1),
    /** When the function returns. */
    RETURN("trace work return as %1$s %3$s", 1),
    /** From the function's beginning to the line. */
    SPAN("span %1$s from work to %2$s %3$s", 2);

    private final String item;

    /** How many lines of the account it has; its rows are of the last one. */
    final int probes;

    Kind(String item, int probes) {
      this.item = item;
      this.probes = probes;
    }
  }

  /** As an item of a cell. */
  String item(String name, String line) {
    return String.format(kind.item, name, line, block.text());
  }

  Script with(Node other) {
    return new Script(kind, other);
  }

  boolean exits() {
    return block.text().contains("exit;");
  }
}
