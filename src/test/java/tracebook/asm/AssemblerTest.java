package tracebook.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tracebook.asm.Reg.*;

import java.util.List;
import org.junit.jupiter.api.Test;
import tracebook.asm.Instruction.*;

class AssemblerTest {
  @Test
  void equal_programs_are_equal_values() {
    assertThat(sample()).isEqualTo(sample()).hasSameHashCodeAs(sample());
  }

  @Test
  void listing() {
    assertThat(sample().listing())
        .isEqualTo(
            """
              ; r.size
              r6 = r1
              r3 = *(u64 *)(r6 + 112)
              r1 = r10
              r1 += -8
              r2 = 8
              call bpf_probe_read_user#112
              if r0 == 0 goto read
              *(u64 *)(r10 - 8) = 0
            read:
              r1 = &account[8]
              r2 = 1
              lock *(u64 *)(r1 + 0) += r2
              r1 = map events
              if w2 s> -5 goto read_2
              r4 = 1311768467463790320 ll
              call kernel bpf_copy_from_user_str
            read_2:
              r0 = 0
              exit
            """);
  }

  @Test
  void listing_with_slots_counts_as_the_verifier_does() {
    Label end = new Label("end");
    Program program =
        new Assembler(Isa.V3).constant(R1, 1L << 40).mov(R0, 0).mark(end).exit().assemble();
    assertThat(program.listingWithSlots())
        .isEqualTo(
            """
               0: r1 = 1099511627776 ll
               2: r0 = 0
                  end:
               3: exit
            """);
    assertThat(program.slots()).isEqualTo(4);
    assertThat(program.slotOf(end)).isEqualTo(3);
    assertThat(program.indexOfSlot(1)).isEqualTo(0);
    assertThat(program.indexOfSlot(3)).isEqualTo(3);
    assertThatThrownBy(() -> program.indexOfSlot(4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void a_small_constant_takes_one_slot() {
    assertThat(new Assembler(Isa.V3).constant(R1, -1).constant(R1, 1L << 31).assemble().code())
        .containsExactly(
            new AluImm(Width.BITS_64, AluOp.MOV, R1, -1), new LoadConstant(R1, 1L << 31));
  }

  @Test
  void without_v4_sign_extension_is_spelled_out() {
    List<Instruction> old =
        new Assembler(Isa.V3)
            .loadSigned(Size.H, R1, R2, 4)
            .signExtend(Size.W, R3, R1)
            .assemble()
            .code();
    assertThat(old)
        .containsExactly(
            new Load(Size.H, R1, R2, 4),
            new AluImm(Width.BITS_64, AluOp.LSH, R1, 48),
            new AluImm(Width.BITS_64, AluOp.ARSH, R1, 48),
            new AluReg(Width.BITS_64, AluOp.MOV, R3, R1),
            new AluImm(Width.BITS_64, AluOp.LSH, R3, 32),
            new AluImm(Width.BITS_64, AluOp.ARSH, R3, 32));
    assertThat(
            new Assembler(Isa.V4)
                .loadSigned(Size.H, R1, R2, 4)
                .signExtend(Size.W, R3, R1)
                .assemble())
        .isEqualTo(
            new Program(
                List.of(
                    new LoadSigned(Size.H, R1, R2, 4),
                    new MoveSigned(Width.BITS_64, Size.W, R3, R1))));
  }

  @Test
  void a_program_knows_the_instruction_set_it_needs() {
    assertThat(new Assembler(Isa.V4).mov(R0, 0).exit().assemble().isa()).isEqualTo(Isa.V3);
    assertThat(new Assembler(Isa.V4).alu(AluOp.SDIV, R0, R1).assemble().isa()).isEqualTo(Isa.V4);
  }

  @Test
  void v4_is_refused_where_only_v3_is_allowed() {
    assertThatThrownBy(() -> new Assembler(Isa.V3).alu(AluOp.SDIV, R0, R1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("r0 s/= r1 needs V4");
  }

  @Test
  void a_jump_reaches_32767_slots_and_no_further() {
    assertThat(jumpOver(32767).slots()).isEqualTo(32769);
    assertThatThrownBy(() -> jumpOver(32768))
        .isInstanceOf(JumpTooFar.class)
        .hasMessage("the jump to `far` spans 32768 slots, more than a 16-bit offset holds");
  }

  /** From half of what 16 bits hold on: the kernel may make of an instruction several. */
  @Test
  void with_v4_jumps_go_further() {
    Assembler asm = new Assembler(Isa.V4);
    Label far = asm.label("far");
    asm.jumpIf(Cond.EQ, R1, 0, far).jumpIf(Cond.NE, R1, R2, far).mayGoto(far).jump(far);
    for (int i = 0; i < 40_000; i++) {
      asm.mov(R0, 0);
    }
    String listing = asm.mark(far).exit().assemble().listing();
    assertThat(listing)
        .startsWith(
            """
              if r1 == 0 goto far_1
              goto near_1
            far_1:
              gotol far
            near_1:
              if r1 != r2 goto far_2
              goto near_2
            far_2:
              gotol far
            near_2:
              may_goto far_3
              goto near_3
            far_3:
              gotol far
            near_3:
              gotol far
              r0 = 0
            """);
  }

  @Test
  void labels_stand_once() {
    Label label = new Label("here");
    assertThatThrownBy(() -> new Assembler(Isa.V3).jump(label).assemble())
        .hasMessage("the label `here` stands nowhere");
    assertThatThrownBy(() -> new Assembler(Isa.V3).mark(label).mark(label).assemble())
        .hasMessage("the label `here` stands twice");
  }

  @Test
  void what_no_program_may_contain_cannot_be_made() {
    assertThatThrownBy(() -> new Assembler(Isa.V3).mov(R10, 0))
        .hasMessage("r10, the frame pointer, cannot be written");
    assertThatThrownBy(() -> new Assembler(Isa.V3).load(Size.B, R1, R2, 32768))
        .hasMessage("offset 32768 does not fit in 16 bits");
    assertThatThrownBy(() -> new Assembler(Isa.V3).alu(Width.BITS_32, AluOp.LSH, R1, 32))
        .hasMessage("a shift of 32 bits by 32");
    assertThatThrownBy(() -> new Assembler(Isa.V3).alu(AluOp.DIV, R1, 0))
        .hasMessage("a division by the constant zero");
    assertThatThrownBy(() -> new Assembler(Isa.V3).atomic(AtomicOp.ADD, Size.B, R1, 0, R2))
        .hasMessage("atomics work on 4 or 8 bytes, not B");
  }

  @Test
  void a_negated_condition_holds_when_the_other_does_not() {
    assertThat(Cond.SGT.negated()).isEqualTo(Cond.SLE);
    for (Cond cond : Cond.values()) {
      if (cond != Cond.SET) {
        assertThat(cond.negated().negated()).isEqualTo(cond);
      }
    }
  }

  private static Program jumpOver(int slots) {
    Assembler asm = new Assembler(Isa.V3);
    Label far = asm.label("far");
    asm.jump(far);
    for (int i = 0; i < slots; i++) {
      asm.mov(R0, 0);
    }
    return asm.mark(far).exit().assemble();
  }

  private static Program sample() {
    Assembler asm = new Assembler(Isa.V3);
    Label read = asm.label("read");
    Label second = asm.label("read");
    return asm.note("r.size")
        .mov(R6, R1)
        .load(Size.DW, R3, R6, 112)
        .mov(R1, R10)
        .addImm(R1, -8)
        .mov(R2, 8)
        .call(Helper.PROBE_READ_USER)
        .jumpIf(Cond.EQ, R0, 0, read)
        .store(Size.DW, R10, -8, 0)
        .mark(read)
        .loadMapValue(R1, "account", 8)
        .mov(R2, 1)
        .atomic(AtomicOp.ADD, Size.DW, R1, 0, R2)
        .loadMap(R1, "events")
        .jumpIf(Width.BITS_32, Cond.SGT, R2, -5, second)
        .constant(R4, 0x123456789abcdef0L)
        .call(Kfunc.COPY_FROM_USER_STR)
        .mark(second)
        .mov(R0, 0)
        .exit()
        .assemble();
  }
}
