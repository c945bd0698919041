package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.elf.ElfFile;
import tracebook.elf.Section;

/** Programs with bytes that cannot be: what every way to them says. */
@Timeout(300)
class DamagedFilesTest {
  @TempDir static Path directory;
  private static Path sound = Path.of("/");

  @BeforeAll
  static void compile() throws Exception {
    sound = Explored.shop(directory, "sound", "-g", "-O0");
  }

  /** The program with bytes of one section that are all ones. */
  private static Path damaged(String section, int offset) throws Exception {
    Path program = directory.resolve("damaged" + section);
    Files.copy(sound, program);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    try (ElfFile elf = ElfFile.open(sound);
        RandomAccessFile file = new RandomAccessFile(program.toFile(), "rw")) {
      Section its =
          elf.sections().stream().filter(s -> s.name().equals(section)).findFirst().orElseThrow();
      file.seek(its.offset().value() + offset);
      file.writeLong(-1);
      file.writeLong(section.equals(".dynamic") ? 0 : -1);
    }
    return program;
  }

  private static String said(CellResult result) {
    return switch (result) {
      case CellResult.Done done -> "shown";
      case CellResult.Failed failed -> String.join("\n", failed.lines());
    };
  }

  private static String attach(TraceEngine engine, String target) {
    return said(engine.magic("attach", target, new Recorded()));
  }

  /** The value of the first entry, the name of the first library that it needs. */
  @Test
  void theDynamicSection() throws Exception {
    Path program = damaged(".dynamic", 8);
    long names;
    try (ElfFile elf = ElfFile.open(sound)) {
      names =
          elf.sections().stream()
              .filter(s -> s.name().equals(".dynstr"))
              .findFirst()
              .orElseThrow()
              .fileSize();
    }
    String said =
        """
        error: The file cannot be read: `%s` is malformed: .dynstr at 0xffffffffffffffff: the section has only 0x%x bytes.
        hint: The file may be damaged.\
        """
            .formatted(program, names);
    TraceEngine engine = Explored.engine();
    assertThat(attach(engine, "-t " + program)).isEqualTo(said);
    assertThat(said(engine.execute("%%trace -t " + program + "\ntrace parse { }", new Recorded())))
        .isEqualTo(said);
    String launch = "%%trace --launch '" + program + "'\ntrace parse { }";
    assertThat(said(engine.execute(launch, new Recorded()))).isEqualTo(said);
    assertThat(engine.complete(launch, launch.indexOf("parse") + 2).matches()).isEmpty();
    assertThat(engine.inspect(launch, launch.indexOf("parse") + 2)).isEmpty();
  }

  @Test
  void theFirstUnit() throws Exception {
    Path program = damaged(".debug_info", 0);
    assertThat(attach(Explored.engine(), "-t " + program))
        .isEqualTo(
            """
            error: The debug info cannot be read: `%s` is malformed: .debug_info at 0xc: 18446744073709551615 bytes are needed, %d are left.
            hint: The file may be damaged, or use a form of DWARF that Tracebook does not know.\
            """
                .formatted(program, left(program)));
  }

  private static long left(Path program) throws Exception {
    try (ElfFile elf = ElfFile.open(program)) {
      return elf.bytes(".debug_info").length() - 12L;
    }
  }

  /** Only the card asks who compiled it: nothing is attached to. */
  @Test
  void theFirstAbbreviation() throws Exception {
    Path program = damaged(".debug_abbrev", 0);
    TraceEngine engine = Explored.engine();
    assertThat(attach(engine, "-t " + program))
        .startsWith(
            "error: The debug info cannot be read: `"
                + program
                + "` is malformed: .debug_abbrev at 0x0:")
        .endsWith(
            "hint: The file may be damaged, or use a form of DWARF that Tracebook does not know.");
    assertThat(engine.target()).startsWith("no target");
  }

  @Test
  void aLibraryThatIsNeeded() throws Exception {
    Path library = directory.resolve("libdamaged.so");
    Path source = Files.writeString(directory.resolve("lib.c"), "int lib(void) { return 1; }\n");
    run("gcc", "-g", "-shared", "-fPIC", source.toString(), "-o", library.toString());
    Path main =
        Files.writeString(
            directory.resolve("main.c"), "int lib(void);\nint main(void) { return lib(); }\n");
    Path program = directory.resolve("needs");
    run(
        "gcc",
        "-g",
        main.toString(),
        library.toString(),
        "-Wl,-rpath," + directory,
        "-o",
        program.toString());
    try (ElfFile elf = ElfFile.open(library);
        RandomAccessFile file = new RandomAccessFile(library.toFile(), "rw")) {
      Section its =
          elf.sections().stream()
              .filter(s -> s.name().equals(".debug_info"))
              .findFirst()
              .orElseThrow();
      file.seek(its.offset().value());
      file.writeLong(-1);
    }
    TraceEngine engine = Explored.engine();
    engine.attachTo("-t " + program);
    assertThat(engine.listing("functions", "needs:main").rowCount()).isEqualTo(1);
    assertThat(engine.listing("modules", "").stringColumn("debug").asList())
        .startsWith("embedded", "unreadable");
    assertThat(said(engine.magic("functions", "libdamaged.so:lib", new Recorded())))
        .startsWith(
            "error: The debug info cannot be read: `" + library + "` is malformed: .debug_info");
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
