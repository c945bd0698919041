package tracebook.lang;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which variable a statement that cannot be read was to make. */
final class LostNames {
  private static final Pattern LET =
      Pattern.compile("let\\s+(?:mut\\s+)?([A-Za-z_]\\w*).*", Pattern.DOTALL);

  /** {@code x = 1}, {@code $x += 1}, {@code int *x = p}, {@code x: u32 = 1}, {@code x := 1}. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?:[A-Za-z_]\\w*[\\s*&]+){0,4}(\\$?[A-Za-z_]\\w*)\\s*"
              + "(?::\\s*\\w*\\s*|[-+*/%&|^]|<<|>>)?=(?!=).*",
          Pattern.DOTALL);

  /** No declaration is longer up to its name. */
  private static final int MOST = 200;

  private LostNames() {}

  /**
   * The name in the text of a statement; specials, as other tools name variables, with the dollar
   * sign.
   */
  static Optional<String> in(String statement) {
    String text = statement.substring(0, Math.min(MOST, statement.length()));
    Matcher let = LET.matcher(text);
    if (let.matches()) {
      return Optional.of(let.group(1));
    }
    if (StatementParser.WORDS.stream().anyMatch(w -> text.matches("(?s)" + w + "\\b.*"))) {
      return Optional.empty();
    }
    Matcher assignment = ASSIGNMENT.matcher(text);
    return assignment.matches() ? Optional.of(assignment.group(1)) : Optional.empty();
  }
}
