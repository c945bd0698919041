package tracebook.cell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tracebook.lang.TraceParser;
import tracebook.resolve.Explorer;
import tracebook.resolve.Found;
import tracebook.source.CellText;
import tracebook.source.Problems;
import tracebook.source.Span;

/** Completion and inspection in a trace cell that may be half written. */
final class TraceAssist {
  private static final int MOST = 200;

  private static final List<String> OPTIONS =
      List.of("--as", "--cap", "--for", "--keep", "--launch", "--max", "-p", "-t");
  private static final List<String> STATEMENTS =
      List.of("emit", "print", "let", "if", "exit;", "every", "limit", "summarize", "bt;");
  private static final List<String> FUNCTIONS =
      List.of(
          "addr(",
          "cast(",
          "contains(",
          "container_of(",
          "entry(",
          "hex(",
          "memcmp(",
          "sizeof(",
          "start(",
          "starts_with(",
          "strlen(",
          "strncmp(");
  private static final List<String> SPECIALS =
      List.of(
          "args",
          "arg0",
          "cgroup",
          "comm",
          "cpu",
          "elapsed",
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
          "retval",
          "sp",
          "thread_name",
          "tid",
          "time",
          "timestamp",
          "uid");

  /** A name, the path that leads to it, both at the end of the text. */
  private static final Pattern PATH =
      Pattern.compile(
          "((?:[A-Za-z_]\\w*(?:\\[[^\\[\\]]*\\])*\\s*(?:\\.|->)\\s*)*)([A-Za-z_]\\w*)?$");

  /** A type that is begun: in C's way, or in the string of a cast. */
  private static final Pattern TYPE =
      Pattern.compile(
          "(?:\\b((?:struct|union|enum|class)\\s+[\\w:]*)|cast\\s*\\([^;\"]*,\\s*\"([^\"]*))$");

  private static final Pattern SPECIAL = Pattern.compile("\\$(\\w*)$");
  private static final Pattern LET = Pattern.compile("\\blet\\s+([A-Za-z_]\\w*)");

  private final String code;
  private final int cursor;
  private final int script;
  private final TraceText before;
  private final Optional<Explorer> explorer;

  /**
   * A cell, and what is known of its target.
   *
   * @param cursor in UTF-16 units
   */
  TraceAssist(String code, int cursor, Optional<Explorer> explorer) {
    this.code = code;
    this.cursor = Math.clamp(cursor, 0, code.length());
    this.script = script(code);
    this.before = TraceText.upTo(code, Math.min(script, this.cursor), this.cursor);
    this.explorer = explorer;
  }

  /** Where the script begins: behind the line of {@code %%trace}. */
  static int script(String code) {
    int start = code.length() - code.stripLeading().length();
    if (!code.startsWith("%%", start)) {
      return 0;
    }
    int end = code.indexOf('\n', start);
    return end < 0 ? code.length() : end + 1;
  }

  Completions complete() {
    if (script > 0 && (cursor < script || code.indexOf('\n') < 0)) {
      return magicLine();
    }
    Matcher type = TYPE.matcher(code.substring(Math.min(script, cursor), cursor));
    if (before.depth() > 0 && explorer.isPresent() && type.find()) {
      String typed = type.group(1) == null ? type.group(2) : type.group(1);
      return new Completions(
          explorer.get().typesBeginning(typed, MOST), cursor - typed.length(), cursor);
    }
    if (!before.word()) {
      return Completions.none(cursor);
    }
    return before.depth() == 0 ? pattern() : block();
  }

  private Completions magicLine() {
    int start = wordStart("[^\\s]");
    String typed = code.substring(start, cursor);
    if (typed.startsWith("%")) {
      return matching(List.of("%%trace"), typed, start);
    }
    return matching(OPTIONS, typed, start);
  }

  private Completions pattern() {
    String header = before.header().stripLeading();
    if (!header.matches("(?s)(trace\\s|span\\s+\\w+\\s+from\\s).*")) {
      int start = wordStart("\\w");
      return matching(List.of("trace", "span"), code.substring(start, cursor), start);
    }
    int start = wordStart("[^\\s,{}]");
    String typed = code.substring(start, cursor);
    List<String> names = explorer.map(e -> e.placesBeginning(typed, MOST)).orElse(List.of());
    return new Completions(names, start, cursor);
  }

  private Completions block() {
    String text = code.substring(script, cursor);
    Matcher special = SPECIAL.matcher(text);
    if (special.find()) {
      return matching(SPECIALS, special.group(1), cursor - special.group(1).length());
    }
    Matcher path = PATH.matcher(text);
    if (!path.find()) {
      return Completions.none(cursor);
    }
    String typed = path.group(2) == null ? "" : path.group(2);
    int start = cursor - typed.length();
    List<String> steps = steps(path.group(1));
    String left = text.substring(0, path.start()).stripTrailing();
    if (!steps.isEmpty()) {
      return matching(names(steps), typed, start);
    }
    if (left.endsWith(".") || left.endsWith("->")) {
      // The member of something that is not a plain path.
      return Completions.none(cursor);
    }
    Set<String> all = new LinkedHashSet<>(names(steps));
    if (!typed.isEmpty()) {
      all.addAll(globals(typed));
      all.addAll(FUNCTIONS);
    }
    Matcher let = LET.matcher(text);
    while (let.find()) {
      all.add(let.group(1));
    }
    if (left.endsWith("{") || left.endsWith(";") || left.endsWith("}")) {
      all.addAll(STATEMENTS);
    }
    return matching(List.copyOf(all), typed, start);
  }

  private List<String> names(List<String> path) {
    Optional<tracebook.lang.Pattern> place = place();
    if (explorer.isEmpty() || place.isEmpty()) {
      return List.of();
    }
    return explorer.get().readable(place.get(), path).stream().map(Found.Candidate::name).toList();
  }

  private List<String> globals(String typed) {
    Optional<tracebook.lang.Pattern> place = place();
    return explorer.isEmpty() || place.isEmpty()
        ? List.of()
        : explorer.get().globalsBeginning(place.get(), typed, MOST);
  }

  private Optional<tracebook.lang.Pattern> place() {
    String text = before.place();
    return text.isEmpty()
        ? Optional.empty()
        : TraceParser.pattern(new CellText(text), 0, new Problems());
  }

  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    for (String step : path.split("\\.|->", -1)) {
      String name = step.replaceAll("\\[[^\\]]*\\]", "").strip();
      if (!name.isEmpty()) {
        steps.add(name);
      }
    }
    return steps;
  }

  private int wordStart(String part) {
    int start = cursor;
    while (start > 0 && code.substring(start - 1, start).matches(part)) {
      start--;
    }
    return start;
  }

  private Completions matching(List<String> names, String typed, int start) {
    return new Completions(
        names.stream().filter(n -> n.startsWith(typed)).limit(MOST).toList(), start, cursor);
  }

  /** What is known of the name under the cursor. */
  Optional<String> inspect() {
    int end = cursor;
    while (end < code.length() && code.substring(end, end + 1).matches("\\w")) {
      end++;
    }
    if (explorer.isEmpty() || cursor < script || !before.word()) {
      return Optional.empty();
    }
    Matcher path = PATH.matcher(code.substring(script, end));
    if (!path.find() || path.group(2) == null) {
      return Optional.empty();
    }
    String name = path.group(2);
    if (before.depth() == 0) {
      return functions(name);
    }
    List<String> steps = new ArrayList<>(steps(path.group(1)));
    steps.add(name);
    Optional<String> variable =
        place().flatMap(p -> explorer.get().variable(p, steps).map(v -> words(v, p, steps)));
    return variable.or(() -> type(name));
  }

  private String words(Found.VariableAt v, tracebook.lang.Pattern place, List<String> path) {
    StringBuilder text = new StringBuilder();
    text.append(v.name()).append(": ").append(v.type()).append('\n');
    text.append(v.kind().name().toLowerCase(java.util.Locale.ROOT))
        .append(", ")
        .append(v.location());
    if (!v.readable()) {
      text.append("\nnot readable here: ").append(v.why());
      text.append(v.nearest().isEmpty() ? "" : "; it is at " + v.nearest());
    }
    for (Found.Candidate member : explorer.orElseThrow().readable(place, path)) {
      text.append("\n  .").append(member.name()).append(": ").append(member.type());
    }
    return text.toString();
  }

  private Optional<String> functions(String name) {
    List<Found.FunctionCode> found =
        explorer.orElseThrow().functions(name, Span.NONE, new Problems());
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            found.stream()
                .map(
                    f ->
                        (f.signature().isEmpty() ? f.name() : f.signature())
                            + "\n"
                            + (f.file().isEmpty() ? f.module() : f.file() + ":" + f.line())
                            + ", "
                            + f.address())
                .collect(Collectors.joining("\n")));
  }

  private Optional<String> type(String name) {
    List<Found.LayoutLine> layout = explorer.orElseThrow().type(name, Span.NONE, new Problems());
    return layout.isEmpty()
        ? Optional.empty()
        : Optional.of(
            layout.stream()
                .map(
                    l ->
                        (l.offset().isPresent() ? l.offset().getAsLong() + "  " : "")
                            + l.type()
                            + (l.name().isEmpty() ? "" : " " + l.name()))
                .collect(Collectors.joining("\n")));
  }
}
