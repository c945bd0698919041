package tracebook.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * Whether a file has the debug info of a program: of the same build, for the same addresses.
 *
 * @param crc of the whole file, where .gnu_debuglink gives one
 */
record DebugMatch(ElfFile program, OptionalLong crc) {
  /** Why a file has not, as a sentence for the user. */
  Optional<String> refusal(ElfFile candidate) {
    Path path = candidate.path();
    if (candidate.machine() != program.machine()) {
      return mismatch(
          path,
          "its machine is %d, the program's is %d"
              .formatted(candidate.machine(), program.machine()));
    }
    Optional<BuildId> wanted = program.buildId();
    Optional<BuildId> found = candidate.buildId();
    if (wanted.isPresent() && found.isPresent() && !wanted.equals(found)) {
      return mismatch(
          path, "its build-id is %s, the program's is %s".formatted(found.get(), wanted.get()));
    }
    if (crc.isPresent()) {
      long its = crc(path);
      if (its != crc.getAsLong()) {
        return mismatch(
            path, "its CRC is %08x, the program asks for %08x".formatted(its, crc.getAsLong()));
      }
    } else if (found.isEmpty()) {
      return mismatch(path, "it has no build-id");
    } else if (wanted.isEmpty()) {
      return mismatch(path, "the program has no build-id that would tell");
    }
    Optional<String> moved = moved(candidate);
    if (moved.isPresent()) {
      return mismatch(path, moved.get());
    }
    return candidate.hasDebugInfo()
        ? Optional.empty()
        : Optional.of("`" + path + "` has no debug info in it");
  }

  /** A program that was moved after it was built (prelink) has the addresses of no debug file. */
  private Optional<String> moved(ElfFile candidate) {
    Optional<Section> mine = program.section(".text");
    Optional<Section> its = candidate.section(".text");
    if (mine.isEmpty() || its.isEmpty()) {
      return Optional.empty();
    }
    boolean same =
        mine.get().address().equals(its.get().address()) && mine.get().size() == its.get().size();
    return same
        ? Optional.empty()
        : Optional.of(
            "its .text is at %s with 0x%x bytes, the program's at %s with 0x%x"
                .formatted(
                    its.get().address(),
                    its.get().size(),
                    mine.get().address(),
                    mine.get().size()));
  }

  private static Optional<String> mismatch(Path path, String why) {
    return Optional.of("`" + path + "` does not match: " + why);
  }

  private static long crc(Path path) {
    CRC32 sum = new CRC32();
    byte[] buffer = new byte[1 << 16];
    try (var in = Files.newInputStream(path)) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        sum.update(buffer, 0, count);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return sum.getValue();
  }
}
