package tracebook.cell;

/**
 * A trace, or a question about a target, that failed when a Java cell asked for it. Its message is
 * what the notebook would have shown: every problem with its place and what to do next.
 */
public final class TraceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String kind;

  TraceException(CellResult.Failed failed) {
    super(String.join("\n", failed.lines()).stripTrailing());
    this.kind = failed.name();
  }

  /** What failed: {@code TraceError}, {@code TargetError}, {@code AttachError}. */
  public String kind() {
    return kind;
  }
}
