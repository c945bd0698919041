package tracebook.lang;

/** Where the text of a pattern ends, and what is in it. All offsets are into the text given. */
final class PatternText {
  private static final String TAG = "[abi:";
  private static final String OPERATOR = "operator";
  private static final String OPERATOR_SYMBOLS = "+-*/%^&|~!=<>,";

  private PatternText() {}

  /**
   * The end of the pattern that starts here: a blank, {@code ,} or <code>{</code> outside of
   * brackets. A blank before C++'s parameters and qualifiers belongs to it, and so do braces after
   * {@code ::}, as in Rust's <code>main::{{closure}}</code>, and all of Go's type arguments.
   */
  static int end(String text, int start) {
    int regex = regexEnd(text, start);
    if (regex > start) {
      return regex;
    }
    int at = start;
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '[' && isTypeArguments(text, start, at)) {
        at = argumentsEnd(text, at);
        continue;
      }
      if ((c == '\n' && depth > 0) || c == ';' || c == '}' || c == '"') {
        return at;
      }
      if (c == '{') {
        int close = at > start + 1 && text.startsWith("::", at - 2) ? closingBrace(text, at) : -1;
        if (close < 0) {
          return at;
        }
        at = close + 1;
      } else if (isOperator(text, start, at)) {
        at = operatorEnd(text, at + OPERATOR.length());
      } else if (c == '/' && at > start && text.charAt(at - 1) == ':' && isRegexHere(text, at)) {
        return regexEnd(text, at);
      } else if (depth == 0 && (c == ',' || Character.isWhitespace(c))) {
        int more = c == ',' ? at : continues(text, start, at);
        if (more == at) {
          return at;
        }
        at = more;
      } else {
        if (c == '(' || c == '<') {
          depth++;
        } else if ((c == ')' || c == '>') && depth > 0 && text.charAt(at - 1) != '-') {
          depth--;
        }
        at++;
      }
    }
    return at;
  }

  /**
   * The end of a regular expression that opens here, or {@code start}: its first slash without a
   * backslash ends it and a blank, comma or brace follows. So {@code /abs/file.c:3} is none.
   */
  static int regexEnd(String text, int start) {
    if (start >= text.length() || text.charAt(start) != '/') {
      return start;
    }
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at);
      if (c == '/') {
        boolean ends = at + 1 == text.length() || " \t\r\n,{".indexOf(text.charAt(at + 1)) >= 0;
        return ends && at > start + 1 ? at + 1 : start;
      }
      at += c == '\\' ? 2 : 1;
    }
    return start;
  }

  private static boolean isRegexHere(String text, int at) {
    return regexEnd(text, at) > at;
  }

  /** The offset of the slash in {@code libfoo.so:/^g.*$/}; -1 without a regular expression. */
  static int regexAfterModule(String text) {
    for (int colon = text.indexOf(':'); colon > 0; colon = text.indexOf(':', colon + 1)) {
      if (regexEnd(text, colon + 1) == text.length() && text.length() > colon + 1) {
        return colon + 1;
      }
    }
    return -1;
  }

  /** The last single colon before {@code to} that is in no brackets; -1 without one. */
  static int lastColon(String text, int to) {
    int depth = 0;
    for (int at = to - 1; at >= 0; at--) {
      char c = text.charAt(at);
      if (c == ')' || c == '}' || (c == '>' && !afterOperator(text, at))) {
        depth++;
      } else if (depth > 0 && (c == '(' || c == '{' || c == '<')) {
        depth--;
      } else if (c == ':' && depth == 0) {
        if (at > 0 && text.charAt(at - 1) == ':') {
          at--;
        } else if (!isTag(text, at - TAG.length() + 1)) {
          return at;
        }
      }
    }
    return -1;
  }

  /** True for wildcards that are no part of a C++ or Rust name. */
  static boolean isGlob(String text) {
    int depth = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isOperator(text, 0, at)) {
        at = operatorEnd(text, at + OPERATOR.length());
        continue;
      }
      if (depth == 0 && (c == '*' || c == '?')) {
        return true;
      }
      if (c == '*'
          && "<([,".indexOf(before(text, at)) >= 0
          && ">)],".indexOf(after(text, at)) >= 0) {
        return true;
      }
      if ("(<{[".indexOf(c) >= 0) {
        depth++;
      } else if (")>}]".indexOf(c) >= 0) {
        depth--;
      }
      at++;
    }
    return false;
  }

  /** True when every bracket of a name has its partner. */
  static boolean balanced(String text) {
    StringBuilder open = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isOperator(text, 0, at)) {
        at = operatorEnd(text, at + OPERATOR.length());
        continue;
      }
      int kind = "(<{[".indexOf(c);
      if (kind >= 0) {
        open.append(")>}]".charAt(kind));
      } else if (")>}]".indexOf(c) >= 0 && !(c == '>' && at > 0 && text.charAt(at - 1) == '-')) {
        int last = open.length() - 1;
        if (last < 0 || open.charAt(last) != c) {
          return false;
        }
        open.setLength(last);
      }
      at++;
    }
    return open.isEmpty();
  }

  /** Those of Go, {@code main.Max[int]}, {@code main.(*Set[struct { a, b int }]).Add}. */
  private static boolean isTypeArguments(String text, int start, int at) {
    return at > start && Lexer.isNamePart(text.charAt(at - 1)) && argumentsEnd(text, at) > at;
  }

  /** Behind the bracket that closes the one here; {@code open} without one on the line. */
  private static int argumentsEnd(String text, int open) {
    int depth = 0;
    for (int at = open; at < text.length() && text.charAt(at) != '\n'; at++) {
      char c = text.charAt(at);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (depth == 0) {
        return at + 1;
      }
    }
    return open;
  }

  /** What gcc has behind names to tell ABIs apart: {@code name[abi:cxx11]}. */
  private static boolean isTag(String text, int at) {
    return at > 0 && text.startsWith(TAG, at);
  }

  private static char before(String text, int at) {
    int i = at - 1;
    while (i >= 0 && text.charAt(i) == ' ') {
      i--;
    }
    return i < 0 ? ' ' : text.charAt(i);
  }

  private static char after(String text, int at) {
    int i = at + 1;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    return i >= text.length() ? ' ' : text.charAt(i);
  }

  private static boolean afterOperator(String text, int at) {
    int word = text.lastIndexOf(OPERATOR, at);
    return word >= 0 && isOperator(text, 0, word) && operatorEnd(text, word + 8) > at;
  }

  private static boolean isOperator(String text, int start, int at) {
    if (!text.startsWith(OPERATOR, at)) {
      return false;
    }
    int end = at + OPERATOR.length();
    boolean whole =
        (at == start || !Lexer.isNamePart(text.charAt(at - 1)))
            && (end == text.length() || !Lexer.isNamePart(text.charAt(end)));
    return whole && end < text.length();
  }

  /** Behind the name of an operator: {@code ()}, {@code <<}, {@code new[]}, {@code bool}. */
  private static int operatorEnd(String text, int behind) {
    int at = behind;
    if (text.startsWith("()", at) || text.startsWith("[]", at)) {
      return at + 2;
    }
    while (at < text.length()
        && OPERATOR_SYMBOLS.indexOf(text.charAt(at)) >= 0
        && at - behind < 3
        && !(at > behind && text.charAt(at) == ',')) {
      at++;
    }
    if (at > behind) {
      return at;
    }
    int word = at;
    while (word < text.length() && text.charAt(word) == ' ') {
      word++;
    }
    if (word == at || word == text.length() || !Lexer.isNameStart(text.charAt(word))) {
      return Math.max(at, behind);
    }
    at = word;
    while (at < text.length() && isTypePart(text.charAt(at))) {
      at++;
    }
    while (at < text.length() && "*& ".indexOf(text.charAt(at)) >= 0) {
      if (text.charAt(at) == ' '
          && (at + 1 >= text.length() || "*&".indexOf(text.charAt(at + 1)) < 0)) {
        break;
      }
      at++;
    }
    return text.startsWith("[]", at) ? at + 2 : at;
  }

  private static boolean isTypePart(char c) {
    return Lexer.isNamePart(c) || c == ':';
  }

  /** Behind a blank that belongs to the pattern; {@code blank} when it ends there. */
  private static int continues(String text, int start, int blank) {
    int next = blank;
    while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    if (next >= text.length()) {
      return blank;
    }
    if (text.charAt(next) == '(') {
      return next;
    }
    boolean parameters = text.charAt(blank - 1) == ')' && blank > start;
    for (String word : new String[] {"const", "volatile", "&&", "&", "[clone"}) {
      int end = next + word.length();
      boolean whole =
          end >= text.length() || !Lexer.isNamePart(text.charAt(end)) || word.startsWith("&");
      if (parameters && text.startsWith(word, next) && whole) {
        return word.startsWith("[") ? Math.max(blank, text.indexOf(']', next) + 1) : end;
      }
    }
    return blank;
  }

  private static int closingBrace(String text, int open) {
    int depth = 0;
    for (int at = open; at < text.length() && text.charAt(at) != '\n'; at++) {
      if (text.charAt(at) == '{') {
        depth++;
      } else if (text.charAt(at) == '}' && --depth == 0) {
        return at;
      }
    }
    return -1;
  }
}
