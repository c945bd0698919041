package tracebook.lang;

import tracebook.source.Span;

/**
 * A word of the script outside of patterns.
 *
 * @param text as written
 */
record Token(Kind kind, String text, Span span) {
  enum Kind {
    /** {@code conn}, {@code ns::counter}, also keywords. */
    NAME,
    /** {@code $pid}. */
    SPECIAL,
    /** Begins with a digit; letters and digits to its end, so {@code 99hz} is one. */
    NUMBER,
    /** In double quotes; without the second one when it is not closed on its line. */
    STRING,
    /** In single quotes, likewise. */
    CHARACTER,
    /** An operator or a bracket. */
    SYMBOL,
    /** A character that has no place in a script. */
    STRANGE,
    /** The end of the cell. */
    END
  }

  boolean is(String symbolOrWord) {
    return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbolOrWord);
  }

  /** For messages: the token in backticks, or what it is. */
  String shown() {
    return kind == Kind.END ? "the end of the cell" : "`" + text + "`";
  }
}
