package tracebook.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.bytes.Malformed;

/**
 * A compressed section: by SHF_COMPRESSED with its header (ELF gABI, “Section Compression”), or by
 * the name {@code .zdebug_…} as older binutils do.
 *
 * @param raw as it is in the file
 * @param from where the compressed data begin
 * @param size of what comes out
 */
record Compressed(Bytes raw, int from, int size) {
  private static final int ELFCOMPRESS_ZLIB = 1;
  private static final int ELFCOMPRESS_ZSTD = 2;

  private static final int PART = 1 << 18;

  /** zlib makes at best 1 byte of 1032. */
  private static final int BEST_RATIO = 1100;

  /** Empty when the section is not compressed. */
  static Optional<Compressed> of(Section section, Bytes raw) {
    if (section.name().startsWith(".zdebug_") && raw.length() >= 12) {
      // "ZLIB" and the size, big-endian.
      return Optional.of(checked(raw, 12, Long.reverseBytes(raw.cursor(4).u64())));
    }
    if ((section.flags() & Section.SHF_COMPRESSED) == 0 || raw.isEmpty()) {
      return Optional.empty();
    }
    // Elf64_Chdr: type, reserved, size, alignment.
    Cursor header = raw.cursor(0);
    int algorithm = header.s32();
    header.skip(4);
    long size = header.u64();
    header.skip(8);
    return switch (algorithm) {
      case ELFCOMPRESS_ZLIB -> Optional.of(checked(raw, 24, size));
      case ELFCOMPRESS_ZSTD ->
          throw raw.malformed(0, "it is compressed with zstd, which is not supported");
      default -> throw raw.malformed(0, "compression " + algorithm + " is not known");
    };
  }

  private static Compressed checked(Bytes raw, int from, long size) {
    if (size < 0 || size > Integer.MAX_VALUE - 8 || size / BEST_RATIO > raw.length()) {
      throw raw.malformed(0, "it claims to have %d bytes uncompressed".formatted(size));
    }
    return new Compressed(raw, from, (int) size);
  }

  /** Takes some of what comes out, in order. */
  interface Sink {
    void take(byte[] bytes, int from, int count) throws IOException;
  }

  /** The Adler-32 of the contents, with which a stream of zlib ends (RFC 1950, section 2.2). */
  long checksum() {
    return Integer.toUnsignedLong(Integer.reverseBytes(raw.cursor(raw.length() - 4L).s32()));
  }

  ByteBuffer inflated() {
    ByteBuffer out = ByteBuffer.allocate(size);
    inflate(out::put);
    return out.flip();
  }

  /**
   * All of it, checked.
   *
   * @throws UncheckedIOException what the sink throws
   */
  void inflate(Sink sink) {
    Inflater inflater = new Inflater();
    byte[] part = new byte[Math.clamp(size, 1, PART)];
    try {
      inflater.setInput(raw.view().position(from));
      long done = 0;
      while (!inflater.finished()) {
        int count = inflater.inflate(part);
        if ((count == 0 && !inflater.finished()) || done + count > size) {
          throw otherSize(done + count);
        }
        sink.take(part, 0, count);
        done += count;
      }
      if (done != size) {
        throw otherSize(done);
      }
    } catch (DataFormatException failure) {
      throw raw.malformed(0, "its compressed data are damaged");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      inflater.end();
    }
  }

  private Malformed otherSize(long done) {
    return raw.malformed(0, "%d bytes come out of it, not the %d it claims".formatted(done, size));
  }
}
