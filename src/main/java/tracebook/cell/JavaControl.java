package tracebook.cell;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.BooleanSupplier;
import jdk.jshell.execution.LocalExecutionControl;
import org.jspecify.annotations.Nullable;

/**
 * Runs snippets in this process and keeps what they return and throw as it is.
 *
 * <p>JShell's own control waits for every thread that a snippet has started by then, and for a
 * thread that does not heed an interrupt it waits for ever. So the snippet runs on a thread of
 * ours, outside the group that JShell looks at, and JShell's thread ({@link #trampoline}) waits for
 * that one only. {@code stop} interrupts JShell's thread, and makes loops of snippets throw.
 */
final class JavaControl extends LocalExecutionControl {
  /** How long a snippet may go on after an interrupt before its thread is left behind. */
  private static final long PATIENCE_MILLIS = 1500;

  private static final InheritableThreadLocal<@Nullable JavaControl> CURRENT =
      new InheritableThreadLocal<>();
  private static final Method TRAMPOLINE = trampolineMethod();

  private final ThreadGroup cells = new ThreadGroup("cells");

  /** What is done with a snippet's value, on the snippet's thread. */
  interface After {
    @Nullable Object apply(Method snippet, @Nullable Object value);
  }

  private After after = (snippet, value) -> value;
  private BooleanSupplier interrupted = () -> false;

  private @Nullable Method method;
  private volatile @Nullable Object value;
  private volatile @Nullable Throwable thrown;
  private volatile boolean abandoned;
  private @Nullable Field lastVariable;

  /**
   * Forgets the last snippet.
   *
   * @param cellInterrupted whether the next one must not begin: a stop that came before it did is
   *     not repeated
   * @param next what to do with the value of the next
   */
  void prepare(BooleanSupplier cellInterrupted, After next) {
    interrupted = cellInterrupted;
    after = next;
    value = null;
    thrown = null;
    abandoned = false;
  }

  /** What the last snippet returned, after {@link #prepare}'s function. */
  @Nullable Object value() {
    return value;
  }

  /** What the last snippet threw. */
  @Nullable Throwable thrown() {
    return thrown;
  }

  /** Whether the last snippet still runs, on a thread that nobody waits for. */
  boolean abandoned() {
    return abandoned;
  }

  /** The static field behind the variable that JShell was last asked the value of. */
  @Nullable Field lastVariable() {
    return lastVariable;
  }

  @Override
  protected String invoke(Method doit) throws Exception {
    method = doit;
    CURRENT.set(this);
    return super.invoke(TRAMPOLINE);
  }

  @Override
  public String varValue(String className, String name) throws InternalException {
    try {
      Field field = findClass(className).getDeclaredField(name);
      field.setAccessible(true);
      lastVariable = field;
      // The raw value is what counts here; its text may be costly.
      return "";
    } catch (ReflectiveOperationException problem) {
      throw new InternalException(problem.toString());
    }
  }

  /** Called by reflection, on JShell's thread. */
  @SuppressWarnings("UnusedMethod")
  private static void trampoline() throws Throwable {
    JavaControl control = CURRENT.get();
    if (control == null) {
      throw new IllegalStateException("no snippet to run");
    }
    control.runSnippet();
  }

  private void runSnippet() throws Throwable {
    if (interrupted.getAsBoolean()) {
      throw new InterruptedException();
    }
    Thread snippet = new Thread(cells, this::callSnippet, "cell");
    snippet.start();
    try {
      snippet.join();
    } catch (InterruptedException stop) {
      snippet.interrupt();
      snippet.join(PATIENCE_MILLIS);
      abandoned = snippet.isAlive();
      throw stop;
    }
    Throwable problem = thrown;
    if (problem != null) {
      throw problem;
    }
  }

  private void callSnippet() {
    Method doit = method;
    After next = after;
    if (doit == null) {
      return;
    }
    Object result = null;
    Throwable problem = null;
    try {
      result = next.apply(doit, doit.invoke(null));
    } catch (InvocationTargetException wrapped) {
      problem = wrapped.getCause();
    } catch (Throwable ofRendering) {
      problem = ofRendering;
    }
    synchronized (this) {
      // A thread that was left behind must not answer for a later snippet.
      if (doit.equals(method) && !abandoned) {
        value = result;
        thrown = problem;
      }
    }
  }

  static boolean isStop(Throwable problem) {
    return problem.getClass().getName().equals("java.lang.ThreadDeath");
  }

  private static Method trampolineMethod() {
    try {
      Method trampoline = JavaControl.class.getDeclaredMethod("trampoline");
      trampoline.setAccessible(true);
      return trampoline;
    } catch (NoSuchMethodException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
