package tracebook.resolve;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tracebook.dwarf.DebugInfo;
import tracebook.elf.DebugFile;
import tracebook.elf.ElfFile;
import tracebook.elf.ElfRefused;
import tracebook.elf.PackageAdvice;

/**
 * The programs that cells look into, by the name that a cell gives with {@code -t}. They are
 * assembled from files that a compiler once made, and linked at a fixed address: the same bytes of
 * code everywhere.
 */
final class Fixtures {
  private static final Path ASSEMBLER = Path.of("src/test/asm/resolve");
  private final Path directory;
  private final Map<String, Path> files = new LinkedHashMap<>();

  Fixtures(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "`gcc` is not installed");
    link("shop-O0", "-O0.s", "-static", "-no-pie");
    link("shop-O2", "-O2.s", "-static", "-no-pie");
    link("shop-pie", "-O0.s", "-static-pie");
    link("sites", "sites.S", "-static", "-no-pie");
    link("overlap", "overlap.S", "-static", "-no-pie");
    link("beside", "beside.S", "-static", "-no-pie");
    link("many", "many.S", "-static", "-no-pie");
    link("rare", "rare.S", "-static", "-no-pie");
    link("packages", "packages.S", "-static", "-no-pie");
    strip("shop-symbols", "-g");
    strip("shop-stripped", "-s");
  }

  private void link(String name, String ending, String... flags)
      throws IOException, InterruptedException {
    Path program = directory.resolve(name);
    List<String> command = new ArrayList<>(List.of("gcc", "-nostdlib"));
    command.addAll(List.of(flags));
    command.addAll(List.of("-Wl,-Ttext=0x401000", "-Wl,-Tdata=0x404000", "-Wl,--build-id=none"));
    try (Stream<Path> sources = Files.list(ASSEMBLER)) {
      sources.map(Path::toString).filter(s -> s.endsWith(ending)).sorted().forEach(command::add);
    }
    command.addAll(List.of("-o", program.toString()));
    run(command);
    files.put(name, program);
  }

  private void strip(String name, String how) throws IOException, InterruptedException {
    Path program = directory.resolve(name);
    run(List.of("strip", how, "-o", program.toString(), directory.resolve("shop-O0").toString()));
    files.put(name, program);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    if (!process.waitFor(280, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(command + " failed: " + output);
    }
  }

  /** What is loaded when a cell names the target {@code name}; its files are opened anew. */
  Modules modules(String name) throws IOException, ElfRefused {
    Map<String, Module> others = new LinkedHashMap<>();
    if (name.equals("shop-stripped")) {
      others.put("/usr/lib/one/libshop.so", module("shop-O0", "/usr/lib/one/libshop.so"));
      others.put("/usr/lib/two/libshop.so", module("shop-O2", "/usr/lib/two/libshop.so"));
    }
    if (name.equals("shop-symbols")) {
      others.put("/usr/lib/libshop.so", module("shop-O0", "/usr/lib/libshop.so"));
    }
    Module main = module(name, "/usr/bin/" + name);
    return new Modules() {
      @Override
      public Module main() {
        return main;
      }

      @Override
      public List<String> otherPaths() {
        return List.copyOf(others.keySet());
      }

      @Override
      public Module open(String path) {
        return Optional.ofNullable(others.get(path)).orElseThrow();
      }
    };
  }

  private Module module(String name, String path) throws IOException, ElfRefused {
    Path file = Optional.ofNullable(files.get(name)).orElseThrow();
    ElfFile elf = ElfFile.open(file);
    Optional<DebugInfo> debug =
        elf.hasDebugInfo() ? Optional.of(DebugInfo.open(elf, elf)) : Optional.empty();
    DebugFile found =
        debug.isPresent()
            ? new DebugFile.Embedded(elf)
            : new DebugFile.Missing(List.of(), List.of(), false, unknownDistribution(path));
    return new Module(path, elf, debug, found);
  }

  private PackageAdvice unknownDistribution(String path) {
    return new PackageAdvice(directory, Path.of(path), Optional.empty(), false);
  }
}
