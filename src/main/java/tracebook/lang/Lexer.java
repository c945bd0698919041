package tracebook.lang;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tracebook.lang.Token.Kind;
import tracebook.source.Problems;
import tracebook.source.Span;

/**
 * Reads a script token by token, on demand: the same text means different things in a pattern, so
 * the parser says where it is by asking.
 */
final class Lexer {
  /** Longest first, so that the first match is the right one. */
  private static final List<String> SYMBOLS =
      List.of(
          "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "->", "..", "::", "(", ")", "[", "]", "{",
          "}", ".", ",", ";", ":", "?", "*", "&", "-", "+", "!", "~", "/", "%", "<", ">", "^", "|",
          "=");

  private final String text;
  private final Problems problems;
  private int at;
  private int lastEnd;
  private @Nullable Token ahead;

  Lexer(String text, int from, Problems problems) {
    this.text = text;
    this.problems = problems;
    this.at = from;
    this.lastEnd = from;
  }

  String text() {
    return text;
  }

  /** The token to come. */
  Token peek() {
    Token token = ahead;
    if (token == null) {
      token = read();
      ahead = token;
    }
    return token;
  }

  Token next() {
    Token token = peek();
    ahead = null;
    at = token.span().end();
    lastEnd = at;
    return token;
  }

  /** Takes the token to come if it is this symbol or word. */
  boolean take(String symbolOrWord) {
    if (!peek().is(symbolOrWord)) {
      return false;
    }
    next();
    return true;
  }

  /** The end of the last token taken. */
  int lastEnd() {
    return lastEnd;
  }

  /** A place to return to. */
  int mark() {
    return peek().span().start();
  }

  /** Goes on from this offset, as if everything before it were taken. */
  void reset(int offset) {
    ahead = null;
    at = offset;
  }

  /** Goes on behind text that was read by other rules. */
  void skipTo(int offset) {
    reset(offset);
    lastEnd = offset;
  }

  /** True when the token to come is on a later line than the last one taken. */
  boolean newLine() {
    return text.substring(lastEnd, Math.max(lastEnd, peek().span().start())).indexOf('\n') >= 0;
  }

  /** After a dot: {@code 0} of {@code t.0.1}, which is no part of a float. */
  @Nullable Token tupleIndex() {
    int start = skipBlanks(at);
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    if (end == start) {
      return null;
    }
    Token token = new Token(Kind.NUMBER, text.substring(start, end), new Span(start, end));
    skipTo(end);
    return token;
  }

  /** The offset of the next character that is neither blank nor in a comment. */
  int skipBlanks(int from) {
    int i = from;
    while (i < text.length()) {
      if (Character.isWhitespace(text.charAt(i)) || text.charAt(i) == '\u00a0') {
        i++;
      } else if (text.startsWith("//", i)) {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        if (end < 0) {
          problems.error(
              new Span(i, i + 2), "the comment `/*` is not closed", "add `*/` where it ends");
          return text.length();
        }
        i = end + 2;
      } else {
        return i;
      }
    }
    return i;
  }

  private Token read() {
    int start = skipBlanks(at);
    if (start >= text.length()) {
      return new Token(Kind.END, "", new Span(text.length(), text.length()));
    }
    char c = text.charAt(start);
    if (isDigit(c)) {
      return token(Kind.NUMBER, start, endOfNumber(start));
    }
    if (isNameStart(text.codePointAt(start))
        || (text.startsWith("::", start) && nameStartsAt(start + 2))) {
      return token(Kind.NAME, start, endOfName(start));
    }
    if (c == '$') {
      return token(Kind.SPECIAL, start, endOfWord(start + 1));
    }
    if (c == '"' || c == '\'') {
      return token(c == '"' ? Kind.STRING : Kind.CHARACTER, start, endOfQuoted(start));
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, start)) {
        return token(Kind.SYMBOL, start, start + symbol.length());
      }
    }
    return token(Kind.STRANGE, start, start + Character.charCount(text.codePointAt(start)));
  }

  private Token token(Kind kind, int start, int end) {
    return new Token(kind, text.substring(start, end), new Span(start, end));
  }

  /** {@code 1_000}, {@code 0x1f}, {@code 1.5e-3}; a dot belongs to it before a digit only. */
  private int endOfNumber(int start) {
    int end = endOfWord(start);
    boolean decimal = !text.startsWith("0x", start) && !text.startsWith("0X", start);
    if (decimal
        && end + 1 < text.length()
        && text.charAt(end) == '.'
        && isDigit(text.charAt(end + 1))) {
      end = endOfWord(end + 1);
    }
    boolean exponent = decimal && "eE".indexOf(text.charAt(end - 1)) >= 0;
    if (exponent
        && end + 1 < text.length()
        && "+-".indexOf(text.charAt(end)) >= 0
        && isDigit(text.charAt(end + 1))) {
      end = endOfWord(end + 1);
    }
    return end;
  }

  private int endOfName(int start) {
    int end = endOfWord(text.startsWith("::", start) ? start + 2 : start);
    while (text.startsWith("::", end) && nameStartsAt(end + 2)) {
      end = endOfWord(end + 2);
    }
    return end;
  }

  private int endOfWord(int start) {
    int end = start;
    while (end < text.length() && isNamePart(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private int endOfQuoted(int start) {
    char quote = text.charAt(start);
    int end = start + 1;
    while (end < text.length() && text.charAt(end) != '\n') {
      char c = text.charAt(end);
      end++;
      if (c == quote) {
        return end;
      }
      if (c == '\\' && end < text.length() && text.charAt(end) != '\n') {
        end++;
      }
    }
    return end;
  }

  private boolean nameStartsAt(int offset) {
    return offset < text.length() && isNameStart(text.codePointAt(offset));
  }

  static boolean isNameStart(int codePoint) {
    return codePoint == '_' || Character.isLetter(codePoint);
  }

  static boolean isNamePart(int codePoint) {
    return codePoint == '_' || Character.isLetterOrDigit(codePoint);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
