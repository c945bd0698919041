package tracebook.asm;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Map;
import tracebook.asm.Instruction.*;

/**
 * Instructions as bytes: opcode, registers, 16-bit offset, 32-bit immediate, little endian
 * (instruction-set.rst, "Instruction encoding").
 */
final class Encoder {
  // Classes.
  private static final int LD = 0x00;
  private static final int LDX = 0x01;
  private static final int ST = 0x02;
  private static final int STX = 0x03;
  private static final int ALU = 0x04;
  private static final int JMP = 0x05;
  private static final int JMP32 = 0x06;
  private static final int ALU64 = 0x07;

  // Modes of loads and stores; LD with IMM is the 64-bit immediate.
  private static final int MEM = 0x60;
  private static final int MEMSX = 0x80;
  private static final int ATOMIC = 0xc0;

  /** The second operand is a register. */
  private static final int X = 0x08;

  private static final int NEG = 0x80;
  private static final int END = 0xd0;
  private static final int CALL = 0x80;
  private static final int EXIT = 0x90;

  /** BPF_JCOND of include/uapi/linux/bpf.h; with source register 0 it is BPF_MAY_GOTO. */
  private static final int JCOND = 0xe0;

  // What the source register of a call or a 64-bit immediate says about it.
  private static final int PSEUDO_MAP_FD = 1;
  private static final int PSEUDO_MAP_VALUE = 2;
  private static final int PSEUDO_BTF_ID = 3;
  private static final int PSEUDO_FUNC = 4;
  private static final int PSEUDO_CALL = 1;
  private static final int PSEUDO_KFUNC_CALL = 2;

  private final Map<Label, Integer> labels;
  private final Resolver resolver;
  private final ByteBuffer out;

  Encoder(Map<Label, Integer> labels, Resolver resolver, ByteBuffer out) {
    this.labels = labels;
    this.resolver = resolver;
    this.out = out;
  }

  void encode(Instruction instruction) {
    switch (instruction) {
      case AluReg(Width w, AluOp op, Reg dst, Reg src) ->
          slot(alu(w) | op.code | X, dst.number, src.number, op.offset, 0);
      case AluImm(Width w, AluOp op, Reg dst, int value) ->
          slot(alu(w) | op.code, dst.number, 0, op.offset, value);
      case Negate(Width w, Reg dst) -> slot(alu(w) | NEG, dst.number, 0, 0, 0);
      case MoveSigned(Width w, Size from, Reg dst, Reg src) ->
          slot(alu(w) | AluOp.MOV.code | X, dst.number, src.number, from.bits(), 0);
      case ByteSwap(ByteSwap.Order order, Size size, Reg dst) -> {
        int opcode =
            switch (order) {
              case LITTLE -> ALU | END;
              case BIG -> ALU | END | X;
              case REVERSE -> ALU64 | END;
            };
        slot(opcode, dst.number, 0, 0, size.bits());
      }
      case Load(Size size, Reg dst, Reg base, int offset) ->
          slot(LDX | MEM | size.code, dst.number, base.number, offset, 0);
      case LoadField(Reg dst, Reg base, KernelField field) ->
          slot(LDX | MEM | Size.DW.code, dst.number, base.number, resolver.fieldOffset(field), 0);
      case LoadSigned(Size size, Reg dst, Reg base, int offset) ->
          slot(LDX | MEMSX | size.code, dst.number, base.number, offset, 0);
      case Store(Size size, Reg base, int offset, Reg src) ->
          slot(STX | MEM | size.code, base.number, src.number, offset, 0);
      case StoreImm(Size size, Reg base, int offset, int value) ->
          slot(ST | MEM | size.code, base.number, 0, offset, value);
      case Atomic(AtomicOp op, Size size, Reg base, int offset, Reg src) ->
          slot(STX | ATOMIC | size.code, base.number, src.number, offset, op.code);
      case LoadConstant(Reg dst, long value) -> wide(dst, 0, (int) value, (int) (value >>> 32));
      case LoadMap(Reg dst, String map) -> wide(dst, PSEUDO_MAP_FD, resolver.mapFd(map), 0);
      case LoadMapValue(Reg dst, String map, int offset) ->
          wide(dst, PSEUDO_MAP_VALUE, resolver.mapFd(map), offset);
      case LoadFunction(Reg dst, Label function) -> wide(dst, PSEUDO_FUNC, distance(function), 0);
      case LoadVariable(Reg dst, String variable) ->
          wide(dst, PSEUDO_BTF_ID, resolver.variableId(variable), 0);
      case Jump(Label target) -> slot(JMP, 0, 0, distance(target), 0);
      case LongJump(Label target) -> slot(JMP32, 0, 0, 0, distance(target));
      case JumpReg(Width w, Cond cond, Reg left, Reg right, Label target) ->
          slot(jmp(w) | cond.code | X, left.number, right.number, distance(target), 0);
      case JumpImm(Width w, Cond cond, Reg left, int value, Label target) ->
          slot(jmp(w) | cond.code, left.number, 0, distance(target), value);
      case MayGoto(Label target) -> slot(JMP | JCOND, 0, 0, distance(target), 0);
      case Call(Helper helper) -> slot(JMP | CALL, 0, 0, 0, helper.id());
      case CallKfunc(Kfunc kfunc) ->
          slot(JMP | CALL, 0, PSEUDO_KFUNC_CALL, 0, resolver.kfuncId(kfunc));
      case CallLocal(Label function) -> slot(JMP | CALL, 0, PSEUDO_CALL, 0, distance(function));
      case Exit() -> slot(JMP | EXIT, 0, 0, 0, 0);
      case Mark mark -> {}
      case Note note -> {}
    }
  }

  private static int alu(Width width) {
    return width == Width.BITS_32 ? ALU : ALU64;
  }

  private static int jmp(Width width) {
    return width == Width.BITS_32 ? JMP32 : JMP;
  }

  /** From behind the slot being written. */
  private int distance(Label target) {
    return requireNonNull(labels.get(target)) - out.position() / Program.SLOT_BYTES - 1;
  }

  private void wide(Reg dst, int src, int low, int high) {
    slot(LD | Size.DW.code, dst.number, src, 0, low);
    slot(0, 0, 0, 0, high);
  }

  private void slot(int opcode, int dst, int src, int offset, int immediate) {
    out.put((byte) opcode).put((byte) (dst | src << 4)).putShort((short) offset).putInt(immediate);
  }
}
