package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tracebook.bytes.Cursor;
import tracebook.dwarf.Term.Binary;
import tracebook.dwarf.Term.Conditional;
import tracebook.dwarf.Term.Load;
import tracebook.dwarf.Term.Operator;
import tracebook.dwarf.Term.Static;
import tracebook.elf.Address;
import tracebook.x86.Registers;

/**
 * What a register held when a function was entered (DW_OP_entry_value, DWARF 5, section 2.5.1.7):
 * what its caller says that it passed, DW_AT_call_value of the call that the return address tells.
 */
final class EntryValues {
  /** rsp (x86-64 psABI, figure 3.36). */
  private static final int RSP = 7;

  /** What leads from a call to a function of another module may use these (section 3.2.1). */
  private static final int R10 = 10;

  private static final int R11 = 11;

  /** Callers of callers: of each a quarter as many. */
  private static final int DEEPEST = 3;

  /** What was passed. */
  private static final int[] VALUE = {DW_AT_call_value, DW_AT_GNU_call_site_value};

  /** What was in the memory that it pointed to. */
  private static final int[] POINTED_TO = {DW_AT_call_data_value, DW_AT_GNU_call_site_data_value};

  private final Place place;
  private final Term cfa;

  private EntryValues(Place place) throws CannotTell {
    this.place = place;
    this.cfa = place.cfa();
  }

  /**
   * The value, for a thread at the place.
   *
   * @param bytes of the memory that the register pointed to, which is wanted then; 0 for the
   *     register itself
   */
  static Term of(Place place, int register, int bytes) throws CannotTell {
    FunctionBody body = body(place);
    if (isEntered(place)) {
      Term value = Terms.register(register, 0);
      return bytes == 0 ? value : new Load(value, bytes);
    }
    EntryValues values = new EntryValues(place);
    Predicate<Die> isIt = p -> isRegister(p, register);
    return bytes == 0
        ? values.value(body.callers(), isIt, VALUE)
        : new Typed.Base(8 * bytes, false, false)
            .hold(values.value(body.callers(), isIt, POINTED_TO));
  }

  /**
   * What was passed for a parameter that the optimised function does not take any more
   * (DW_OP_GNU_parameter_ref): what the call says of the parameter itself.
   *
   * @param parameter where the entry is in the unit's section
   */
  static Term ofParameter(Place place, long parameter, Unit unit) throws CannotTell {
    FunctionBody body = body(place);
    if (!unit.holds(parameter)) {
      throw new CannotTell(CallSites.UNTOLD);
    }
    long position = unit.position(parameter);
    return new EntryValues(place).value(body.callers(), p -> isOf(body, p, position), VALUE);
  }

  /**
   * The function, if what the debug info says of its entry can be believed. Where a loop begins
   * with the first instruction, GCC takes what it knows of the first round for what holds in all.
   */
  private static FunctionBody body(Place place) throws CannotTell {
    FunctionBody body = place.function().orElseThrow(() -> new CannotTell(CallSites.UNTOLD));
    if (place.depth() >= DEEPEST) {
      throw new CannotTell(CallSites.UNTOLD);
    }
    if (body.prologue().startsAtLoop()) {
      throw new CannotTell(CallSites.UNTOLD + ", and a loop leads back to it");
    }
    return body;
  }

  /** Whether the thread has just come to the function, and nothing of it has run. */
  private static boolean isEntered(Place place) {
    return place.depth() == 0
        && place.function().filter(body -> body.entry().equals(place.pc())).isPresent();
  }

  private static boolean isOf(FunctionBody body, Die passed, long position) {
    for (int attribute : new int[] {DW_AT_call_parameter, DW_AT_abstract_origin}) {
      Optional<Die> named = body.module().types.target(passed, attribute);
      if (named.isPresent()) {
        return named.get().position() == position;
      }
    }
    return false;
  }

  private static boolean isRegister(Die passed, int register) {
    return passed.block(DW_AT_location).filter(where -> is(where, register)).isPresent();
  }

  private Term value(List<CallSites.Call> calls, Predicate<Die> wanted, int[] attributes)
      throws CannotTell {
    if (calls.size() > CallSites.MOST_CALLS >> (2 * place.depth())) {
      throw new CannotTell(CallSites.TOO_MANY);
    }
    Term returnsTo = new Load(Terms.plus(cfa, -8), 8);
    Term value = new Term.Unknown();
    boolean any = false;
    for (CallSites.Call call : calls) {
      Optional<Term> passed = passed(call, wanted, attributes);
      if (passed.isPresent()) {
        Term here = new Binary(Operator.EQ, returnsTo, new Static(call.returnsTo()));
        value = new Conditional(here, ifCalled(call, passed.get()), value);
        any = true;
      }
    }
    if (!any) {
      throw new CannotTell(CallSites.UNTOLD);
    }
    return value;
  }

  /**
   * Of a call through a word that the dynamic linker sets, what was passed if the word leads here:
   * another module's function of that name may stand before this one. The linker sets it before the
   * first call goes on.
   */
  private Term ifCalled(CallSites.Call call, Term passed) {
    if (call.word().isEmpty()) {
      return passed;
    }
    Term target = new Load(new Static(call.word().get()), 8);
    Term entry = new Static(place.function().orElseThrow().entry());
    return new Conditional(new Binary(Operator.EQ, target, entry), passed, new Term.Unknown());
  }

  private Optional<Term> passed(CallSites.Call call, Predicate<Die> wanted, int[] attributes) {
    for (Die parameter : call.site().children()) {
      if (parameter.tag() != DW_TAG_call_site_parameter
          && parameter.tag() != DW_TAG_GNU_call_site_parameter) {
        continue;
      }
      Optional<Cursor> value =
          parameter.block(attributes[0]).or(() -> parameter.block(attributes[1]));
      if (value.isPresent() && wanted.test(parameter)) {
        Address at = call.returnsTo().plus(-1);
        Place there = new Place(place.frames(), at, Optional.of(call.caller()), place.depth() + 1);
        try {
          return Optional.of(
              here(Expression.number(value.get(), Optional.of(parameter.unit), there)));
        } catch (CannotTell unknown) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Whether an expression is that register, DW_OP_reg0 to DW_OP_reg31. */
  private static boolean is(Cursor expression, int register) {
    return !expression.atEnd()
        && expression.u8() == Operations.DW_OP_reg0 + register
        && expression.atEnd();
  }

  /** A number of the caller, with its registers as they can be found from the place. */
  private Term here(Term there) throws CannotTell {
    return switch (there) {
      case Term.Constant t -> t;
      case Term.Static t -> t;
      case Term.Unknown t -> t;
      case Term.OfThread t -> new Term.OfThread(here(t.offset()));
      case Term.Register t -> callers(t.number());
      case Term.Load t -> new Load(here(t.address()), t.bytes());
      case Term.Unary t -> new Term.Unary(t.operator(), here(t.operand()));
      case Term.Binary t -> Terms.binary(t.operator(), here(t.left()), here(t.right()));
      case Term.Conditional t ->
          new Conditional(here(t.condition()), here(t.then()), here(t.otherwise()));
    };
  }

  /** A register of the caller (section 6.4): those that a function must keep, and rsp. */
  private Term callers(int register) throws CannotTell {
    if (register == RSP) {
      return cfa;
    }
    if (isEntered(place) && register != R10 && register != R11) {
      return new Term.Register(register); // Nothing has run since but what finds the function.
    }
    Frames.Rule rule = null;
    for (Frames.Row row : place.frames().rows(place.pc())) {
      if (row.start().compareTo(place.pc()) > 0) {
        break;
      }
      rule = row.registers().get(register);
    }
    if (rule == null) {
      return isKept(register) ? new Term.Register(register) : lost(register);
    }
    return switch (rule) {
      case Frames.SameValue r -> new Term.Register(register);
      case Frames.SavedAt r -> new Load(Terms.plus(cfa, r.offset()), 8);
      case Frames.ValueAt r -> Terms.plus(cfa, r.offset());
      case Frames.InRegister r -> new Term.Register(r.register());
      case Frames.Undefined r -> lost(register);
      case Frames.SavedAtExpression r -> lost(register);
      case Frames.ValueOfExpression r -> lost(register);
    };
  }

  private static Term lost(int register) throws CannotTell {
    throw new CannotTell("the caller's " + Registers.nameOfDwarf(register) + " is not kept");
  }

  /** rbx, rbp, r12 to r15 belong to the caller (x86-64 psABI, section 3.2.1). */
  private static boolean isKept(int register) {
    return register == 3 || register == 6 || (register >= 12 && register <= 15);
  }
}
