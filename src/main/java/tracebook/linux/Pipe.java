package tracebook.linux;

import java.io.File;

/** A pipe that a process is about to write to. Closing closes this side's hold on both ends. */
final class Pipe implements AutoCloseable {
  private static final int O_CLOEXEC = 0x80000;

  private final Fd reading;
  private final Fd writing;

  private Pipe(Fd reading, Fd writing) {
    this.reading = reading;
    this.writing = writing;
  }

  static Pipe open() {
    try (Block ends = new Block(8)) {
      if (LibC.pipe2(ends.address(), O_CLOEXEC) != 0) {
        throw SystemCallException.last("pipe2");
      }
      return new Pipe(
          Fd.own(ends.getInt(0), "pipe2, to read"), Fd.own(ends.getInt(4), "pipe2, to write"));
    }
  }

  /** A file that, opened for writing, is the end to write to. */
  File writingEnd() {
    return new File("/proc/self/fd/" + writing.number());
  }

  /** The other end, for as long as nobody has closed this. */
  Fd readingEnd() {
    return reading;
  }

  /** Leaves the reading end to its new owner. */
  void closeWritingEnd() {
    writing.close();
  }

  @Override
  public void close() {
    writing.close();
    reading.close();
  }
}
