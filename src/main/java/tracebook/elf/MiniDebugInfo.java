package tracebook.elf;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;
import tracebook.bytes.Bytes;

/**
 * .gnu_debugdata: an ELF file compressed by xz, with the symbols of a stripped file that .dynsym
 * does not have (gdb's manual, “MiniDebugInfo”).
 */
final class MiniDebugInfo {
  private static final String SECTION = ".gnu_debugdata";

  /** Far above what any distribution makes; the largest is that of a browser, with 40 MB. */
  private static final int MOST_BYTES = 1 << 29;

  private static final int MOST_MEMORY_KIB = 1 << 18;

  private MiniDebugInfo() {}

  /** Its symbols; none when the file has no such section. */
  static List<Symbol> symbols(ElfFile elf) {
    Bytes compressed = elf.bytes(SECTION);
    if (compressed.isEmpty()) {
      return List.of();
    }
    try {
      Path file = Files.createTempFile("tracebook", SECTION);
      try {
        Xz.expand(compressed, file);
        try (ElfFile mini = ElfFile.open(file)) {
          return Symbols.tables(mini);
        }
      } finally {
        Files.delete(file);
      }
    } catch (ElfRefused damaged) {
      throw compressed.malformed(0, "what it holds is no complete ELF file");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A class of its own, so that the library is loaded only for files that need it. */
  private static final class Xz {
    static void expand(Bytes compressed, Path file) throws IOException {
      byte[] bytes = compressed.cursor(0).bytes(compressed.length());
      try (OutputStream out = Files.newOutputStream(file)) {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream in = new XZInputStream(new ByteArrayInputStream(bytes), MOST_MEMORY_KIB)) {
          for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
            size += count;
            if (size > MOST_BYTES) {
              throw compressed.malformed(
                  0, "more than %d bytes come out of it".formatted(MOST_BYTES));
            }
            out.write(buffer, 0, count);
          }
        } catch (XZIOException | EOFException damaged) {
          throw compressed.malformed(0, "its xz data are damaged: " + damaged.getMessage());
        }
      }
    }
  }
}
