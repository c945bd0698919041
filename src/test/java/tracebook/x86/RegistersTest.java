package tracebook.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistersTest {
  @Test
  void dwarfNumbersAreThoseOfThePsAbi() {
    String names =
        IntStream.range(0, 17).mapToObj(Registers::nameOfDwarf).collect(Collectors.joining(" "));
    assertThat(names)
        .isEqualTo("rax rdx rcx rbx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15 rip");
    assertThat(Registers.nameOfDwarf(17)).isEqualTo("xmm0");
    assertThat(Registers.nameOfDwarf(82)).isEqualTo("xmm31");
    assertThat(Registers.nameOfDwarf(49)).isEqualTo("rflags");
    assertThat(Registers.nameOfDwarf(999)).isEqualTo("register 999");
  }

  @Test
  void vectorRegistersCannotBeReadByAProbe() {
    assertThat(Registers.ofDwarf(17)).isEmpty();
    assertThat(Registers.isVector(17)).isTrue();
    assertThat(Registers.isVector(0)).isFalse();
    assertThat(Registers.ofDwarf(-1)).isEmpty();
  }

  @Test
  void partsOfRegistersStartAtTheirLowestByte() {
    assertThat(Registers.named("eax")).contains(new Register("eax", 80, 4));
    assertThat(Registers.named("ax")).contains(new Register("ax", 80, 2));
    assertThat(Registers.named("al")).contains(new Register("al", 80, 1));
    assertThat(Registers.named("ah")).contains(new Register("ah", 81, 1));
    assertThat(Registers.named("SIL")).contains(new Register("sil", 104, 1));
    assertThat(Registers.named("r8d")).contains(new Register("r8d", 72, 4));
    assertThat(Registers.named("r15b")).contains(new Register("r15b", 0, 1));
    assertThat(Registers.named("sih")).isEmpty();
    assertThat(Registers.named("xmm0")).isEmpty();
  }

  @Test
  void namesAreThoseOfWhatAProbeReads() {
    assertThat(Registers.names())
        .contains("rax", "eax", "ax", "al", "ah", "sil", "r15b", "rip", "eip", "eflags", "cs")
        .doesNotContain("orig_rax", "fs", "xmm0");
  }

  @Test
  void whatAProbeDoesNotSeeIsKnownByName() {
    assertThat(List.of("xmm0", "XMM15", "ymm31", "zmm9", "mm7")).allMatch(Registers::isVector);
    assertThat(List.of("xmm32", "xmm", "mm8", "zmm00")).noneMatch(Registers::isUnseen);
    assertThat(List.of("ds", "es", "FS", "gs", "fs_base", "gs.base", "st0", "st(7)", "k1"))
        .allMatch(Registers::isUnseen)
        .noneMatch(Registers::isVector);
    assertThat(Registers.names()).noneMatch(Registers::isUnseen);
  }

  @Test
  void sixIntegerArgumentsAreInRegistersAndTheRestAboveTheReturnAddress() {
    String registers =
        IntStream.range(0, 6)
            .mapToObj(Registers::integerArgument)
            .map(a -> a instanceof Argument.InRegister r ? r.register().name() : "stack")
            .collect(Collectors.joining(" "));
    assertThat(registers).isEqualTo("rdi rsi rdx rcx r8 r9");
    assertThat(Registers.integerArgument(6)).isEqualTo(new Argument.OnStack(8));
    assertThat(Registers.integerArgument(8)).isEqualTo(new Argument.OnStack(24));
    assertThat(Registers.returnValue().name()).isEqualTo("rax");
  }

  /** The kernel's {@code struct pt_regs} has the layout of ptrace's, under the same short names. */
  @Test
  void offsetsAreThoseOfTheHeader(@TempDir Path directory) throws Exception {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/gcc"))).as("gcc is installed").isTrue();
    StringBuilder c = new StringBuilder("#include <stddef.h>\n#include <asm/ptrace.h>\n");
    c.append("_Static_assert(sizeof(struct pt_regs) == ").append(Registers.PT_REGS_BYTES);
    c.append(", \"size\");\n");
    for (int i = 0; i <= 16; i++) {
      Register register = Registers.ofDwarf(i).orElseThrow();
      check(c, register.name(), register.offset());
    }
    check(c, "eflags", Registers.named("rflags").orElseThrow().offset());
    check(c, "orig_rax", Registers.named("orig_rax").orElseThrow().offset());
    check(c, "cs", Registers.named("cs").orElseThrow().offset());
    check(c, "ss", Registers.named("ss").orElseThrow().offset());
    Path source = directory.resolve("regs.c");
    Files.writeString(source, c);
    Process gcc =
        new ProcessBuilder("gcc", "-fsyntax-only", source.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(gcc.waitFor(280, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEmpty();
    assertThat(gcc.exitValue()).isZero();
  }

  private static void check(StringBuilder c, String field, int offset) {
    c.append("_Static_assert(offsetof(struct pt_regs, ").append(field).append(") == ");
    c.append(offset).append(", \"").append(field).append("\");\n");
  }
}
