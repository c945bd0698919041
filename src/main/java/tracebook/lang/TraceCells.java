package tracebook.lang;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.source.Problems;

/** Tells a trace cell from a Java cell by its first words. */
final class TraceCells {
  /** {@code trace foo}, {@code span a from}, {@code sample 99hz}: the word and what follows it. */
  private static final Pattern BEGINNING =
      Pattern.compile("(trace|span|sample)\\s+([^\\s=.\\[;+)?:&|^%!>,-].*)", Pattern.DOTALL);

  private TraceCells() {}

  static boolean isTrace(String text) {
    int start = TraceParser.firstNonBlank(text);
    if (TraceParser.startsWithMagic(text, start)) {
      return true;
    }
    Lexer lexer = new Lexer(text, 0, new Problems());
    Matcher matcher = BEGINNING.matcher(text.substring(lexer.skipBlanks(0)));
    if (!matcher.matches()) {
      return false;
    }
    String rest = matcher.group(2);
    int brace = rest.indexOf('{');
    String head = brace < 0 ? rest : rest.substring(0, brace);
    char first = rest.charAt(0);
    if (first == '/' || first == '*' || first == '<' || first == '(') {
      return brace >= 0 && !Character.isWhitespace(rest.charAt(1)) && head.indexOf(';') < 0;
    }
    boolean java = head.matches("(?s)instanceof\\b.*|\\w+\\s*(=[^=]|;|<.*>\\s*\\w+\\s*=).*");
    return !java;
  }
}
