package tracebook.linux;

import com.sun.jna.Native;

/** Holds on to one process: its number may be given away, this is never another process. */
public final class PidFd implements AutoCloseable {
  private static final int POLLIN = 1;

  private final Fd fd;

  private PidFd(Fd fd) {
    this.fd = fd;
  }

  /**
   * Takes hold of a process.
   *
   * @throws SystemCallException {@link Errno#ESRCH} if there is none of that number
   */
  public static PidFd open(int pid) {
    return new PidFd(
        Fd.own(LibC.syscall(LibC.SYS_PIDFD_OPEN, pid, 0, 0, 0, 0), "pidfd_open(" + pid + ")"));
  }

  int number() {
    return fd.number();
  }

  public boolean exited() {
    return awaitExit(0);
  }

  /** Waits for the process to exit, at most so long; says whether it has. */
  public boolean awaitExit(int millis) {
    long deadline = System.nanoTime() + millis * 1_000_000L;
    try (Block pollfd = new Block(8).putInt(0, fd.number()).putInt(4, POLLIN)) {
      while (true) {
        long left = Math.max(0, (deadline - System.nanoTime()) / 1_000_000L);
        int ready = LibC.poll(pollfd.address(), 1, (int) left);
        if (ready >= 0) {
          return ready == 1;
        }
        if (Native.getLastError() != Errno.EINTR.number()) {
          throw SystemCallException.last("poll(pidfd)");
        }
      }
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
