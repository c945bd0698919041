package tracebook.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A part of a section, copied: reading it touches no page of the mapping. Offsets are those of the
 * section.
 */
public final class Window {
  private final Bytes bytes;
  private final ByteBuffer copy;
  private final int from;
  private final int end;

  Window(Bytes bytes, ByteBuffer copy, int from, int end) {
    this.bytes = bytes;
    this.copy = copy.order(ByteOrder.LITTLE_ENDIAN);
    this.from = from;
    this.end = end;
  }

  public int end() {
    return end;
  }

  /** True when all of a part is in it. */
  public boolean holds(long offset, long count) {
    return from <= offset && count <= end - offset;
  }

  /**
   * Reads from {@code offset}, which is in the window, up to {@code end}, exclusive, of the
   * section.
   *
   * @throws Malformed where these do not lie in the section
   * @throws IndexOutOfBoundsException from the cursor that leaves the window
   */
  public Cursor cursor(long offset, long end) {
    bytes.check(offset, end);
    return new Cursor(bytes, copy, from, (int) offset, (int) end);
  }
}
