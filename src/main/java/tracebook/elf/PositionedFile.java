package tracebook.elf;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file that several threads read at places. Not by its channel, which an interrupt would close
 * for all of them.
 */
final class PositionedFile implements AutoCloseable {
  private final RandomAccessFile file;

  private PositionedFile(Path path) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
  }

  /** What is made of an open file, and is to close it. */
  interface Use<T, X extends Exception> {
    T of(PositionedFile file) throws IOException, X;
  }

  /** Opens a file, which stays open unless something is thrown. An interrupt does not disturb. */
  static <T, X extends Exception> T open(Path path, Use<T, X> use) throws IOException, X {
    boolean interrupted = false;
    try {
      while (true) {
        PositionedFile file = new PositionedFile(path);
        boolean used = false;
        try {
          T made = use.of(file);
          used = true;
          return made;
        } catch (ClosedByInterruptException whileItWasMapped) {
          interrupted |= Thread.interrupted();
        } finally {
          if (!used) {
            file.close();
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  long length() throws IOException {
    return file.length();
  }

  /** For mapping. */
  FileChannel channel() {
    return file.getChannel();
  }

  /**
   * Reads all of a part.
   *
   * @throws java.io.EOFException when the file ends before
   */
  synchronized void read(long position, byte[] to, int at, int count) throws IOException {
    file.seek(position);
    file.readFully(to, at, count);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
