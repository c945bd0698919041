package tracebook.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of one section of one file, little-endian: on the heap, or mapped from the file. They
 * are shared, not copied: nobody writes to them.
 *
 * <p>A file that becomes shorter while it is mapped makes reads throw {@link InternalError}, at
 * once or a little later. Who runs a cell catches it; nothing that was read so far is to be
 * believed.
 */
public final class Bytes {
  private final String file;
  private final String section;
  private final ByteBuffer buffer;

  public Bytes(String file, String section, byte[] array) {
    this(file, section, ByteBuffer.wrap(array));
  }

  /** What is between the buffer's position and its limit. */
  public Bytes(String file, String section, ByteBuffer contents) {
    this.file = file;
    this.section = section;
    this.buffer = contents.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  public String file() {
    return file;
  }

  public String section() {
    return section;
  }

  public int length() {
    return buffer.limit();
  }

  public boolean isEmpty() {
    return buffer.limit() == 0;
  }

  /** The byte at an offset that lies in the section. */
  public byte at(int offset) {
    return buffer.get(offset);
  }

  /** Little-endian; position and limit are the reader's own, the bytes are everybody's. */
  public ByteBuffer view() {
    return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A part as a section of its own: its offsets begin with 0. */
  public Bytes part(int from, int end) {
    return new Bytes(file, section, buffer.slice(from, end - from));
  }

  /** Copies from {@code offset} on, as much as {@code to} takes from {@code at} on. */
  public void copy(int offset, byte[] to, int at, int count) {
    buffer.get(offset, to, at, count);
  }

  /** Reads from {@code offset} to the end of the section. */
  public Cursor cursor(long offset) {
    return cursor(offset, length());
  }

  /**
   * Reads from {@code offset} up to {@code end}, exclusive.
   *
   * @throws Malformed where these do not lie in the section
   */
  public Cursor cursor(long offset, long end) {
    int length = length();
    if (offset < 0 || offset > length) {
      throw malformed(offset, "the section has only 0x%x bytes".formatted(length));
    }
    if (end < offset || end > length) {
      throw malformed(
          offset, "it would end at 0x%x, the section has 0x%x bytes".formatted(end, length));
    }
    return new Cursor(this, buffer, (int) offset, (int) end);
  }

  public Malformed malformed(long offset, String what) {
    return new Malformed(file, section, offset, what);
  }
}
