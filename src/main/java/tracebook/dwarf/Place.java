package tracebook.dwarf;

import static tracebook.dwarf.Attributes.DW_AT_frame_base;

import java.util.Optional;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;

/**
 * An address in a function, as expressions see it: what the frame base and the canonical frame
 * address are there.
 *
 * @param function the body that holds {@code pc}, which says what the frame base is; none for a
 *     variable outside of functions
 * @param depth 0 where the thread is; else it is in a call at {@code pc}, so many calls up
 * @param followed how many pointers led here that are not there themselves
 * @param view of the rows of the line table at {@code pc} the one that is meant (GCC's location
 *     views); the last where no line is meant
 * @param others whose calls may tell what a function was given
 */
record Place(
    Frames frames,
    Address pc,
    Optional<FunctionBody> function,
    int depth,
    int followed,
    int view,
    OtherModules others) {
  /** A pointer that is not there, to one that is not there, and so on. */
  static final int MOST_FOLLOWED = 4;

  static final int LAST_VIEW = Integer.MAX_VALUE;

  Place(Frames frames, Address pc, Optional<FunctionBody> function, OtherModules others) {
    this(frames, pc, function, 0, 0, LAST_VIEW, others);
  }

  Place(Frames frames, Address pc, Optional<FunctionBody> function) {
    this(frames, pc, function, OtherModules.NONE);
  }

  /** Before the source has gone on from a line that has no instruction of its own. */
  Place seenFrom(int row) {
    return new Place(frames, pc, function, depth, followed, row, others);
  }

  /** For what a pointer here points to. */
  Place following() {
    return new Place(frames, pc, function, depth, followed + 1, view, others);
  }

  /** Where the thread is in the function that made a call. */
  Place in(CallSites.Call call) {
    return new Place(
        call.module().frames(),
        call.returnsTo().plus(-1),
        Optional.of(call.caller()),
        depth + 1,
        0,
        LAST_VIEW,
        others);
  }

  static final String NO_FRAME = "its frame is not set up here";

  /** rbp and rsp (x86-64 psABI, figure 3.36). */
  private static final int RBP = 6;

  private static final int RSP = 7;

  /** Bytes below rsp that signal handlers leave alone (x86-64 psABI, section 3.2.2). */
  private static final long RED_ZONE = 128;

  /**
   * A frame base.
   *
   * @param aboveCfa bytes from the canonical frame address up to it
   * @param setUp false in the prologue and the epilogue: what is below the canonical frame address
   *     is not there then
   */
  record Base(Term term, long aboveCfa, boolean setUp) {}

  /** The value rsp had before the call of this function. */
  Term cfa() throws CannotTell {
    return switch (rule()) {
      case Frames.FromRegister simple -> Terms.register(simple.register(), simple.offset());
      case Frames.FromExpression complex ->
          Expression.number(complex.cursor(), Optional.empty(), this);
    };
  }

  private Frames.Cfa rule() throws CannotTell {
    return frames
        .cfa(pc)
        .orElseThrow(() -> new CannotTell("no unwind information at this address"));
  }

  /** The frame base of the function at this address. */
  Base frameBase(Unit unit) throws CannotTell {
    FunctionBody body = function.orElseThrow(() -> new CannotTell("it belongs to a frame"));
    Optional<Cursor> found =
        LocationList.expression(body.die(), DW_AT_frame_base, pc, Optional.empty());
    Cursor expression = found.orElseThrow(() -> new CannotTell("the function has no frame base"));
    int opcode = expression.u8();
    if (opcode == Operations.DW_OP_call_frame_cfa && expression.atEnd()) {
      return new Base(cfa(), 0, true);
    }
    int register = -1;
    long offset = 0;
    if (opcode >= Operations.DW_OP_reg0 && opcode <= Operations.DW_OP_reg31) {
      register = opcode - Operations.DW_OP_reg0;
    } else if (opcode >= Operations.DW_OP_breg0 && opcode <= Operations.DW_OP_breg31) {
      register = opcode - Operations.DW_OP_breg0;
      offset = expression.sleb();
    }
    if (register < 0 || !expression.atEnd()) {
      throw new CannotTell("a frame base of another kind than rsp, rbp or the unwind table's");
    }
    if (LocationList.isList(body.die(), DW_AT_frame_base)
        && rule() instanceof Frames.FromRegister simple
        && simple.register() == register
        && simple.offset() == offset) {
      // Before DWARF 3 had an operation for it, gcc described the canonical frame address by this.
      return new Base(cfa(), 0, true);
    }
    long settled = settled(body, register);
    boolean setUp =
        rule() instanceof Frames.FromRegister simple
            && simple.register() == register
            && simple.offset() == settled;
    // Elsewhere the register is another's, but where it would point to is known: parameters that
    // the caller put on the stack are there all the time.
    return setUp
        ? new Base(Terms.register(register, offset), offset - settled, true)
        : new Base(Terms.plus(cfa(), offset - settled), offset - settled, false);
  }

  /** From the register to the canonical frame address, once the frame is set up. */
  private long settled(FunctionBody body, int register) throws CannotTell {
    long distance =
        register == RBP
            ? body.prologue().settledFramePointer()
            : register == RSP ? body.prologue().settledStackPointer() : -1;
    if (distance < 0) {
      throw new CannotTell(NO_FRAME);
    }
    return distance;
  }

  /** Refuses a place below the part of the stack that is kept from signal handlers. */
  void requireKept(long aboveCfa) throws CannotTell {
    if (rule() instanceof Frames.FromRegister simple
        && simple.register() == RSP
        && simple.offset() + aboveCfa < -RED_ZONE) {
      throw new CannotTell(NO_FRAME);
    }
  }
}
