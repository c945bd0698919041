package tracebook.cell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.lang.Item;
import tracebook.lang.Script;
import tracebook.lang.TraceParser;
import tracebook.resolve.Explorer;
import tracebook.resolve.Found;
import tracebook.source.CellText;
import tracebook.source.Problems;
import tracebook.x86.Registers;

/** Completion in a block that may be half written. */
final class BlockAssist {
  private static final int MOST = 200;

  private static final List<String> STATEMENTS =
      List.of("emit", "print", "let", "if", "exit;", "every", "limit", "summarize", "bt;");
  private static final List<String> FUNCTIONS =
      List.of(
          "addr(",
          "cast(",
          "contains(",
          "container_of(",
          "hex(",
          "memcmp(",
          "sizeof(",
          "starts_with(",
          "strlen(",
          "strncmp(");
  private static final List<String> AGGREGATES =
      List.of("avg(", "count()", "distinct(", "hist(", "max(", "min(", "stddev(", "sum(");
  private static final List<String> STACKS = List.of("full", "inline", "noinline", "raw");
  private static final List<String> UNITS = List.of("h", "min", "ms", "s");
  private static final List<String> SPECIALS =
      List.of(
          "args",
          "arg0",
          "cgroup",
          "comm",
          "cpu",
          "file",
          "function",
          "gid",
          "hit",
          "host_pid",
          "host_tid",
          "input_pid",
          "line",
          "locals",
          "pc",
          "pid",
          "probe",
          "reg(\"rax\")",
          "sp",
          "thread_name",
          "tid",
          "time",
          "timestamp",
          "uid");

  /** What the function has at its entry, and not when it returns. */
  private static final List<String> OF_ENTRY = List.of("args", "arg0", "locals");

  private static final Pattern REGISTER = Pattern.compile("\\$reg\\s*\\(\\s*\"(\\w*)$");
  private static final Pattern GLOBALS = Pattern.compile("\\$globals\\s*\\(\\s*([\\w:.]*)$");
  private static final Pattern SPECIAL = Pattern.compile("\\$(\\w*)$");
  private static final Pattern NAME = Pattern.compile("(?:[A-Za-z_]\\w*::)*(?:[A-Za-z_]\\w*)?$");
  private static final Pattern LET = Pattern.compile("\\blet\\s+([A-Za-z_]\\w*)");
  private static final Pattern EARLIER = Pattern.compile("\\b(?:entry|start)\\s*\\([^()]*$");
  private static final Pattern BACKTRACE = Pattern.compile("^(?:bt|backtrace)\\s+\\w*$");
  private static final Pattern AGGREGATE = Pattern.compile("^summarize\\s(?:.*,)?\\s*\\w*$");
  private static final Pattern KEYS = Pattern.compile("\\)\\s+b?y?$");
  private static final Pattern RATE = Pattern.compile("^limit\\s+\\d+\\s*/\\s*(\\w*)$");

  private final String text;
  private final TraceText before;
  private final Optional<Explorer> explorer;
  private final Optional<Item> item;

  /** The statement that is begun. */
  private final String statement;

  /**
   * A script up to where it is to be completed.
   *
   * @param before the same, in parts
   */
  BlockAssist(String text, TraceText before, Optional<Explorer> explorer) {
    this.text = text;
    this.before = before;
    this.explorer = explorer;
    this.item = script(before.header() + "{ }").items().stream().findFirst();
    this.statement = text.substring(statementStart()).strip();
  }

  Completions complete(int cursor) {
    Matcher register = REGISTER.matcher(text);
    if (register.find()) {
      return matching(Registers.names(), register.group(1), cursor);
    }
    if (!before.word()) {
      return Completions.none(cursor);
    }
    Matcher globals = GLOBALS.matcher(text);
    if (globals.find()) {
      return matching(globals(globals.group(1)), globals.group(1), cursor);
    }
    Matcher special = SPECIAL.matcher(text);
    if (special.find()) {
      return matching(specials(), special.group(1), cursor);
    }
    Matcher name = NAME.matcher(text);
    String typed = name.find() ? name.group() : "";
    String left = text.substring(0, text.length() - typed.length());
    int end = left.stripTrailing().length();
    if (left.startsWith("->", end - 2) || left.startsWith(".", end - 1)) {
      int dot = left.startsWith("->", end - 2) ? end - 2 : end - 1;
      return matching(members(left.substring(0, dot)), typed, cursor);
    }
    return matching(words(typed), typed, cursor);
  }

  private static Completions matching(List<String> names, String typed, int cursor) {
    return new Completions(
        names.stream().filter(n -> n.startsWith(typed)).distinct().limit(MOST).toList(),
        cursor - typed.length(),
        cursor);
  }

  /** Those that have a value at the place. */
  private List<String> specials() {
    List<String> all = new ArrayList<>(SPECIALS);
    if (isAtReturn() && !isEarlier()) {
      all.removeAll(OF_ENTRY);
      all.add("retval");
    }
    if (isAtReturn() || item.orElse(null) instanceof Item.SpanOf) {
      all.add("elapsed");
    }
    return all.stream().sorted().toList();
  }

  private List<String> words(String typed) {
    Matcher rate = RATE.matcher(statement);
    if (rate.find()) {
      return UNITS;
    }
    if (BACKTRACE.matcher(statement + (statement.matches("bt|backtrace") ? " " : "")).find()) {
      return STACKS;
    }
    if (statement.startsWith("summarize") && !statement.matches("(?s).*\\)\\s+by\\b.*")) {
      String begun = statement.equals("summarize") ? "summarize " : statement;
      if (AGGREGATE.matcher(begun).find()) {
        return AGGREGATES;
      }
      if (KEYS.matcher(begun + " ").find() || KEYS.matcher(begun).find()) {
        return List.of("by");
      }
    }
    Set<String> all = new LinkedHashSet<>();
    if (statement.equals(typed)) {
      all.addAll(STATEMENTS);
      all.add("else");
    }
    all.addAll(variables());
    if (!typed.isEmpty()) {
      all.addAll(globals(typed));
      all.addAll(FUNCTIONS);
      if (isAtReturn()) {
        all.add("entry(");
      }
      if (item.orElse(null) instanceof Item.SpanOf) {
        all.add("start(");
      }
    }
    Matcher let = LET.matcher(text);
    while (let.find()) {
      all.add(let.group(1));
    }
    return List.copyOf(all);
  }

  /** The function's own. At its return it has none, but for what they were at its entry. */
  private List<String> variables() {
    if (isAtReturn() && !isEarlier()) {
      return List.of();
    }
    Optional<tracebook.lang.Pattern> place = pattern();
    if (place.isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>(readable(place.get(), List.of()));
    if (names.contains("this")) {
      names.addAll(readable(place.get(), List.of("this")));
    }
    return names;
  }

  private List<String> readable(tracebook.lang.Pattern place, List<String> path) {
    return explorer.orElseThrow().readable(place, path).stream()
        .map(Found.Candidate::name)
        .toList();
  }

  private List<String> globals(String typed) {
    return pattern()
        .map(p -> explorer.orElseThrow().globalsBeginning(p, typed, MOST))
        .orElse(List.of());
  }

  /** The place where a value is read that is begun here. */
  private Optional<tracebook.lang.Pattern> pattern() {
    if (explorer.isEmpty() || item.isEmpty()) {
      return Optional.empty();
    }
    return switch (item.get()) {
      case Item.Trace t ->
          t.patterns().stream()
              .findFirst()
              .map(p -> new tracebook.lang.Pattern(p.module(), p.place(), false, p.span()));
      case Item.SpanOf s -> Optional.of(isEarlier() ? s.from() : s.to());
      case Item.Sample s -> Optional.empty();
    };
  }

  private boolean isAtReturn() {
    return item.isPresent()
        && switch (item.get()) {
          case Item.Trace t -> t.patterns().stream().anyMatch(tracebook.lang.Pattern::atReturn);
          case Item.SpanOf s -> s.to().atReturn();
          case Item.Sample s -> false;
        };
  }

  /** Inside of {@code entry(…)} or {@code start(…)}. */
  private boolean isEarlier() {
    return EARLIER.matcher(statement).find();
  }

  /** What may stand behind the dot of the value that a text ends with. */
  private List<String> members(String left) {
    int from = operandStart(left);
    if (from == left.length() || explorer.isEmpty()) {
      return List.of();
    }
    String value = left.substring(from);
    if (isEarlier()) {
      value = (isAtReturn() ? "entry(" : "start(") + value + ")";
    }
    String script =
        before.header()
            + text.substring(blockStart(), statementStart())
            + " emit "
            + value
            + "; "
            + "}".repeat(before.depth());
    return explorer.get().members(script(script)).stream().map(Found.Candidate::name).toList();
  }

  private static Script script(String text) {
    return TraceParser.parse(new CellText(text), new Problems()).script();
  }

  /** Where the outermost open block begins. */
  private int blockStart() {
    return text.lastIndexOf(before.header() + "{") + before.header().length();
  }

  /** Behind the last brace or semicolon that is in no string. */
  private int statementStart() {
    int start = 0;
    boolean string = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' && (at == 0 || text.charAt(at - 1) != '\\')) {
        string = !string;
      } else if (!string && (c == ';' || c == '{' || c == '}')) {
        start = at + 1;
      }
    }
    return start;
  }

  /** Where a name, a call, or something in parentheses begins that a text ends with. */
  private static int operandStart(String left) {
    int at = left.length();
    while (at > 0) {
      int end = at;
      while (at > 0 && Character.isWhitespace(left.charAt(at - 1))) {
        at--;
      }
      char c = at == 0 ? ' ' : left.charAt(at - 1);
      boolean operand = true;
      if (c == ')' || c == ']') {
        at = opening(left, at - 1);
        operand = c == ')';
      } else if (Character.isLetterOrDigit(c) || c == '_' || c == ':' || c == '$') {
        while (at > 0 && isNamePart(left.charAt(at - 1))) {
          at--;
        }
      } else if (at >= 2 && left.startsWith("->", at - 2)) {
        at -= 2;
        continue;
      } else if (c == '.') {
        at--;
        continue;
      } else {
        return end;
      }
      if (!operand) {
        continue;
      }
      // The name in front of a call's parentheses, or the path that goes on.
      boolean call = c == ')' && at > 0 && isNamePart(left.charAt(at - 1));
      boolean path = left.substring(0, at).stripTrailing().matches("(?s).*(->|\\.)");
      if (!call && !path) {
        return at;
      }
    }
    return at;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == ':' || c == '$';
  }

  /** Where the bracket that closes at an index was opened; that index where it was not. */
  private static int opening(String left, int close) {
    int depth = 0;
    for (int at = close; at >= 0; at--) {
      char c = left.charAt(at);
      depth += c == ')' || c == ']' ? 1 : c == '(' || c == '[' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    return close;
  }
}
