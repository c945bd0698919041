package tracebook.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tracebook.source.Problems;
import tracebook.source.Span;

/** Takes the text of a {@code print} apart: {@code {}}, {@code {:x.16}}. */
final class FormatParser {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?::(0?)(\\d{0,4})([xXps])(\\.(\\*|\\w+\\$|\\w+))?)?");

  private static final int MOST_WIDTH = 64;
  private static final int MOST_BYTES = 65536;
  private static final String KNOWN =
      "placeholders are `{}`, `{:x}`, `{:X}`, `{:p}`, `{:s}`, also with a length as in `{:x.16}`";

  private final Token token;
  private final Problems problems;
  private final List<Format.Part> parts = new ArrayList<>();

  private FormatParser(Token token, Problems problems) {
    this.token = token;
    this.problems = problems;
  }

  static Format parse(Token token, Problems problems) {
    return new FormatParser(token, problems).read();
  }

  private Format read() {
    Span inside = Literals.content(token, problems);
    int base = token.span().start();
    String text = token.text();
    int end = inside.end() - base;
    int at = inside.start() - base;
    StringBuilder plain = new StringBuilder();
    int from = at;
    while (at < end) {
      char c = text.charAt(at);
      if (c == '\\') {
        at = Math.min(end, at + 2);
      } else if (c != '{' && c != '}') {
        at++;
      } else {
        plain.append(text(from, at));
        if (at + 1 < end && text.charAt(at + 1) == c) {
          plain.append(c);
          at += 2;
        } else if (c == '}') {
          problems.error(span(at, at + 1), "`}` closes nothing here", "a brace is written `}}`");
          at++;
        } else {
          flush(plain);
          at = placeholder(at, end);
        }
        from = at;
      }
    }
    plain.append(text(from, end));
    flush(plain);
    return new Format(parts);
  }

  private String text(int from, int to) {
    return Literals.unescape(token, span(from, to), problems);
  }

  private void flush(StringBuilder plain) {
    if (!plain.isEmpty()) {
      parts.add(new Format.Text(Literals.decode(plain.toString())));
      plain.setLength(0);
    }
  }

  private int placeholder(int open, int end) {
    int close = token.text().indexOf('}', open);
    if (close < 0 || close >= end) {
      problems.error(span(open, open + 1), "`{` is not closed", "a brace is written `{{`");
      return end;
    }
    String inside = token.text().substring(open + 1, close);
    Span span = span(open, close + 1);
    Matcher matcher = PLACEHOLDER.matcher(inside);
    if (!matcher.matches()) {
      problems.error(span, "`{" + inside + "}` is not a placeholder", hint(inside));
      parts.add(plain(span));
      return close + 1;
    }
    if (inside.isEmpty()) {
      parts.add(plain(span));
      return close + 1;
    }
    Format.Style style =
        switch (matcher.group(3)) {
          case "x" -> Format.Style.HEX;
          case "X" -> Format.Style.UPPER_HEX;
          case "p" -> Format.Style.POINTER;
          default -> Format.Style.STRING;
        };
    boolean hex = style == Format.Style.HEX || style == Format.Style.UPPER_HEX;
    boolean zeros = !matcher.group(1).isEmpty();
    int width = matcher.group(2).isEmpty() ? 0 : Integer.parseInt(matcher.group(2));
    String length = matcher.group(5);
    boolean hasWidth = zeros || width > 0;
    if (hasWidth && (!hex || width == 0 || width > MOST_WIDTH || length != null)) {
      problems.error(
          span,
          "`{" + inside + "}` has a width that cannot be used",
          "a width from 1 to " + MOST_WIDTH + " goes with `x` and `X` without a length: `{:08x}`");
      width = 0;
    }
    if (length != null && style == Format.Style.POINTER) {
      problems.error(
          span,
          "`{" + inside + "}` gives a length to a pointer",
          "`{:x.16}` dumps what it points to, `{:p}` shows the pointer");
    }
    parts.add(new Format.Placeholder(style, width, zeros && width > 0, length(length, span), span));
    return close + 1;
  }

  private Format.Length length(@Nullable String text, Span span) {
    if (text == null) {
      return new Format.Unlimited();
    }
    if (text.equals("*")) {
      return new Format.FromArgument();
    }
    if (text.endsWith("$")) {
      return new Format.FromVariable(text.substring(0, text.length() - 1));
    }
    if (!Lexer.isDigit(text.charAt(0))) {
      problems.error(
          span,
          "`." + text + "` is not a length",
          "write a number, `.*`, or `." + text + "$` for the script's variable `" + text + "`");
      return new Format.Unlimited();
    }
    Problems found = new Problems();
    Expr number = Literals.number(new Token(Token.Kind.NUMBER, text, span), found);
    problems.addAll(found.all());
    if (!found.hasErrors()
        && number instanceof Expr.IntegerLiteral literal
        && literal.value() >= 0
        && literal.value() <= MOST_BYTES) {
      return new Format.Fixed((int) literal.value());
    }
    if (!found.hasErrors()) {
      problems.error(
          span,
          "`." + text + "` is not a number of bytes from 0 to " + MOST_BYTES,
          "write a smaller length; `--cap` bounds it too");
    }
    return new Format.Unlimited();
  }

  private static Format.Part plain(Span span) {
    return new Format.Placeholder(Format.Style.DEFAULT, 0, false, new Format.Unlimited(), span);
  }

  private static String hint(String inside) {
    if (inside.matches("[A-Za-z_][\\w.>-]*")) {
      return "write `{}` and name the value behind the text: `print \"… {}\", " + inside + ";`";
    }
    if (inside.startsWith(":.")) {
      return "a length goes with `x` or `s`: `{:x" + inside.substring(1) + "}`";
    }
    return KNOWN;
  }

  private Span span(int from, int to) {
    int base = token.span().start();
    return new Span(base + from, base + to);
  }
}
