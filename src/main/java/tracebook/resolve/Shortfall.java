package tracebook.resolve;

import tracebook.source.Span;

/** What one place could not give: a mistake only if no other place of the pattern can. */
record Shortfall(Span span, String message, String hint) {
  static Shortfall of(Unavailable unavailable) {
    return new Shortfall(unavailable.span(), unavailable.message(), unavailable.hint());
  }
}
