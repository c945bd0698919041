package tracebook.dwarf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;
import tracebook.x86.FlowGraph;
import tracebook.x86.FrameCode;

/** The instructions of a function, and the rows of the line table that they are of. */
public final class FunctionCode {
  /** More than are looked into, however short the instructions are. */
  private static final long MOST_BYTES = 16L * FlowGraph.MOST_INSTRUCTIONS;

  private final FrameCode frame;
  private final boolean marked;

  /** Of each instruction, those that begin with it, in the table's order. */
  private final List<List<LineRow>> beginning = new ArrayList<>();

  /** Of each instruction, the one that it is of. */
  private final List<Optional<LineRow>> rows = new ArrayList<>();

  /** The instructions with which statements begin, by line, where there are marks. */
  private final Map<SourceLine, List<Integer>> marks = new HashMap<>();

  private FunctionCode(FrameCode frame, List<LineRow> all, boolean marked) {
    this.frame = frame;
    this.marked = marked;
    int at = 0;
    Optional<LineRow> row = Optional.empty();
    for (int i = 0; i < frame.graph().size(); i++) {
      Address address = new Address(frame.graph().address(i));
      List<LineRow> here = new ArrayList<>();
      while (at < all.size() && all.get(at).address().compareTo(address) <= 0) {
        here.add(all.get(at++));
      }
      row = here.isEmpty() ? row : Optional.of(here.getLast());
      beginning.add(List.copyOf(here));
      rows.add(row);
      if (marked) {
        int instruction = i;
        here.stream()
            .filter(LineRow::isStatement)
            .map(LineRow::source)
            .distinct()
            .forEach(line -> marks.computeIfAbsent(line, l -> new ArrayList<>()).add(instruction));
      }
    }
  }

  /** Empty where some of it is not known as code. */
  static Optional<FunctionCode> of(FunctionBody body, List<LineRow> rows) {
    List<FlowGraph.Piece> pieces = new ArrayList<>();
    long bytes = 0;
    for (AddressRange range : body.ranges()) {
      bytes += range.end().value() - range.start().value();
      if (bytes > MOST_BYTES) {
        return Optional.empty();
      }
      int size = (int) (range.end().value() - range.start().value());
      byte[] code = body.module().sections.program().text(range.start(), size);
      pieces.add(new FlowGraph.Piece(range.start().value(), code));
    }
    ElfFile program = body.module().sections.program();
    pieces.sort(Comparator.comparingLong(FlowGraph.Piece::start));
    List<LineRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(LineRow::address));
    return FlowGraph.of(
            pieces,
            body.entry().value(),
            (address, count) -> program.text(new Address(address), count),
            new FlowGraph.Calls(LandingPads.of(body), CallSites.endless(body)))
        .map(graph -> new FunctionCode(new FrameCode(graph), sorted, marksStatements(body)));
  }

  /**
   * GCC 8 and newer: rows that begin a statement ({@code is_stmt}) are in the order of the source,
   * wherever the optimiser moves the code (-gstatement-frontiers).
   */
  static boolean marksStatements(FunctionBody body) {
    List<String> words = Arrays.asList(body.die().unit.producer().split(" ", -1));
    return words.getFirst().equals("GNU")
        && !words.contains("-gno-statement-frontiers")
        && words.stream()
            .filter(word -> word.matches("\\d+\\.\\d+\\.\\d+"))
            .findFirst()
            .filter(version -> Integer.parseInt(version.split("\\.", -1)[0]) >= 8)
            .isPresent();
  }

  public FrameCode frame() {
    return frame;
  }

  /** Whether rows that begin a statement are in the order of the source. */
  public boolean marked() {
    return marked;
  }

  /** The instructions with which statements of a line begin, by address, where there are marks. */
  public List<Integer> marks(SourceLine line) {
    return Collections.unmodifiableList(marks.getOrDefault(line, List.of()));
  }

  /** The rows that begin with an instruction, in the table's order. */
  public List<LineRow> beginning(int instruction) {
    return beginning.get(instruction);
  }

  /** The row that an instruction is of. */
  public Optional<LineRow> row(int instruction) {
    return rows.get(instruction);
  }
}
