package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.dwarf.Location.InRegister;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;

/** Scopes beside each other that hold the same code, as the optimiser leaves them. */
class OverlapTest {
  private static final Path SOURCE = Path.of("src/test/asm/resolve/overlap.S");
  @TempDir Path directory;

  @Test
  void eachInlinedCopyHasItsOwnScopes() throws Exception {
    Tools.require("gcc");
    Path program = directory.resolve("overlap");
    Tools.run("gcc", "-nostdlib", "-static", "-no-pie", SOURCE.toString(), "-o", "" + program);
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      Function one = info.functions("one").get(0);
      Function other = info.functions("other").get(0);
      Function around = info.functions("around").get(0);
      Address pc = one.entry();
      assertThat(other.entry()).isEqualTo(pc);
      assertThat(places(info.scopesAt(pc), pc)).containsExactly("one in rdi", "around in rdx");
      assertThat(places(info.scopesAt(pc, one), pc)).containsExactly("one in rdi", "around in rdx");
      assertThat(places(info.scopesAt(pc, other), pc))
          .containsExactly("other in rsi", "around in rdx");
      assertThat(places(info.scopesAt(pc, around), pc)).containsExactly("around in rdx");
      assertThat(info.scopesAt(around.entry(), one)).isEmpty();
    }
  }

  private static List<String> places(List<Scope> scopes, Address pc) {
    return scopes.stream()
        .map(s -> s.function().name() + " in " + register(s.variables().get(0).locationAt(pc)))
        .toList();
  }

  /** By DWARF's numbers (x86-64 psABI, figure 3.36). */
  private static String register(Location at) {
    return List.of("rax", "rdx", "rcx", "rbx", "rsi", "rdi").get(((InRegister) at).number());
  }
}
