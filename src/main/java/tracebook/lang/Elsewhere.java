package tracebook.lang;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.lang.Token.Kind;

/** Words of other tools and languages, and how it is said here. */
final class Elsewhere {
  private static final String NO_LOOPS =
      "there are no loops: a probe does a bounded amount of work";
  private static final String LET = "`let x = …;` names a value";
  private static final String PRINT =
      "`print \"x is {}\", x;` writes a line, `emit x;` makes a column";
  private static final String GROUPS =
      "nothing is stored between hits: `summarize … by …;` makes groups";
  private static final String LOOKS = "a trace looks and changes nothing";
  private static final String NO_STEPS =
      "nothing is stopped or stepped: `trace file.c:42 { emit $locals; }` looks at a line";
  private static final String ELSE_IF = "write `else if … { … }`";
  private static final String CHOOSE = "`if … { … } else if … { … }` chooses";
  private static final String CONDITION = "a condition stands in the block: `{ if x > 1 { … } }`";
  private static final String USER_SPACE =
      "functions of a program are traced, not those of the kernel: `trace function { … }`";

  /** Reserved by C: no variable is called so. */
  private static final Map<String, String> KEYWORDS =
      Map.ofEntries(
          Map.entry("for", NO_LOOPS),
          Map.entry("while", NO_LOOPS),
          Map.entry("do", NO_LOOPS),
          Map.entry("break", NO_LOOPS),
          Map.entry("continue", NO_LOOPS),
          Map.entry("goto", NO_LOOPS),
          Map.entry("switch", CHOOSE),
          Map.entry("return", "`exit;` ends the trace; a condition is written `if … { … }`"),
          Map.entry("else", "`else` follows the `}` of an `if`"),
          Map.entry("const", LET),
          Map.entry("auto", LET),
          Map.entry("static", LET),
          Map.entry("unsigned", LET),
          Map.entry("signed", LET),
          Map.entry("char", LET),
          Map.entry("short", LET),
          Map.entry("int", LET),
          Map.entry("long", LET),
          Map.entry("float", LET),
          Map.entry("double", LET),
          Map.entry("bool", LET),
          Map.entry("struct", LET));

  /** What no statement begins with, but a variable may be called. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("loop", NO_LOOPS),
          Map.entry("unroll", NO_LOOPS),
          Map.entry("foreach", NO_LOOPS),
          Map.entry("match", CHOOSE),
          Map.entry("elif", ELSE_IF),
          Map.entry("elsif", ELSE_IF),
          Map.entry("elseif", ELSE_IF),
          Map.entry("unless", "write `if !(…) { … }`"),
          Map.entry("when", CHOOSE),
          Map.entry("var", LET),
          Map.entry("val", LET),
          Map.entry("global", GROUPS),
          Map.entry("delete", GROUPS),
          Map.entry("clear", GROUPS),
          Map.entry("zero", GROUPS),
          Map.entry("printf", "`print \"x is {}\", x;` writes a line"),
          Map.entry("println", PRINT),
          Map.entry("fprintf", PRINT),
          Map.entry("puts", PRINT),
          Map.entry("echo", PRINT),
          Map.entry("log", PRINT),
          Map.entry("cout", PRINT),
          Map.entry("output", PRINT),
          Map.entry("p", PRINT),
          Map.entry("x", "`print \"{:x.16}\", p;` shows the bytes that `p` points to"),
          Map.entry("display", PRINT),
          Map.entry("inspect", PRINT),
          Map.entry("return_value", "`emit $retval;` in `trace function return { … }`"),
          Map.entry("info", "`emit $locals;` shows every variable, `emit $args;` the arguments"),
          Map.entry("var_dump", "`emit $locals;` shows every variable"),
          Map.entry("set", LOOKS),
          Map.entry("call", LOOKS),
          Map.entry("system", LOOKS),
          Map.entry("signal", LOOKS),
          Map.entry("override", LOOKS),
          Map.entry("step", NO_STEPS),
          Map.entry("next", NO_STEPS),
          Map.entry("finish", "`trace function return { emit $retval; }` looks at the return"),
          Map.entry("time", "every row has its `time`"),
          Map.entry("join", "`print \"{}\", x;` shows arrays and strings"));

  private static final String HISTOGRAM =
      "`hist(x)` is the histogram: its buckets need no bounds and no width";

  private static final Map<String, String> AGGREGATES =
      Map.of(
          "quantize", HISTOGRAM,
          "lquantize", HISTOGRAM,
          "llquantize", HISTOGRAM,
          "lhist", HISTOGRAM,
          "llhist", HISTOGRAM,
          "hist_log", HISTOGRAM,
          "hist_linear", HISTOGRAM,
          "stats", "write `count(), avg(x), sum(x)`",
          "mean", "write `avg(x)`",
          "variance", "write `stddev(x)`, whose square it is");

  private static final Map<String, String> ITEMS =
      Map.ofEntries(
          Map.entry(
              "uprobe",
              "write `trace function { … }`; in a library `trace libfoo.so:function { … }`"),
          Map.entry("uretprobe", "write `trace function return { … }`"),
          Map.entry("usdt", "write `trace usdt:provider:name { … }`"),
          Map.entry("kprobe", USER_SPACE),
          Map.entry("kretprobe", USER_SPACE),
          Map.entry("tracepoint", USER_SPACE),
          Map.entry("rawtracepoint", USER_SPACE),
          Map.entry("fentry", USER_SPACE),
          Map.entry("fexit", USER_SPACE),
          Map.entry("kfunc", USER_SPACE),
          Map.entry("kretfunc", USER_SPACE),
          Map.entry(
              "BEGIN", "a trace begins when its cell runs, and its table is there when it ends"),
          Map.entry(
              "END", "a trace begins when its cell runs, and its table is there when it ends"),
          Map.entry(
              "profile", "nothing is sampled by time yet: `trace function { every 100 { … } }`"),
          Map.entry("interval", "nothing runs by time: groups are shown while the cell runs"),
          Map.entry("probe", "write `trace function { … }`"),
          Map.entry("process", "write `trace function { … }`"),
          Map.entry("pid", "write `trace function { … }`"),
          Map.entry(
              "function", "write `trace function { … }`; there are no functions of one's own"),
          Map.entry("break", "write `trace file.c:42 { emit $locals; }`: nothing is stopped"),
          Map.entry(
              "tbreak", "write `trace file.c:42 { emit $locals; exit; }`: nothing is stopped"),
          Map.entry("watch", "a place is watched, not an address: `trace file.c:42 { emit x; }`"),
          Map.entry("p", "a value is read at a place: `trace file.c:42 { emit x; }`"),
          Map.entry(
              "info",
              "`%functions`, `%vars file.c:42` and `%type NAME` are magics of their own line"));

  /** In an expression, behind something that is one. */
  private static final Map<String, String> TOKENS =
      Map.of(
          "=", "`==` compares; nothing is assigned in a trace",
          "@", "there are no maps: `summarize count() by key;` makes groups",
          "#", "a comment begins with `//`",
          "and", "write `&&`",
          "or", "write `||`",
          "not", "write `!`",
          "is", "write `==`",
          "as", "a cast is written `cast(e, \"struct req *\")`");

  /** {@code @x[k] = count()}, {@code @[k]++}: the keys, the operator, the aggregate. */
  private static final Pattern MAP =
      Pattern.compile(
          "@\\w*\\s*(?:\\[([^\\]\\n]*)\\])?\\s*(\\+\\+|\\+?=)?\\s*(\\w+\\([^;\\n}]*\\))?.*",
          Pattern.DOTALL);

  private static final Set<String> CONDITIONS = Set.of("/", "if", "when", "where");

  private Elsewhere() {}

  /** What is wrong with a statement that begins like one of another language. */
  static Optional<SyntaxException> statement(String text, Token first, int after) {
    if (first.text().equals("@")) {
      return Optional.of(
          new SyntaxException(
              first.span(), "there are no maps here", map(text.substring(first.span().start()))));
    }
    if (first.kind() != Kind.NAME) {
      return Optional.empty();
    }
    String hint = KEYWORDS.get(first.text());
    if (hint == null && operandFollows(text, first, after)) {
      hint = WORDS.get(first.text());
    }
    if (hint == null
        && StatementParser.AGGREGATES.contains(first.text())
        && text.startsWith("(", after)) {
      hint = "aggregates follow `summarize`: `summarize count() by key;`";
    }
    return Optional.ofNullable(hint)
        .map(
            h -> new SyntaxException(first.span(), "`" + first.text() + "` is not a statement", h));
  }

  /** A word that C reserves. */
  static boolean isKeyword(String word) {
    return KEYWORDS.containsKey(word);
  }

  private static boolean operandFollows(String text, Token first, int after) {
    if (after >= text.length() || text.substring(first.span().end(), after).indexOf('\n') >= 0) {
      return false;
    }
    int c = text.codePointAt(after);
    return Lexer.isNamePart(c) || "$\"'({@<".indexOf(c) >= 0;
  }

  private static String map(String text) {
    Matcher map = MAP.matcher(text.substring(0, Math.min(text.length(), 300)));
    if (!map.matches() || map.group(2) == null) {
      return "`summarize count() by key;` makes groups";
    }
    String aggregate = map.group(2).equals("++") ? "count()" : map.group(3);
    if (aggregate == null
        || !StatementParser.AGGREGATES.contains(aggregate.substring(0, aggregate.indexOf('(')))) {
      return "`summarize count() by key;` makes groups, `let x = …;` names a value of this hit";
    }
    String keys = map.group(1) == null ? "" : map.group(1).strip();
    return "groups are made by `summarize "
        + aggregate
        + (keys.isEmpty() ? "" : " by " + keys)
        + ";`";
  }

  /** An aggregate of another tool. */
  static Optional<String> aggregate(String word) {
    return Optional.ofNullable(AGGREGATES.get(word));
  }

  /** How an item is begun, for those who know another tool. */
  static Optional<String> item(String word) {
    return Optional.ofNullable(ITEMS.get(word));
  }

  /** What stands in the place of something else. */
  static Optional<String> token(Token token) {
    return token.kind() == Kind.END
        ? Optional.empty()
        : Optional.ofNullable(TOKENS.get(token.text()));
  }

  /** A condition between a place and its block. */
  static Optional<String> condition(Token token) {
    return CONDITIONS.contains(token.text()) ? Optional.of(CONDITION) : Optional.empty();
  }

  /** What {@code %d} and the like are here; empty for a text that has none. */
  static Optional<String> format(String text) {
    Matcher percent = Pattern.compile("%[-0-9.*]*(?:hh|h|ll|l|z|j)?[a-zA-Z]").matcher(text);
    return percent.find()
        ? Optional.of(
            "a value is written `{}`, in hexadecimal `{:x}`, not `" + percent.group() + "`")
        : Optional.empty();
  }
}
