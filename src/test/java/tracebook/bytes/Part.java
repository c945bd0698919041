package tracebook.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes that a test writes by hand, little-endian. */
public final class Part {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public static Part part() {
    return new Part();
  }

  public Part u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  public Part u16(int value) {
    return u8(value & 0xff, value >> 8 & 0xff);
  }

  public Part u24(int value) {
    return u16(value & 0xffff).u8(value >> 16 & 0xff);
  }

  public Part u32(long value) {
    return u16((int) value & 0xffff).u16((int) (value >> 16) & 0xffff);
  }

  public Part u64(long value) {
    return u32(value).u32(value >> 32);
  }

  /** A number of 4 or 8 bytes. */
  public Part offset(int size, long value) {
    return size == 8 ? u64(value) : u32(value);
  }

  public Part uleb(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      u8(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return u8((int) rest);
  }

  public Part sleb(long value) {
    long rest = value;
    while (rest >> 6 != 0 && rest >> 6 != -1) {
      u8(((int) rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    return u8((int) rest & 0x7f);
  }

  public Part string(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return u8(0);
  }

  public Part bytes(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public Part part(Part other) {
    return bytes(other.bytes());
  }

  /** With its length before it as an LEB128 number: a block or an expression. */
  public Part block(Part other) {
    return uleb(other.size()).part(other);
  }

  /** With its length before it, as units and tables begin in the 32-bit format. */
  public Part sized(Part other) {
    return u32(other.size()).part(other);
  }

  /** With its length before it, as in the 64-bit format. */
  public Part sized64(Part other) {
    return u32(0xffff_ffffL).u64(other.size()).part(other);
  }

  public Part repeat(int times, Part other) {
    byte[] bytes = other.bytes();
    for (int i = 0; i < times; i++) {
      out.writeBytes(bytes);
    }
    return this;
  }

  public int size() {
    return out.size();
  }

  public byte[] bytes() {
    return out.toByteArray();
  }
}
