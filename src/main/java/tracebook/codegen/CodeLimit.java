package tracebook.codegen;

import java.util.Optional;

/** A body does not fit the limits of eBPF; the message names the limit for the user. */
public final class CodeLimit extends Exception {
  private static final long serialVersionUID = 1;

  private final String limit;
  private final String hint;

  /**
   * A limit that was exceeded.
   *
   * @param limit one sentence
   * @param hint what to do next
   */
  CodeLimit(String limit, String hint) {
    super(limit + ": " + hint);
    this.limit = limit;
    this.hint = hint;
  }

  /**
   * More than one program can do.
   *
   * @param largest the column that takes the most of it
   */
  static CodeLimit tooMuch(Optional<String> largest) {
    return new CodeLimit("the block is too much for one eBPF program", splitting(largest));
  }

  /** What to do when a block is too much for one program. */
  static String splitting(Optional<String> largest) {
    return "make two traces of it, each with fewer columns or conditions"
        + largest.map(name -> ": `" + name + "` is the largest").orElse("");
  }

  public String limit() {
    return limit;
  }

  public String hint() {
    return hint;
  }
}
