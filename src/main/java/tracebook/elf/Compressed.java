package tracebook.elf;

import java.nio.ByteBuffer;
import java.util.Optional;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * A compressed section: by SHF_COMPRESSED with its header (ELF gABI, “Section Compression”), or by
 * the name {@code .zdebug_…} as older binutils do.
 */
sealed interface Compressed permits Zlib, Zstd {
  int ELFCOMPRESS_ZLIB = 1;
  int ELFCOMPRESS_ZSTD = 2;

  /** Empty when the section is not compressed. */
  static Optional<Compressed> of(Section section, Bytes raw) {
    if (section.name().startsWith(".zdebug_") && raw.length() >= 12) {
      // "ZLIB" and the size, big-endian.
      return Optional.of(Zlib.of(raw, 12, Long.reverseBytes(raw.cursor(4).u64())));
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
      case ELFCOMPRESS_ZLIB -> Optional.of(Zlib.of(raw, 24, size));
      case ELFCOMPRESS_ZSTD -> Optional.of(Zstd.of(raw, 24, size));
      default -> throw raw.malformed(0, "compression " + algorithm + " is not known");
    };
  }

  /**
   * The size that a header states.
   *
   * @param most that the compressed data can hold
   */
  static int checked(Bytes raw, long size, long most) {
    if (size < 0 || size > Integer.MAX_VALUE - 8 || size > most) {
      throw raw.malformed(0, "it claims to have %d bytes uncompressed".formatted(size));
    }
    return (int) size;
  }

  /** What comes out of it, in bytes. */
  int size();

  /** All of it, checked. */
  ByteBuffer inflated();
}
