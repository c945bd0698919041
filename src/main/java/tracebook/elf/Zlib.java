package tracebook.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import tracebook.bytes.Bytes;
import tracebook.bytes.Malformed;

/**
 * A section compressed by zlib.
 *
 * @param raw as it is in the file
 * @param from where the compressed data begin
 * @param size of what comes out
 */
record Zlib(Bytes raw, int from, int size) implements Compressed {
  private static final int PART = 1 << 18;

  /** zlib makes at best 1 byte of 1032. */
  private static final long BEST_RATIO = 1100;

  static Zlib of(Bytes raw, int from, long size) {
    return new Zlib(raw, from, Compressed.checked(raw, size, (raw.length() + 1) * BEST_RATIO - 1));
  }

  /** Takes some of what comes out, in order. */
  interface Sink {
    void take(byte[] bytes, int from, int count) throws IOException;
  }

  /** The Adler-32 of the contents, with which a stream of zlib ends (RFC 1950, section 2.2). */
  long checksum() {
    return Integer.toUnsignedLong(Integer.reverseBytes(raw.cursor(raw.length() - 4L).s32()));
  }

  @Override
  public ByteBuffer inflated() {
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
    byte[] input = new byte[Math.min(raw.length() - from, PART)];
    try {
      int next = from;
      long done = 0;
      while (!inflater.finished()) {
        if (inflater.needsInput() && next < raw.length()) {
          int count = Math.min(raw.length() - next, input.length);
          raw.copy(next, input, 0, count);
          inflater.setInput(input, 0, count);
          next += count;
        }
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
