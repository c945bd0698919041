package tracebook.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A place in a section, moving forward as it reads. It cannot leave its part of the section: a read
 * past the end is {@link Malformed}, with the place it started at.
 */
public final class Cursor {
  private final Bytes bytes;
  private final ByteBuffer buffer;

  /** Of the section, where the buffer begins. */
  private final int from;

  private final int end;
  private int at;

  Cursor(Bytes bytes, ByteBuffer buffer, int at, int end) {
    this(bytes, buffer, 0, at, end);
  }

  Cursor(Bytes bytes, ByteBuffer buffer, int from, int at, int end) {
    this.bytes = bytes;
    this.buffer = buffer;
    this.from = from;
    this.at = at;
    this.end = end;
  }

  /** From the start of the section. */
  public int position() {
    return at;
  }

  /** Where its part of the section ends, from the start of the section. */
  public int end() {
    return end;
  }

  public boolean atEnd() {
    return at >= end;
  }

  /** Goes to a place counted from the start of the section. */
  public Cursor seek(long position) {
    if (position < 0 || position > end) {
      throw bytes.malformed(at, "it points to 0x%x, past the end".formatted(position));
    }
    at = (int) position;
    return this;
  }

  /** Another one at the same place. */
  public Cursor fork() {
    return new Cursor(bytes, buffer, from, at, end);
  }

  public Cursor skip(long count) {
    at = room(count);
    return this;
  }

  /** The next {@code count} bytes as a cursor of their own; this one moves behind them. */
  public Cursor sub(long count) {
    int next = room(count);
    Cursor sub = new Cursor(bytes, buffer, from, at, next);
    at = next;
    return sub;
  }

  public byte[] bytes(long count) {
    int next = room(count);
    byte[] copy = new byte[next - at];
    buffer.get(at - from, copy);
    at = next;
    return copy;
  }

  public int u8() {
    int next = room(1);
    int value = buffer.get(at - from) & 0xff;
    at = next;
    return value;
  }

  public byte s8() {
    return (byte) u8();
  }

  public int u16() {
    int next = room(2);
    int value = buffer.getShort(at - from) & 0xffff;
    at = next;
    return value;
  }

  public short s16() {
    return (short) u16();
  }

  /** Three bytes: DW_FORM_strx3, DW_FORM_addrx3. */
  public int u24() {
    return u16() | u8() << 16;
  }

  public long u32() {
    return s32() & 0xffff_ffffL;
  }

  public int s32() {
    int next = room(4);
    int value = buffer.getInt(at - from);
    at = next;
    return value;
  }

  /** All 64 bits, whatever their sign means. */
  public long u64() {
    int next = room(8);
    long value = buffer.getLong(at - from);
    at = next;
    return value;
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes. */
  public long unsigned(int size) {
    return switch (size) {
      case 1 -> u8();
      case 2 -> u16();
      case 4 -> u32();
      case 8 -> u64();
      default -> throw malformed("a number of " + size + " bytes");
    };
  }

  /** Unsigned LEB128; more than 64 bits is malformed. */
  public long uleb() {
    int start = at;
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = u8();
      int bits = next & 0x7f;
      if (shift < 63) {
        value |= (long) bits << shift;
      } else if (shift == 63 && bits <= 1) {
        value |= (long) bits << 63;
      } else if (bits != 0) {
        throw bytes.malformed(start, "a LEB128 number of more than 64 bits");
      }
      if ((next & 0x80) == 0) {
        return value;
      }
    }
  }

  /** Signed LEB128; more than 64 bits is malformed. */
  public long sleb() {
    int start = at;
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = u8();
      long bits = next & 0x7f;
      if (shift < 63) {
        value |= bits << shift;
      } else if (shift == 63 && (bits == 0 || bits == 0x7f)) {
        value |= bits << 63;
      } else if (bits != (value < 0 ? 0x7f : 0)) {
        throw bytes.malformed(start, "a LEB128 number of more than 64 bits");
      }
      if ((next & 0x80) == 0) {
        return shift < 57 && (next & 0x40) != 0 ? value | -1L << (shift + 7) : value;
      }
    }
  }

  /** An unsigned LEB128 that counts or indexes something here: at most 2^31-1. */
  public int uleb31() {
    int start = at;
    long value = uleb();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw bytes.malformed(start, "the number %s is too large".formatted(Long.toHexString(value)));
    }
    return (int) value;
  }

  /** Bytes up to a zero, as UTF-8. */
  public String string() {
    int start = at;
    skipString();
    byte[] text = new byte[at - 1 - start];
    buffer.get(start - from, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Past a zero. */
  public void skipString() {
    int zero = at;
    while (zero < end && buffer.get(zero - from) != 0) {
      zero++;
    }
    if (zero == end) {
      throw bytes.malformed(at, "a string without an end");
    }
    at = zero + 1;
  }

  /** Something wrong at the present place. */
  public Malformed malformed(String what) {
    return bytes.malformed(at, what);
  }

  private int room(long count) {
    if (count < 0 || count > end - at) {
      throw bytes.malformed(
          at, "%s bytes are needed, %d are left".formatted(Long.toUnsignedString(count), end - at));
    }
    return at + (int) count;
  }
}
