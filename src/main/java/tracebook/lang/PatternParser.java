package tracebook.lang;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import tracebook.source.Names;
import tracebook.source.Span;

/**
 * Reads a place to probe. Its text is taken whole first, by {@link PatternText}, then taken apart:
 * names of functions hold blanks, commas and braces that mean something else in a script.
 */
final class PatternParser {
  private final Lexer lexer;

  PatternParser(Lexer lexer) {
    this.lexer = lexer;
  }

  /** A pattern and its {@code return}. */
  Pattern pattern() {
    int start = lexer.skipBlanks(lexer.mark());
    String text = lexer.text();
    int end = PatternText.end(text, start);
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (end == start) {
      Token found = lexer.peek();
      boolean over = found.kind() == Token.Kind.END && lexer.lastEnd() > 0;
      throw new SyntaxException(
          over ? new Span(lexer.lastEnd() - 1, lexer.lastEnd()) : found.span(),
          "expected a place to probe, found " + found.shown(),
          "a place is a function, `file.c:42` or `0x401234`");
    }
    Span span = new Span(start, end);
    lexer.skipTo(end);
    Parts parts = split(text.substring(start, end), start);
    boolean atReturn = lexer.take("return");
    return new Pattern(
        parts.module(), parts.place(), atReturn, atReturn ? span.to(lastToken()) : span);
  }

  private Span lastToken() {
    return new Span(lexer.lastEnd(), lexer.lastEnd());
  }

  private record Parts(Optional<Name> module, Pattern.Place place) {
    Parts(Pattern.Place place) {
      this(Optional.empty(), place);
    }
  }

  private Parts split(String text, int start) {
    Span span = new Span(start, start + text.length());
    if (PatternText.regexEnd(text, 0) == text.length()) {
      return new Parts(regex(text, span));
    }
    if (text.startsWith("usdt:")) {
      return new Parts(staticProbe(text, 5, span));
    }
    int regex = PatternText.regexAfterModule(text);
    if (regex > 0) {
      Span inside = new Span(start + regex, span.end());
      return new Parts(module(text, regex - 1, start), regex(text.substring(regex), inside));
    }
    int usdt = text.indexOf(":usdt:");
    if (usdt > 0) {
      return new Parts(module(text, usdt, start), staticProbe(text, usdt + 6, span));
    }
    int colon = PatternText.lastColon(text, text.length());
    if (colon < 0) {
      return new Parts(place(text, span));
    }
    String tail = text.substring(colon + 1);
    if (colon == 0 || tail.isEmpty()) {
      throw new SyntaxException(
          span,
          "`" + text + "` has nothing " + (colon == 0 ? "before" : "after") + " its `:`",
          "write `file.c:42`, or `libfoo.so:function` for a place in a module");
    }
    if (Lexer.isDigit(tail.charAt(0)) && !tail.startsWith("0x")) {
      return line(text, colon, start);
    }
    return new Parts(
        module(text, colon, start), place(tail, new Span(start + colon + 1, span.end())));
  }

  private static Optional<Name> module(String text, int colon, int start) {
    return Optional.of(new Name(text.substring(0, colon), new Span(start, start + colon)));
  }

  /** {@code [module:]file:line[#copy]}. */
  private Parts line(String text, int colon, int start) {
    Span span = new Span(start, start + text.length());
    String tail = text.substring(colon + 1);
    Span tailSpan = new Span(start + colon + 1, span.end());
    int hash = tail.indexOf('#');
    int line = positive(hash < 0 ? tail : tail.substring(0, hash), tailSpan, "a line");
    int copy = hash < 0 ? 0 : positive(tail.substring(hash + 1), tailSpan, "a copy of a line");
    int before = PatternText.lastColon(text, colon);
    if (before < 0) {
      return new Parts(new Pattern.Line(text.substring(0, colon), line, copy, span));
    }
    String file = text.substring(before + 1, colon);
    if (before == 0 || file.isEmpty()) {
      throw new SyntaxException(
          span, "`" + text + "` has an empty part", "write `module:file.c:42`");
    }
    Span place = new Span(start + before + 1, span.end());
    return new Parts(module(text, before, start), new Pattern.Line(file, line, copy, place));
  }

  private int positive(String digits, Span span, String what) {
    if (digits.matches("[1-9][0-9]{0,8}")) {
      return Integer.parseInt(digits);
    }
    throw new SyntaxException(
        span,
        "`" + digits + "` is not the number of " + what,
        "lines and their copies count from 1: `file.c:42`, `file.c:42#2`");
  }

  private Pattern.Place place(String text, Span span) {
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return address(text, span);
    }
    if (text.matches("[0-9]+")) {
      throw new SyntaxException(
          span,
          "`" + text + "` is neither a line nor an address",
          "write `file.c:" + text + "` for a line, `0x" + text + "` for an address");
    }
    if (PatternText.isGlob(text)) {
      return new Pattern.Matching(text, false, span);
    }
    if (!PatternText.balanced(text)) {
      throw new SyntaxException(
          span,
          "the brackets of `" + text + "` do not match",
          "write a function as `name`, `ns::name` or `name(int, char*)`");
    }
    return new Pattern.FunctionName(text, span);
  }

  private Pattern.Place address(String text, Span span) {
    String digits = text.substring(2).replace("_", "");
    if (!digits.matches("[0-9a-fA-F]{1,16}")) {
      throw new SyntaxException(
          span,
          "`" + text + "` is not an address",
          "an address has 1 to 16 hexadecimal digits, as `objdump -d` shows it");
    }
    return new Pattern.At(Long.parseUnsignedLong(digits, 16), span);
  }

  private Pattern.Place regex(String text, Span span) {
    String body = text.substring(1, text.length() - 1);
    try {
      java.util.regex.Pattern.compile(body);
    } catch (PatternSyntaxException wrong) {
      int at = Math.clamp(wrong.getIndex(), 0, Math.max(0, body.length() - 1));
      throw new SyntaxException(
          new Span(span.start() + 1 + at, Math.min(span.end(), span.start() + 2 + at)),
          "`" + text + "` is not a regular expression: " + reason(wrong),
          "a character that means itself is written with a backslash: `\\(`");
    }
    return new Pattern.Matching(body, true, span);
  }

  private static String reason(PatternSyntaxException wrong) {
    String said = wrong.getDescription();
    return said.isEmpty() ? "it cannot be read" : said.toLowerCase(Locale.ROOT);
  }

  private Pattern.Place staticProbe(String text, int from, Span span) {
    int colon = text.indexOf(':', from);
    String provider = colon < 0 ? text.substring(from) : text.substring(from, colon);
    String name = colon < 0 ? "" : text.substring(colon + 1);
    if (provider.isEmpty() || name.isEmpty() || name.indexOf(':') >= 0) {
      throw new SyntaxException(
          span,
          "`" + text + "` is not a static probe",
          "write `usdt:provider:name`; `usdt:provider:*` means all of them");
    }
    return new Pattern.StaticProbe(provider, name, span);
  }

  /** What may follow a pattern, when something else does. */
  SyntaxException badEnd(Pattern pattern, List<String> words) {
    Token token = lexer.peek();
    boolean over = token.kind() == Token.Kind.END;
    String place = lexer.text().substring(pattern.span().start(), pattern.span().end());
    boolean turned = place.equals("return") && token.kind() == Token.Kind.NAME;
    return new SyntaxException(
        over ? pattern.span() : token.span(),
        "expected `{` after `" + place + "`, found " + token.shown(),
        turned
            ? "the function stands first: `trace " + token.text() + " return { … }`"
            : Elsewhere.condition(token)
                .orElseGet(
                    () ->
                        Names.didYouMean(
                            token.text(),
                            words,
                            "several places are separated by `,`; the block is in `{ }`")));
  }
}
