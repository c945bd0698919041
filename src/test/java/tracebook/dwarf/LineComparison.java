package tracebook.dwarf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tracebook.elf.Address;

/**
 * Every row of every line table, against {@code llvm-dwarfdump --debug-line}; and what {@link
 * DebugInfo#rowAt} answers for the address of each row.
 */
final class LineComparison {
  private static final java.util.regex.Pattern BLANKS = java.util.regex.Pattern.compile(" +");

  final Comparison rows = new Comparison("line rows");
  final Comparison lookups = new Comparison("line of an address");
  private final Subject subject;

  /** A unit that has the line table at an offset. */
  private final Map<Long, Unit> units = new HashMap<>();

  private boolean unitsLeftOut;
  private long table = -1;
  private int version;
  private final Map<Long, String> directories = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();
  private final Map<Long, Long> directoryOf = new HashMap<>();
  private long fileNumber;
  private final List<Row> sequence = new ArrayList<>();
  private final List<List<Row>> sequences = new ArrayList<>();

  /** Where code starts that a table before this one describes: what this one has was dropped. */
  private final Set<Address> seen = new HashSet<>();

  private record Row(
      Address address, int line, int column, long file, boolean statement, boolean prologueEnd) {}

  LineComparison(Subject subject) {
    this.subject = subject;
    for (Unit unit : subject.module().units.linked()) {
      OptionalLong offset = unit.root().die().constant(Attributes.DW_AT_stmt_list);
      if (offset.isPresent()) {
        units.putIfAbsent(offset.getAsLong(), unit);
      }
    }
  }

  void run() {
    int status =
        Oracle.lines(
            List.of(Oracle.dwarfdump(), "--debug-line", subject.dumped().toString()), this::line);
    finish();
    if (status != 0) {
      rows.fault(OracleFault.DWARFDUMP_CRASHED);
    }
  }

  /** Only the tables of some units; llvm-dwarfdump shows no rows when it is asked for one table. */
  void run(List<Unit> some) {
    units.values().retainAll(some);
    unitsLeftOut = true;
    run();
  }

  private void line(String text) {
    if (text.startsWith("0x")) {
      row(BLANKS.split(text.strip(), -1));
    } else if (text.startsWith("debug_line[")) {
      finish();
      table = Long.decode(text.substring(text.indexOf('[') + 1, text.indexOf(']')));
    } else if (text.startsWith("include_directories[")) {
      directories.put(number(text), quoted(text));
    } else if (text.startsWith("file_names[")) {
      fileNumber = number(text);
    } else if (text.startsWith("           name: ")) {
      names.put(fileNumber, quoted(text));
    } else if (text.startsWith("      dir_index: ")) {
      directoryOf.put(fileNumber, Long.parseLong(text.substring(17).strip()));
    } else if (text.startsWith("         version: ")) {
      version = Integer.parseInt(text.substring(17).strip());
    }
  }

  private static long number(String text) {
    return Long.parseLong(text.substring(text.indexOf('[') + 1, text.indexOf(']')).strip());
  }

  private static String quoted(String text) {
    return text.substring(text.indexOf('"') + 1, text.lastIndexOf('"'));
  }

  private void row(String[] words) {
    Address address = new Address(Long.parseUnsignedLong(words[0].substring(2), 16));
    boolean statement = false;
    boolean prologueEnd = false;
    boolean end = false;
    for (String word : words) {
      statement |= word.equals("is_stmt");
      prologueEnd |= word.equals("prologue_end");
      end |= word.equals("end_sequence");
    }
    sequence.add(
        new Row(
            address,
            (int) Long.parseLong(words[1]),
            (int) Long.parseLong(words[2]),
            Long.parseLong(words[3]),
            statement,
            prologueEnd));
    if (end) {
      Address start = sequence.get(0).address();
      if (start.compareTo(address) < 0 && subject.program().isCode(start)) {
        sequences.add(List.copyOf(sequence));
      }
      sequence.clear();
    }
  }

  private void finish() {
    Unit unit = units.get(table);
    if (unit != null) {
      compare(unit);
    } else if (unitsLeftOut) {
      sequences.forEach(each -> seen.add(each.getFirst().address()));
    } else if (!sequences.isEmpty()) {
      rows.different("no unit has the line table at 0x%x".formatted(table));
    }
    sequence.clear();
    sequences.clear();
    directories.clear();
    names.clear();
    directoryOf.clear();
  }

  private void compare(Unit unit) {
    sequences.sort(Comparator.comparing(rows -> rows.get(0).address()));
    List<LineRow> have = subject.module().lines.table(unit).map(LineTable::rows).orElse(List.of());
    int i = 0;
    for (List<Row> each : sequences) {
      boolean kept = seen.add(each.get(0).address());
      for (int k = 0; k + 1 < each.size(); k++) {
        String where = "table 0x%x row %d".formatted(table, i);
        if (i == have.size()) {
          rows.different(where + ": have none, want " + each.get(k));
          return;
        }
        LineRow row = have.get(i++);
        LineRow want = want(each.get(k), each.get(k + 1).address(), row.source().file());
        rows.same(where, row, want);
        if (kept && want.address().compareTo(want.end()) < 0 && isClaimed(want.address(), unit)) {
          lookup(want);
        }
      }
    }
    for (; i < have.size(); i++) {
      rows.different("table 0x%x row %d: have %s, want none".formatted(table, i, have.get(i)));
    }
  }

  /**
   * Before version 5 the table does not say the directory of the compilation: only the end of such
   * a path can be compared.
   */
  private LineRow want(Row row, Address end, String have) {
    String name = names.getOrDefault(row.file(), "");
    long number = directoryOf.getOrDefault(row.file(), 0L);
    Path path = Path.of(directories.getOrDefault(number, "")).resolve(name);
    if (version >= 5 && !path.isAbsolute()) {
      path = Path.of(directories.getOrDefault(0L, "")).resolve(path);
    }
    String file = path.normalize().toString();
    if (!path.isAbsolute() && Path.of(have).endsWith(path.normalize())) {
      file = have;
    }
    return new LineRow(
        row.address(),
        end,
        new SourceLine(file, row.line()),
        row.column(),
        row.statement(),
        row.prologueEnd());
  }

  /** Padding between functions has rows too, but belongs to no unit. */
  private boolean isClaimed(Address address, Unit unit) {
    return subject.module().units.at(address).isPresent()
        || subject.module().units.withoutRanges().contains(unit);
  }

  /** The last row at an address is what the address belongs to. */
  private void lookup(LineRow want) {
    Optional<LineRow> have = subject.info().rowAt(want.address());
    if (have.isPresent() && have.get().equals(want)) {
      lookups.equal++;
    } else {
      lookups.different(want.address() + ": have " + have + ", want " + want);
    }
  }
}
