package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;

/** The variables of a source file, beside what asking for every name of the program gives. */
class GlobalsOfFileTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"gcc -gdwarf-5", "gcc -gdwarf-4 -O2 -flto", "clang -gdwarf-4", "gcc -gdwarf-2"})
  void filesThatShareNamesAndAHeader(String compiler) throws Exception {
    write("shared.h", "static int each; extern int one; extern const char *text;\n");
    Path first =
        write(
            "first.c",
            "#include \"shared.h\"\nstatic volatile int own = 1; int one = 2; void second(void);"
                + "int main(int n, char **a) { static int calls; calls += n; each += own + one;"
                + " second(); return each + calls; }\n");
    Path second =
        write(
            "second.c",
            "#include \"shared.h\"\n"
                + "static volatile int own = 3; const char *text = \"t\"; int more[3];void"
                + " second(void) { each += own + more[0]; text += each; }\n");
    Path program = directory.resolve("program");
    List<String> command = new ArrayList<>(List.of(compiler.split(" ")));
    command.addAll(List.of("-o", program.toString(), first.toString(), second.toString()));
    compile(command);
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      check(info, info.functions("main").getFirst().entry());
      check(info, info.functions("second").getFirst().entry());
      String file = info.functions("main").getFirst().declared().file();
      Address main = info.functions("main").getFirst().entry();
      assertThat(info.globalsOfFile(file, main).stream().map(Variable::name)).contains("own");
    }
  }

  @Test
  void modulesOfRust() throws Exception {
    Path source =
        write(
            "stock.rs",
            """
            use std::sync::atomic::{AtomicU32, Ordering};
            pub static COUNT: AtomicU32 = AtomicU32::new(3);
            static mut TOTAL: u8 = 1;
            mod inner { pub static COUNT: u16 = 7; }
            fn main() {
                COUNT.fetch_add(1, Ordering::Relaxed);
                unsafe { TOTAL += std::hint::black_box(&inner::COUNT).to_le_bytes()[0]; }
                println!("{COUNT:?}");
            }
            """);
    Path program = directory.resolve("stock");
    compile(List.of("rustc", "-g", "-o", program.toString(), source.toString()));
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      Function main = info.functions("stock::main").getFirst();
      assertThat(info.globalsOfFile(main.declared().file(), main.entry()))
          .extracting(Variable::qualifiedName)
          .containsExactly("stock::COUNT", "stock::TOTAL", "stock::inner::COUNT");
      check(info, main.entry());
    }
  }

  /** Of each source file. */
  private static void check(DebugInfo info, Address pc) {
    List<Variable> all = new ArrayList<>();
    for (String name : new TreeSet<>(info.globalNames())) {
      info.globals(name, pc).stream().filter(v -> v.name().equals(name)).forEach(all::add);
    }
    assertThat(all).isNotEmpty();
    for (String file : info.sourceFiles()) {
      List<String> nearest = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (Variable variable : all) {
        String name = variable.linkageName().orElseGet(variable::qualifiedName);
        if (variable.declared().file().equals(file) && !names.contains(name)) {
          names.add(name);
          nearest.add(shown(variable, pc));
        }
      }
      assertThat(info.globalsOfFile(file, pc).stream().map(v -> shown(v, pc)))
          .as(file)
          .containsExactlyInAnyOrderElementsOf(nearest);
    }
  }

  private static String shown(Variable variable, Address pc) {
    return variable.qualifiedName() + " " + variable.declared() + " " + variable.locationAt(pc);
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text);
  }

  private static void compile(List<String> command) {
    Tools.require(command.getFirst());
    Tools.run(command);
  }
}
