package tracebook.linux;

import com.sun.jna.Native;
import java.io.InputStream;
import java.util.Objects;

/**
 * What a process writes to a pipe: all of it up to its exit, with what it leaves in the pipe then.
 * What its children write afterwards is not waited for. Read by one thread.
 *
 * <p>The streams of {@link Process} do not serve for that: {@link Process#destroy} closes them,
 * with what has not been read, and has to be called while it is not sure that the process has
 * exited.
 */
final class ProcessOutput extends InputStream {
  private static final int POLLIN = 1;
  private static final int EVENTS = 4;
  private static final int POLLFD_SIZE = 8;
  private static final long FIONREAD = 0x541b;
  private static final int CHUNK = 1 << 16;
  private static final int NO_END_YET = Integer.MAX_VALUE;

  private final Fd pipe;
  private final PidFd process;
  private final Block chunk;

  /** How many bytes are still to come: known once the process has exited. */
  private int left = NO_END_YET;

  /**
   * @param pipe the end to read, owned from now on
   */
  ProcessOutput(Fd pipe, int pid) {
    this.pipe = pipe;
    this.process = PidFd.open(pid);
    this.chunk = new Block(CHUNK);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    Objects.checkFromIndexSize(from, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (left == NO_END_YET) {
      await();
    }
    int most = Math.min(Math.min(length, left), CHUNK);
    long count = most == 0 ? 0 : LibC.read(pipe.number(), chunk.address(), most);
    if (count < 0) {
      throw SystemCallException.last("read(pipe)");
    }
    if (count == 0) {
      return -1;
    }
    System.arraycopy(chunk.getBytes(0, (int) count), 0, into, from, (int) count);
    if (left != NO_END_YET) {
      left -= (int) count;
    }
    return (int) count;
  }

  /** Returns when something can be read, nobody can write any more, or the process has exited. */
  private void await() {
    try (Block pollfds =
        new Block(2 * POLLFD_SIZE)
            .putInt(0, pipe.number())
            .putInt(EVENTS, POLLIN)
            .putInt(POLLFD_SIZE, process.number())
            .putInt(POLLFD_SIZE + EVENTS, POLLIN)) {
      while (LibC.poll(pollfds.address(), 2, -1) < 0) {
        if (Native.getLastError() != Errno.EINTR.number()) {
          throw SystemCallException.last("poll(pipe, pidfd)");
        }
      }
    }
    if (process.exited()) {
      try (Block count = new Block(4)) {
        if (LibC.ioctl(pipe.number(), FIONREAD, count.address()) != 0) {
          throw SystemCallException.last("ioctl(FIONREAD)");
        }
        left = count.getInt(0);
      }
    }
  }

  @Override
  public void close() {
    pipe.close();
    process.close();
    chunk.close();
  }
}
