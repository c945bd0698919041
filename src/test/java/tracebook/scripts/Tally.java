package tracebook.scripts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tracebook.ir.SlotState;

/** What was tried and what was found, added up. */
final class Tally {
  long scripts;

  /** Statements and expressions, each with those inside of it. */
  long parts;

  long rows;

  long groups;

  /** What was compared, by what the interpreter says of it. */
  final Map<SlotState, Long> slots = new EnumMap<>(SlotState.class);

  /** Nodes of the typed program by name, and how often the interpreter came to one. */
  final Map<String, Long> evaluated = new TreeMap<>();

  /** Kinds of parts of typed programs that are not evaluated, and how often there was one. */
  final Map<String, Long> compiled = new TreeMap<>();

  /** How many cells were what the program says of them. */
  long said;

  /** How many printed lines of which the program says a part had that. */
  long printed;

  /** Cells of tables and their reasons that were compared as texts. */
  long cells;

  /** Rows of elements among them. */
  long elements;

  final Map<Trial.Fault, Long> faults = new EnumMap<>(Trial.Fault.class);

  /** What cannot be read in the program as it was compiled. */
  final List<String> lacking = new ArrayList<>();

  /** Scripts that went wrong, made small, with their seeds. */
  final List<String> findings = new ArrayList<>();

  long of(Trial.Fault fault) {
    return faults.getOrDefault(fault, 0L);
  }

  long of(SlotState state) {
    return slots.getOrDefault(state, 0L);
  }

  /** How many slots were compared. */
  long compared() {
    return slots.values().stream().mapToLong(n -> n).sum();
  }

  /** Kinds of parts that there was none of. */
  List<String> neverReached() {
    return Nodes.all().stream()
        .filter(n -> !evaluated.containsKey(n) && !compiled.containsKey(n))
        .filter(n -> slots.keySet().stream().noneMatch(s -> Nodes.name(s).equals(n)))
        .toList();
  }

  void add(Tally other) {
    scripts += other.scripts;
    parts += other.parts;
    rows += other.rows;
    groups += other.groups;
    other.slots.forEach((state, n) -> slots.merge(state, n, Long::sum));
    other.evaluated.forEach((node, n) -> evaluated.merge(node, n, Long::sum));
    other.compiled.forEach((node, n) -> compiled.merge(node, n, Long::sum));
    said += other.said;
    printed += other.printed;
    cells += other.cells;
    elements += other.elements;
    other.faults.forEach((fault, n) -> faults.merge(fault, n, Long::sum));
    lacking.addAll(other.lacking);
    findings.addAll(other.findings);
  }

  @Override
  public String toString() {
    return scripts
        + " scripts, "
        + parts
        + " parts, "
        + rows
        + " rows, "
        + groups
        + " groups, "
        + said
        + " said, "
        + printed
        + " lines, "
        + cells
        + " cells, "
        + elements
        + " elements, slots "
        + slots
        + ", faults "
        + faults;
  }
}
