package tracebook.values;

import com.sun.jna.NativeLong;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
  private final String title;

  AgainstGdb(String title, int each) {
    this.title = title;
    this.each = each;
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
      for (int from = 0; from < places.size(); from += PROBES_OF_A_CELL) {
        List<Long> some = places.subList(from, Math.min(places.size(), from + PROBES_OF_A_CELL));
        compare(command, entryPoint(elf.path()), some, info);
      }
    }
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
    Map<Stops.Key, Stops.Stop> stops =
        Stops.of(command, entry, List.copyOf(probes.keySet()), each, 120);
    List<HitComparison.Difference> differences = new ArrayList<>();
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
        differences.addAll(compare(shown, row, stop, info));
      }
    }
    tally.otherMoment += Math.max(0, stops.size() - ours);
    if (!differences.isEmpty()) {
      judge(differences, stops, command, entry, info);
    }
  }

  /** What is different between two runs under gdb too is no value of the program's source. */
  private void judge(
      List<HitComparison.Difference> differences,
      Map<Stops.Key, Stops.Stop> stops,
      List<String> command,
      long entry,
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
    Map<Stops.Key, Stops.Stop> again = Stops.of(command, entry, List.copyOf(places), each, 120);
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

  private List<HitComparison.Difference> compare(
      Shown shown, int row, Stops.Stop stop, DebugInfo info) {
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
      return List.of();
    }
    HitComparison comparison = new HitComparison(title, cells, stop, info, tally);
    comparison.run();
    return comparison.differences;
  }

  /** A cell of our table: its text, or why it is missing. */
  record Cell(Optional<String> text, String why) {}
}
