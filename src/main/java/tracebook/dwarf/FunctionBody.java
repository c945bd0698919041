package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tracebook.elf.Address;

/** The machine code of one function: what places in it are relative to. */
final class FunctionBody {
  private final Module module;
  private final Die die;
  private final List<AddressRange> ranges;
  private final Address entry;
  private final Prologue prologue;
  private volatile Optional<Map<Long, Die>> callSites = Optional.empty();
  private volatile Optional<List<CallSites.Call>> callers = Optional.empty();
  private volatile String withoutCallers = "";
  private volatile Elsewhere elsewhere = new Elsewhere(OtherModules.NONE, List.of());

  FunctionBody(Module module, Die die, List<AddressRange> ranges) {
    this.module = module;
    this.die = die;
    this.entry = entry(die, ranges);
    this.ranges = entryFirst(ranges, entry);
    this.prologue = new Prologue(this);
  }

  /**
   * Where each call of it begins. Of an inlined copy that is also between the instructions of other
   * code; the lowest of its own may be one that was moved up, to where nobody calls it yet.
   */
  static Address entry(Die die, List<AddressRange> ranges) {
    if (die.has(DW_AT_entry_pc)) {
      Address start = ranges.get(0).start();
      Address claimed =
          Forms.isAddress(die.form(DW_AT_entry_pc))
              ? new Address(die.address(DW_AT_entry_pc))
              : start.plus(die.constant(DW_AT_entry_pc).orElse(0));
      if (ranges.stream().anyMatch(range -> range.contains(claimed))
          || (die.tag() == DW_TAG_inlined_subroutine && Ranges.endAt(die, claimed))) {
        return claimed;
      }
    }
    return ranges.get(0).start();
  }

  /** The part with the entry first, the others as they were. */
  static List<AddressRange> entryFirst(List<AddressRange> ranges, Address entry) {
    int first = 0;
    while (first < ranges.size() && !ranges.get(first).contains(entry)) {
      first++;
    }
    if (first == 0 || first == ranges.size()) {
      return List.copyOf(ranges);
    }
    List<AddressRange> sorted = new ArrayList<>(ranges);
    sorted.add(0, sorted.remove(first));
    return List.copyOf(sorted);
  }

  /** The calls in it that the debug info describes, by the address that they return to. */
  Map<Long, Die> callSites() {
    Optional<Map<Long, Die>> known = callSites;
    if (known.isEmpty()) {
      known = Optional.of(CallSites.in(this));
      callSites = known;
    }
    return known.get();
  }

  /** The calls of it that tell what it was given. */
  List<CallSites.Call> callers() throws CannotTell {
    if (!withoutCallers.isEmpty()) {
      throw new CannotTell(withoutCallers);
    }
    Optional<List<CallSites.Call>> known = callers;
    if (known.isEmpty()) {
      try {
        known = Optional.of(CallSites.of(this));
      } catch (CannotTell none) {
        withoutCallers = none.why;
        throw none;
      }
      callers = known;
    }
    return known.get();
  }

  /** The calls of it by other modules; each tells what it was given if it is one of it. */
  List<CallSites.Call> callers(OtherModules others) {
    Elsewhere known = elsewhere;
    if (!known.isOf(others)) {
      known = new Elsewhere(others, CallSites.elsewhere(this, others));
      elsewhere = known;
    }
    return known.calls;
  }

  /**
   * The calls by the modules that were asked about last: they are asked about for each variable.
   */
  private record Elsewhere(OtherModules others, List<CallSites.Call> calls) {
    @SuppressWarnings("ReferenceEquality") // Of a target there is one.
    boolean isOf(OtherModules asked) {
      return others == asked;
    }
  }

  @SuppressWarnings("ReferenceEquality") // Of a file there is one.
  boolean isIn(Module other) {
    return module == other;
  }

  Module module() {
    return module;
  }

  Die die() {
    return die;
  }

  List<AddressRange> ranges() {
    return ranges;
  }

  Address entry() {
    return entry;
  }

  Prologue prologue() {
    return prologue;
  }

  boolean contains(Address pc) {
    return ranges.stream().anyMatch(range -> range.contains(pc));
  }
}
