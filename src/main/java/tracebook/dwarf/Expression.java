package tracebook.dwarf;

import static tracebook.dwarf.Operations.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.ByteString;
import tracebook.bytes.Cursor;
import tracebook.dwarf.Term.Binary;
import tracebook.dwarf.Term.Constant;
import tracebook.dwarf.Term.Load;
import tracebook.dwarf.Term.Operator;
import tracebook.dwarf.Term.Static;
import tracebook.dwarf.Term.Unary;
import tracebook.dwarf.Term.UnaryOperator;
import tracebook.elf.Address;

/**
 * Evaluates a DWARF expression (DWARF 5, sections 2.5 and 2.6) for one address, with terms on the
 * stack where a debugger has numbers.
 */
final class Expression {
  /** General registers of x86-64 are 0 to 15; 16 is the return address; from 17 on vectors. */
  private static final int GENERAL_REGISTERS = 16;

  static final String LEFT_OUT = "the linker left it out of the program";

  private static final int MOST_COPIES = 12;

  /** Of one term, which is a tree as deep as its operations are many. Compilers need about 100. */
  private static final int MOST_OPERATIONS = 1000;

  private final Cursor at;
  private final Optional<Unit> unit;
  private final Place place;
  private final List<Typed> stack = new ArrayList<>();
  private final List<Location.Piece> pieces = new ArrayList<>();
  private final List<Fork> forks = new ArrayList<>();
  private int copies;
  private int operations;

  /** A location that is complete but for DW_OP_piece behind it. */
  private Optional<Location> described = Optional.empty();

  /** Lowest offset to the canonical frame address of a place in this frame; none: not there. */
  private Optional<Long> frameOffset = Optional.empty();

  private Expression(Cursor at, Optional<Unit> unit, Place place) {
    this.at = at;
    this.unit = unit;
    this.place = place;
  }

  /**
   * What an expression says.
   *
   * @param frameOffset for a place in the function's own frame: its distance from the canonical
   *     frame address, negative below
   * @param noFrame it is in the frame, which is not set up at this address
   */
  record Outcome(Location location, Optional<Long> frameOffset, boolean noFrame) {}

  /**
   * A branch that only the hit decides.
   *
   * @param taken the expression as it goes on where the condition is not 0
   */
  private record Fork(Term condition, Expression taken) {}

  /** The location that an expression describes. */
  static Outcome location(Cursor at, Unit unit, Place place) {
    if (at.atEnd()) {
      return new Outcome(new Location.OptimizedOut(), Optional.empty(), false);
    }
    Expression expression = new Expression(at, Optional.of(unit), place);
    try {
      Location location = expression.run();
      return new Outcome(location, expression.frameOffset, false);
    } catch (CannotTell stop) {
      return new Outcome(
          new Location.Unreadable(stop.why),
          expression.frameOffset,
          stop.why.equals(Place.NO_FRAME));
    }
  }

  /**
   * A number.
   *
   * @param frameOffset of what it is computed from in the function's own frame, as in {@link
   *     Outcome}
   */
  record InFrame(Term value, Optional<Long> frameOffset) {}

  /** The number on the stack at the end, which may lie in the frame. */
  static InFrame frameNumber(Cursor at, Unit unit, Place place) throws CannotTell {
    Expression expression = new Expression(at, Optional.of(unit), place);
    return new InFrame(expression.number(), expression.frameOffset);
  }

  /** The number on the stack at the end. */
  static Term number(Cursor at, Optional<Unit> unit, Place place) throws CannotTell {
    return new Expression(at, unit, place).number();
  }

  private Term number() throws CannotTell {
    while (!at.atEnd()) {
      step();
    }
    if (described.isPresent()) {
      throw new CannotTell("a location where a number is meant");
    }
    Term found = pop();
    for (Fork fork : forks.reversed()) {
      found = new Term.Conditional(fork.condition, fork.taken.number(), found);
      lowest(fork.taken.frameOffset);
    }
    return found;
  }

  /**
   * DW_OP_bra and DW_OP_skip (section 2.5.1.5): forwards. Backwards they are loops, which a probe
   * does not have.
   */
  private int target() throws CannotTell {
    int distance = at.s16();
    int target = at.position() + distance;
    if (distance < 0) {
      throw new CannotTell("computed by an expression with a loop");
    }
    if (target > at.end()) {
      throw at.malformed("a branch leads out of the expression");
    }
    return target;
  }

  private void branch() throws CannotTell {
    Term condition = pop();
    int target = target();
    if (condition instanceof Constant known) {
      if (known.value() != 0) {
        at.seek(target);
      }
      return;
    }
    copies += 1 + stack.size();
    if (copies > MOST_COPIES) {
      throw new CannotTell("computed by an expression that is too long");
    }
    Cursor there = at.fork().seek(target);
    Expression taken = new Expression(there, unit, place);
    taken.stack.addAll(stack);
    taken.pieces.addAll(pieces);
    taken.copies = copies;
    taken.operations = operations;
    taken.frameOffset = frameOffset;
    forks.add(new Fork(condition, taken));
  }

  private Location run() throws CannotTell {
    while (!at.atEnd()) {
      step();
    }
    // What is behind the last DW_OP_piece has no size. clang writes so before DWARF 4, which has no
    // way to say that it is a value: nothing is known of that part.
    Location found = pieces.isEmpty() ? take() : new Location.Pieces(pieces);
    for (Fork fork : forks.reversed()) {
      found = Branches.either(fork.condition, fork.taken.run(), found);
      lowest(fork.taken.frameOffset);
    }
    return found;
  }

  private void lowest(Optional<Long> above) {
    above.ifPresent(
        a -> frameOffset = Optional.of(Math.min(a, frameOffset.orElse(Long.MAX_VALUE))));
  }

  private Location take() throws CannotTell {
    if (described.isPresent()) {
      Location found = described.get();
      described = Optional.empty();
      return found;
    }
    return new Location.InMemory(pop());
  }

  private void step() throws CannotTell {
    if (++operations > MOST_OPERATIONS) {
      throw new CannotTell("computed by an expression that is too long");
    }
    int opcode = at.u8();
    if (described.isPresent()
        && opcode != DW_OP_piece
        && opcode != DW_OP_bit_piece
        && opcode != DW_OP_GNU_uninit) {
      throw at.malformed("only DW_OP_piece may follow a complete location");
    }
    if (opcode >= DW_OP_lit0 && opcode <= DW_OP_lit31) {
      push(new Constant(opcode - DW_OP_lit0));
    } else if (opcode >= DW_OP_reg0 && opcode <= DW_OP_reg31) {
      described = Optional.of(inRegister(opcode - DW_OP_reg0));
    } else if (opcode >= DW_OP_breg0 && opcode <= DW_OP_breg31) {
      push(Terms.register(general(opcode - DW_OP_breg0), at.sleb()));
    } else {
      other(opcode);
    }
  }

  private void other(int opcode) throws CannotTell {
    switch (opcode) {
      case DW_OP_addr -> push(fixed(at.u64()));
      case DW_OP_addrx, DW_OP_GNU_addr_index -> push(fixed(indexed(at.uleb())));
      case DW_OP_constx, DW_OP_GNU_const_index -> push(new Constant(indexed(at.uleb())));
      case DW_OP_const1u -> push(new Constant(at.u8()));
      case DW_OP_const1s -> push(new Constant(at.s8()));
      case DW_OP_const2u -> push(new Constant(at.u16()));
      case DW_OP_const2s -> push(new Constant(at.s16()));
      case DW_OP_const4u -> push(new Constant(at.u32()));
      case DW_OP_const4s -> push(new Constant(at.s32()));
      case DW_OP_const8u, DW_OP_const8s -> push(new Constant(at.u64()));
      case DW_OP_constu -> push(new Constant(at.uleb()));
      case DW_OP_consts -> push(new Constant(at.sleb()));
      case DW_OP_regx -> described = Optional.of(inRegister(at.uleb31()));
      case DW_OP_bregx -> {
        int register = general(at.uleb31());
        push(Terms.register(register, at.sleb()));
      }
      case DW_OP_fbreg -> {
        long offset = at.sleb();
        Place.Base base = place.frameBase(requireUnit());
        long above = base.aboveCfa() + offset;
        frameOffset = Optional.of(Math.min(above, frameOffset.orElse(Long.MAX_VALUE)));
        if (above < 0 && !base.setUp()) {
          throw new CannotTell(Place.NO_FRAME);
        }
        place.requireKept(above);
        push(Terms.plus(base.term(), offset));
      }
      case DW_OP_call_frame_cfa -> {
        if (unit.isEmpty()) { // DWARF 5, section 6.4.2: not in an unwind rule
          throw at.malformed("the rule for the frame address asks for the frame address");
        }
        push(place.cfa());
      }
      case DW_OP_dup -> copy(0);
      case DW_OP_drop -> pop();
      case DW_OP_over -> copy(1);
      case DW_OP_pick -> copy(at.u8());
      case DW_OP_swap -> stack.add(size(2) - 2, popTyped());
      case DW_OP_rot -> stack.add(size(3) - 3, popTyped());
      case DW_OP_deref -> push(load(8));
      case DW_OP_deref_size -> push(load(at.u8()));
      case DW_OP_plus_uconst -> {
        Typed value = popTyped();
        stack.add(new Typed(value.type().hold(Terms.plus(value.term(), at.uleb())), value.type()));
      }
      case DW_OP_neg -> unary(UnaryOperator.NEG);
      case DW_OP_not -> unary(UnaryOperator.NOT);
      case DW_OP_abs -> unary(UnaryOperator.ABS);
      case DW_OP_plus -> binary(Operator.ADD);
      case DW_OP_minus -> binary(Operator.SUB);
      case DW_OP_mul -> binary(Operator.MUL);
      case DW_OP_div -> binary(Operator.DIV);
      case DW_OP_mod -> binary(Operator.MOD);
      case DW_OP_and -> binary(Operator.AND);
      case DW_OP_or -> binary(Operator.OR);
      case DW_OP_xor -> binary(Operator.XOR);
      case DW_OP_shl -> binary(Operator.SHL);
      case DW_OP_shr -> binary(Operator.SHR);
      case DW_OP_shra -> binary(Operator.SHRA);
      case DW_OP_eq -> binary(Operator.EQ);
      case DW_OP_ne -> binary(Operator.NE);
      case DW_OP_lt -> binary(Operator.LT);
      case DW_OP_le -> binary(Operator.LE);
      case DW_OP_gt -> binary(Operator.GT);
      case DW_OP_ge -> binary(Operator.GE);
      case DW_OP_const_type, DW_OP_GNU_const_type -> {
        Typed.Base type = Typed.Base.of(requireUnit(), at.uleb());
        int bytes = at.u8();
        if (bytes * 8 != type.bits()) {
          throw at.malformed(
              "a constant of " + bytes + " bytes for a type of " + type.bits() + " bits");
        }
        stack.add(new Typed(type.hold(new Constant(at.unsigned(bytes))), type));
      }
      case DW_OP_regval_type, DW_OP_GNU_regval_type -> {
        Term register = Terms.register(general(at.uleb31()), 0);
        stack.add(Typed.generic(register).convertedTo(Typed.Base.of(requireUnit(), at.uleb())));
      }
      case DW_OP_deref_type, DW_OP_GNU_deref_type -> {
        Term loaded = load(at.u8());
        stack.add(Typed.generic(loaded).convertedTo(Typed.Base.of(requireUnit(), at.uleb())));
      }
      case DW_OP_convert, DW_OP_GNU_convert ->
          stack.add(popTyped().convertedTo(Typed.Base.of(requireUnit(), at.uleb())));
      case DW_OP_reinterpret, DW_OP_GNU_reinterpret -> {
        Typed value = popTyped();
        Typed.Base type = Typed.Base.of(requireUnit(), at.uleb());
        if (type.bits() != value.type().bits()) {
          throw at.malformed("DW_OP_reinterpret to a type of another size");
        }
        stack.add(value.convertedTo(type));
      }
      case DW_OP_nop -> {}
      case DW_OP_stack_value -> described = Optional.of(new Location.Computed(pop()));
      case DW_OP_implicit_value ->
          described = Optional.of(new Location.Known(ByteString.copyOf(at.bytes(at.uleb()))));
      case DW_OP_implicit_pointer, DW_OP_GNU_implicit_pointer -> {
        long target = References.target(at, requireUnit());
        described = Optional.of(References.pointer(place, requireUnit(), target, at.sleb()));
      }
      case DW_OP_piece -> piece(Math.multiplyExact(8L, at.uleb31()), 0);
      case DW_OP_bit_piece -> {
        long bits = at.uleb31();
        piece(bits, at.uleb31());
      }
      case DW_OP_bra -> branch();
      case DW_OP_skip -> at.seek(target());
      case DW_OP_GNU_variable_value ->
          push(References.value(place, requireUnit(), References.target(at, requireUnit())));
      case DW_OP_GNU_parameter_ref ->
          push(EntryValues.ofParameter(place, requireUnit().offset + at.u32(), requireUnit()));
      case DW_OP_entry_value, DW_OP_GNU_entry_value -> entryValue(at.sub(at.uleb()));
      case DW_OP_form_tls_address, DW_OP_GNU_push_tls_address ->
          push(new Term.OfThread(offsetOfThread()));
      case DW_OP_GNU_uninit -> throw new CannotTell("not initialised here");
      default -> throw notSupported(opcode);
    }
  }

  private static CannotTell notSupported(int opcode) {
    return new CannotTell(Operations.name(opcode) + " is not supported");
  }

  private void piece(long bits, long offset) throws CannotTell {
    operations = 0;
    if (described.isEmpty() && stack.isEmpty()) {
      pieces.add(new Location.Piece(new Location.OptimizedOut(), bits));
    } else {
      pieces.add(new Location.Piece(take(), bits, offset));
    }
  }

  /** The value that a register had when the function was entered. */
  private void entryValue(Cursor inner) throws CannotTell {
    int opcode = inner.u8();
    boolean register = opcode >= DW_OP_reg0 && opcode <= DW_OP_reg31 && inner.atEnd();
    if (!register || unit.isEmpty()) { // an unwind rule would need itself
      throw new CannotTell(CallSites.UNTOLD);
    }
    push(EntryValues.of(place, general(opcode - DW_OP_reg0)));
  }

  private static Location inRegister(int number) {
    return number < GENERAL_REGISTERS
        ? new Location.InRegister(number)
        : new Location.Unreadable(
            number >= 17 && number <= 32
                ? "in a vector register"
                : "in register " + number + ", which a probe cannot see");
  }

  private static int general(int number) throws CannotTell {
    if (number >= GENERAL_REGISTERS) {
      throw new CannotTell(
          number >= 17 && number <= 32
              ? "in a vector register"
              : "in register " + number + ", which a probe cannot see");
    }
    return number;
  }

  /** Of what a caller passed: memory that it read may have changed since. */
  private Term load(int size) throws CannotTell {
    if (place.depth() > 0) {
      throw new CannotTell("its caller read it from memory, which may have changed since");
    }
    return new Load(pop(), loadSize(size));
  }

  private int loadSize(int size) throws CannotTell {
    return switch (size) {
      case 1, 2, 4, 8 -> size;
      default -> throw new CannotTell("a load of " + size + " bytes is not supported");
    };
  }

  /** Of what the linker dropped it makes the address 0, or one at the end of all addresses. */
  private Term fixed(long value) throws CannotTell {
    Address address = new Address(value);
    if (value == 0 || unit.filter(its -> !its.sections.program().isLoaded(address)).isPresent()) {
      throw new CannotTell(LEFT_OUT);
    }
    return new Static(address);
  }

  /**
   * Compilers write the offset as a constant. Inside of larger expressions GCC writes it behind the
   * operation that takes it: what is on the stack then is something else.
   */
  private Term offsetOfThread() throws CannotTell {
    if (stack.isEmpty() || !(stack.getLast().term() instanceof Constant) || constantFollows()) {
      throw new CannotTell("thread-local, in an expression whose order is wrong");
    }
    return pop();
  }

  private boolean constantFollows() {
    if (at.atEnd()) {
      return false;
    }
    int here = at.position();
    int next = at.u8();
    at.seek(here);
    return switch (next) {
      case DW_OP_addr,
          DW_OP_addrx,
          DW_OP_GNU_addr_index,
          DW_OP_constx,
          DW_OP_GNU_const_index,
          DW_OP_const4u,
          DW_OP_const8u ->
          true;
      default -> false;
    };
  }

  private long indexed(long index) throws CannotTell {
    Unit its = requireUnit();
    return its.indexedAddress(index, its.root().addrBase());
  }

  private Unit requireUnit() throws CannotTell {
    return unit.orElseThrow(() -> new CannotTell("an unwind rule refers to a unit"));
  }

  private void binary(Operator written) throws CannotTell {
    Typed right = popTyped();
    Typed left = popTyped();
    Operator operator = left.type().on64Bits(written);
    Term result =
        operator == Operator.ADD || operator == Operator.SUB
            ? Terms.binary(operator, left.term(), right.term())
            : new Binary(operator, left.term(), right.term());
    switch (operator) {
      // The result of a comparison has the generic type (section 2.5.1.5).
      case EQ, NE, LT, LE, GT, GE, LT_UNSIGNED, LE_UNSIGNED, GT_UNSIGNED, GE_UNSIGNED ->
          push(result);
      case ADD, SUB, MUL, DIV, MOD, AND, OR, XOR, SHL, SHR, SHRA, DIV_UNSIGNED, MOD_SIGNED ->
          stack.add(new Typed(left.type().hold(result), left.type()));
    }
  }

  private void unary(UnaryOperator operator) {
    Typed operand = popTyped();
    Term result = new Unary(operator, operand.term());
    stack.add(new Typed(operand.type().hold(result), operand.type()));
  }

  private void push(Term term) {
    if (stack.size() >= 64) {
      throw at.malformed("the expression needs a stack of more than 64 values");
    }
    stack.add(Typed.generic(term));
  }

  private Term pop() {
    return popTyped().term();
  }

  private Typed popTyped() {
    return stack.remove(size(1) - 1);
  }

  /** Terms are trees: each copy may double what has to be computed. */
  private void copy(int depth) throws CannotTell {
    if (++copies > MOST_COPIES) {
      throw new CannotTell("computed by an expression that is too long");
    }
    stack.add(stack.get(size(depth + 1) - 1 - depth));
  }

  private int size(int needed) {
    if (stack.size() < needed) {
      throw at.malformed("the expression takes more from its stack than is there");
    }
    return stack.size();
  }
}
