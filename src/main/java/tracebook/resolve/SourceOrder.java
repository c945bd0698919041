package tracebook.resolve;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tracebook.dwarf.FunctionCode;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.SourceLine;
import tracebook.elf.Address;
import tracebook.x86.Effort;
import tracebook.x86.FlowGraph;
import tracebook.x86.FrameCode;
import tracebook.x86.FrameCode.Store;
import tracebook.x86.Loop;
import tracebook.x86.Surroundings;

/**
 * Which stores the code does on another side of a place than the source. What the source does in
 * one turn of a loop is compared: a way that begins a loop anew is another turn.
 *
 * <p>GCC marks where each statement of the source begins, and the marks stay in the order of the
 * source, in copies of loops too: a store of a line whose mark lies behind the place is of a
 * statement that is yet to come. Of other compilers there are the numbers of the lines; the head of
 * a loop then stands in front of the body, and its next turn behind it.
 */
final class SourceOrder {
  /** What line an instruction is of. */
  interface Lines {
    /** In the owner of the variable: the line that calls what is inlined. */
    Optional<SourceLine> ofOwner(LineRow row, Address address);

    /**
     * In a function that is inlined into the owner and has the place, too: of the owner both are
     * one line.
     */
    Optional<Inside> inside(LineRow row, Address address);
  }

  /**
   * Where an instruction is, seen from the place.
   *
   * @param entry of the innermost function that has both
   * @param distance of the lines; above 0 when the instruction's is behind the place's
   */
  record Inside(Address entry, int distance) {}

  private final FunctionCode code;
  private final FlowGraph graph;
  private final int place;
  private final LineRow row;

  /** Of the owner of the variable. */
  private final SourceLine here;

  private final Lines lines;

  private final Map<Integer, Optional<SourceLine>> known = new HashMap<>();

  /** Which of the rows of its address the place is. */
  private final int view;

  private final Surroundings around;
  private final Effort effort;

  /** What may run from the place on without a mark of a line. */
  private final Map<SourceLine, BitSet> unmarked = new HashMap<>();

  /** A line, and the head of a loop; -1 for none. */
  private record OfLoop(SourceLine raw, int head) {}

  private final Map<OfLoop, Boolean> begun = new HashMap<>();
  private final Map<OfLoop, Boolean> movedOut = new HashMap<>();
  private final Map<OfLoop, Tail> tails = new HashMap<>();

  /**
   * Stores to the same bytes, of a line, the head of a loop around them and the beginning of an
   * inlined copy; -1 for none.
   */
  private record Alike(
      Optional<FrameCode.Spot> at, long bytes, SourceLine raw, int head, int begin) {}

  private final Map<Alike, Boolean> outnumbering = new HashMap<>();

  /**
   * What can follow in a turn of a loop.
   *
   * @param others instructions behind which another line does what could matter
   * @param anew those behind which the line's own code begins the loop anew
   */
  private record Tail(BitSet others, BitSet anew) {}

  SourceOrder(
      FunctionCode code, int place, LineRow row, SourceLine here, Lines lines, Effort effort) {
    this.code = code;
    this.graph = code.frame().graph();
    this.place = place;
    this.row = row;
    this.here = here;
    this.lines = lines;
    int own = code.beginning(place).indexOf(row);
    this.view = own < 0 ? code.beginning(place).size() - 1 : own;
    this.around = graph.around(place);
    this.effort = effort;
    effort.spend(around.cost());
  }

  /** False where it is not known how, or takes too much; the other answers then are none. */
  boolean isTold() {
    return around.isComplete() && !effort.isTooMuch();
  }

  /** Whether a store of an earlier line is still to come at the place. */
  boolean isLate(Store store, List<Store> all, int declared) {
    effort.spend(1);
    int at = store.instruction();
    Optional<SourceLine> line = line(at);
    if (line.isEmpty() || line.get().line() < declared || !isFromHere(at)) {
      return false;
    }
    if (isMovedOut(store, all)) {
      return true;
    }
    int distance = distance(inside(at), line.get());
    if (distance == 0) {
      return false;
    }
    SourceLine raw = raw(at);
    if (code.marked() && hasMarks(raw)) {
      // Where the mark is yet to come, it is done before its time, not behind. GCC gives what
      // it puts together of several stores no line: it then goes on with that in front of it.
      return (begunBefore(raw, loop(at)) || !hasOwnRow(at))
          && unmarked.computeIfAbsent(raw, this::unmarked).get(at);
    }
    return distance < 0
        && !isTail(at, line.get(), all)
        && all.stream()
            .noneMatch(other -> around.isBefore(other.instruction()) && isCopy(store, other));
  }

  private boolean isFromHere(int instruction) {
    return instruction == place || around.isBehind(instruction);
  }

  /** Whether a store of a later line has been done at the place already. */
  boolean isEarly(Store store, List<Store> all) {
    int at = store.instruction();
    Optional<SourceLine> line = line(at);
    if (line.isEmpty() || !around.isBefore(at)) {
      return false;
    }
    SourceLine raw = raw(at);
    Optional<Inside> inside = inside(at);
    int distance = distance(inside, line.get());
    if (code.marked() && hasMarks(raw)) {
      Optional<Loop> turn = loop(at);
      boolean asked =
          distance > 0
              || (distance < 0 && turn.isPresent())
              || (distance == 0 && row.isStatement() && raw.equals(row.source()));
      return asked
          && ((store.at().isEmpty() || store.somewhere())
              ? !begunBefore(raw, turn)
              : outnumbers(store, raw, all, turn, inside));
    }
    return distance > 0
        && !isTail(place, here, all)
        && all.stream().noneMatch(other -> isFromHere(other.instruction()) && isCopy(store, other));
  }

  /**
   * Behind the last of some stores, if they all stand in code that runs straight on from the place.
   */
  Optional<Address> behind(List<Store> late) {
    int last = late.stream().mapToInt(Store::instruction).max().orElse(-1);
    for (int at = place; at < last; at++) {
      int[] next = graph.onward(at);
      if (next.length != 1 || next[0] != at + 1) {
        return Optional.empty();
      }
    }
    return late.stream().anyMatch(store -> store.instruction() < place)
            || last < 0
            || last + 1 >= graph.size()
        ? Optional.empty()
        : Optional.of(new Address(graph.address(last + 1)));
  }

  // ---- lines

  /** The row's own line, which may be of a function that is inlined. */
  private SourceLine raw(int instruction) {
    return code.row(instruction).map(LineRow::source).orElse(SourceLine.UNKNOWN);
  }

  /** Whether a row begins with it: then it is of that line for sure. */
  private boolean hasOwnRow(int instruction) {
    return !code.beginning(instruction).isEmpty();
  }

  /** The owner's line, where it is known and of its file. */
  private Optional<SourceLine> line(int instruction) {
    return known.computeIfAbsent(
        instruction,
        i ->
            code.row(i)
                .filter(r -> r.source().line() > 0)
                .flatMap(r -> lines.ofOwner(r, new Address(graph.address(i))))
                .filter(l -> l.line() > 0 && l.file().equals(here.file())));
  }

  private Optional<Inside> inside(int instruction) {
    return code.row(instruction)
        .flatMap(r -> lines.inside(r, new Address(graph.address(instruction))));
  }

  /** Above 0 when a line stands behind the place's. */
  private int distance(Optional<Inside> inside, SourceLine ofOwner) {
    return inside.map(Inside::distance).orElse(ofOwner.line() - here.line());
  }

  /** Whether two stores write the same bytes for the same place of the source. */
  private boolean isCopy(Store one, Store other) {
    effort.spend(1);
    return one.instruction() != other.instruction()
        && one.at().isPresent()
        && one.at().equals(other.at())
        && one.bytes() == other.bytes()
        && raw(one.instruction()).equals(raw(other.instruction()))
        && column(one).equals(column(other));
  }

  private OptionalInt column(Store store) {
    return code.row(store.instruction())
        .map(r -> OptionalInt.of(r.column()))
        .orElse(OptionalInt.empty());
  }

  // ---- marks

  private boolean hasMarks(SourceLine raw) {
    return !code.marks(raw).isEmpty();
  }

  /** How many statements of a line begin with an instruction, of some of its rows. */
  private int marks(int instruction, SourceLine raw, int from, int to) {
    int found = 0;
    List<LineRow> rows = code.beginning(instruction);
    for (int i = from; i < Math.min(to, rows.size()); i++) {
      if (rows.get(i).isStatement() && rows.get(i).source().equals(raw)) {
        found++;
      }
    }
    return found;
  }

  private BitSet unmarked(SourceLine raw) {
    effort.spend(graph.cost());
    BitSet found = new BitSet();
    for (int at : graph.inOrder()) {
      boolean reached = at == place;
      for (int from : graph.previous(at)) {
        reached |= !graph.isBack(from, at) && found.get(from);
      }
      int first = at == place ? view + 1 : 0;
      if (reached && marks(at, raw, first, Integer.MAX_VALUE) == 0) {
        found.set(at);
      }
    }
    return found;
  }

  /** Whether a statement of a line has begun in front of the place, in a turn of a loop. */
  private boolean begunBefore(SourceLine raw, Optional<Loop> turn) {
    int head = turn.map(Loop::head).orElse(-1);
    return begun.computeIfAbsent(new OfLoop(raw, head), of -> findBegun(raw, turn));
  }

  private boolean findBegun(SourceLine raw, Optional<Loop> turn) {
    List<Integer> marks = code.marks(raw);
    effort.spend(marks.size());
    for (int at : marks) {
      if (around.isBefore(at) && (turn.isEmpty() || turn.get().contains(at))) {
        return true;
      }
    }
    return marks(place, raw, 0, view) > 0;
  }

  /**
   * Whether some way to the place does a store more often than statements of its line begin on it.
   * In a turn of the innermost loop around both, and from where an inlined copy begins that has
   * both: other copies have marks of the line for stores elsewhere.
   */
  private boolean outnumbers(
      Store store, SourceLine raw, List<Store> all, Optional<Loop> turn, Optional<Inside> inside) {
    int head = turn.map(Loop::head).orElse(-1);
    int begin = inside.map(i -> graph.at(i.entry().value())).orElse(-1);
    return outnumbering.computeIfAbsent(
        new Alike(store.at(), store.bytes(), raw, head, begin),
        alike -> findMore(store, raw, all, turn, begin));
  }

  private boolean findMore(
      Store store, SourceLine raw, List<Store> all, Optional<Loop> turn, int begin) {
    effort.spend(graph.cost());
    BitSet same = new BitSet();
    all.stream()
        .filter(o -> o.at().equals(store.at()) && o.bytes() == store.bytes())
        .filter(o -> raw(o.instruction()).equals(raw))
        .forEach(o -> same.set(o.instruction()));
    Map<Integer, Integer> more = new HashMap<>();
    for (int at : graph.inOrder()) {
      if ((at != place && !around.isBefore(at)) || turn.filter(t -> !t.contains(at)).isPresent()) {
        continue;
      }
      int most = Integer.MIN_VALUE;
      for (int from : graph.previous(at)) {
        if (!graph.isBack(from, at)) {
          most = Math.max(most, more.getOrDefault(from, Integer.MIN_VALUE));
        }
      }
      int sum = most == Integer.MIN_VALUE || at == begin ? 0 : most;
      if (at == place) {
        return sum - marks(at, raw, 0, view) > 0;
      }
      sum -= marks(at, raw, 0, Integer.MAX_VALUE);
      more.put(at, same.get(at) ? sum + 1 : sum);
    }
    return false;
  }

  // ---- loops

  /** The innermost one around an instruction and the place. */
  private Optional<Loop> loop(int instruction) {
    return around.loops().stream().filter(loop -> loop.contains(instruction)).findFirst();
  }

  /**
   * Whether code of a line, from an instruction on, is what the head of a loop around it and the
   * place does for its next turn: {@code i++} is of the line of {@code for}, which is an earlier
   * one, and yet comes behind the body. Then nothing of another line follows in the loop that could
   * matter: no call, and no store to the variable.
   */
  private boolean isTail(int instruction, SourceLine line, List<Store> all) {
    return around.loops().stream()
        .filter(loop -> loop.contains(instruction) && loop.head() != instruction)
        .anyMatch(
            loop -> {
              Tail tail =
                  tails.computeIfAbsent(new OfLoop(line, loop.head()), of -> tail(line, loop, all));
              return tail.anew.get(instruction) && !tail.others.get(instruction);
            });
  }

  private Tail tail(SourceLine line, Loop loop, List<Store> all) {
    effort.spend(graph.cost());
    BitSet matter = new BitSet();
    all.forEach(store -> matter.set(store.instruction()));
    Tail tail = new Tail(new BitSet(), new BitSet());
    int[] order = graph.inOrder();
    for (int i = order.length - 1; i >= 0; i--) {
      int at = order[i];
      if (!isFromHere(at)) {
        continue;
      }
      for (int to : graph.next(at)) {
        if (graph.isBack(at, to)) {
          continue;
        }
        if (tail.others.get(to)
            || ((matter.get(to) || graph.isCall(to)) && isOfAnother(line, to, loop))) {
          tail.others.set(at);
        }
        if (tail.anew.get(to)
            || (graph.isBackTo(to, loop.head())
                && loop.contains(to)
                && !isOfAnother(line, to, loop))) {
          tail.anew.set(at);
        }
      }
    }
    return tail;
  }

  private boolean isOfAnother(SourceLine line, int instruction, Loop loop) {
    return loop.contains(instruction)
        && line(instruction).filter(l -> l.line() != line.line()).isPresent();
  }

  /**
   * Whether a store behind a loop around the place is of a line of the loop, in which there is none
   * for it: it is done once, for all turns.
   */
  private boolean isMovedOut(Store store, List<Store> all) {
    SourceLine raw = raw(store.instruction());
    return around.loops().stream()
        .filter(loop -> !loop.contains(store.instruction()))
        .anyMatch(
            loop ->
                movedOut.computeIfAbsent(
                    new OfLoop(raw, loop.head()),
                    of ->
                        all.stream()
                                .noneMatch(
                                    o ->
                                        loop.contains(o.instruction())
                                            && raw(o.instruction()).equals(raw))
                            && isLineOf(loop, raw)));
  }

  /** Whether a loop has code of a line, and of others. */
  private boolean isLineOf(Loop loop, SourceLine raw) {
    effort.spend(graph.size());
    return loop.members().anyMatch(i -> raw(i).equals(raw))
        && loop.members().anyMatch(i -> !raw(i).equals(raw));
  }
}
