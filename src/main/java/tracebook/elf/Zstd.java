package tracebook.elf;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.nio.ByteBuffer;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * A section compressed by zstd (RFC 8878). Compilers and binutils write no checksum, so that
 * nothing could be kept of it and be believed.
 *
 * @param raw as it is in the file
 * @param from where the compressed data begin
 * @param size of what comes out
 */
record Zstd(Bytes raw, int from, int size) implements Compressed {
  private static final int MAGIC = 0xfd2fb528;

  /** Of one block, uncompressed (section 3.1.1.2.4). */
  private static final int MOST_IN_BLOCK = 1 << 17;

  /** Dictionary_ID and Frame_Content_Size in bytes, by their flags (section 3.1.1.1.1). */
  private static final int[] DICTIONARY = {0, 1, 2, 4};

  private static final int[] CONTENT_SIZE = {0, 2, 4, 8};

  static Zstd of(Bytes raw, int from, long size) {
    Cursor at = raw.cursor(from);
    long most = 0;
    while (!at.atEnd()) {
      most += frame(at);
    }
    return new Zstd(raw, from, Compressed.checked(raw, size, most));
  }

  /** Past one frame (section 3.1.1); what can come out of it at most. */
  private static long frame(Cursor at) {
    int magic = at.s32();
    if (magic != MAGIC) {
      throw at.malformed("a frame of zstd does not begin with 0x%x".formatted(magic));
    }
    // The bits: 7-6 content size, 5 single segment, 2 checksum, 1-0 dictionary.
    int descriptor = at.u8();
    boolean single = (descriptor & 0x20) != 0;
    int content = CONTENT_SIZE[descriptor >> 6];
    // A single segment has no window, and its content size at least 1 byte.
    at.skip(DICTIONARY[descriptor & 3] + (single ? Math.max(content, 1) : 1 + content));
    long most = 0;
    boolean last = false;
    while (!last) {
      // The bits: 23-3 size, 2-1 type, 0 last.
      int header = at.u24();
      last = (header & 1) != 0;
      int size = header >> 3;
      int type = header >> 1 & 3;
      if (type == 3 || size > MOST_IN_BLOCK) {
        throw at.malformed("a block of zstd has type %d and %d bytes".formatted(type, size));
      }
      boolean repeated = type == 1;
      at.skip(repeated ? 1 : size);
      most += type == 2 ? MOST_IN_BLOCK : size;
    }
    if ((descriptor & 4) != 0) {
      at.skip(4);
    }
    return most;
  }

  @Override
  public ByteBuffer inflated() {
    return ByteBuffer.wrap(Library.expand(this));
  }

  /** A class of its own, so that the library is loaded only for files that need it. */
  private static final class Library {
    static byte[] expand(Zstd section) {
      Bytes raw = section.raw();
      byte[] in = raw.cursor(section.from()).bytes(raw.length() - section.from());
      byte[] out = new byte[section.size()];
      try {
        int made = new ZstdDecompressor().decompress(in, 0, in.length, out, 0, out.length);
        if (made != out.length) {
          throw raw.malformed(
              0, "%d bytes come out of it, not the %d it claims".formatted(made, out.length));
        }
        return out;
      } catch (MalformedInputException | ArrayIndexOutOfBoundsException damaged) {
        throw raw.malformed(
            0,
            "its compressed data are damaged, or more than the %d bytes that it claims"
                .formatted(out.length));
      }
    }
  }
}
