package tracebook.lang;

import java.util.Set;

/**
 * Names of C++ with template arguments, {@code Tmpl<long>::stat}, {@code limit<int>}, told from
 * comparisons without knowing which names are templates. A {@code <} that touches the name before
 * it begins arguments when its {@code >}
 *
 * <ul>
 *   <li>touches a {@code ::}, or
 *   <li>closes over a word of C's for types, {@code limit<int> + 1}, and no other name or number
 *       follows on the line, or
 *   <li>stands in front of what no operand begins with, {@code limit<Point>.x}, where C has no
 *       expression.
 * </ul>
 *
 * So {@code a < b}, {@code i<n && j>1}, {@code i<(int)n && j>1} and {@code a<b>c} compare. No
 * argument has an operator between two operands or casts what is not a number: {@code i<(int)n &&
 * j>-1} and {@code i<(int)n>-1} compare, too.
 */
final class TemplateNames {
  /** What else may stand between {@code <} and {@code >}: {@code unsigned char*, (Kind)3, -1}. */
  private static final String INSIDE = " \t,:*&-()[]'";

  /** What an operand may begin with. */
  private static final String OPERAND = "$\"'(+-*&~!";

  /** What may follow the parameters of a function's type. */
  private static final Set<String> QUALIFIERS = Set.of("const", "volatile", "noexcept");

  private static final Set<String> INTEGERS = Set.of("size_t", "ssize_t", "uintptr_t", "intptr_t");

  private TemplateNames() {}

  /**
   * Where the name ends that begins there, with its template arguments.
   *
   * @param end of its first part, which has none
   * @param member whether it is one of an object: its arguments are those of a class then
   */
  static int end(String text, int end, boolean member) {
    int at = end;
    while (at < text.length() && text.charAt(at) == '<') {
      int close = close(text, at);
      if (close < 0) {
        return at;
      }
      int name = close + 3;
      if (text.startsWith("::", close + 1) && isNameStart(text, name)) {
        at = words(text, name);
      } else {
        return !member && isVariable(text, at, close) ? close + 1 : at;
      }
    }
    return at;
  }

  private static boolean isNameStart(String text, int at) {
    return at < text.length() && Lexer.isNameStart(text.codePointAt(at));
  }

  /** The end of {@code a::b}. */
  private static int words(String text, int from) {
    int at = word(text, from);
    while (text.startsWith("::", at) && isNameStart(text, at + 2)) {
      at = word(text, at + 2);
    }
    return at;
  }

  private static int word(String text, int from) {
    int at = from;
    while (at < text.length() && Lexer.isNamePart(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  /** The {@code >} of a {@code <}; -1 where something stands between that no argument has. */
  private static int close(String text, int open) {
    int angles = 0;
    int others = 0;
    for (int at = open; at < text.length(); at++) {
      char c = text.charAt(at);
      others += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == '<') {
        angles++;
      } else if (c == '>') {
        angles--;
      } else if (!Lexer.isNamePart(c) && INSIDE.indexOf(c) < 0) {
        return -1;
      }
      if (computes(text, open, at)) {
        return -1;
      }
      boolean arrow = c == '-' && text.startsWith(">", at + 1);
      boolean shift = c == '<' && text.startsWith("<", at + 1);
      if (others < 0 || arrow || shift || (c == '>' && others > 0)) {
        return -1;
      }
      if (angles == 0) {
        return at == open + 1 ? -1 : at;
      }
    }
    return -1;
  }

  /** Whether the character makes an expression of what stands around it, which no argument is. */
  private static boolean computes(String text, int open, int at) {
    int before = at - 1;
    while (before > open && " \t".indexOf(text.charAt(before)) >= 0) {
      before--;
    }
    int next = at + 1;
    while (next < text.length() && " \t".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    int end = word(text, next);
    char following = next < text.length() ? text.charAt(next) : 0;
    boolean operand =
        Lexer.isNamePart(text.charAt(before)) || ")]".indexOf(text.charAt(before)) >= 0;
    boolean named = end > next && !QUALIFIERS.contains(text.substring(next, end));
    return switch (text.charAt(at)) {
      case '-' -> (operand && text.charAt(before) != ')') || !Character.isDigit(following);
      case '&' -> (operand && named) || (text.startsWith("&&", at) && isOperand(text, at + 2));
      case '*' -> operand && named;
      case ')' -> named && !Character.isDigit(following);
      case '[' -> named && !Character.isDigit(following);
      default -> false;
    };
  }

  /** Whether an operand begins there, and not the rest of a type. */
  private static boolean isOperand(String text, int from) {
    int at = from;
    while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() && ",>)".indexOf(text.charAt(at)) < 0;
  }

  /** Whether what ends with the {@code >} is a variable. */
  private static boolean isVariable(String text, int open, int close) {
    int next = close + 1;
    while (next < text.length() && " \t".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    if (next < text.length() && Lexer.isNamePart(text.codePointAt(next))) {
      return false;
    }
    for (String word : text.substring(open + 1, close).split("\\W+", -1)) {
      if (TypeNames.isType(word) || INTEGERS.contains(word)) {
        return true;
      }
    }
    int after = close + 1;
    if (text.startsWith(">", after)
        || (text.startsWith("=", after) && !text.startsWith("==", after))) {
      return false;
    }
    while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
      after++;
    }
    if (after == text.length() || text.startsWith("!=", after) || text.startsWith("&&", after)) {
      return true;
    }
    return !Lexer.isNamePart(text.codePointAt(after))
        && OPERAND.indexOf(text.charAt(after)) < 0
        && !text.startsWith("::", after);
  }
}
