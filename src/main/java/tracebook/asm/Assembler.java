package tracebook.asm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tracebook.asm.Instruction.*;

/**
 * Builds a {@link Program}. Methods append one instruction, in 64 bits unless a {@link Width} is
 * given, and return the assembler.
 *
 * <p>For {@link Isa#V3}, sign-extending loads and moves are spelled out with shifts, and signed
 * division is refused: ask {@link #isa} first.
 */
public final class Assembler {
  private final Isa isa;
  private final List<Instruction> code = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();

  public Assembler(Isa isa) {
    this.isa = isa;
  }

  /** The newest instruction set that may be used. */
  public Isa isa() {
    return isa;
  }

  /** How many instructions and marks there are so far. */
  public int size() {
    return code.size();
  }

  /** A new label, named after its purpose: {@code stem}, {@code stem_2}, {@code stem_3} … */
  public Label label(String stem) {
    int count = labels.merge(stem, 1, Integer::sum);
    return new Label(count == 1 ? stem : stem + "_" + count);
  }

  /** Lets the label stand here. */
  public Assembler mark(Label label) {
    return add(new Mark(label));
  }

  /** A line of the listing that says what follows. */
  public Assembler note(String text) {
    return add(new Note(text));
  }

  /**
   * Appends any instruction.
   *
   * @throws IllegalArgumentException if it is newer than {@link #isa}
   */
  public Assembler add(Instruction instruction) {
    if (instruction.isa().compareTo(isa) > 0) {
      throw new IllegalArgumentException(Listing.text(instruction) + " needs " + instruction.isa());
    }
    code.add(instruction);
    return this;
  }

  public Assembler alu(Width width, AluOp op, Reg dst, Reg src) {
    return add(new AluReg(width, op, dst, src));
  }

  public Assembler alu(Width width, AluOp op, Reg dst, int value) {
    return add(new AluImm(width, op, dst, value));
  }

  public Assembler alu(AluOp op, Reg dst, Reg src) {
    return alu(Width.BITS_64, op, dst, src);
  }

  public Assembler alu(AluOp op, Reg dst, int value) {
    return alu(Width.BITS_64, op, dst, value);
  }

  public Assembler mov(Reg dst, Reg src) {
    return alu(AluOp.MOV, dst, src);
  }

  public Assembler mov(Reg dst, int value) {
    return alu(AluOp.MOV, dst, value);
  }

  /** The constant in as few slots as it needs. */
  public Assembler constant(Reg dst, long value) {
    return value == (int) value ? mov(dst, (int) value) : add(new LoadConstant(dst, value));
  }

  public Assembler addImm(Reg dst, int value) {
    return alu(AluOp.ADD, dst, value);
  }

  public Assembler negate(Width width, Reg dst) {
    return add(new Negate(width, dst));
  }

  /** {@code dst} becomes the low bits of {@code src}, sign-extended to 64 bits. */
  public Assembler signExtend(Size from, Reg dst, Reg src) {
    if (from == Size.DW) {
      return mov(dst, src);
    }
    if (isa == Isa.V4) {
      return add(new MoveSigned(Width.BITS_64, from, dst, src));
    }
    if (dst != src) {
      mov(dst, src);
    }
    int unused = 64 - from.bits();
    return alu(AluOp.LSH, dst, unused).alu(AluOp.ARSH, dst, unused);
  }

  /** {@code reg} keeps its low bits; the others become zero. */
  public Assembler zeroExtend(Size from, Reg reg) {
    return switch (from) {
      case B -> alu(AluOp.AND, reg, 0xff);
      case H -> alu(AluOp.AND, reg, 0xffff);
      case W -> alu(Width.BITS_32, AluOp.MOV, reg, reg);
      case DW -> this;
    };
  }

  /** The low bits of {@code reg}, bytes reversed; for the little-endian machines that we run on. */
  public Assembler byteSwap(Size size, Reg reg) {
    return add(new ByteSwap(ByteSwap.Order.BIG, size, reg));
  }

  public Assembler load(Size size, Reg dst, Reg base, int offset) {
    return add(new Load(size, dst, base, offset));
  }

  /** {@code dst = *(u64 *)(base + where this kernel has the field)}. */
  public Assembler load(Reg dst, Reg base, KernelField field) {
    return add(new LoadField(dst, base, field));
  }

  /** Sign-extended to 64 bits. */
  public Assembler loadSigned(Size size, Reg dst, Reg base, int offset) {
    if (size == Size.DW) {
      return load(size, dst, base, offset);
    }
    if (isa == Isa.V4) {
      return add(new LoadSigned(size, dst, base, offset));
    }
    return load(size, dst, base, offset).signExtend(size, dst, dst);
  }

  public Assembler store(Size size, Reg base, int offset, Reg src) {
    return add(new Store(size, base, offset, src));
  }

  public Assembler store(Size size, Reg base, int offset, int value) {
    return add(new StoreImm(size, base, offset, value));
  }

  public Assembler atomic(AtomicOp op, Size size, Reg base, int offset, Reg src) {
    return add(new Atomic(op, size, base, offset, src));
  }

  public Assembler loadMap(Reg dst, String map) {
    return add(new LoadMap(dst, map));
  }

  /** The address of a byte in the value of an array map of one entry: no look-up, no null check. */
  public Assembler loadMapValue(Reg dst, String map, int offset) {
    return add(new LoadMapValue(dst, map, offset));
  }

  public Assembler jump(Label target) {
    return add(new Jump(target));
  }

  public Assembler jumpIf(Width width, Cond cond, Reg left, Reg right, Label target) {
    return add(new JumpReg(width, cond, left, right, target));
  }

  public Assembler jumpIf(Width width, Cond cond, Reg left, int value, Label target) {
    return add(new JumpImm(width, cond, left, value, target));
  }

  public Assembler jumpIf(Cond cond, Reg left, Reg right, Label target) {
    return jumpIf(Width.BITS_64, cond, left, right, target);
  }

  public Assembler jumpIf(Cond cond, Reg left, int value, Label target) {
    return jumpIf(Width.BITS_64, cond, left, value, target);
  }

  /** Goes to the target when the program has run for too long. */
  public Assembler mayGoto(Label target) {
    return add(new MayGoto(target));
  }

  public Assembler call(Helper helper) {
    return add(new Call(helper));
  }

  public Assembler call(Kfunc kfunc) {
    return add(new CallKfunc(kfunc));
  }

  /** The address of a function of the program, for a helper that calls it back. */
  public Assembler loadFunction(Reg dst, Label function) {
    return add(new LoadFunction(dst, function));
  }

  public Assembler call(Label function) {
    return add(new CallLocal(function));
  }

  public Assembler exit() {
    return add(new Exit());
  }

  /**
   * The finished program.
   *
   * @throws IllegalArgumentException for a label that stands nowhere or twice
   * @throws JumpTooFar if a jump's distance does not fit its offset, and the instruction set has
   *     none that goes further
   */
  public Program assemble() {
    return new Program(isa == Isa.V4 ? FarJumps.of(code) : code);
  }
}
