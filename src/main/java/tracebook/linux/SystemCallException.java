package tracebook.linux;

import com.sun.jna.Native;

/** The kernel refused something: which call, on what, and why. */
public class SystemCallException extends RuntimeException {
  private final String call;
  private final Errno errno;

  public SystemCallException(String call, Errno errno) {
    super("`" + call + "` failed: " + errno);
    this.call = call;
    this.errno = errno;
  }

  /** With the errno that the last call of this thread left behind. */
  static SystemCallException last(String call) {
    return new SystemCallException(call, new Errno(Native.getLastError()));
  }

  /** The call and what it was about, for example {@code bpf(BPF_MAP_CREATE, events)}. */
  public String call() {
    return call;
  }

  public Errno errno() {
    return errno;
  }
}
