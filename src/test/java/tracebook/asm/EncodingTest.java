package tracebook.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static tracebook.asm.Reg.*;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import tracebook.asm.Instruction.*;

/** Bytes written down from instruction-set.rst: opcode, src:dst, offset, immediate. */
class EncodingTest {
  private static final Resolver NUMBERS =
      new Resolver() {
        @Override
        public int mapFd(String map) {
          return map.equals("events") ? 7 : 9;
        }

        @Override
        public int kfuncId(Kfunc kfunc) {
          return 0x12345;
        }

        @Override
        public int fieldOffset(KernelField field) {
          return 0x1234;
        }

        @Override
        public int variableId(String variable) {
          return 0x54321;
        }
      };

  private static String hex(Instruction... code) {
    byte[] bytes = new Program(java.util.List.of(code)).encode(NUMBERS);
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  @Test
  void arithmetic() {
    assertThat(hex(new AluReg(Width.BITS_64, AluOp.ADD, R1, R2)))
        .isEqualTo("0f 21 00 00 00 00 00 00");
    assertThat(hex(new AluImm(Width.BITS_32, AluOp.ARSH, R9, 5)))
        .isEqualTo("c4 09 00 00 05 00 00 00");
    assertThat(hex(new AluImm(Width.BITS_64, AluOp.MOV, R0, -1)))
        .isEqualTo("b7 00 00 00 ff ff ff ff");
    assertThat(hex(new Negate(Width.BITS_64, R3))).isEqualTo("87 03 00 00 00 00 00 00");
  }

  @Test
  void a_field_of_the_kernel_is_where_the_kernel_has_it() {
    assertThat(hex(new Instruction.LoadField(R1, R0, KernelField.FS_BASE)))
        .isEqualTo("79 01 34 12 00 00 00 00");
  }

  @Test
  void signed_division_is_marked_in_the_offset() {
    assertThat(hex(new AluReg(Width.BITS_64, AluOp.SDIV, R1, R2)))
        .isEqualTo("3f 21 01 00 00 00 00 00");
    assertThat(hex(new AluImm(Width.BITS_32, AluOp.SMOD, R1, 7)))
        .isEqualTo("94 01 01 00 07 00 00 00");
  }

  @Test
  void sign_extending_move_has_its_width_in_the_offset() {
    assertThat(hex(new MoveSigned(Width.BITS_64, Size.W, R1, R2)))
        .isEqualTo("bf 21 20 00 00 00 00 00");
    assertThat(hex(new MoveSigned(Width.BITS_32, Size.B, R1, R2)))
        .isEqualTo("bc 21 08 00 00 00 00 00");
  }

  @Test
  void jumps_that_go_far_have_their_distance_in_the_immediate() {
    Label here = new Label("here");
    assertThat(hex(new LongJump(here), new Exit(), new Mark(here), new Exit()))
        .isEqualTo("06 00 00 00 01 00 00 00 95 00 00 00 00 00 00 00 95 00 00 00 00 00 00 00");
  }

  @Test
  void may_goto_is_a_jump_with_a_condition_of_the_kernels() {
    Label here = new Label("here");
    assertThat(hex(new MayGoto(here), new Exit(), new Mark(here), new Exit()))
        .isEqualTo("e5 00 01 00 00 00 00 00 95 00 00 00 00 00 00 00 95 00 00 00 00 00 00 00");
  }

  @Test
  void byte_swaps() {
    assertThat(hex(new ByteSwap(ByteSwap.Order.LITTLE, Size.H, R1)))
        .isEqualTo("d4 01 00 00 10 00 00 00");
    assertThat(hex(new ByteSwap(ByteSwap.Order.BIG, Size.DW, R1)))
        .isEqualTo("dc 01 00 00 40 00 00 00");
    assertThat(hex(new ByteSwap(ByteSwap.Order.REVERSE, Size.W, R1)))
        .isEqualTo("d7 01 00 00 20 00 00 00");
  }

  @Test
  void memory() {
    assertThat(hex(new Load(Size.DW, R3, R1, 112))).isEqualTo("79 13 70 00 00 00 00 00");
    assertThat(hex(new LoadSigned(Size.B, R3, R1, -1))).isEqualTo("91 13 ff ff 00 00 00 00");
    assertThat(hex(new Store(Size.W, R10, -4, R2))).isEqualTo("63 2a fc ff 00 00 00 00");
    assertThat(hex(new StoreImm(Size.H, R10, -2, 258))).isEqualTo("6a 0a fe ff 02 01 00 00");
  }

  @Test
  void atomics() {
    assertThat(hex(new Atomic(AtomicOp.ADD, Size.DW, R1, 8, R2)))
        .isEqualTo("db 21 08 00 00 00 00 00");
    assertThat(hex(new Atomic(AtomicOp.FETCH_ADD, Size.W, R1, 0, R2)))
        .isEqualTo("c3 21 00 00 01 00 00 00");
    assertThat(hex(new Atomic(AtomicOp.CMPXCHG, Size.DW, R1, 0, R2)))
        .isEqualTo("db 21 00 00 f1 00 00 00");
  }

  @Test
  void wide_immediates() {
    assertThat(hex(new LoadConstant(R1, 0x1122334455667788L)))
        .isEqualTo("18 01 00 00 88 77 66 55 00 00 00 00 44 33 22 11");
    assertThat(hex(new LoadMap(R1, "events")))
        .isEqualTo("18 11 00 00 07 00 00 00 00 00 00 00 00 00 00 00");
    assertThat(hex(new LoadMapValue(R2, "account", 16)))
        .isEqualTo("18 22 00 00 09 00 00 00 00 00 00 00 10 00 00 00");
    assertThat(hex(new LoadVariable(R2, "jiffies")))
        .isEqualTo("18 32 00 00 21 43 05 00 00 00 00 00 00 00 00 00");
  }

  @Test
  void calls() {
    assertThat(hex(new Call(Helper.RINGBUF_RESERVE))).isEqualTo("85 00 00 00 83 00 00 00");
    assertThat(hex(new CallKfunc(Kfunc.COPY_FROM_USER_STR))).isEqualTo("85 20 00 00 45 23 01 00");
    assertThat(hex(new Exit())).isEqualTo("95 00 00 00 00 00 00 00");
  }

  @Test
  void distances_count_slots_from_the_next_instruction() {
    Label next = new Label("next");
    Label back = new Label("back");
    assertThat(
            hex(
                new Mark(back),
                new Jump(next),
                new Mark(next),
                new LoadConstant(R1, 1L << 40),
                new JumpImm(Width.BITS_32, Cond.SLT, R1, -3, back),
                new JumpReg(Width.BITS_64, Cond.SET, R1, R2, back)))
        .isEqualTo(
            "05 00 00 00 00 00 00 00 "
                + "18 01 00 00 00 00 00 00 00 00 00 00 00 01 00 00 "
                + "c6 01 fc ff fd ff ff ff "
                + "4d 21 fb ff 00 00 00 00");
  }

  @Test
  void functions_of_the_program_are_distances_in_the_immediate() {
    Label function = new Label("function");
    assertThat(
            hex(
                new LoadFunction(R2, function),
                new CallLocal(function),
                new Exit(),
                new Mark(function),
                new Exit()))
        .isEqualTo(
            "18 42 00 00 03 00 00 00 00 00 00 00 00 00 00 00 "
                + "85 10 00 00 01 00 00 00 "
                + "95 00 00 00 00 00 00 00 "
                + "95 00 00 00 00 00 00 00");
  }
}
