package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Part;
import tracebook.elf.ElfFile;

/** DW_OP_bra and DW_OP_skip (DWARF 5, section 2.5.1.5). */
class BranchesTest {
  private static final int BRA = 0x28;
  private static final int SKIP = 0x2f;
  private static final int STACK_VALUE = 0x9f;

  @TempDir Path directory;

  private static DwarfWriter variable(Part expression) {
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part()
                .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
                .part(abbreviation(3, 0x2e, true, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06))
                .part(abbreviation(4, 0x34, false, 0x03, 0x08, 0x02, 0x18))
                .u8(0))
        .unit(
            part()
                .u8(1, 0x1d)
                .u8(3)
                .string("f")
                .u64(TEXT)
                .u32(16)
                .u8(4)
                .string("v")
                .block(expression)
                .u8(0)
                .u8(0));
  }

  private Location location(Part expression) throws Exception {
    Path file = directory.resolve("x");
    variable(expression).write(file);
    try (ElfFile elf = ElfFile.open(file);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      return Refusals.location(info);
    }
  }

  /** if (rax) 5 else 7. */
  @Test
  void twoWaysToAValue() throws Exception {
    Part expression = part().u8(0x70, 0, BRA).u16(4).u8(0x37, SKIP).u16(1).u8(0x35, STACK_VALUE);
    assertThat(location(expression))
        .isEqualTo(
            new Location.Computed(
                new Term.Conditional(
                    new Term.Register(0), new Term.Constant(5), new Term.Constant(7))));
  }

  @Test
  void aConditionThatIsKnown() throws Exception {
    Part expression = part().u8(0x30, BRA).u16(4).u8(0x37, SKIP).u16(1).u8(0x35, STACK_VALUE);
    assertThat(location(expression)).isEqualTo(new Location.Computed(new Term.Constant(7)));
  }

  @Test
  void placesAndValuesAreNotMixed() throws Exception {
    assertThat(location(part().u8(0x70, 0, BRA).u16(5).u8(0x72, 0, SKIP).u16(2).u8(0x73, 0)))
        .isEqualTo(
            new Location.InMemory(
                new Term.Conditional(
                    new Term.Register(0), new Term.Register(3), new Term.Register(2))));
    assertThat(location(part().u8(0x70, 0, BRA).u16(0).u8(0x53)))
        .isEqualTo(new Location.InRegister(3));
    // rax ? rbx : [rcx], with the value's piece before the place's
    assertThat(location(part().u8(0x70, 0, BRA).u16(5).u8(0x72, 0, SKIP).u16(1).u8(0x53)))
        .isEqualTo(
            new Location.Unreadable("computed by an expression with branches to different kinds"));
  }

  @Test
  void backwardsIsALoop() throws Exception {
    Location loop = new Location.Unreadable("computed by an expression with a loop");
    assertThat(location(part().u8(0x70, 0, BRA).u16(0xfffb).u8(0x31))).isEqualTo(loop);
    assertThat(location(part().u8(0x30, SKIP).u16(0xfffc))).isEqualTo(loop);
  }

  @Test
  void manyBranchesAreTooMany() throws Exception {
    Part expression = part();
    for (int i = 0; i < 20; i++) {
      expression.u8(0x70, i % 16, BRA).u16(1).u8(0x96);
    }
    assertThat(location(expression.u8(0x31)))
        .isEqualTo(new Location.Unreadable("computed by an expression that is too long"));
  }

  // ---- by chance

  private sealed interface Op {}

  private record Push(int register, int add) implements Op {}

  private record Plain(int code) implements Op {}

  private record Branch(boolean always, int over) implements Op {}

  /** Random expressions of forward branches, beside what doing them step by step gives. */
  @Test
  void whateverTheRegistersHold() throws Exception {
    Random random = new Random(20261126);
    int branched = 0;
    for (int round = 0; round < 150; round++) {
      List<Op> ops = made(random);
      Location found = location(encoded(ops));
      if (!(found instanceof Location.Computed computed)) {
        assertThat(found)
            .isEqualTo(new Location.Unreadable("computed by an expression that is too long"));
        continue;
      }
      branched++;
      for (int hit = 0; hit < 8; hit++) {
        long[] registers = new long[16];
        for (int i = 0; i < 16; i++) {
          registers[i] = random.nextInt(4) - 1L;
        }
        Machine machine = new Machine();
        System.arraycopy(registers, 0, machine.registers, 0, 16);
        assertThat(machine.value(computed.value()))
            .as("%s with %s", ops, java.util.Arrays.toString(registers))
            .isEqualTo(done(ops, registers));
      }
    }
    assertThat(branched).isGreaterThan(75);
  }

  /** Every way through it has what it takes from the stack, and the same number on it. */
  private static List<Op> made(Random random) {
    List<Op> ops = new ArrayList<>();
    ops.add(new Push(random.nextInt(16), random.nextInt(100)));
    ops.add(new Push(random.nextInt(16), random.nextInt(100)));
    int parts = 1 + random.nextInt(4);
    for (int i = 0; i < parts; i++) {
      ops.add(new Push(random.nextInt(16), 0));
      int kind = random.nextInt(3);
      if (kind == 0) { // if without else
        ops.add(new Branch(false, 2));
        ops.add(new Push(random.nextInt(16), 1));
        ops.add(new Plain(0x22)); // plus
      } else if (kind == 1) { // if and else
        ops.add(new Branch(false, 3));
        ops.add(new Push(random.nextInt(16), 2));
        ops.add(new Plain(0x27)); // xor
        ops.add(new Branch(true, 2));
        ops.add(new Push(random.nextInt(16), 3));
        ops.add(new Plain(0x1c)); // minus
      } else {
        ops.add(new Plain(random.nextBoolean() ? 0x22 : 0x1e)); // plus, mul
        ops.add(new Plain(0x16)); // swap
      }
    }
    ops.add(new Plain(0x22));
    return ops;
  }

  private static int bytes(Op op) {
    return switch (op) {
      case Push p -> p.add() < 64 ? 2 : 3;
      case Plain p -> 1;
      case Branch b -> 3;
    };
  }

  private static Part encoded(List<Op> ops) {
    Part out = part();
    for (int i = 0; i < ops.size(); i++) {
      switch (ops.get(i)) {
        case Push p -> {
          out.u8(0x70 + p.register());
          if (p.add() < 64) {
            out.u8(p.add());
          } else {
            out.u8((p.add() & 0x7f) | 0x80, 0);
          }
        }
        case Plain p -> out.u8(p.code());
        case Branch b -> {
          int distance = 0;
          for (int k = i + 1; k <= i + b.over(); k++) {
            distance += bytes(ops.get(k));
          }
          out.u8(b.always() ? SKIP : BRA).u16(distance);
        }
      }
    }
    return out.u8(STACK_VALUE);
  }

  private static long done(List<Op> ops, long[] registers) {
    Deque<Long> stack = new ArrayDeque<>();
    for (int i = 0; i < ops.size(); i++) {
      switch (ops.get(i)) {
        case Push p -> stack.push(registers[p.register()] + p.add());
        case Branch b -> i += b.always() || stack.pop() != 0 ? b.over() : 0;
        case Plain p -> {
          long right = stack.pop();
          long left = stack.pop();
          switch (p.code()) {
            case 0x22 -> stack.push(left + right);
            case 0x1c -> stack.push(left - right);
            case 0x1e -> stack.push(left * right);
            case 0x27 -> stack.push(left ^ right);
            default -> {
              stack.push(right);
              stack.push(left);
            }
          }
        }
      }
    }
    return stack.pop();
  }
}
