package tracebook.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * Finds a library that is not loaded, where ld.so(8) would: DT_RPATH or DT_RUNPATH of who asks for
 * it, LD_LIBRARY_PATH, {@code /etc/ld.so.cache}, the standard directories.
 */
public final class LibrarySearch {
  private static final int SHT_DYNAMIC = 6;
  private static final int DT_NEEDED = 1;
  private static final int DT_RPATH = 15;
  private static final int DT_RUNPATH = 29;
  private static final String CACHE_MAGIC = "glibc-ld.so.cache1.1";
  private static final List<String> STANDARD =
      List.of(
          "/lib/x86_64-linux-gnu",
          "/usr/lib/x86_64-linux-gnu",
          "/lib64",
          "/usr/lib64",
          "/lib",
          "/usr/lib");

  private final Path root;
  private final List<String> libraryPath;

  /**
   * Searches the files of one process.
   *
   * @param root where its file system begins
   * @param libraryPath the directories of its LD_LIBRARY_PATH
   */
  public LibrarySearch(Path root, List<String> libraryPath) {
    this.root = root;
    this.libraryPath = List.copyOf(libraryPath);
  }

  /** What a file asks the dynamic linker for. */
  public record Dynamic(List<String> needed, List<String> directories) {
    public Dynamic {
      needed = List.copyOf(needed);
      directories = List.copyOf(directories);
    }
  }

  /** DT_NEEDED, and DT_RPATH or DT_RUNPATH with {@code $ORIGIN} replaced (gABI, figure 5-10). */
  public static Dynamic dynamic(ElfFile elf, String path) {
    List<String> needed = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    for (Section section : elf.sections()) {
      if (section.type() != SHT_DYNAMIC
          || !section.hasBytes()
          || section.link() < 0
          || section.link() >= elf.sections().size()) {
        continue;
      }
      Bytes strings = elf.bytes(elf.sections().get(section.link()));
      Cursor at = elf.bytes(section).cursor(0);
      while (at.end() - at.position() >= 16) {
        long tag = at.u64();
        long value = at.u64();
        if (tag == 0) {
          break;
        } else if (tag == DT_NEEDED) {
          needed.add(strings.cursor(value).string());
        } else if (tag == DT_RPATH || tag == DT_RUNPATH) {
          String origin = path.substring(0, Math.max(0, path.lastIndexOf('/')));
          for (String directory : strings.cursor(value).string().split(":", -1)) {
            directories.add(directory.replace("${ORIGIN}", origin).replace("$ORIGIN", origin));
          }
        }
      }
    }
    return new Dynamic(needed, directories);
  }

  /**
   * The path, as the process sees it, of a library that one of these files could load.
   *
   * @param name of the library, or its absolute path
   * @param directories from {@link #dynamic} of who may ask
   */
  public Optional<String> find(String name, List<String> directories) {
    if (name.startsWith("/")) {
      return real(name);
    }
    if (name.contains("/")) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(directories);
    all.addAll(libraryPath);
    for (String directory : all) {
      Optional<String> found = real(directory + "/" + name);
      if (directory.startsWith("/") && found.isPresent()) {
        return found;
      }
    }
    Optional<String> cached = cached(name).flatMap(this::real);
    if (cached.isPresent()) {
      return cached;
    }
    return STANDARD.stream().flatMap(d -> real(d + "/" + name).stream()).findFirst();
  }

  /** Where this process can open a path of the other one. */
  public Path open(String path) {
    return root.equals(Path.of("/")) ? Path.of(path) : root.resolve(path.substring(1));
  }

  /** With its links followed, as it will stand in the maps of a process that loads it. */
  private Optional<String> real(String path) {
    try {
      Path real = open(path).toRealPath();
      if (!Files.isRegularFile(real)) {
        return Optional.empty();
      }
      Path from = root.toRealPath();
      return real.startsWith(from)
          ? Optional.of("/" + from.relativize(real))
          : Optional.of(real.toString());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /**
   * The first library of this name in the cache that ldconfig(8) writes: after a header of 48 bytes
   * entries of flags, name, path, version and hardware, the texts by offset.
   */
  private Optional<String> cached(String name) {
    byte[] file;
    try {
      file = Files.readAllBytes(open("/etc/ld.so.cache"));
    } catch (IOException none) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < 48 || !text(file, 0).startsWith(CACHE_MAGIC)) {
      return Optional.empty();
    }
    int count = bytes.getInt(20);
    for (int i = 0; i < count && 48 + 24 * (i + 1) <= file.length; i++) {
      int entry = 48 + 24 * i;
      // Of x86-64, in the format of glibc 2: ELF_LIBC6 | LIBC6_X86_64.
      if (bytes.getInt(entry) == 0x0303 && text(file, bytes.getInt(entry + 4)).equals(name)) {
        return Optional.of(text(file, bytes.getInt(entry + 8)));
      }
    }
    return Optional.empty();
  }

  private static String text(byte[] file, int from) {
    if (from < 0 || from >= file.length) {
      return "";
    }
    int end = from;
    while (end < file.length && file[end] != 0) {
      end++;
    }
    return new String(file, from, end - from, StandardCharsets.UTF_8);
  }
}
