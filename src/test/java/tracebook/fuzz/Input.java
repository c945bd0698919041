package tracebook.fuzz;

import java.util.Arrays;

/** Bytes that decide what to do; zeros when they are used up. */
final class Input {
  private final byte[] bytes;
  private int at;

  Input(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean atEnd() {
    return at >= bytes.length;
  }

  int u8() {
    return atEnd() ? 0 : bytes[at++] & 0xff;
  }

  int u16() {
    return u8() | u8() << 8;
  }

  byte[] bytes(int count) {
    int end = Math.min(bytes.length, at + count);
    byte[] taken = Arrays.copyOfRange(bytes, at, end);
    at = end;
    return taken;
  }

  byte[] rest() {
    return bytes(bytes.length - at);
  }
}
