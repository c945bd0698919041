package tracebook.linux;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file descriptor and its owner: whoever holds it closes it, once. All of them are close-on-exec.
 */
public final class Fd implements AutoCloseable {
  private static final Map<Fd, String> OPEN = new ConcurrentHashMap<>();

  private final int number;
  private final String purpose;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Fd(int number, String purpose) {
    this.number = number;
    this.purpose = purpose;
    OPEN.put(this, purpose);
  }

  /** Owns the result of a call; {@code call} is named if the call failed. */
  static Fd own(long result, String call) {
    if (result < 0) {
      throw SystemCallException.last(call);
    }
    return new Fd((int) result, call);
  }

  /**
   * The number, to pass to a call.
   *
   * @throws IllegalStateException if it is closed: the number may be someone else's by now
   */
  public int number() {
    if (closed.get()) {
      throw new IllegalStateException("`" + purpose + "` is closed");
    }
    return number;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      OPEN.remove(this);
      if (LibC.close(number) != 0) {
        throw SystemCallException.last("close(" + purpose + ")");
      }
    }
  }

  /** The calls whose descriptors are still open: a test that ends with more than it began leaks. */
  public static List<String> open() {
    return OPEN.values().stream().sorted().toList();
  }

  @Override
  public String toString() {
    return purpose + " = " + number;
  }
}
