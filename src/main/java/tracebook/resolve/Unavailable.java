package tracebook.resolve;

import tracebook.source.Span;

/** A value that an expression needs is not readable at this place. Ends the compilation of the statement at this place. */
final class Unavailable extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Span span;
  private final String hint;

  Unavailable(Span span, String message, String hint) {
    super(message);
    this.span = span;
    this.hint = hint;
  }

  Span span() {
    return span;
  }

  String hint() {
    return hint;
  }
}
