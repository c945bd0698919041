package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.ArrayList;
import java.util.List;
import tracebook.elf.Address;

/** The machine code of one function: what places in it are relative to. */
final class FunctionBody {
  private final Module module;
  private final Die die;
  private final List<AddressRange> ranges;
  private final Address entry;
  private final Prologue prologue;

  FunctionBody(Module module, Die die, List<AddressRange> ranges) {
    this.module = module;
    this.die = die;
    this.entry = entry(die, ranges);
    this.ranges = entryFirst(ranges, entry);
    this.prologue = new Prologue(this);
  }

  static Address entry(Die die, List<AddressRange> ranges) {
    if (die.has(DW_AT_entry_pc)) {
      Address start = ranges.get(0).start();
      Address claimed =
          Forms.isAddress(die.form(DW_AT_entry_pc))
              ? new Address(die.address(DW_AT_entry_pc))
              : start.plus(die.constant(DW_AT_entry_pc).orElse(0));
      if (ranges.stream().anyMatch(range -> range.contains(claimed))) {
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
