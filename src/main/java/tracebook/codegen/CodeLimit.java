package tracebook.codegen;

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

  public String limit() {
    return limit;
  }

  public String hint() {
    return hint;
  }
}
