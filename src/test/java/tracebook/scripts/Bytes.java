package tracebook.scripts;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers in records. */
final class Bytes {
  private Bytes() {}

  static long word(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
  }
}
