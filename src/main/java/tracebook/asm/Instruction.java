package tracebook.asm;

/**
 * One eBPF instruction, or a mark that occupies no slot. Register, offset and width rules that hold
 * for every program are checked on construction ({@link IllegalArgumentException}); what depends on
 * the whole program is left to {@link Assembler#assemble} and to the kernel's verifier.
 */
public sealed interface Instruction {

  /** Goes somewhere else, by a 16-bit distance. */
  sealed interface Branch extends Instruction {
    Label target();
  }

  /** {@code dst op= src}. */
  record AluReg(Width width, AluOp op, Reg dst, Reg src) implements Instruction {
    public AluReg {
      Checks.writable(dst);
    }
  }

  /** {@code dst op= value}; in 64-bit operations the value is sign-extended. */
  record AluImm(Width width, AluOp op, Reg dst, int value) implements Instruction {
    public AluImm {
      Checks.writable(dst);
      Checks.immediate(width, op, value);
    }
  }

  /** {@code dst = -dst}. */
  record Negate(Width width, Reg dst) implements Instruction {
    public Negate {
      Checks.writable(dst);
    }
  }

  /** {@code dst = sign-extended low bits of src}; V4. */
  record MoveSigned(Width width, Size from, Reg dst, Reg src) implements Instruction {
    public MoveSigned {
      Checks.writable(dst);
      if (from == Size.DW || (width == Width.BITS_32 && from == Size.W)) {
        throw new IllegalArgumentException("nothing to extend from " + from + " to " + width);
      }
    }
  }

  /** {@code dst = low bits of dst in the byte order}, the rest cleared. */
  record ByteSwap(Order order, Size size, Reg dst) implements Instruction {
    public enum Order {
      LITTLE,
      BIG,
      /** Whatever the order of the machine; V4. */
      REVERSE
    }

    public ByteSwap {
      Checks.writable(dst);
      if (size == Size.B) {
        throw new IllegalArgumentException("one byte has no order");
      }
    }
  }

  /** {@code dst = *(size *)(base + offset)}, zero-extended. */
  record Load(Size size, Reg dst, Reg base, int offset) implements Instruction {
    public Load {
      Checks.writable(dst);
      Checks.offset(offset);
    }
  }

  /** {@code dst = *(u64 *)(base + where this kernel has the field)}. */
  record LoadField(Reg dst, Reg base, KernelField field) implements Instruction {
    public LoadField {
      Checks.writable(dst);
    }
  }

  /** {@code dst = *(size *)(base + offset)}, sign-extended; V4. */
  record LoadSigned(Size size, Reg dst, Reg base, int offset) implements Instruction {
    public LoadSigned {
      Checks.writable(dst);
      Checks.offset(offset);
      if (size == Size.DW) {
        throw new IllegalArgumentException("nothing to extend from eight bytes");
      }
    }
  }

  /** {@code *(size *)(base + offset) = src}. */
  record Store(Size size, Reg base, int offset, Reg src) implements Instruction {
    public Store {
      Checks.offset(offset);
    }
  }

  /** {@code *(size *)(base + offset) = value}; eight bytes are stored sign-extended. */
  record StoreImm(Size size, Reg base, int offset, int value) implements Instruction {
    public StoreImm {
      Checks.offset(offset);
    }
  }

  /** An atomic read-modify-write of 4 or 8 bytes at {@code base + offset}. */
  record Atomic(AtomicOp op, Size size, Reg base, int offset, Reg src) implements Instruction {
    public Atomic {
      Checks.offset(offset);
      if (size != Size.W && size != Size.DW) {
        throw new IllegalArgumentException("atomics work on 4 or 8 bytes, not " + size);
      }
    }
  }

  /** A 64-bit constant; two slots. */
  record LoadConstant(Reg dst, long value) implements Instruction {
    public LoadConstant {
      Checks.writable(dst);
    }
  }

  /** The map of that name, as helpers take it; two slots. */
  record LoadMap(Reg dst, String map) implements Instruction {
    public LoadMap {
      Checks.writable(dst);
    }
  }

  /** The address of a byte in the value of an array map of one entry; two slots. */
  record LoadMapValue(Reg dst, String map, int offset) implements Instruction {
    public LoadMapValue {
      Checks.writable(dst);
      if (offset < 0) {
        throw new IllegalArgumentException("offset " + offset + " is before the value");
      }
    }
  }

  /** The address of a function of this program, for callbacks; two slots. */
  record LoadFunction(Reg dst, Label function) implements Instruction {
    public LoadFunction {
      Checks.writable(dst);
    }
  }

  /** The address of a variable of the kernel; two slots. */
  record LoadVariable(Reg dst, String variable) implements Instruction {
    public LoadVariable {
      Checks.writable(dst);
    }
  }

  /** {@code goto target}. */
  record Jump(Label target) implements Branch {}

  /** As {@link Jump}, by a 32-bit distance; V4. */
  record LongJump(Label target) implements Instruction {}

  /** {@code if left cond right goto target}. */
  record JumpReg(Width width, Cond cond, Reg left, Reg right, Label target) implements Branch {}

  /** {@code if left cond value goto target}; the value is sign-extended in 64-bit comparisons. */
  record JumpImm(Width width, Cond cond, Reg left, int value, Label target) implements Branch {}

  /**
   * {@code if this program has run for too long goto target}: a loop that has one need not end, for
   * the verifier (Linux 6.9).
   */
  record MayGoto(Label target) implements Branch {}

  /** A call of a helper. */
  record Call(Helper helper) implements Instruction {}

  /** A call of a kernel function. */
  record CallKfunc(Kfunc kfunc) implements Instruction {}

  /** A call of a function of this program. */
  record CallLocal(Label function) implements Instruction {}

  /** Return from the program or from a function of it. */
  record Exit() implements Instruction {}

  /** Where a label stands; no slot. */
  record Mark(Label label) implements Instruction {}

  /** A line for whoever reads the listing; no slot. */
  record Note(String text) implements Instruction {
    public Note {
      if (text.indexOf('\n') >= 0) {
        throw new IllegalArgumentException("a note is one line");
      }
    }
  }

  /** How many 8-byte slots it occupies: 0, 1 or 2. */
  default int slots() {
    return switch (this) {
      case LoadConstant i -> 2;
      case LoadMap i -> 2;
      case LoadMapValue i -> 2;
      case LoadFunction i -> 2;
      case LoadVariable i -> 2;
      case Mark i -> 0;
      case Note i -> 0;
      case AluReg i -> 1;
      case AluImm i -> 1;
      case Negate i -> 1;
      case MoveSigned i -> 1;
      case ByteSwap i -> 1;
      case Load i -> 1;
      case LoadField i -> 1;
      case LoadSigned i -> 1;
      case Store i -> 1;
      case StoreImm i -> 1;
      case Atomic i -> 1;
      case Jump i -> 1;
      case LongJump i -> 1;
      case JumpReg i -> 1;
      case JumpImm i -> 1;
      case MayGoto i -> 1;
      case Call i -> 1;
      case CallKfunc i -> 1;
      case CallLocal i -> 1;
      case Exit i -> 1;
    };
  }

  /** The oldest instruction set that has it. */
  default Isa isa() {
    boolean v4 =
        switch (this) {
          case AluReg i -> i.op().needsV4();
          case AluImm i -> i.op().needsV4();
          case MoveSigned i -> true;
          case LoadSigned i -> true;
          case ByteSwap i -> i.order() == ByteSwap.Order.REVERSE;
          case Negate i -> false;
          case Load i -> false;
          case LoadField i -> false;
          case Store i -> false;
          case StoreImm i -> false;
          case Atomic i -> false;
          case LoadConstant i -> false;
          case LoadMap i -> false;
          case LoadMapValue i -> false;
          case LoadFunction i -> false;
          case LoadVariable i -> false;
          case LongJump i -> true;
          case Jump i -> false;
          case JumpReg i -> false;
          case JumpImm i -> false;
          case MayGoto i -> false;
          case Call i -> false;
          case CallKfunc i -> false;
          case CallLocal i -> false;
          case Exit i -> false;
          case Mark i -> false;
          case Note i -> false;
        };
    return v4 ? Isa.V4 : Isa.V3;
  }
}
