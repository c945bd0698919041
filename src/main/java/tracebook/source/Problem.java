package tracebook.source;

/**
 * Something a user should know of their cell: one sentence, the place, and what to do next.
 *
 * @param message one sentence; the thing it speaks of in backticks
 * @param hint what to do next; empty when the message says it all
 */
public record Problem(Severity severity, String message, Span span, String hint) {

  /** An error keeps the cell from running; a warning is shown under its result. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public static Problem error(Span span, String message, String hint) {
    return new Problem(Severity.ERROR, message, span, hint);
  }

  public static Problem warning(Span span, String message, String hint) {
    return new Problem(Severity.WARNING, message, span, hint);
  }
}
