package tracebook.dwarf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;

/** The rows of one unit's line table (DWARF 5, section 6.2), in parallel arrays. */
final class LineTable {
  private static final int DW_LNE_END_SEQUENCE = 1;
  private static final int DW_LNE_SET_ADDRESS = 2;

  private static final byte STATEMENT = 1;
  private static final byte PROLOGUE_END = 2;
  private static final byte END_SEQUENCE = 4;

  final LineHeader header;
  private long[] addresses = new long[64];
  private int[] files = new int[64];
  private int[] lines = new int[64];
  private int[] columns = new int[64];
  private byte[] flags = new byte[64];
  private int size;

  /** First row of each sequence and its end row, by address. */
  private final List<Sequence> sequences = new ArrayList<>();

  private record Sequence(int first, int last, Address start, Address end) {}

  LineTable(LineHeader header) {
    this.header = header;
    run();
    sequences.sort(Comparator.comparing(Sequence::start));
  }

  private void run() {
    Cursor at = header.program();
    Machine machine = new Machine();
    int first = 0;
    while (!at.atEnd()) {
      int opcode = at.u8();
      if (opcode >= header.opcodeBase) {
        int adjusted = opcode - header.opcodeBase;
        machine.address += (long) (adjusted / header.lineRange) * header.minimumLength;
        machine.line += header.lineBase + adjusted % header.lineRange;
        emit(machine);
        continue;
      }
      switch (opcode) {
        case 0 -> {
          if (extended(at, machine)) {
            machine.endSequence = true;
            emit(machine);
            endSequence(first);
            first = size;
            machine = new Machine();
          }
        }
        case 1 -> emit(machine); // DW_LNS_copy
        case 2 -> machine.address += at.uleb() * header.minimumLength; // DW_LNS_advance_pc
        case 3 -> machine.line += (int) at.sleb(); // DW_LNS_advance_line
        case 4 -> machine.file = at.uleb31(); // DW_LNS_set_file
        case 5 -> machine.column = at.uleb31(); // DW_LNS_set_column
        case 6 -> machine.statement = !machine.statement; // DW_LNS_negate_stmt
        case 8 -> // DW_LNS_const_add_pc
            machine.address +=
                (long) ((255 - header.opcodeBase) / header.lineRange) * header.minimumLength;
        case 9 -> machine.address += at.u16(); // DW_LNS_fixed_advance_pc
        case 10 -> machine.prologueEnd = true; // DW_LNS_set_prologue_end
        default -> { // DW_LNS_set_basic_block, _epilogue_begin, _isa and unknown ones
          for (int i = 0; i < header.operandCounts[opcode]; i++) {
            at.uleb();
          }
        }
      }
    }
    // Rows of a sequence without an end have no extent.
    size = first;
  }

  /** True at DW_LNE_end_sequence. */
  private static boolean extended(Cursor at, Machine machine) {
    long length = at.uleb();
    if (length == 0) {
      return false;
    }
    Cursor operand = at.sub(length);
    int opcode = operand.u8();
    if (opcode == DW_LNE_SET_ADDRESS) {
      machine.address = operand.unsigned((int) (length - 1));
    }
    return opcode == DW_LNE_END_SEQUENCE;
  }

  private final class Machine {
    long address;
    int file = 1;
    int line = 1;
    int column;
    boolean statement = header.defaultIsStatement;
    boolean prologueEnd;
    boolean endSequence;
  }

  private void emit(Machine machine) {
    if (size == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * size);
      files = Arrays.copyOf(files, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
      columns = Arrays.copyOf(columns, 2 * size);
      flags = Arrays.copyOf(flags, 2 * size);
    }
    addresses[size] = machine.address;
    files[size] = machine.file;
    lines[size] = machine.line;
    columns[size] = machine.column;
    flags[size] =
        (byte)
            ((machine.statement ? STATEMENT : 0)
                | (machine.prologueEnd ? PROLOGUE_END : 0)
                | (machine.endSequence ? END_SEQUENCE : 0));
    size++;
    machine.prologueEnd = false;
  }

  /** Keeps a sequence unless it is of code that the linker dropped. */
  private void endSequence(int first) {
    int last = size - 1;
    Address start = new Address(addresses[first]);
    Address end = new Address(addresses[last]);
    if (last > first && start.compareTo(end) < 0 && header.unit.sections.program().isCode(start)) {
      sequences.add(new Sequence(first, last, start, end));
    } else {
      size = first;
    }
  }

  /** All rows of all sequences, by address, without the ends. */
  List<LineRow> rows() {
    List<LineRow> found = new ArrayList<>(size);
    for (Sequence sequence : sequences) {
      for (int i = sequence.first(); i < sequence.last(); i++) {
        found.add(row(i));
      }
    }
    return found;
  }

  /** Rows of one line of one path. */
  List<LineRow> rows(String path, int line) {
    boolean[] wanted = new boolean[header.files.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = header.files.get(i).equals(path);
    }
    List<LineRow> found = new ArrayList<>();
    for (Sequence sequence : sequences) {
      for (int i = sequence.first(); i < sequence.last(); i++) {
        if (lines[i] == line && files[i] < wanted.length && wanted[files[i]]) {
          found.add(row(i));
        }
      }
    }
    return found;
  }

  /** The rows that start in a range, by address. */
  List<LineRow> rows(AddressRange range) {
    List<LineRow> found = new ArrayList<>();
    for (Sequence sequence : sequences) {
      if (sequence.start().compareTo(range.end()) < 0
          && range.start().compareTo(sequence.end()) < 0) {
        for (int i = sequence.first(); i < sequence.last(); i++) {
          if (range.contains(new Address(addresses[i]))) {
            found.add(row(i));
          }
        }
      }
    }
    return found;
  }

  /** Those that start at an address, in the sequence that holds it. */
  List<LineRow> rowsAt(Address pc) {
    List<LineRow> found = new ArrayList<>();
    for (Sequence sequence : sequences) {
      if (sequence.start().compareTo(pc) <= 0 && pc.compareTo(sequence.end()) < 0) {
        int last = lastUpTo(pc, sequence);
        for (int i = last; i >= sequence.first() && addresses[i] == pc.value(); i--) {
          found.addFirst(row(i));
        }
        break;
      }
    }
    return found;
  }

  /** The last row that starts at or before this address in the sequence that holds it. */
  Optional<LineRow> at(Address pc) {
    for (Sequence sequence : sequences) {
      if (sequence.start().compareTo(pc) <= 0 && pc.compareTo(sequence.end()) < 0) {
        return Optional.of(row(lastUpTo(pc, sequence)));
      }
    }
    return Optional.empty();
  }

  private int lastUpTo(Address pc, Sequence sequence) {
    int low = sequence.first();
    int high = sequence.last();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(addresses[middle], pc.value()) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private LineRow row(int i) {
    return new LineRow(
        new Address(addresses[i]),
        new Address(addresses[i + 1]),
        new SourceLine(header.file(files[i]), lines[i]),
        columns[i],
        (flags[i] & STATEMENT) != 0,
        (flags[i] & PROLOGUE_END) != 0);
  }
}
