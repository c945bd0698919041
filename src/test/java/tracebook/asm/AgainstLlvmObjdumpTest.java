package tracebook.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tracebook.asm.Reg.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.asm.Instruction.*;

/**
 * What LLVM reads in our bytes is what our listing says. V4 is left out: LLVM before 18 lacks it.
 */
class AgainstLlvmObjdumpTest {
  private static final Resolver NONE =
      new Resolver() {
        @Override
        public int mapFd(String map) {
          throw new AssertionError(map);
        }

        @Override
        public int kfuncId(Kfunc kfunc) {
          throw new AssertionError(kfunc);
        }

        @Override
        public int fieldOffset(KernelField field) {
          throw new AssertionError(field);
        }

        @Override
        public int variableId(String variable) {
          throw new AssertionError(variable);
        }
      };

  @TempDir Path dir;

  @Test
  void every_v3_instruction() throws Exception {
    List<Instruction> code = everyV3Instruction();
    Program program = new Program(code);
    assertThat(disassemble(program.encode(NONE))).containsExactlyElementsOf(expected(program));
  }

  private static List<Instruction> everyV3Instruction() {
    List<Instruction> code = new ArrayList<>();
    Label here = new Label("here");
    code.add(new Mark(here));
    for (Width width : Width.values()) {
      for (AluOp op : AluOp.values()) {
        if (!op.needsV4() && op != AluOp.MOD) { // LLVM 14 does not know MOD.
          code.add(new AluReg(width, op, R3, R7));
          code.add(new AluImm(width, op, R9, 17));
        }
      }
      code.add(new AluImm(width, AluOp.MOV, R2, -5));
      code.add(new Negate(width, R4));
      for (Cond cond : Cond.values()) {
        if (cond != Cond.SET) { // LLVM before 19 does not know it.
          code.add(new JumpReg(width, cond, R1, R8, here));
          code.add(new JumpImm(width, cond, R1, -7, here));
        }
      }
    }
    for (Size size : Size.values()) {
      code.add(new Load(size, R5, R10, -16));
      code.add(new Store(size, R10, -16, R6));
      code.add(new Load(size, R5, R1, 32767));
    }
    for (Size size : List.of(Size.H, Size.W, Size.DW)) {
      code.add(new ByteSwap(ByteSwap.Order.LITTLE, size, R2));
      code.add(new ByteSwap(ByteSwap.Order.BIG, size, R2));
    }
    for (AtomicOp op : AtomicOp.values()) {
      code.add(new Atomic(op, Size.DW, R1, 8, R2));
      code.add(new Atomic(op, Size.W, R10, -8, R2));
    }
    code.add(new LoadConstant(R1, 0x123456789abcdefL));
    code.add(new LoadConstant(R1, -2));
    code.add(new Jump(here));
    code.add(new Call(Helper.RINGBUF_SUBMIT));
    code.add(new Exit());
    return code;
  }

  /** Our listing, in LLVM's spelling: distances for labels, numbers for helpers. */
  private static List<String> expected(Program program) {
    List<String> lines = new ArrayList<>();
    int slot = 0;
    for (Instruction instruction : program.code()) {
      if (instruction.slots() > 0) {
        String text = Listing.text(instruction);
        text = text.replace("goto here", "goto " + -(slot + 1));
        text = text.replaceAll("call .*#", "call ");
        // LLVM shows a narrow access with the narrow register; the verifier does not, nor do we.
        text = text.replaceAll("^r(\\d) = (\\*\\(u(8|16|32) )", "w$1 = $2");
        text = text.replaceAll("^(\\*\\(u(?:8|16|32) .*) = r(\\d)$", "$1 = w$2");
        lines.add(text);
      }
      slot += instruction.slots();
    }
    return lines;
  }

  private List<String> disassemble(byte[] bytes) throws IOException, InterruptedException {
    StringBuilder source = new StringBuilder(".text\n.globl f\n.type f,@function\nf:\n");
    for (byte b : bytes) {
      source.append(".byte ").append(b & 0xff).append('\n');
    }
    Path assembly = dir.resolve("code.s");
    Path object = dir.resolve("code.o");
    Files.writeString(assembly, source);
    run("clang", "-target", "bpf", "-c", assembly.toString(), "-o", object.toString());
    Pattern line = Pattern.compile("\\s*\\d+:\\s+(.*)");
    return run("llvm-objdump", "-d", "--no-show-raw-insn", "--mattr=+alu32", object.toString())
        .map(line::matcher)
        .filter(matcher -> matcher.matches() && !matcher.group(1).isBlank())
        .map(matcher -> matcher.group(1).replaceAll(" <f.*>", "").strip())
        .map(text -> text.replace("goto +-", "goto -"))
        .toList();
  }

  private Stream<String> run(String... command) throws IOException, InterruptedException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, command[0]))),
        () -> "no " + command[0]);
    Path output = dir.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    assertThat(status).as(Files.readString(output)).isZero();
    return Files.readAllLines(output).stream();
  }
}
