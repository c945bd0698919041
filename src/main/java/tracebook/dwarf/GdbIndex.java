package tracebook.dwarf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import tracebook.bytes.ByteSearch;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/** {@code .gdb_index}, as linkers and gdb write it (Debugging with GDB, appendix J). */
final class GdbIndex implements Accelerator {
  /** From 7 on an element of a list of units also says what the name is. */
  private static final int OLDEST = 7;

  private static final int NEWEST = 9;
  private static final int UNIT_SIZE = 16;
  private static final int TYPE_UNIT_SIZE = 24;
  private static final int ADDRESS_SIZE = 20;
  private static final int SLOT_SIZE = 8;

  /** Of an element of a list of units: which one; above it what the name is. */
  private static final int UNIT_NUMBER = 0xff_ffff;

  private final Bytes bytes;
  private final int addresses;
  private final int addressesEnd;
  private final int slotsAt;
  private final int slots;
  private final int pool;
  private final List<Unit> units = new ArrayList<>();

  /**
   * @param info the units of .debug_info by their offsets
   * @param types those of .debug_types
   */
  GdbIndex(Bytes bytes, Map<Long, Unit> info, Map<Long, Unit> types) {
    this.bytes = bytes;
    Cursor at = bytes.cursor(0);
    long version = at.u32();
    if (version < OLDEST || version > NEWEST) {
      throw bytes.malformed(
          0, "version %d is not known, %d to %d are".formatted(version, OLDEST, NEWEST));
    }
    int unitsAt = table(at, 0);
    int typeUnits = table(at, unitsAt);
    this.addresses = table(at, typeUnits);
    this.slotsAt = table(at, addresses);
    this.addressesEnd = slotsAt;
    int slotsEnd = table(at, slotsAt);
    this.pool = version < 9 ? slotsEnd : table(at, slotsEnd);
    this.slots = count(slotsAt, slotsEnd, SLOT_SIZE, "its hash table");
    if (Integer.bitCount(slots) > 1) {
      throw bytes.malformed(slotsAt, "its hash table has %d slots, no power of 2".formatted(slots));
    }
    readUnits(unitsAt, typeUnits, info);
    readTypeUnits(typeUnits, addresses, info, types);
  }

  /** The next offset of the header: its tables are in this order. */
  private int table(Cursor at, int before) {
    int place = at.position();
    long offset = at.u32();
    if (offset < before || offset > bytes.length()) {
      throw bytes.malformed(place, "a table at 0x%x, out of order".formatted(offset));
    }
    return (int) offset;
  }

  private int count(int from, int end, int size, String what) {
    if ((end - from) % size != 0) {
      throw bytes.malformed(
          from, "%s has %d bytes, no multiple of %d".formatted(what, end - from, size));
    }
    return (end - from) / size;
  }

  private void readUnits(int from, int end, Map<Long, Unit> info) {
    int count = count(from, end, UNIT_SIZE, "its list of units");
    Cursor at = bytes.cursor(from);
    Set<Unit> listed = new HashSet<>();
    for (int i = 0; i < count; i++) {
      int place = at.position();
      long offset = at.u64();
      long length = at.u64();
      Unit unit = info.get(offset);
      if (unit == null || unit.end - unit.offset != length) {
        throw bytes.malformed(
            place,
            "it lists a unit of 0x%x bytes at 0x%x of .debug_info, where none is"
                .formatted(length, offset));
      }
      units.add(unit);
      listed.add(unit);
    }
    for (Unit unit : info.values()) {
      if (!listed.contains(unit)
          && !unit.isTypeUnit()
          && unit.root().die().tag() != Tags.DW_TAG_partial_unit) {
        throw bytes.malformed(
            from, "it does not list the unit at 0x%x of .debug_info".formatted(unit.offset));
      }
    }
  }

  private void readTypeUnits(int from, int end, Map<Long, Unit> info, Map<Long, Unit> types) {
    int count = count(from, end, TYPE_UNIT_SIZE, "its list of type units");
    Cursor at = bytes.cursor(from);
    for (int i = 0; i < count; i++) {
      int place = at.position();
      long offset = at.u64();
      at.skip(8);
      long signature = at.u64();
      Unit unit = types.getOrDefault(offset, info.get(offset));
      if (unit == null || !unit.isTypeUnit() || unit.signature != signature) {
        throw bytes.malformed(
            place,
            "it lists a type unit of signature 0x%x at 0x%x, where none is"
                .formatted(signature, offset));
      }
      units.add(unit);
    }
  }

  @Override
  public List<Unit> having(String name) {
    List<Unit> found = new ArrayList<>();
    if (slots == 0) {
      return found;
    }
    byte[] text = ByteSearch.terminated(name);
    int hash = hash(text);
    int slot = hash & (slots - 1);
    for (int tried = 0; tried < slots && !isEmpty(slot); tried++) {
      if (begins(slot, text)) {
        units(slot, number -> found.add(units.get(number)));
        return found;
      }
      slot = next(slot, hash);
    }
    return found;
  }

  /**
   * Without case in ASCII, as gdb's {@code mapped_index_string_hash} from version 5 on.
   *
   * @param text with its zero
   */
  private static int hash(byte[] text) {
    int hash = 0;
    for (int i = 0; i < text.length - 1; i++) {
      int letter = text[i] & 0xff;
      hash = hash * 67 + (letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) - 113;
    }
    return hash;
  }

  private int next(int slot, int hash) {
    return (slot + ((hash * 17 & (slots - 1)) | 1)) & (slots - 1);
  }

  private Cursor slot(int slot) {
    return bytes.cursor(slotsAt + (long) SLOT_SIZE * slot);
  }

  private boolean isEmpty(int slot) {
    return slot(slot).u64() == 0;
  }

  private Cursor nameAt(int slot) {
    return bytes.cursor(pool + slot(slot).u32());
  }

  private boolean begins(int slot, byte[] text) {
    Cursor at = nameAt(slot);
    return at.end() - at.position() >= text.length && Arrays.equals(at.bytes(text.length), text);
  }

  private void units(int slot, IntConsumer each) {
    Cursor list = bytes.cursor(pool + slot(slot).skip(4).u32());
    long count = list.u32();
    for (long i = 0; i < count; i++) {
      int place = list.position();
      int number = list.s32() & UNIT_NUMBER;
      if (number >= units.size()) {
        throw bytes.malformed(place, "a name is in unit %d of %d".formatted(number, units.size()));
      }
      each.accept(number);
    }
  }

  @Override
  public void check() {
    int count = count(addresses, addressesEnd, ADDRESS_SIZE, "its table of addresses");
    Cursor at = bytes.cursor(addresses);
    for (int i = 0; i < count; i++) {
      int place = at.position();
      at.skip(16);
      long number = at.u32();
      if (number >= units.size()) {
        throw bytes.malformed(
            place, "an address is in unit %d of %d".formatted(number, units.size()));
      }
    }
    Work work = new Work(bytes, 0);
    Set<Long> lists = new HashSet<>();
    for (int slot = 0; slot < slots; slot++) {
      if (!isEmpty(slot)) {
        if (lists.add(slot(slot).skip(4).u32())) {
          units(slot, number -> work.add(Integer.BYTES));
        }
        checkReached(slot, work);
      }
    }
  }

  /** Who looks for the name of a slot comes to it. */
  private void checkReached(int wanted, Work work) {
    Cursor name = nameAt(wanted);
    int start = name.position();
    name.skipString();
    int length = name.position() - start;
    work.add(length);
    int hash = hash(bytes.cursor(start).bytes(length));
    int slot = hash & (slots - 1);
    for (int tried = 0; tried < slots && !isEmpty(slot); tried++) {
      work.add(1);
      if (slot == wanted) {
        return;
      }
      slot = next(slot, hash);
    }
    throw bytes.malformed(
        slotsAt + (long) SLOT_SIZE * wanted, "the hash of its name does not lead to this slot");
  }
}
