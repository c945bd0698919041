package tracebook.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of one section of one file, little-endian. The array is shared, not copied: nobody
 * writes to it.
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough; a copy of a section is not wanted
public record Bytes(String file, String section, byte[] array) {
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  public int length() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  /** Reads from {@code offset} to the end of the section. */
  public Cursor cursor(long offset) {
    return cursor(offset, array.length);
  }

  /**
   * Reads from {@code offset} up to {@code end}, exclusive.
   *
   * @throws Malformed where these do not lie in the section
   */
  public Cursor cursor(long offset, long end) {
    if (offset < 0 || offset > array.length) {
      throw malformed(offset, "the section has only 0x%x bytes".formatted(array.length));
    }
    if (end < offset || end > array.length) {
      throw malformed(
          offset, "it would end at 0x%x, the section has 0x%x bytes".formatted(end, array.length));
    }
    return new Cursor(this, (int) offset, (int) end);
  }

  public Malformed malformed(long offset, String what) {
    return new Malformed(file, section, offset, what);
  }
}
