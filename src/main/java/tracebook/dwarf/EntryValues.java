package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tracebook.bytes.Cursor;
import tracebook.bytes.Malformed;
import tracebook.dwarf.Term.Binary;
import tracebook.dwarf.Term.Conditional;
import tracebook.dwarf.Term.Given;
import tracebook.dwarf.Term.Let;
import tracebook.dwarf.Term.Load;
import tracebook.dwarf.Term.Operator;
import tracebook.dwarf.Term.Static;
import tracebook.elf.Address;

/**
 * What a register held when a function was entered (DW_OP_entry_value, DWARF 5, section 2.5.1.7):
 * what its caller says that it passed, DW_AT_call_value of the call that the return address tells.
 */
final class EntryValues {
  /** Callers of callers: of each a quarter as many. */
  private static final int DEEPEST = 3;

  /** What was passed. */
  private static final int[] VALUE = {DW_AT_call_value, DW_AT_GNU_call_site_value};

  /** What was in the memory that it pointed to. */
  private static final int[] POINTED_TO = {DW_AT_call_data_value, DW_AT_GNU_call_site_data_value};

  private final Place place;
  private final Term cfa;
  private final Term returnsTo;

  private EntryValues(Place place) throws CannotTell {
    this.place = place;
    this.cfa = place.cfa();
    this.returnsTo = new Load(Terms.plus(cfa, -8), 8);
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
        ? values.value(body, isIt, VALUE, true)
        : new Typed.Base(8 * bytes, false, false).hold(values.value(body, isIt, POINTED_TO, true));
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
    // By a position in this module, which means another entry in another one.
    return new EntryValues(place).value(body, p -> isOf(body, p, position), VALUE, false);
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
  static boolean isEntered(Place place) {
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

  private Term value(
      FunctionBody body, Predicate<Die> wanted, int[] attributes, boolean otherModulesToo)
      throws CannotTell {
    List<CallSites.Call> own = body.callers();
    int most = CallSites.MOST_CALLS >> (2 * place.depth());
    if (own.size() > most) {
      throw new CannotTell(CallSites.TOO_MANY);
    }
    List<Passed> here = passed(own, wanted, attributes);
    List<Passed> elsewhere =
        otherModulesToo ? elsewhere(body, wanted, attributes) : List.<Passed>of();
    elsewhere = elsewhere.subList(0, Math.min(elsewhere.size(), most - here.size()));
    if (here.isEmpty() && elsewhere.isEmpty()) {
      throw new CannotTell(CallSites.UNTOLD);
    }
    Term entry = new Static(body.entry());
    Term otherwise =
        elsewhere.isEmpty()
            ? new Term.Unknown()
            : CallsElsewhere.value(returnsTo, elsewhere, entry);
    Term value = here.isEmpty() ? otherwise : ofOwnCalls(here, entry, otherwise);
    return place.depth() > 0 ? value : namingUntold(own, here, value);
  }

  private List<Passed> elsewhere(FunctionBody body, Predicate<Die> wanted, int[] attributes) {
    try {
      return passed(body.callers(place.others()), wanted, attributes);
    } catch (Malformed damaged) {
      return List.of(); // Nobody has asked for that module.
    }
  }

  /** The same with those calls named that tell nothing. */
  private Term namingUntold(List<CallSites.Call> calls, List<Passed> told, Term value) {
    Term named = value;
    for (CallSites.Call call : calls) {
      if (told.stream().noneMatch(t -> t.call().equals(call))) {
        Term here = new Binary(Operator.EQ, returnsTo, new Static(call.returnsTo()));
        named = new Conditional(here, new Term.Unknown(Optional.of(call.returnsTo())), named);
      }
    }
    return named;
  }

  /** The return address is compared as its distance from one of them, which is a known number. */
  private Term ofOwnCalls(List<Passed> calls, Term entry, Term otherwise) {
    Address first = calls.getFirst().call().returnsTo();
    Term value = otherwise;
    for (Passed each : calls.reversed()) {
      long distance = each.call().returnsTo().value() - first.value();
      value = new Conditional(Terms.is(new Given(0), distance), ifCalled(each, entry), value);
    }
    return new Let(new Binary(Operator.SUB, returnsTo, new Static(first)), value);
  }

  /**
   * Of a call through a word that the dynamic linker sets, what was passed if the word leads here:
   * another module's function of that name may stand before this one. The linker sets it before the
   * first call goes on.
   */
  private static Term ifCalled(Passed passed, Term entry) {
    if (passed.call().word().isEmpty()) {
      return passed.value();
    }
    Term target = new Load(new Static(passed.call().word().get()), 8);
    return new Conditional(
        new Binary(Operator.EQ, target, entry), passed.value(), new Term.Unknown());
  }

  /**
   * What a call passed, as a number of the probed frame.
   *
   * @param value without a {@link Given} of its own
   */
  record Passed(CallSites.Call call, Term value) {}

  private List<Passed> passed(List<CallSites.Call> calls, Predicate<Die> wanted, int[] attributes) {
    List<Passed> found = new ArrayList<>();
    for (CallSites.Call call : calls) {
      passed(call, wanted, attributes).ifPresent(value -> found.add(new Passed(call, value)));
    }
    return found;
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
        try {
          Term there = Expression.number(value.get(), Optional.of(parameter.unit), place.in(call));
          return Optional.of(new CallerFrame(place, cfa, returnsTo, call).number(there));
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
}
