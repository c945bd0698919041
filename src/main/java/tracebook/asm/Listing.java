package tracebook.asm;

import tracebook.asm.Instruction.*;

/** Instructions as text, in the notation of the verifier's log and of llvm-objdump. */
final class Listing {
  private Listing() {}

  static String text(Instruction instruction) {
    return switch (instruction) {
      case AluReg(Width w, AluOp op, Reg dst, Reg src) ->
          w.name(dst) + " " + op.sign + " " + w.name(src);
      case AluImm(Width w, AluOp op, Reg dst, int value) ->
          w.name(dst) + " " + op.sign + " " + value;
      case Negate(Width w, Reg dst) -> w.name(dst) + " = -" + w.name(dst);
      case MoveSigned(Width w, Size from, Reg dst, Reg src) ->
          w.name(dst) + " = (s" + from.bits() + ")" + w.name(src);
      case ByteSwap(ByteSwap.Order order, Size size, Reg dst) -> {
        String name =
            switch (order) {
              case LITTLE -> "le";
              case BIG -> "be";
              case REVERSE -> "bswap";
            };
        yield dst.wide() + " = " + name + size.bits() + " " + dst.wide();
      }
      case Load(Size size, Reg dst, Reg base, int offset) ->
          dst.wide() + " = " + memory("u", size, base, offset);
      case LoadField(Reg dst, Reg base, KernelField field) ->
          dst.wide() + " = *(u64 *)(" + base.wide() + " + " + field + ")";
      case LoadSigned(Size size, Reg dst, Reg base, int offset) ->
          dst.wide() + " = " + memory("s", size, base, offset);
      case Store(Size size, Reg base, int offset, Reg src) ->
          memory("u", size, base, offset) + " = " + src.wide();
      case StoreImm(Size size, Reg base, int offset, int value) ->
          memory("u", size, base, offset) + " = " + value;
      case Atomic atomic -> atomic(atomic);
      case LoadConstant(Reg dst, long value) -> dst.wide() + " = " + value + " ll";
      case LoadMap(Reg dst, String map) -> dst.wide() + " = map " + map;
      case LoadMapValue(Reg dst, String map, int offset) ->
          dst.wide() + " = &" + map + "[" + offset + "]";
      case LoadFunction(Reg dst, Label function) -> dst.wide() + " = &" + function;
      case LoadVariable(Reg dst, String variable) -> dst.wide() + " = &kernel " + variable;
      case Jump(Label target) -> "goto " + target;
      case LongJump(Label target) -> "gotol " + target;
      case JumpReg(Width w, Cond cond, Reg left, Reg right, Label target) ->
          "if " + w.name(left) + " " + cond.sign + " " + w.name(right) + " goto " + target;
      case JumpImm(Width w, Cond cond, Reg left, int value, Label target) ->
          "if " + w.name(left) + " " + cond.sign + " " + value + " goto " + target;
      case MayGoto(Label target) -> "may_goto " + target;
      case Call(Helper helper) -> "call " + helper.kernelName() + "#" + helper.id();
      case CallKfunc(Kfunc kfunc) -> "call kernel " + kfunc.kernelName();
      case CallLocal(Label function) -> "call " + function;
      case Exit() -> "exit";
      case Mark(Label label) -> label + ":";
      case Note(String note) -> "; " + note;
    };
  }

  private static String atomic(Atomic atomic) {
    String place = place(atomic.base(), atomic.offset());
    String src = atomic.size() == Size.DW ? atomic.src().wide() : atomic.src().narrow();
    int bits = atomic.size().bits();
    String pointer = "((u" + bits + " *)" + place + ", " + src + ")";
    String r0 = atomic.size() == Size.DW ? "r0" : "w0";
    // A swap names its size in the operation and its address without parentheses, as LLVM does.
    String bare = place.substring(1, place.length() - 1);
    return switch (atomic.op()) {
      case ADD -> "lock *(u" + bits + " *)" + place + " += " + src;
      case OR -> "lock *(u" + bits + " *)" + place + " |= " + src;
      case AND -> "lock *(u" + bits + " *)" + place + " &= " + src;
      case XOR -> "lock *(u" + bits + " *)" + place + " ^= " + src;
      case FETCH_ADD -> src + " = atomic_fetch_add" + pointer;
      case FETCH_OR -> src + " = atomic_fetch_or" + pointer;
      case FETCH_AND -> src + " = atomic_fetch_and" + pointer;
      case FETCH_XOR -> src + " = atomic_fetch_xor" + pointer;
      case XCHG -> src + " = xchg" + xchg(bits) + "(" + bare + ", " + src + ")";
      case CMPXCHG -> r0 + " = cmpxchg" + xchg(bits) + "(" + bare + ", " + r0 + ", " + src + ")";
    };
  }

  private static String xchg(int bits) {
    return bits == 64 ? "_64" : "32_32";
  }

  private static String memory(String sign, Size size, Reg base, int offset) {
    return "*(" + sign + size.bits() + " *)" + place(base, offset);
  }

  private static String place(Reg base, int offset) {
    return "(" + base.wide() + (offset < 0 ? " - " + -offset : " + " + offset) + ")";
  }
}
