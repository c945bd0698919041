package tracebook.cell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;
import tracebook.source.CellText;
import tracebook.source.Names;
import tracebook.source.Problem;
import tracebook.source.Span;

/** Errors of Java cells, in the terms of the cell: its lines, its own frames. */
final class JavaProblems {
  /** Where a snippet came from. */
  private record Origin(String cell, int start, int sequence) {}

  /** Snippets that are remembered; older ones' frames are shown without their source. */
  private static final int MOST_ORIGINS = 10_000;

  /** Variables that a hint names. */
  private static final int MOST_VARIABLES = 10;

  /** Causes of an exception that are shown. */
  private static final int MOST_CAUSES = 10;

  /** What javac says without a translation; for {@link Locale#ENGLISH} it takes the machine's. */
  private static final Locale ENGLISH = Locale.ROOT;

  /** How javac names what it cannot find, and where; JShell's own class has no name. */
  private static final Pattern MISSING =
      Pattern.compile(
          "^cannot find symbol\\s+symbol:\\s+(variable|method|class) (\\w+)(\\S*)\\s+location:"
              + " (?:class|interface|variable \\w+ of type)(?:\\s+(\\S+))?\\s*$");

  private final Map<String, Origin> origins = new HashMap<>();
  private int sequence;

  void beginCell() {
    sequence++;
  }

  void remember(Snippet snippet, String cell, int start) {
    if (origins.size() >= MOST_ORIGINS) {
      origins.clear();
    }
    origins.put(snippet.id(), new Origin(cell, start, sequence));
  }

  /** What the compiler says of a snippet that it refused. */
  CellResult.Failed refused(JShell shell, Snippet snippet, String cell, int start) {
    List<Problem> errors =
        shell
            .diagnostics(snippet)
            .filter(Diag::isError)
            .sorted(Comparator.comparingLong(Diag::getPosition))
            .map(error -> problem(shell, error, cell, start))
            .toList();
    if (errors.isEmpty()) {
      errors = List.of(Problem.error(Span.NONE, "the compiler refused this without a reason", ""));
    }
    return CellResult.rejected(new CellText(cell), errors);
  }

  private static Problem problem(JShell shell, Diag error, String cell, int start) {
    int from = Math.clamp(start + error.getPosition(), 0, cell.length());
    int to = Math.clamp(start + error.getEndPosition(), from, cell.length());
    String message = error.getMessage(ENGLISH);
    Matcher missing = MISSING.matcher(message);
    if (!missing.find()) {
      // JShell's wrapper class has no name: the compiler's line about it says nothing.
      String text =
          message
              .lines()
              .map(String::strip)
              .filter(line -> !line.equals("location: class"))
              .collect(Collectors.joining("; "));
      return Problem.error(new Span(from, to), text, "");
    }
    String name = missing.group(2);
    String in = missing.group(4) == null ? "" : " in `" + missing.group(4) + "`";
    return Problem.error(
        new Span(from, to),
        "there is no " + missing.group(1) + " `" + name + missing.group(3) + "`" + in,
        Names.didYouMean(
            name,
            known(shell, cell.substring(start, to), name),
            missing.group(1).equals("variable") ? variables(shell) : ""));
  }

  /**
   * The names that may stand where a name stands that there is not, of those that begin alike.
   *
   * @param source up to the end of the name or behind it
   */
  private static List<String> known(JShell shell, String source, String name) {
    int at = source.lastIndexOf(name);
    if (at < 0) {
      return List.of();
    }
    String begun = source.substring(0, at + Character.charCount(name.codePointAt(0)));
    List<String> names =
        new ArrayList<>(
            shell
                .sourceCodeAnalysis()
                .completionSuggestions(begun, begun.length(), new int[1])
                .stream()
                .map(suggestion -> suggestion.continuation().replaceFirst("\\(.*", ""))
                .toList());
    if (!source.substring(0, at).stripTrailing().endsWith(".")) {
      names.addAll(declared(shell));
    }
    return names;
  }

  /** What the cells have declared. */
  private static List<String> declared(JShell shell) {
    return Stream.of(
            shell.variables().map(variable -> variable.name()),
            shell.methods().map(method -> method.name()),
            shell.types().map(type -> type.name()))
        .flatMap(names -> names)
        .toList();
  }

  /** The variables that there are, or how there come to be some. */
  private static String variables(JShell shell) {
    List<String> names =
        shell
            .variables()
            .filter(variable -> shell.status(variable).isActive())
            .map(variable -> variable.name())
            .filter(name -> !name.startsWith("$"))
            .map(name -> "`" + name + "`")
            .toList();
    return names.isEmpty() || names.size() > MOST_VARIABLES
        ? "run the cell that makes it first; a trace cell makes `events`, or what `--as` names"
        : "the cells so far made " + String.join(", ", names);
  }

  /**
   * What a cell threw.
   *
   * @param raw the exception itself, when it is known
   * @param translated the same with its frames as snippets
   */
  CellResult.Failed thrown(JShell shell, @Nullable Throwable raw, JShellException translated) {
    List<String> lines = new ArrayList<>();
    if (translated instanceof UnresolvedReferenceException unresolved) {
      String message = unresolved(shell, unresolved.getSnippet());
      lines.add(message);
      frames(unresolved.getStackTrace(), lines);
      return new CellResult.Failed("UnresolvedReference", message, lines);
    }
    if (raw instanceof TraceException failed) {
      String text = String.valueOf(failed.getMessage());
      text.lines().forEach(lines::add);
      frames(translated.getStackTrace(), lines);
      return new CellResult.Failed(failed.kind(), lines.getFirst(), lines);
    }
    String name = name(translated);
    String message = String.valueOf(raw == null ? translated.getMessage() : raw.getMessage());
    Throwable cause = translated;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++, cause = cause.getCause()) {
      lines.add((i == 0 ? "" : "Caused by: ") + headline(cause));
      frames(cause.getStackTrace(), lines);
    }
    return new CellResult.Failed(name, message, lines);
  }

  /** What a declaration lacks before it can be used. */
  static String unresolved(JShell shell, DeclarationSnippet snippet) {
    List<String> missing =
        Stream.concat(
                shell.unresolvedDependencies(snippet).map(name -> wanted(shell, name)),
                shell.diagnostics(snippet).filter(Diag::isError).map(d -> firstLine(d)).limit(1))
            .distinct()
            .toList();
    return "`"
        + snippet.name()
        + "` cannot be used before this is declared: "
        + String.join(", ", missing)
        + ".";
  }

  /** {@code variable x}, {@code method f()}: in backticks, with what may have been meant. */
  private static String wanted(JShell shell, String dependency) {
    int blank = dependency.indexOf(' ');
    String name = dependency.substring(blank + 1);
    String plain = name.replaceFirst("\\(.*", "");
    List<String> near = Names.nearest(plain, declared(shell), 1);
    return dependency.substring(0, blank + 1)
        + "`"
        + name
        + "`"
        + (near.isEmpty() ? "" : " (there is `" + near.getFirst() + "`)");
  }

  private static String firstLine(Diag diag) {
    return diag.getMessage(ENGLISH).lines().findFirst().orElse("");
  }

  private static String name(Throwable problem) {
    return problem instanceof EvalException e
        ? e.getExceptionClassName()
        : problem.getClass().getName();
  }

  private static String headline(Throwable problem) {
    String message = problem.getMessage();
    return message == null ? name(problem) : name(problem) + ": " + message;
  }

  /** The frames that the user wrote; all of them where there is none. */
  private void frames(StackTraceElement[] stack, List<String> lines) {
    List<String> own = new ArrayList<>();
    for (StackTraceElement frame : stack) {
      String file = frame.getFileName();
      if (file != null && file.startsWith("#")) {
        own.add(frame(frame, file.substring(1)));
      }
    }
    if (own.isEmpty()) {
      Stream.of(stack).limit(20).forEach(frame -> lines.add("    at " + frame));
    } else {
      lines.addAll(own);
    }
  }

  private String frame(StackTraceElement frame, String snippetId) {
    String method = frame.getMethodName().isEmpty() ? "" : frame.getMethodName() + ", ";
    Origin origin = origins.get(snippetId);
    if (origin == null) {
      return "    at " + method + "an earlier cell";
    }
    int line = lineNumber(origin.cell, origin.start) + frame.getLineNumber() - 1;
    String where = origin.sequence == sequence ? "line " : "an earlier cell, line ";
    String source = origin.cell.lines().skip(line - 1L).findFirst().orElse("").strip();
    return "    at " + method + where + line + ":  " + source;
  }

  private static int lineNumber(String cell, int position) {
    return 1 + (int) cell.substring(0, position).chars().filter(c -> c == '\n').count();
  }
}
