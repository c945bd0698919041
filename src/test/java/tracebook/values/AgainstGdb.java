package tracebook.values;

import com.sun.jna.NativeLong;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Scope;
import tracebook.dwarf.SourceLine;
import tracebook.elf.Address;
import tracebook.elf.DebugFile;
import tracebook.elf.DebugFiles;
import tracebook.elf.ElfFile;
import tracebook.elf.ElfRefused;

/**
 * Runs a program twice, without randomization: once under a cell of ours, once under gdb, and
 * compares what both say of the variables at the same hits of the same addresses. That both saw the
 * same moment is shown by the registers.
 */
final class AgainstGdb {
  private static final Pattern REFUSED = Pattern.compile("(?m)^error: (.*)\\n +(\\d+) \\| ");
  private static final List<String> REGISTERS =
      List.of("rax rdx rcx rbx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15".split(" ", -1));
  private static final int PROBES_OF_A_CELL = 200;
  private static final int ADDR_NO_RANDOMIZE = 0x0040000;

  /** Most hits of one address that are compared. */
  private final int each;

  final Tally tally = new Tally();

  /** What came of overwriting what gdb alone shows. */
  final Map<HitComparison.Alone, Poison.Verdict> verdicts = new LinkedHashMap<>();

  private final String title;

  /** Whether what gdb alone shows is to be overwritten, to see whether it was the variable's. */
  private final boolean poisons;

  AgainstGdb(String title, int each) {
    this(title, each, false);
  }

  AgainstGdb(String title, int each, boolean poisons) {
    this.title = title;
    this.each = each;
    this.poisons = poisons;
  }

  /**
   * Compares one program.
   *
   * @param command its absolute path and its arguments
   * @param most places to compare at, spread over the code of all functions that are wanted
   */
  void run(List<String> command, int most, Predicate<String> functions) {
    Path program = Path.of(command.getFirst());
    try (ElfFile elf = ElfFile.open(program)) {
      switch (DebugFiles.standard().find(elf)) {
        case DebugFile.Embedded embedded -> run(command, most, functions, elf, embedded.file());
        case DebugFile.Separate separate -> {
          try (ElfFile debug = separate.file()) {
            run(command, most, functions, elf, debug);
          }
        }
        case DebugFile.Missing missing ->
            throw new AssertionError("`" + program + "` has no debug info");
      }
    } catch (IOException | ElfRefused e) {
      throw new AssertionError(program + " cannot be read", e);
    }
  }

  private void run(
      List<String> command, int most, Predicate<String> functions, ElfFile elf, ElfFile debug) {
    try (DebugInfo info = DebugInfo.open(elf, debug)) {
      List<Long> places = spread(places(info, functions), most);
      List<Long> some = new ArrayList<>();
      for (int from = 0; from < places.size(); ) {
        int to = endOfFunction(places, from, info);
        if (!some.isEmpty() && some.size() + to - from > PROBES_OF_A_CELL) {
          compare(command, entryPoint(elf.path()), some, info);
          some = new ArrayList<>();
        }
        some.addAll(places.subList(from, to));
        from = to;
      }
      compare(command, entryPoint(elf.path()), some, info);
    }
  }

  /** Places of a function are asked for together, unless they are too many. */
  private static int endOfFunction(List<Long> places, int from, DebugInfo info) {
    List<Scope> scopes = info.scopesAt(new Address(places.get(from)));
    int to = from + 1;
    while (to < places.size()
        && to - from < PROBES_OF_A_CELL
        && isIn(scopes, new Address(places.get(to)))) {
      to++;
    }
    return to;
  }

  private static boolean isIn(List<Scope> scopes, Address place) {
    return !scopes.isEmpty()
        && scopes.getLast().function().ranges().stream().anyMatch(r -> r.contains(place));
  }

  /** Where a row of the line table begins, in functions of the program. */
  private static Collection<Long> places(DebugInfo info, Predicate<String> functions) {
    TreeSet<Long> found = new TreeSet<>();
    for (String name : info.functionNames()) {
      if (!functions.test(name)) {
        continue;
      }
      for (Function function : info.functions(name)) {
        for (AddressRange range :
            function.inlined() || !functions.test(function.qualifiedName())
                ? List.<AddressRange>of()
                : function.ranges()) {
          Address at = range.start();
          while (range.contains(at)) {
            found.add(at.value());
            Optional<LineRow> row = info.rowAt(at);
            if (row.isEmpty() || row.get().end().compareTo(at) <= 0) {
              break;
            }
            at = row.get().end();
          }
        }
      }
    }
    return found;
  }

  /** Of the ELF header (gABI, e_entry). */
  static long entryPoint(Path program) {
    try (RandomAccessFile file = new RandomAccessFile(program.toFile(), "r")) {
      file.seek(24);
      return Long.reverseBytes(file.readLong());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Long> spread(Collection<Long> places, int most) {
    List<Long> all = List.copyOf(places);
    if (all.size() <= most) {
      return all;
    }
    List<Long> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(all.get((int) ((long) i * all.size() / most)));
    }
    return some;
  }

  private void compare(List<String> command, long entry, List<Long> places, DebugInfo info) {
    Map<Long, String> probes = new LinkedHashMap<>();
    StringBuilder registers = new StringBuilder();
    for (String register : REGISTERS) {
      registers.append("r_").append(register).append(" = $reg(\"").append(register).append("\"), ");
    }
    if (places.isEmpty()) {
      return;
    }
    for (long place : places) {
      probes.put(
          place,
          "trace 0x%x as p_%x { if $hit <= %d { emit %s$args, $locals; } }"
              .formatted(place, place, each, registers));
    }
    Notebook notebook = null;
    while (notebook == null || (!notebook.error().isEmpty() && !probes.isEmpty())) {
      String cell =
          "%%trace --for 120s --launch '"
              + String.join(" ", command)
              + "'\n"
              + String.join("\n", probes.values());
      notebook = withoutRandomization(cell);
      if (!notebook.error().isEmpty() && !refuse(notebook.error(), probes)) {
        throw new AssertionError(notebook.error());
      }
    }
    tally.places += probes.size();
    if (probes.isEmpty()) {
      return;
    }
    List<Long> addresses = List.copyOf(probes.keySet());
    Stops.Asked asked = new Stops.Asked(command, entry, addresses, each, called(places, info));
    Stops.Run run = Stops.of(asked);
    Map<Stops.Key, Stops.Stop> stops = run.stops();
    List<HitComparison.Difference> differences = new ArrayList<>();
    List<HitComparison.Alone> alone = new ArrayList<>();
    Set<HitComparison.At> agreed = new HashSet<>();
    long ours = 0;
    for (long place : probes.keySet()) {
      Shown shown = Shown.of(notebook.table("p_" + Long.toHexString(place)));
      for (int row = 0; row < shown.rows().size(); row++) {
        ours++;
        Stops.Stop stop = stops.get(new Stops.Key(place, row + 1));
        if (stop == null) {
          tally.otherMoment++; // With threads, gdb does not see every hit.
          continue;
        }
        tally.hits++;
        compare(shown, row, stop, info)
            .ifPresent(
                comparison -> {
                  differences.addAll(comparison.differences);
                  alone.addAll(comparison.alone);
                  agreed.addAll(comparison.agreed);
                });
      }
    }
    tally.otherMoment += Math.max(0, stops.size() - ours);
    if (!differences.isEmpty()) {
      judge(differences, stops, asked, info);
    }
    if (poisons) {
      Poison poison = new Poison(asked, run, agreed, at -> line(info, at));
      poison.judge(alone);
      verdicts.putAll(poison.outcomes());
      tally.proved(poison.outcomes());
    }
  }

  private static SourceLine line(DebugInfo info, long at) {
    return info.rowAt(new Address(at)).map(LineRow::source).orElse(SourceLine.UNKNOWN);
  }

  /** Where the functions begin to which places belong. */
  private static List<Long> called(List<Long> places, DebugInfo info) {
    return places.stream()
        .map(place -> info.scopesAt(new Address(place)))
        .filter(scopes -> !scopes.isEmpty())
        .map(scopes -> scopes.getLast().function().entry().value())
        .distinct()
        .toList();
  }

  /** What is different between two runs under gdb too is no value of the program's source. */
  private void judge(
      List<HitComparison.Difference> differences,
      Map<Stops.Key, Stops.Stop> stops,
      Stops.Asked asked,
      DebugInfo info) {
    Set<Long> places = new TreeSet<>();
    for (HitComparison.Difference difference : differences) {
      long place = difference.stop().at().address();
      places.add(place);
      // Where a function's parameters are stored is a witness, and may be in another cell.
      info.scopesAt(new Address(place)).stream()
          .map(scope -> scope.function().bodyStart().value())
          .forEach(places::add);
    }
    Map<Stops.Key, Stops.Stop> again = Stops.of(asked.at(List.copyOf(places))).stops();
    List<Stops.Stop> witnesses = new ArrayList<>(stops.values());
    witnesses.addAll(again.values());
    GdbFaults faults = new GdbFaults(witnesses, info);
    for (HitComparison.Difference difference : differences) {
      Stops.Stop other = again.get(difference.stop().at());
      boolean steady =
          other != null
              && other
                  .leaf(difference.path())
                  .filter(leaf -> leaf.text().equals(difference.gdbs().text()))
                  .isPresent();
      Optional<String> fault = faults.of(difference.stop(), difference.path(), difference.ours());
      if (!steady) {
        tally.unsteady++;
      } else if (fault.isPresent()) {
        tally.gdbWrong++;
        tally.gdbWrongBecause.merge(fault.get(), 1L, Long::sum);
      } else {
        tally.different.add(difference.toString());
      }
    }
  }

  /** The program that this thread starts lies where gdb has it. */
  private static Notebook withoutRandomization(String cell) {
    com.sun.jna.Function personality = com.sun.jna.Function.getFunction("c", "personality");
    int before = personality.invokeInt(new Object[] {new NativeLong(0xffffffffL)});
    personality.invokeInt(new Object[] {new NativeLong(before | ADDR_NO_RANDOMIZE)});
    try {
      return Notebook.run(cell);
    } finally {
      personality.invokeInt(new Object[] {new NativeLong(before)});
    }
  }

  /** Takes away the probes that the cell's error speaks of. */
  private boolean refuse(String error, Map<Long, String> probes) {
    List<Long> places = List.copyOf(probes.keySet());
    Matcher line = REFUSED.matcher(error);
    boolean any = false;
    while (line.find()) {
      int index = Integer.parseInt(line.group(2)) - 2;
      if (index >= 0 && index < places.size() && probes.remove(places.get(index)) != null) {
        any = true;
        tally.refused.merge(line.group(1).replaceAll("0x[0-9a-f]+", "ADDRESS"), 1, Integer::sum);
      }
    }
    return any;
  }

  private Optional<HitComparison> compare(Shown shown, int row, Stops.Stop stop, DebugInfo info) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    boolean same = true;
    for (int i = 0; i < shown.columns().size(); i++) {
      String name = shown.columns().get(i);
      Optional<String> text = shown.rows().get(row).get(i);
      if (name.startsWith("r_")) {
        int number = REGISTERS.indexOf(name.substring(2));
        same &=
            text.isPresent() && Long.parseUnsignedLong(text.get()) == stop.registers().get(number);
      } else if (i >= 5) {
        cells.put(name, new Cell(text, shown.why(row, i)));
      }
    }
    if (!same) {
      tally.otherMoment++;
      return Optional.empty();
    }
    HitComparison comparison = new HitComparison(title, cells, stop, info, tally);
    comparison.run();
    return Optional.of(comparison);
  }

  /** A cell of our table: its text, or why it is missing. */
  record Cell(Optional<String> text, String why) {}
}
