package tracebook.elf;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import tracebook.bytes.Bytes;

/** Parts of an open file, as long as it was when it was opened. */
final class FileParts {
  private final Path path;
  private final PositionedFile file;
  private final long length;

  FileParts(Path path, PositionedFile file) throws IOException {
    this.path = path;
    this.file = file;
    this.length = file.length();
  }

  Path path() {
    return path;
  }

  long length() {
    return length;
  }

  /**
   * The bytes of a part.
   *
   * @throws tracebook.bytes.Malformed when it lies past the end
   */
  byte[] part(long at, long size) throws IOException {
    checkLies(at, size);
    return read(at, size);
  }

  /**
   * Whether the file had such a part when it was opened.
   *
   * @throws tracebook.bytes.Malformed when it had not
   */
  void checkLies(long at, long size) {
    if (at < 0 || size < 0 || at > length || size > length - at) {
      throw new Bytes(path.toString(), "file", new byte[0])
          .malformed(at, "0x%x bytes are needed, the file ends at 0x%x".formatted(size, length));
    }
  }

  private byte[] read(long at, long size) throws IOException {
    if (size > Integer.MAX_VALUE - 8) {
      throw new IOException("`" + path + "` has a part of " + size + " bytes, more than 2 GiB");
    }
    byte[] buffer = new byte[(int) size];
    try {
      file.read(at, buffer, 0, buffer.length);
    } catch (EOFException end) {
      throw becameShorter();
    }
    return buffer;
  }

  /** A mapping of what a file has no more ends the process: to be asked before it is touched. */
  void checkNotShorter() throws IOException {
    if (file.length() < length) {
      throw becameShorter();
    }
  }

  private IOException becameShorter() {
    return new IOException("`" + path + "` became shorter while it was read");
  }
}
