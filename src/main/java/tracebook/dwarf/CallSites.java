package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import tracebook.bytes.Malformed;
import tracebook.elf.Address;
import tracebook.elf.Symbols;

/**
 * The calls of a function that the debug info describes (DWARF 5, section 3.4): each is told by the
 * address that it returns to. A call counts when the instruction before that address calls this
 * very code, so that what the caller passed is what the function got.
 */
final class CallSites {
  /** Each is compared at run time. */
  static final int MOST_CALLS = 64;

  private static final int MOST_TAIL_CALLS = 32;

  /** {@code call rel32} and {@code jmp rel32}: an opcode and the distance from behind it. */
  private static final int JUMP = 0xe9;

  private static final int LENGTH = 5;

  static final String UNTOLD = Location.UNTOLD;
  static final String TOO_MANY = UNTOLD + ", and it is called from too many places";
  private static final String TAIL = UNTOLD + ", and a tail call may have led there";

  /**
   * A call.
   *
   * @param returnsTo the address behind the instruction
   * @param site its DW_TAG_call_site
   * @param word what it calls through, in the linker's tables: it called this function if the word
   *     holds the function's address; empty of a direct call
   */
  record Call(Address returnsTo, FunctionBody caller, Die site, Optional<Address> word) {
    Module module() {
      return caller.module();
    }
  }

  private CallSites() {}

  /** All calls of a function that lead to its entry and nowhere else before. */
  static List<Call> of(FunctionBody body) throws CannotTell {
    requireNoWayBack(body, body.entry(), new HashSet<>());
    List<Call> calls = new ArrayList<>();
    List<CallIndex.Call> found = body.module().calls().of(body.entry());
    if (found.size() > MOST_CALLS) {
      throw new CannotTell(TOO_MANY);
    }
    found.forEach(call -> described(body.module(), call).ifPresent(calls::add));
    return calls;
  }

  /** The calls by other modules; at most {@link #MOST_CALLS}. */
  static List<Call> elsewhere(FunctionBody body, OtherModules others) {
    Symbols symbols = body.module().sections.program().symbols();
    Predicate<String> isIts =
        name -> symbols.named(name).stream().anyMatch(s -> s.address().equals(body.entry()));
    List<Call> calls = new ArrayList<>();
    for (DebugInfo other : others.importing(isIts)) {
      if (calls.size() == MOST_CALLS) {
        break; // To index the calls of a module takes a look at all of its code.
      }
      if (other instanceof DwarfFile file && !body.isIn(file.module())) {
        try {
          add(file.module(), isIts, calls);
        } catch (Malformed damaged) {
          // Its calls tell nothing; nobody has asked for that module.
        }
      }
    }
    return calls;
  }

  private static void add(Module other, Predicate<String> isIts, List<Call> calls) {
    if (CallsElsewhere.canTell(other)) {
      other.calls().imported(isIts).stream()
          .flatMap(call -> described(other, call).stream())
          .limit(MOST_CALLS - calls.size())
          .forEach(calls::add);
    }
  }

  /** Those that nothing can lead elsewhere, whatever the function does; none if there are many. */
  static List<Address> direct(FunctionBody body) {
    List<CallIndex.Call> found = body.module().calls().of(body.entry());
    if (found.size() > MOST_CALLS) {
      return List.of();
    }
    return found.stream()
        .filter(call -> call.word().isEmpty() && described(body.module(), call).isPresent())
        .map(CallIndex.Call::returnsTo)
        .toList();
  }

  /** Empty where the debug info knows of no call, so that the bytes only look like one. */
  private static Optional<Call> described(Module module, CallIndex.Call call) {
    Address returnsTo = call.returnsTo();
    Optional<FunctionBody> caller = module.bodyAt(returnsTo.plus(-1));
    return caller
        .flatMap(c -> Optional.ofNullable(c.callSites().get(returnsTo.value())))
        .filter(site -> !isTailCall(site))
        .map(site -> new Call(returnsTo, caller.get(), site, call.word()));
  }

  /**
   * The addresses behind calls of functions that do not return (DW_AT_noreturn; DWARF 5, section
   * 3.3.1.1), as far as the debug info tells of them.
   */
  static Set<Long> endless(FunctionBody body) {
    Set<Long> found = new HashSet<>();
    try {
      body.callSites()
          .forEach(
              (behind, site) -> {
                if (!isTailCall(site) && isEndless(body.module(), site)) {
                  found.add(behind);
                }
              });
    } catch (Malformed damaged) {
      return Set.of(); // Then all of them may come back.
    }
    return found;
  }

  private static boolean isEndless(Module module, Die site) {
    int attribute = site.has(DW_AT_call_origin) ? DW_AT_call_origin : DW_AT_abstract_origin;
    return module
        .units
        .target(site, attribute)
        .filter(called -> Module.having(module.chain(called), DW_AT_noreturn).isPresent())
        .isPresent();
  }

  /** The sites in a function's own code, inlined code too, by the address they return to. */
  static Map<Long, Die> in(FunctionBody body) {
    Map<Long, Die> found = new TreeMap<>();
    collect(body.die(), found, 0);
    return found;
  }

  private static void collect(Die scope, Map<Long, Die> found, int depth) {
    if (depth > Die.DEEPEST) {
      return;
    }
    for (Die child : scope.children()) {
      switch (child.tag()) {
        case DW_TAG_call_site, DW_TAG_GNU_call_site -> {
          if (child.has(DW_AT_call_return_pc)) {
            found.put(child.address(DW_AT_call_return_pc), child);
          } else if (child.has(DW_AT_call_pc)) {
            // Of a tail call, which does not return: no instruction begins there.
            found.put(child.address(DW_AT_call_pc) + LENGTH, child);
          } else if (child.has(DW_AT_low_pc)) {
            found.put(child.address(DW_AT_low_pc), child);
          }
        }
        case DW_TAG_lexical_block,
            DW_TAG_inlined_subroutine,
            DW_TAG_try_block,
            DW_TAG_catch_block ->
            collect(child, found, depth + 1);
        default -> {}
      }
    }
  }

  private static boolean isTailCall(Die site) {
    return site.flag(DW_AT_call_tail_call) || site.flag(DW_AT_GNU_tail_call);
  }

  /**
   * A tail call of the function, or of what it so called, that enters it again would leave the same
   * return address with other arguments.
   */
  private static void requireNoWayBack(FunctionBody body, Address entry, Set<Address> seen)
      throws CannotTell {
    Die die = body.die();
    boolean all =
        die.flag(DW_AT_call_all_calls)
            || die.flag(DW_AT_call_all_tail_calls)
            || die.flag(DW_AT_GNU_all_call_sites)
            || die.flag(DW_AT_GNU_all_tail_call_sites);
    if (!all || seen.size() > MOST_TAIL_CALLS) {
      throw new CannotTell(TAIL);
    }
    for (Map.Entry<Long, Die> site : body.callSites().entrySet()) {
      if (!isTailCall(site.getValue())) {
        continue;
      }
      Address behind = new Address(site.getKey());
      byte[] code = body.module().sections.program().text(behind.plus(-LENGTH), LENGTH);
      if (code.length < LENGTH || (code[0] & 0xff) != JUMP) {
        throw new CannotTell(TAIL);
      }
      Address target = behind.plus(CallIndex.distance(code, 1));
      Optional<FunctionBody> next = body.module().bodyAt(target);
      if (target.equals(entry) || next.isEmpty() || !next.get().entry().equals(target)) {
        throw new CannotTell(TAIL);
      }
      if (seen.add(target)) {
        requireNoWayBack(next.get(), entry, seen);
      }
    }
  }
}
