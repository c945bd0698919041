package tracebook.lang;

import tracebook.source.Span;

/** Unwinds the parser to the nearest place where it can go on. Never leaves this package. */
final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Span span;
  private final String hint;

  SyntaxException(Span span, String message, String hint) {
    super(message, null, false, false);
    this.span = span;
    this.hint = hint;
  }

  Span span() {
    return span;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  String hint() {
    return hint;
  }
}
