package tracebook.cell;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;
import tracebook.display.MimeBundle;
import tracebook.display.Renderers;

/** Java cells. JShell starts in the background; the first cell waits for it. */
final class JavaCells implements Variables, AutoCloseable {
  /** Everything that exists once JShell has started. */
  private record Started(JShell shell, JavaControl control, JavaAssist assist) {}

  private final Renderers renderers;
  private final List<String> imports;
  private final CompletableFuture<Started> started = new CompletableFuture<>();
  private final JavaProblems problems = new JavaProblems();

  /**
   * The thread that waits for JShell to start on a cell's behalf, so that it can be interrupted.
   */
  private volatile @Nullable Thread waiting;

  JavaCells(Renderers renderers, List<String> imports) {
    this.renderers = renderers;
    this.imports = List.copyOf(imports);
  }

  /** Begins to start JShell in the background. */
  void start() {
    Thread starter = new Thread(this::startJShell, "java-start");
    starter.setDaemon(true);
    starter.start();
  }

  private void startJShell() {
    try {
      JavaControl control = new JavaControl();
      JShell shell = JShell.builder().executionEngine(new Provider(control), Map.of()).build();
      for (String line : imports) {
        evaluateOwn(shell, "import " + line + ";");
      }
      control.prepare(() -> false, (snippet, value) -> value);
      // The first expression costs as much as all imports: it is ours, not the user's.
      evaluateOwn(shell, "java.util.List.of(1).stream().map(x -> x + 1).toList()");
      started.complete(new Started(shell, control, new JavaAssist(shell)));
    } catch (Throwable cannotStart) {
      started.completeExceptionally(cannotStart);
    }
  }

  private static SnippetEvent evaluateOwn(JShell shell, String source) {
    SnippetEvent event = main(shell.eval(source));
    if (event.status() != Snippet.Status.VALID) {
      throw new IllegalArgumentException(
          "`"
              + source
              + "`: "
              + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
    }
    return event;
  }

  /** Waits until Java cells can run. */
  void awaitStart() throws InterruptedException {
    try {
      started.get();
    } catch (ExecutionException broken) {
      throw new IllegalStateException("Java cells could not be started", broken.getCause());
    }
  }

  private Started started() {
    return started.join();
  }

  /** Runs a cell; {@code code} keeps the cell's lines and columns. */
  CellResult execute(String code, CellOutput output) {
    waiting = Thread.currentThread();
    try {
      awaitStart();
    } catch (InterruptedException stopped) {
      return CellResult.interrupted();
    } finally {
      waiting = null;
      // An interrupt that came for the wait must not end something later.
      Thread.interrupted();
    }
    return CellStreams.within(output, () -> run(started(), code, output));
  }

  private CellResult run(Started java, String code, CellOutput output) {
    problems.beginCell();
    List<JavaPieces.Piece> pieces = JavaPieces.of(java.shell.sourceCodeAnalysis(), code);
    if (!pieces.isEmpty() && !pieces.getLast().whole()) {
      // With a syntax error nothing runs: what stands before it would else run twice.
      pieces = List.of(pieces.getLast());
    }
    CellResult result = CellResult.nothing();
    for (int i = 0; i < pieces.size(); i++) {
      if (output.interrupted()) {
        return CellResult.interrupted();
      }
      result = run(java, code, pieces.get(i), i == pieces.size() - 1, output);
      if (result instanceof CellResult.Failed) {
        return result;
      }
    }
    return result;
  }

  private CellResult run(
      Started java, String code, JavaPieces.Piece piece, boolean last, CellOutput output) {
    java.control.prepare(
        output::interrupted,
        (snippet, value) ->
            last && isExpression(snippet) ? render(value, piece.statement()) : null);
    SnippetEvent event = main(java.shell.eval(piece.source()));
    Snippet snippet = event.snippet();
    problems.remember(snippet, code, piece.start());
    if (java.control.abandoned()) {
      output.stderr(
          "The cell did not heed the interrupt: it goes on in the background until it ends.\n");
    }
    if (output.interrupted()) {
      return CellResult.interrupted();
    }
    if (event.status() == Snippet.Status.REJECTED) {
      return problems.refused(java.shell, snippet, code, piece.start());
    }
    if (event.exception() != null) {
      return problems.thrown(java.shell, java.control.thrown(), event.exception());
    }
    if (event.status() != Snippet.Status.VALID
        && snippet instanceof DeclarationSnippet incomplete) {
      output.stderr(JavaProblems.unresolved(java.shell, incomplete) + "\n");
    }
    return isShown(snippet) && java.control.value() instanceof MimeBundle shown
        ? CellResult.shown(shown)
        : CellResult.nothing();
  }

  /** A null that was written as a statement, such as {@code map.put(k, v);}, is not shown. */
  private @Nullable MimeBundle render(@Nullable Object value, boolean statement) {
    return value == null && statement ? null : renderers.render(value);
  }

  private static boolean isShown(Snippet snippet) {
    return switch (snippet.subKind()) {
      case TEMP_VAR_EXPRESSION_SUBKIND, VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
      default -> false;
    };
  }

  /** JShell puts an expression's value into a field called {@code $1}, or into none. */
  private static boolean isExpression(Method snippet) {
    return Stream.of(snippet.getDeclaringClass().getDeclaredFields())
        .allMatch(field -> field.getName().matches("\\$\\d+"));
  }

  private static SnippetEvent main(List<SnippetEvent> events) {
    return events.stream().filter(e -> e.causeSnippet() == null).findFirst().orElseThrow();
  }

  Completions complete(String code, int cursor) {
    return started().assist.complete(code, cursor);
  }

  Optional<MimeBundle> inspect(String code, int cursor) {
    return started().assist.inspect(code, cursor);
  }

  Completeness isComplete(String code) {
    return started().assist.isComplete(code);
  }

  /** Ends the running cell, whose output already says that it is interrupted. */
  void interrupt() {
    Thread starting = waiting;
    if (starting != null) {
      starting.interrupt();
    }
    if (started.isDone() && !started.isCompletedExceptionally()) {
      started().shell.stop();
    }
  }

  @Override
  public void bind(String name, Class<?> type, @Nullable Object value) {
    if (type.getCanonicalName() == null) {
      throw new IllegalArgumentException("`" + type.getName() + "` cannot be named in Java");
    }
    Started java = started();
    VarSnippet variable =
        variable(java, name)
            .filter(v -> v.typeName().equals(type.getCanonicalName()) && field(java, v) != null)
            .orElseGet(() -> declare(java, name, type));
    try {
      Field field = field(java, variable);
      if (field == null) {
        throw new IllegalArgumentException("`" + name + "` has no value to set");
      }
      field.set(null, value);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static VarSnippet declare(Started java, String name, Class<?> type) {
    java.control.prepare(() -> false, (snippet, value) -> value);
    SnippetEvent event = evaluateOwn(java.shell, type.getCanonicalName() + " " + name + ";");
    if (!(event.snippet() instanceof VarSnippet variable)) {
      throw new IllegalArgumentException("`" + name + "` is not a name for a variable");
    }
    return variable;
  }

  @Override
  public @Nullable Object value(String name) {
    Started java = started();
    Field field = variable(java, name).map(v -> field(java, v)).orElse(null);
    try {
      return field == null ? null : field.get(null);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Optional<VarSnippet> variable(Started java, String name) {
    return java.shell.variables().filter(v -> v.name().equals(name)).findFirst();
  }

  private static @Nullable Field field(Started java, VarSnippet variable) {
    if (java.shell.status(variable) != Snippet.Status.VALID) {
      return null;
    }
    java.shell.varValue(variable);
    Field field = java.control.lastVariable();
    return field != null && field.getName().equals(variable.name()) ? field : null;
  }

  @Override
  public void close() {
    interrupt();
    if (started.isDone() && !started.isCompletedExceptionally()) {
      started().shell.close();
    }
  }

  private record Provider(JavaControl control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "tracebook";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return control;
    }
  }
}
