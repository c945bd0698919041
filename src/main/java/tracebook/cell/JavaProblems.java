package tracebook.cell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;

/** Errors of Java cells, in the terms of the cell: its lines, its own frames. */
final class JavaProblems {
  /** Where a snippet came from. */
  private record Origin(String cell, int start, int sequence) {}

  /** Snippets that are remembered; older ones' frames are shown without their source. */
  private static final int MOST_ORIGINS = 10_000;

  /** Causes of an exception that are shown. */
  private static final int MOST_CAUSES = 10;

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
    List<Diag> errors =
        shell
            .diagnostics(snippet)
            .filter(Diag::isError)
            .sorted(Comparator.comparingLong(Diag::getPosition))
            .toList();
    List<String> lines = new ArrayList<>();
    for (Diag error : errors) {
      lines.addAll(describe(error, cell, start));
    }
    if (lines.isEmpty()) {
      lines.add("The compiler refused this cell without a reason.");
    }
    return new CellResult.Failed("CompileError", lines.getFirst(), lines);
  }

  private static List<String> describe(Diag error, String cell, int start) {
    int at = Math.clamp(start + error.getPosition(), 0, cell.length());
    int lineStart = cell.lastIndexOf('\n', at - 1) + 1;
    int lineEnd = cell.indexOf('\n', at);
    String line = cell.substring(lineStart, lineEnd < 0 ? cell.length() : lineEnd);
    int column = Math.min(at - lineStart, line.length());
    // The caret stands under its place with any tabs of the line kept.
    String indent = line.substring(0, column).replaceAll("[^\t]", " ");
    List<String> message = error.getMessage(Locale.ENGLISH).lines().toList();
    List<String> lines = new ArrayList<>();
    lines.add("line " + lineNumber(cell, at) + ": " + message.getFirst());
    // JShell's wrapper class has no name: the compiler's line about it says nothing.
    message.stream()
        .skip(1)
        .filter(more -> !more.strip().equals("location: class"))
        .forEach(more -> lines.add("  " + more.strip()));
    lines.add("    " + line);
    lines.add("    " + indent + "^");
    return lines;
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
                shell.unresolvedDependencies(snippet),
                shell.diagnostics(snippet).filter(Diag::isError).map(d -> firstLine(d)).limit(1))
            .distinct()
            .toList();
    return "`"
        + snippet.name()
        + "` cannot be used before this is declared: "
        + String.join(", ", missing)
        + ".";
  }

  private static String firstLine(Diag diag) {
    return diag.getMessage(Locale.ENGLISH).lines().findFirst().orElse("");
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
