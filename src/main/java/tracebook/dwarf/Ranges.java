package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Forms.*;

import java.util.ArrayList;
import java.util.List;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;

/** The code of a DIE: DW_AT_low_pc and DW_AT_high_pc, or DW_AT_ranges (DWARF 5, section 2.17). */
final class Ranges {
  private Ranges() {}

  /** In the order of the file; without empty ones, and without code that the linker dropped. */
  static List<AddressRange> of(Die die) {
    if (die.has(DW_AT_ranges)) {
      return list(die);
    }
    List<AddressRange> found = new ArrayList<>();
    if (die.has(DW_AT_low_pc) && die.has(DW_AT_high_pc)) {
      long low = die.address(DW_AT_low_pc);
      long high =
          isAddress(die.form(DW_AT_high_pc))
              ? die.address(DW_AT_high_pc)
              : low + die.constant(DW_AT_high_pc).orElse(0);
      add(die.unit, low, high, found);
    }
    return found;
  }

  /**
   * Whether one ends there, or an empty one is there. GCC begins a copy so whose first instruction
   * stands behind one of other code.
   */
  static boolean endAt(Die die, Address pc) {
    boolean[] any = {false};
    if (die.has(DW_AT_ranges)) {
      each(
          die.unit,
          position(die),
          (low, high) -> any[0] |= high == pc.value() && Long.compareUnsigned(low, high) <= 0);
    }
    return any[0] && die.unit.sections.program().isCode(pc);
  }

  /** What a list says: from an address to another one. */
  private interface Found {
    void range(long low, long high);
  }

  /** Code that the linker dropped has addresses outside the program: 0, 1, -1, -2. */
  private static void add(Unit unit, long low, long high, List<AddressRange> found) {
    Address start = new Address(low);
    if (Long.compareUnsigned(low, high) < 0 && unit.sections.program().isCode(start)) {
      found.add(new AddressRange(start, new Address(high)));
    }
  }

  private static List<AddressRange> list(Die die) {
    Unit unit = die.unit;
    long at = position(die);
    return unit.owner.ranges.<AddressRange>get(
        unit,
        lists(unit),
        at,
        () -> {
          List<AddressRange> found = new ArrayList<>();
          each(unit, at, (low, high) -> add(unit, low, high, found));
          return found;
        },
        List::copyOf);
  }

  private static Bytes lists(Unit unit) {
    return unit.version < 5 ? unit.sections.ranges() : unit.sections.rnglists();
  }

  /** Where its list is in the section. */
  private static long position(Die die) {
    Unit unit = die.unit;
    long value = die.constant(DW_AT_ranges).orElse(0);
    if (unit.version < 5) {
      return value + unit.root().rangesBase();
    }
    if (die.form(DW_AT_ranges) == DW_FORM_rnglistx) {
      long base = unit.root().rnglistsBase();
      Cursor offset = lists(unit).cursor(base + value * unit.offsetSize);
      return base + offset.unsigned(unit.offsetSize);
    }
    return unit.contributions.rangeLists() + value;
  }

  private static void each(Unit unit, long at, Found found) {
    Cursor entry = lists(unit).cursor(at);
    if (unit.version < 5) {
      old(unit, entry, found);
    } else {
      read(unit, entry, found);
    }
  }

  private static void read(Unit unit, Cursor entry, Found found) {
    long base = unit.root().low();
    while (true) {
      int kind = entry.u8();
      switch (kind) {
        case 0 -> { // DW_RLE_end_of_list
          return;
        }
        case 1 -> { // DW_RLE_base_addressx
          base = indexed(unit, entry);
        }
        case 2 -> { // DW_RLE_startx_endx
          found.range(indexed(unit, entry), indexed(unit, entry));
        }
        case 3 -> { // DW_RLE_startx_length
          long start = indexed(unit, entry);
          found.range(start, start + entry.uleb());
        }
        case 4 -> { // DW_RLE_offset_pair
          found.range(base + entry.uleb(), base + entry.uleb());
        }
        case 5 -> { // DW_RLE_base_address
          base = entry.u64();
        }
        case 6 -> { // DW_RLE_start_end
          found.range(entry.u64(), entry.u64());
        }
        case 7 -> { // DW_RLE_start_length
          long start = entry.u64();
          found.range(start, start + entry.uleb());
        }
        default -> throw entry.malformed("DW_RLE 0x%x is not known".formatted(kind));
      }
    }
  }

  private static long indexed(Unit unit, Cursor entry) {
    return unit.indexedAddress(entry.uleb(), unit.root().addrBase());
  }

  /** DWARF 4, section 2.17.3. */
  private static void old(Unit unit, Cursor entry, Found found) {
    long base = unit.root().low();
    while (true) {
      long low = entry.u64();
      long high = entry.u64();
      if (low == 0 && high == 0) {
        return;
      }
      if (low == -1) {
        base = high;
      } else {
        found.range(base + low, base + high);
      }
    }
  }
}
