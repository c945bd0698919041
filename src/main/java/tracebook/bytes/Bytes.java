package tracebook.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The bytes of one section of one file, little-endian: on the heap, or mapped from the file. They
 * are shared, not copied: nobody writes to them.
 *
 * <p>A file that becomes shorter while it is mapped makes reads throw {@link InternalError}, at
 * once or a little later. Who runs a cell catches it; nothing that was read so far is to be
 * believed.
 */
public final class Bytes {
  /** For fewer bytes a call of the system costs more than the pages. */
  private static final int LARGE = 1 << 14;

  private final String file;
  private final String section;
  private final ByteBuffer buffer;
  private final BulkReader bulk;

  public Bytes(String file, String section, byte[] array) {
    this(file, section, ByteBuffer.wrap(array));
  }

  /** What is between the buffer's position and its limit. */
  public Bytes(String file, String section, ByteBuffer contents) {
    this(file, section, contents, BulkReader.NONE);
  }

  /**
   * The same.
   *
   * @param bulk reads these bytes, the first at offset 0, in another way
   */
  public Bytes(String file, String section, ByteBuffer contents, BulkReader bulk) {
    this.bulk = bulk;
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
    return new Bytes(
        file,
        section,
        buffer.slice(from, end - from),
        (offset, to, at, count) -> bulk.read(from + offset, to, at, count));
  }

  /** Copies from {@code offset} on, as much as {@code to} takes from {@code at} on. */
  public void copy(int offset, byte[] to, int at, int count) {
    Objects.checkFromIndexSize(offset, count, length());
    if (count < LARGE || !bulk.read(offset, to, at, count)) {
      buffer.get(offset, to, at, count);
    }
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
    check(offset, end);
    return new Cursor(this, buffer, (int) offset, (int) end);
  }

  /** Copies a part that lies in the section. */
  public Window window(int from, int count) {
    byte[] to = new byte[count];
    if (!bulk.read(from, to, 0, count)) {
      buffer.get(from, to, 0, count);
    }
    return new Window(this, ByteBuffer.wrap(to), from, from + count);
  }

  /** A part that {@link #copy} has copied to the beginning of an array. */
  public Window window(int from, int count, byte[] copied) {
    return new Window(this, ByteBuffer.wrap(copied, 0, count), from, from + count);
  }

  void check(long offset, long end) {
    int length = length();
    if (offset < 0 || offset > length) {
      throw malformed(offset, "the section has only 0x%x bytes".formatted(length));
    }
    if (end < offset || end > length) {
      throw malformed(
          offset, "it would end at 0x%x, the section has 0x%x bytes".formatted(end, length));
    }
  }

  public Malformed malformed(long offset, String what) {
    return new Malformed(file, section, offset, what);
  }
}
