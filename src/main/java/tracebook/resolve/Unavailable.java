package tracebook.resolve;

import tracebook.source.Span;

/**
 * A value that an expression needs is not readable at this place. Ends the compilation of the
 * statement at this place.
 */
final class Unavailable extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Span span;
  private final String message;
  private final String reason;
  private final String hint;

  /**
   * A value that is not there.
   *
   * @param message a sentence for under the cell
   * @param reason a few words for a cell of the table
   */
  Unavailable(Span span, String message, String reason, String hint) {
    super(message);
    this.span = span;
    this.message = message;
    this.reason = reason;
    this.hint = hint;
  }

  String message() {
    return message;
  }

  String reason() {
    return reason;
  }

  Span span() {
    return span;
  }

  String hint() {
    return hint;
  }
}
