package tracebook.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One small program in the forms of debug info that compilers and linkers write. Compiled where
 * they are asked for; a form that the machine's tools do not know is left out. Files of split units
 * end in .dwo, packages of them in .dwp, what dwz moved out in .sup; all stay where the program
 * looks for them.
 */
final class Fixtures {
  private static final Path SOURCE = Path.of("src/test/c/fuzz/small.c").toAbsolutePath();

  private static final String[] WAYS = {
    "gcc -O0 -gdwarf-2 -gstrict-dwarf",
    "gcc -O2 -gdwarf-3 -gstrict-dwarf",
    "gcc -O2 -gdwarf-4",
    "gcc -O0 -gdwarf-5",
    "gcc -O2 -gdwarf-5",
    "gcc -O2 -gdwarf-5 -gdwarf64",
    "gcc -O1 -gdwarf-4 -fdebug-types-section",
    "gcc -O1 -gdwarf-5 -fdebug-types-section",
    "gcc -O2 -gdwarf-4 -gz=zlib",
    "gcc -O2 -gdwarf-4 -gz=zlib-gnu",
    "gcc -O2 -gdwarf-4 -gsplit-dwarf",
    "gcc -O2 -gdwarf-5 -gsplit-dwarf",
    "gcc -O2 -gdwarf-5 -ggnu-pubnames -fuse-ld=gold -Wl,--gdb-index",
    "gcc -O2 -gdwarf-4 -fno-asynchronous-unwind-tables",
    "clang -O0 -gdwarf-4",
    "clang -O2 -gdwarf-5",
    "clang -O1 -gdwarf-5 -gpubnames",
  };

  private Fixtures() {}

  /** By name, each a whole ELF file. */
  static Map<String, byte[]> compile(Path directory) {
    Map<String, byte[]> made = new TreeMap<>();
    for (int i = 0; i < WAYS.length; i++) {
      String name = "%02d".formatted(i);
      Path program = directory.resolve(name);
      add(made, command(WAYS[i], program), program);
      Path split = directory.resolve(name + "-small.dwo");
      if (Files.exists(split)) {
        add(made, List.of("true"), split);
      }
      Path zstd = directory.resolve(name + ".zstd");
      if (i == 4) {
        String[] compress = {"objcopy", "--compress-debug-sections=zstd"};
        List<String> objcopy = new ArrayList<>(List.of(compress));
        objcopy.addAll(List.of(program.toString(), zstd.toString()));
        add(made, objcopy, zstd);
      }
    }
    packages(directory, made);
    shared(directory, made);
    return made;
  }

  private static List<String> command(String way, Path program) {
    List<String> command = new ArrayList<>(List.of(way.split(" ")));
    command.addAll(
        List.of(
            "-w",
            "-nostdlib",
            "-static",
            "-Wl,--build-id,-z,noseparate-code",
            SOURCE.toString(),
            "-o",
            program.toString()));
    return command;
  }

  private static void packages(Path directory, Map<String, byte[]> made) {
    for (int version = 4; version <= 5; version++) {
      Path program = directory.resolve("package" + version);
      Path packed = directory.resolve("package" + version + ".dwp");
      add(made, command("gcc -O2 -gsplit-dwarf -gdwarf-" + version, program), program);
      add(made, List.of("llvm-dwp", "-e", program.toString(), "-o", packed.toString()), packed);
    }
  }

  /** In DWARF 4 by .gnu_debugaltlink, in DWARF 5 by .debug_sup. */
  private static void shared(Path directory, Map<String, byte[]> made) {
    for (int version = 4; version <= 5; version++) {
      Path program = directory.resolve("shared" + version);
      Path other = directory.resolve("other" + version);
      Path moved = directory.resolve("shared" + version + ".sup");
      List<String> dwz = new ArrayList<>(List.of("dwz", "-m", moved.toString()));
      dwz.addAll(List.of("-M", moved.toString()));
      if (version == 5) {
        dwz.add("--dwarf-5");
      }
      dwz.addAll(List.of(program.toString(), other.toString()));
      add(made, command("gcc -O2 -gdwarf-" + version, program), program);
      add(made, command("gcc -O0 -gdwarf-" + version, other), other);
      add(made, dwz, moved);
      add(made, List.of("true"), program);
    }
  }

  private static void add(Map<String, byte[]> made, List<String> command, Path result) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(result.getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(280, TimeUnit.SECONDS) && process.exitValue() == 0) {
        made.put(result.getFileName().toString(), Files.readAllBytes(result));
      }
    } catch (IOException missing) {
      System.err.println("`" + command.get(0) + "` is not installed: " + missing.getMessage());
    } catch (InterruptedException interrupted) {
      throw new UncheckedIOException(new IOException(interrupted));
    }
  }
}
