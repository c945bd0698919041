package tracebook.dwarf;

import static tracebook.dwarf.Operations.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.ByteString;
import tracebook.bytes.Cursor;
import tracebook.dwarf.Term.Constant;
import tracebook.dwarf.Term.Load;
import tracebook.dwarf.Term.Operator;
import tracebook.dwarf.Term.Static;
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

  /** Of one term, which is a tree as deep as its operations are many. Compilers need about 100. */
  private static final int MOST_OPERATIONS = 1000;

  private Cursor at;
  private Optional<Unit> unit;
  private final Place place;

  /** Where expressions go on that called others, the innermost last. */
  private final List<CalledExpression> callers = new ArrayList<>();

  private final OperandStack stack = new OperandStack(why -> this.at.malformed(why));
  private final List<Location.Piece> pieces = new ArrayList<>();
  private final List<Fork> forks = new ArrayList<>();
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

  /** Goes back to the caller where a called expression ends. */
  private boolean isAtEnd() {
    while (at.atEnd() && !callers.isEmpty()) {
      CalledExpression caller = callers.removeLast();
      at = caller.at();
      unit = Optional.of(caller.unit());
    }
    return at.atEnd();
  }

  private Term number() throws CannotTell {
    while (!isAtEnd()) {
      step();
    }
    if (described.isPresent()) {
      throw new CannotTell("a location where a number is meant");
    }
    Term found = stack.pop();
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
    Term condition = stack.pop();
    int target = target();
    if (condition instanceof Constant known) {
      if (known.value() != 0) {
        at.seek(target);
      }
      return;
    }
    Cursor there = at.fork().seek(target);
    Expression taken = new Expression(there, unit, place);
    callers.forEach(caller -> taken.callers.add(caller.fork()));
    taken.stack.copyOf(stack);
    taken.pieces.addAll(pieces);
    taken.operations = operations;
    taken.frameOffset = frameOffset;
    forks.add(new Fork(condition, taken));
  }

  private Location run() throws CannotTell {
    while (!isAtEnd()) {
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
    return new Location.InMemory(stack.pop());
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
      stack.push(new Constant(opcode - DW_OP_lit0));
    } else if (opcode >= DW_OP_reg0 && opcode <= DW_OP_reg31) {
      described = Optional.of(inRegister(opcode - DW_OP_reg0));
    } else if (opcode >= DW_OP_breg0 && opcode <= DW_OP_breg31) {
      stack.push(Terms.register(general(opcode - DW_OP_breg0), at.sleb()));
    } else {
      other(opcode);
    }
  }

  private void other(int opcode) throws CannotTell {
    switch (opcode) {
      case DW_OP_addr -> stack.push(fixed(at.u64()));
      case DW_OP_addrx, DW_OP_GNU_addr_index -> stack.push(fixed(indexed(at.uleb())));
      case DW_OP_constx, DW_OP_GNU_const_index -> stack.push(new Constant(indexed(at.uleb())));
      case DW_OP_const1u -> stack.push(new Constant(at.u8()));
      case DW_OP_const1s -> stack.push(new Constant(at.s8()));
      case DW_OP_const2u -> stack.push(new Constant(at.u16()));
      case DW_OP_const2s -> stack.push(new Constant(at.s16()));
      case DW_OP_const4u -> stack.push(new Constant(at.u32()));
      case DW_OP_const4s -> stack.push(new Constant(at.s32()));
      case DW_OP_const8u, DW_OP_const8s -> stack.push(new Constant(at.u64()));
      case DW_OP_constu -> stack.push(new Constant(at.uleb()));
      case DW_OP_consts -> stack.push(new Constant(at.sleb()));
      case DW_OP_regx -> described = Optional.of(inRegister(at.uleb31()));
      case DW_OP_bregx -> {
        int register = general(at.uleb31());
        stack.push(Terms.register(register, at.sleb()));
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
        stack.push(Terms.plus(base.term(), offset));
      }
      case DW_OP_call_frame_cfa -> {
        if (unit.isEmpty()) { // DWARF 5, section 6.4.2: not in an unwind rule
          throw at.malformed("the rule for the frame address asks for the frame address");
        }
        stack.push(place.cfa());
      }
      case DW_OP_dup -> stack.copy(0);
      case DW_OP_drop -> stack.pop();
      case DW_OP_over -> stack.copy(1);
      case DW_OP_pick -> stack.copy(at.u8());
      case DW_OP_swap -> stack.sink(1);
      case DW_OP_rot -> stack.sink(2);
      case DW_OP_deref -> stack.push(load(8));
      case DW_OP_deref_size -> stack.push(load(at.u8()));
      case DW_OP_plus_uconst -> {
        Typed value = stack.popTyped();
        stack.add(new Typed(value.type().hold(Terms.plus(value.term(), at.uleb())), value.type()));
      }
      case DW_OP_neg -> stack.unary(UnaryOperator.NEG);
      case DW_OP_not -> stack.unary(UnaryOperator.NOT);
      case DW_OP_abs -> stack.unary(UnaryOperator.ABS);
      case DW_OP_plus -> stack.binary(Operator.ADD);
      case DW_OP_minus -> stack.binary(Operator.SUB);
      case DW_OP_mul -> stack.binary(Operator.MUL);
      case DW_OP_div -> stack.binary(Operator.DIV);
      case DW_OP_mod -> stack.binary(Operator.MOD);
      case DW_OP_and -> stack.binary(Operator.AND);
      case DW_OP_or -> stack.binary(Operator.OR);
      case DW_OP_xor -> stack.binary(Operator.XOR);
      case DW_OP_shl -> stack.binary(Operator.SHL);
      case DW_OP_shr -> stack.binary(Operator.SHR);
      case DW_OP_shra -> stack.binary(Operator.SHRA);
      case DW_OP_eq -> stack.binary(Operator.EQ);
      case DW_OP_ne -> stack.binary(Operator.NE);
      case DW_OP_lt -> stack.binary(Operator.LT);
      case DW_OP_le -> stack.binary(Operator.LE);
      case DW_OP_gt -> stack.binary(Operator.GT);
      case DW_OP_ge -> stack.binary(Operator.GE);
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
          stack.add(stack.popTyped().convertedTo(Typed.Base.of(requireUnit(), at.uleb())));
      case DW_OP_reinterpret, DW_OP_GNU_reinterpret -> {
        Typed value = stack.popTyped();
        Typed.Base type = Typed.Base.of(requireUnit(), at.uleb());
        if (type.bits() != value.type().bits()) {
          throw at.malformed("DW_OP_reinterpret to a type of another size");
        }
        stack.add(value.convertedTo(type));
      }
      case DW_OP_nop -> {}
      case DW_OP_stack_value -> described = Optional.of(new Location.Computed(stack.pop()));
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
          stack.push(References.value(place, requireUnit(), References.target(at, requireUnit())));
      case DW_OP_GNU_parameter_ref ->
          stack.push(
              EntryValues.ofParameter(place, requireUnit().offset + at.u32(), requireUnit()));
      case DW_OP_entry_value, DW_OP_GNU_entry_value -> entryValue(at.sub(at.uleb()));
      case DW_OP_form_tls_address, DW_OP_GNU_push_tls_address ->
          stack.push(new Term.OfThread(offsetOfThread()));
      case DW_OP_call2 -> call(requireUnit().offset + at.u16());
      case DW_OP_call4 -> call(requireUnit().offset + at.u32());
      case DW_OP_call_ref -> call(References.target(at, requireUnit()));
      case DW_OP_GNU_uninit -> throw new CannotTell("not initialised here");
      case DW_OP_xderef, DW_OP_xderef_size, DW_OP_xderef_type ->
          throw new CannotTell("in another address space, by " + Operations.name(opcode));
      case DW_OP_push_object_address ->
          throw new CannotTell("relative to an object that the debug info does not name");
      default -> throw new CannotTell(Operations.name(opcode) + " is not supported");
    }
  }

  private void call(long target) throws CannotTell {
    Optional<CalledExpression> called = CalledExpression.of(requireUnit(), target, place.pc());
    if (called.isPresent()) {
      if (callers.size() >= CalledExpression.DEEPEST) {
        throw new CannotTell("computed by an expression that is too long");
      }
      callers.add(new CalledExpression(at, requireUnit()));
      at = called.get().at();
      unit = Optional.of(called.get().unit());
    }
  }

  private void piece(long bits, long offset) throws CannotTell {
    if (callers.isEmpty()) {
      operations = 0;
    }
    if (described.isEmpty() && stack.isEmpty()) {
      pieces.add(new Location.Piece(new Location.OptimizedOut(), bits));
    } else {
      pieces.add(new Location.Piece(take(), bits, offset));
    }
  }

  /**
   * What a register held when the function was entered, or the memory that it pointed to then: no
   * other expression has a value that a caller tells.
   */
  private void entryValue(Cursor inner) throws CannotTell {
    int opcode = inner.u8();
    int size = 0;
    int base = DW_OP_reg0;
    if (opcode >= DW_OP_breg0 && opcode <= DW_OP_breg31 && inner.sleb() == 0 && !inner.atEnd()) {
      int load = inner.u8();
      size = load == DW_OP_deref ? 8 : load == DW_OP_deref_size ? loadSize(inner.u8()) : 0;
      base = size > 0 ? DW_OP_breg0 : DW_OP_reg0;
    }
    int register = opcode - base;
    if (register < 0 || register > 31 || !inner.atEnd() || unit.isEmpty()) { // an unwind rule
      throw new CannotTell(CallSites.UNTOLD);
    }
    stack.push(EntryValues.of(place, general(register), size));
  }

  private static Location inRegister(int number) {
    return number < GENERAL_REGISTERS
        ? new Location.InRegister(number)
        : new Location.Unreadable(unseen(number));
  }

  private static String unseen(int register) {
    return register >= 17 && register <= 32
        ? Location.IN_VECTOR_REGISTER
        : "in register " + register + ", which a probe cannot see";
  }

  private static int general(int number) throws CannotTell {
    if (number >= GENERAL_REGISTERS) {
      throw new CannotTell(unseen(number));
    }
    return number;
  }

  /** Of what a caller passed: memory that it read may have changed since. */
  private Term load(int size) throws CannotTell {
    if (place.depth() > 0) {
      throw new CannotTell("its caller read it from memory, which may have changed since");
    }
    return new Load(stack.pop(), loadSize(size));
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
    if (stack.isEmpty() || !(stack.top() instanceof Constant) || constantFollows()) {
      throw new CannotTell("thread-local, in an expression whose order is wrong");
    }
    return stack.pop();
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
}
