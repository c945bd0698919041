package tracebook.dwarf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;
import tracebook.elf.Section;

/**
 * Unwind tables: .eh_frame (System V ABI, LSB) and .debug_frame (DWARF 5, section 6.4): the
 * canonical frame address, which is the value that rsp had before the call, and where the caller's
 * registers are.
 */
final class Frames {
  /** How the canonical frame address is computed at an address. */
  sealed interface Cfa {}

  record FromRegister(int register, long offset) implements Cfa {}

  /** By an expression, which starts at {@code at} of the section. */
  record FromExpression(Bytes bytes, int at, int end) implements Cfa {
    Cursor cursor() {
      return bytes.cursor(at, end);
    }
  }

  /** Where a register of the caller is (DWARF 5, section 6.4.1). */
  sealed interface Rule {}

  /** It cannot be recovered; for the return address: there is no caller. */
  record Undefined() implements Rule {}

  record SameValue() implements Rule {}

  /** In memory, this far from the canonical frame address. */
  record SavedAt(long offset) implements Rule {}

  /** The canonical frame address and this much are its value. */
  record ValueAt(long offset) implements Rule {}

  record InRegister(int register) implements Rule {}

  /** In memory, where the expression says; it starts with the canonical frame address. */
  record SavedAtExpression(Bytes bytes, int at, int end) implements Rule {}

  record ValueOfExpression(Bytes bytes, int at, int end) implements Rule {}

  /**
   * @param start where the rules begin to hold
   * @param registers by DWARF's number; of a register that is not here the table says nothing
   */
  record Row(Address start, @Nullable Cfa cfa, Map<Integer, Rule> registers) {}

  /**
   * What the language keeps about a function for when it is unwound (LSB, section 10.6.1).
   *
   * @param of the code that the distances in it are counted from
   */
  record LanguageData(AddressRange of, long address) {}

  /** DW_EH_PE_omit. */
  private static final int OMITTED = 0xff;

  /** DW_EH_PE_indirect, and what is relative to anything but its own place. */
  private static final int ELSEWHERE = 0xe0;

  private record Entry(
      AddressRange range,
      Common common,
      Optional<LanguageData> data,
      Bytes bytes,
      int program,
      int end) {}

  private record Common(
      long codeAlignment,
      long dataAlignment,
      int encoding,
      int dataEncoding,
      boolean augmented,
      long sectionAddress,
      Bytes bytes,
      int program,
      int end) {}

  private final List<Entry> entries = new ArrayList<>();

  Frames(Sections sections) {
    Bytes eh = sections.ehFrame();
    long base =
        sections
            .program()
            .section(".eh_frame")
            .map(Section::address)
            .map(Address::value)
            .orElse(0L);
    read(eh, true, base);
    read(sections.debugFrame(), false, 0);
    // Of two for the same code the last one counts: .debug_frame has no language-specific data.
    entries.sort(
        Comparator.comparing((Entry entry) -> entry.range().start())
            .thenComparing(entry -> entry.data().isPresent()));
  }

  private void read(Bytes bytes, boolean eh, long sectionAddress) {
    Map<Long, Common> commons = new HashMap<>();
    Cursor at = bytes.cursor(0);
    while (!at.atEnd()) {
      long length = at.u32();
      int offsetSize = 4;
      if (length == 0) {
        continue; // a terminator; what the linker put behind it is found by the sorted table
      }
      if (length == 0xffff_ffffL) {
        offsetSize = 8;
        length = at.u64();
      }
      Cursor entry = at.sub(length);
      int idAt = entry.position();
      long id = entry.unsigned(eh ? 4 : offsetSize);
      if (id == commonId(eh, offsetSize)) {
        continue; // read when an entry asks for it
      }
      long commonAt = eh ? idAt - id : id;
      if (commonAt < 0 || commonAt >= bytes.length()) {
        throw bytes.malformed(idAt, "its CIE lies outside the section");
      }
      Common its = commons.get(commonAt);
      if (its == null) {
        its = common(bytes, commonAt, eh, sectionAddress);
        commons.put(commonAt, its);
      }
      long low = pointer(entry, its.encoding(), sectionAddress);
      long size = pointer(entry, its.encoding() & 0x0f, 0);
      AddressRange range = new AddressRange(new Address(low), new Address(low + size));
      Optional<LanguageData> data =
          its.augmented() ? languageData(entry.sub(entry.uleb()), its, range) : Optional.empty();
      if (low != 0 && size != 0) {
        entries.add(new Entry(range, its, data, bytes, entry.position(), entry.end()));
      }
    }
  }

  private static Optional<LanguageData> languageData(Cursor at, Common its, AddressRange range) {
    int encoding = its.dataEncoding();
    if (encoding == OMITTED || at.atEnd()) {
      return Optional.empty();
    }
    if ((encoding & ELSEWHERE) != 0) {
      return Optional.of(new LanguageData(range, -1)); // of no section
    }
    if (pointer(at.fork(), encoding & 0x0f, 0) == 0) {
      return Optional.empty();
    }
    return Optional.of(new LanguageData(range, pointer(at, encoding, its.sectionAddress())));
  }

  /** What a CIE has where an FDE says which CIE is its own. */
  private static long commonId(boolean eh, int offsetSize) {
    return eh ? 0 : offsetSize == 4 ? 0xffff_ffffL : -1L;
  }

  private static Common common(Bytes bytes, long offset, boolean eh, long sectionAddress) {
    Cursor head = bytes.cursor(offset);
    long length = head.u32();
    int offsetSize = 4;
    if (length == 0xffff_ffffL) {
      offsetSize = 8;
      length = head.u64();
    }
    Cursor at = head.sub(length);
    long id = at.unsigned(eh ? 4 : offsetSize);
    if (id != commonId(eh, offsetSize)) {
      throw bytes.malformed(offset, "an unwind entry refers to this one, which is no CIE");
    }
    int version = at.u8();
    if (version != 1 && version != 3 && version != 4) {
      throw bytes.malformed(offset, "unwind table version " + version + " is not known");
    }
    String augmentation = at.string();
    if (version == 4) {
      at.skip(2); // address and segment selector sizes
    }
    long code = at.uleb();
    long data = at.sleb();
    if (version == 1) {
      at.u8();
    } else {
      at.uleb();
    }
    int encoding = 0;
    int dataEncoding = OMITTED;
    boolean augmented = augmentation.startsWith("z");
    if (augmented) {
      Cursor operands = at.sub(at.uleb());
      for (int i = 1; i < augmentation.length(); i++) {
        switch (augmentation.charAt(i)) {
          case 'R' -> encoding = operands.u8();
          case 'L' -> dataEncoding = operands.u8();
          case 'P' -> pointer(operands, operands.u8() & 0x0f, 0);
          default -> {} // S: a signal frame, B: signed return addresses
        }
      }
    } else if (!augmentation.isEmpty()) {
      throw bytes.malformed(offset, "augmentation `" + augmentation + "` is not known");
    }
    return new Common(
        code,
        data,
        encoding,
        dataEncoding,
        augmented,
        sectionAddress,
        bytes,
        at.position(),
        at.end());
  }

  /** DW_EH_PE_…: the low half how it is stored, 0x10 relative to its own place. */
  static long pointer(Cursor at, int encoding, long sectionAddress) {
    long here = sectionAddress + at.position();
    long value =
        switch (encoding & 0x0f) {
          case 0, 4, 12 -> at.u64();
          case 1 -> at.uleb();
          case 2 -> at.u16();
          case 3 -> at.u32();
          case 9 -> at.sleb();
          case 10 -> at.s16();
          case 11 -> at.s32();
          default -> throw at.malformed("pointer encoding 0x%x is not known".formatted(encoding));
        };
    return switch (encoding & 0x70) {
      case 0 -> value;
      case 0x10 -> here + value;
      default -> throw at.malformed("pointer encoding 0x%x is not known".formatted(encoding));
    };
  }

  /** The rule at an address; empty where there is no unwind information. */
  Optional<Cfa> cfa(Address pc) {
    Cfa last = null;
    for (Row row : rows(pc)) {
      if (row.start().compareTo(pc) > 0) {
        break;
      }
      last = row.cfa();
    }
    return Optional.ofNullable(last);
  }

  /** All rows of the entry that holds this address, in order. */
  List<Row> rows(Address pc) {
    return holding(pc).map(Frames::run).orElse(List.of());
  }

  /** Of the entry that holds this address, where it has some. */
  Optional<LanguageData> languageData(Address pc) {
    return holding(pc).flatMap(Entry::data);
  }

  /** The range of the entry that holds this address: a function, or a part of one. */
  Optional<AddressRange> rangeAt(Address pc) {
    return holding(pc).map(Entry::range);
  }

  private Optional<Entry> holding(Address pc) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).range().start().compareTo(pc) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && entries.get(low - 1).range().contains(pc)
        ? Optional.of(entries.get(low - 1))
        : Optional.empty();
  }

  private static List<Row> run(Entry entry) {
    Machine machine = new Machine(entry.range().start(), entry.common());
    machine.run(entry.common().bytes().cursor(entry.common().program(), entry.common().end()));
    machine.initial = machine.registers;
    machine.registers = new TreeMap<>(machine.initial);
    machine.run(entry.bytes().cursor(entry.program(), entry.end()));
    machine.row();
    return machine.rows;
  }

  /** DWARF 5, section 6.4.2. */
  private static final class Machine {
    final List<Row> rows = new ArrayList<>();
    private final Deque<State> remembered = new ArrayDeque<>();
    private final Common common;
    private Address at;
    private @Nullable Cfa cfa;

    /** What the common entry says, for DW_CFA_restore. */
    private Map<Integer, Rule> initial = Map.of();

    private Map<Integer, Rule> registers = new TreeMap<>();

    private record State(@Nullable Cfa cfa, Map<Integer, Rule> registers) {}

    Machine(Address start, Common common) {
      this.at = start;
      this.common = common;
    }

    void row() {
      rows.add(new Row(at, cfa, Map.copyOf(registers)));
    }

    private void advance(long units) {
      row();
      at = at.plus(units * common.codeAlignment());
    }

    void run(Cursor program) {
      while (!program.atEnd()) {
        int opcode = program.u8();
        int operand = opcode & 0x3f;
        switch (opcode >> 6) {
          case 1 -> advance(operand); // DW_CFA_advance_loc
          case 2 -> registers.put(operand, new SavedAt(factored(program.uleb()))); // _offset
          case 3 -> restore(operand); // DW_CFA_restore
          default -> other(opcode, program);
        }
      }
    }

    private long factored(long offset) {
      return offset * common.dataAlignment();
    }

    private void restore(int register) {
      Rule rule = initial.get(register);
      if (rule == null) {
        registers.remove(register);
      } else {
        registers.put(register, rule);
      }
    }

    private void other(int opcode, Cursor program) {
      switch (opcode) {
        case 0x00 -> {} // DW_CFA_nop
        case 0x01 -> { // DW_CFA_set_loc
          row();
          at = new Address(pointer(program, common.encoding(), common.sectionAddress()));
        }
        case 0x02 -> advance(program.u8());
        case 0x03 -> advance(program.u16());
        case 0x04 -> advance(program.u32());
        case 0x0a -> remembered.push(new State(cfa, new TreeMap<>(registers)));
        case 0x0b -> { // DW_CFA_restore_state
          if (remembered.isEmpty()) {
            throw program.malformed("DW_CFA_restore_state without a remembered one");
          }
          State state = remembered.pop();
          cfa = state.cfa();
          registers = state.registers();
        }
        case 0x0c -> cfa = new FromRegister(program.uleb31(), program.uleb());
        case 0x0d -> // DW_CFA_def_cfa_register
            cfa =
                new FromRegister(
                    program.uleb31(), cfa instanceof FromRegister known ? known.offset() : 0);
        case 0x0e -> offset(program.uleb()); // DW_CFA_def_cfa_offset
        case 0x0f -> { // DW_CFA_def_cfa_expression
          Cursor expression = program.sub(program.uleb());
          cfa = new FromExpression(common.bytes(), expression.position(), expression.end());
        }
        case 0x12 -> // DW_CFA_def_cfa_sf
            cfa = new FromRegister(program.uleb31(), factored(program.sleb()));
        case 0x13 -> offset(factored(program.sleb())); // DW_CFA_def_cfa_offset_sf
        case 0x2d -> {} // DW_CFA_GNU_window_save, DW_CFA_AARCH64_negate_ra_state
        case 0x2e -> program.uleb(); // DW_CFA_GNU_args_size
        case 0x05, 0x06, 0x07, 0x08, 0x09, 0x10, 0x11, 0x14, 0x15, 0x16, 0x2f ->
            register(opcode, program.uleb31(), program);
        default -> throw program.malformed("DW_CFA 0x%x is not known".formatted(opcode));
      }
    }

    private void offset(long offset) {
      cfa = cfa instanceof FromRegister known ? new FromRegister(known.register(), offset) : null;
    }

    /** Instructions whose first operand is a register. */
    private void register(int opcode, int register, Cursor program) {
      switch (opcode) {
        case 0x05 -> // DW_CFA_offset_extended
            registers.put(register, new SavedAt(factored(program.uleb())));
        case 0x06 -> restore(register); // DW_CFA_restore_extended
        case 0x07 -> registers.put(register, new Undefined());
        case 0x08 -> registers.put(register, new SameValue());
        case 0x09 -> registers.put(register, new InRegister(program.uleb31()));
        case 0x10 -> { // DW_CFA_expression
          Cursor place = program.sub(program.uleb());
          registers.put(
              register, new SavedAtExpression(common.bytes(), place.position(), place.end()));
        }
        case 0x11 -> // DW_CFA_offset_extended_sf
            registers.put(register, new SavedAt(factored(program.sleb())));
        case 0x14 -> // DW_CFA_val_offset
            registers.put(register, new ValueAt(factored(program.uleb())));
        case 0x15 -> // DW_CFA_val_offset_sf
            registers.put(register, new ValueAt(factored(program.sleb())));
        case 0x16 -> { // DW_CFA_val_expression
          Cursor value = program.sub(program.uleb());
          registers.put(
              register, new ValueOfExpression(common.bytes(), value.position(), value.end()));
        }
        default -> // 0x2f, DW_CFA_GNU_negative_offset_extended
            registers.put(register, new SavedAt(-factored(program.uleb())));
      }
    }
  }
}
