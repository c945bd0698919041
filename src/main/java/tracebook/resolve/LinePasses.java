package tracebook.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Scope;
import tracebook.elf.Address;
import tracebook.x86.Decoded;
import tracebook.x86.FlowGraph;
import tracebook.x86.Instructions;
import tracebook.x86.Opcode;

/**
 * Where passes over a line begin in optimised code of one function, which may have the line's code
 * several times: unrolled loops, threaded jumps.
 *
 * <p>GCC marks where each statement of the source begins, also where it has no code left, and
 * copies the marks with the code (-gstatement-frontiers): {@code is_stmt} is a mark. Other
 * compilers set it wherever the line changes, which is also where the scheduler has put an
 * instruction of one line among those of another. There what surely is the same code again is a
 * pass, and the rest is not told.
 */
final class LinePasses {
  private final Module module;
  private final DebugInfo debug;
  private final Map<Address, Body> bodies = new HashMap<>();

  /** Of rows: each copy of the line asks for those of all rows of the function. */
  private final Map<Address, List<Scope>> scopes = new HashMap<>();

  /** Why a pass may be no hit of its own. */
  enum Untold {
    /** Several begin at one address. */
    SHARED,
    /** Vector instructions. */
    SEVERAL_AT_ONCE,
    /** The line has code in several parts, and nothing says which of them begin a pass. */
    PARTS
  }

  /**
   * What was found.
   *
   * @param begins rows where a pass begins
   * @param starts how many addresses there are where one may begin
   */
  record Found(List<LineRow> begins, Set<Untold> untold, int starts) {}

  /**
   * The code that a function is in.
   *
   * @param rows of all lines, by address
   * @param breaks addresses that the instruction in front does not go on to
   * @param jumps direct ones, from where and to where
   * @param marked whether {@code is_stmt} marks statements
   */
  private record Body(
      List<LineRow> rows,
      NavigableSet<Address> breaks,
      Map<Address, Address> jumps,
      boolean marked) {}

  /** Rows of the line that one goes through without another line of the function. */
  private record Visit(LineRow begin, List<LineRow> rows) {}

  /** An instruction of a line: its column, and what it does. */
  private record Part(int column, Opcode opcode) {}

  /**
   * The code of a visit.
   *
   * @param works whether it does more than bringing values from place to place
   * @param stored what it stores to, as far as the addresses are constant
   */
  private record Skeleton(List<Part> parts, boolean works, Set<Stored> stored) {
    /**
     * Whether the other one is surely a copy of this code, and not a part of the same pass, in
     * which an expression stores to a place once, and computes nothing twice.
     */
    boolean isCopied(Skeleton other) {
      return (works && parts.equals(other.parts))
          || other.stored.stream().anyMatch(stored::contains);
    }
  }

  private record Stored(int column, Address address) {}

  LinePasses(Module module, DebugInfo debug) {
    this.module = module;
    this.debug = debug;
  }

  /** The passes of one copy of a line, whose first row is given. */
  Found of(Function copy, LineRow first) {
    Optional<Function> holder = debug.functionAt(first.address());
    if (holder.isEmpty()) {
      return new Found(List.of(first), Set.of(), 1);
    }
    Body body = bodies.computeIfAbsent(holder.get().entry(), e -> body(holder.get()));
    Set<Untold> untold = EnumSet.noneOf(Untold.class);
    if (computesWithSeveral(copy, first, body)) {
      untold.add(Untold.SEVERAL_AT_ONCE);
    }
    if (body.marked()) {
      return marked(copy, first, body, untold);
    }
    List<Visit> visits = visits(copy, first, body);
    return withOthers(unmarked(first, visits, untold), visits, holder.get());
  }

  /** With a word on code of the line that can be come to without one of the begins. */
  private Found withOthers(Found found, List<Visit> visits, Function holder) {
    Set<Address> begins = new HashSet<>();
    found.begins().forEach(row -> begins.add(row.address()));
    List<LineRow> others = new ArrayList<>();
    for (Visit visit : visits) {
      if (visit.rows().stream().noneMatch(row -> begins.contains(row.address()))
          && skeleton(visit).works()) {
        others.add(visit.begin());
      }
    }
    if (others.isEmpty() || found.untold().contains(Untold.PARTS)) {
      return found;
    }
    int more =
        debug
            .codeAt(holder.entry())
            .map(code -> code.frame().graph())
            .map(graph -> countIn(without(graph, begins), graph, others))
            .orElse(others.size());
    if (more == 0) {
      return found;
    }
    Set<Untold> untold = EnumSet.of(Untold.PARTS);
    untold.addAll(found.untold());
    return new Found(found.begins(), untold, begins.size() + more);
  }

  private static int countIn(BitSet instructions, FlowGraph graph, List<LineRow> rows) {
    return (int)
        rows.stream()
            .mapToInt(row -> graph.at(row.address().value()))
            .filter(at -> at >= 0 && instructions.get(at))
            .count();
  }

  /** Which instructions are on a way from the function's first one that has none of some. */
  private static BitSet without(FlowGraph graph, Set<Address> some) {
    BitSet reached = new BitSet(graph.size());
    Deque<Integer> open = new ArrayDeque<>();
    open.add(graph.entry());
    while (!open.isEmpty()) {
      int at = open.remove();
      if (!reached.get(at) && !some.contains(new Address(graph.address(at)))) {
        reached.set(at);
        for (int next : graph.next(at)) {
          // Where a call leads to otherwise, an exception is caught.
          if (!graph.isCall(at) || next == at + 1) {
            open.add(next);
          }
        }
      }
    }
    return reached;
  }

  private Found marked(Function copy, LineRow first, Body body, Set<Untold> untold) {
    List<LineRow> all =
        body.rows().stream()
            .filter(row -> row.isStatement() && row.source().equals(first.source()))
            .toList();
    if (all.size() == 1) {
      return new Found(List.of(first), untold, 1);
    }
    List<Map.Entry<LineRow, MarkedPasses.Mark>> marks = new ArrayList<>();
    for (LineRow row : body.rows()) {
      if (row.isStatement() && row.source().line() > 0) {
        boolean own = row.source().equals(first.source()) && isOf(copy, row);
        MarkedPasses.Mark mark =
            own
                ? MarkedPasses.Mark.OWN
                : ends(copy, row) ? MarkedPasses.Mark.ENDS : MarkedPasses.Mark.NEUTRAL;
        marks.add(Map.entry(row, mark));
      }
    }
    MarkedPasses passes = new MarkedPasses(marks, body.jumps(), body.breaks());
    List<LineRow> begins = new ArrayList<>();
    int column = begin(passes.begins(), first, copy).column();
    for (LineRow row : passes.begins()) {
      if (row.column() == column) {
        begins.add(row);
      }
    }
    if (begins.isEmpty()) {
      begins.add(first);
    }
    long addresses = begins.stream().map(LineRow::address).distinct().count();
    if ((column == 0 || !passes.isSettled()) && addresses > 1) {
      // Without columns (-gno-column-info) each part of a line, as of a loop's, looks like a pass.
      untold.add(Untold.PARTS);
      return new Found(List.of(first), untold, (int) addresses);
    }
    if (addresses < begins.size()) {
      untold.add(Untold.SHARED);
    }
    long open =
        passes.open().stream()
            .filter(row -> row.column() == column && !begins.contains(row))
            .map(LineRow::address)
            .distinct()
            .count();
    if (open > 0) {
      untold.add(Untold.PARTS);
    }
    return new Found(begins, untold, (int) (addresses + open));
  }

  /** The one that a pass begins with: what catches an exception lies in front, in the cold part. */
  private static LineRow begin(List<LineRow> begins, LineRow first, Function copy) {
    List<AddressRange> part =
        copy.ranges().stream().filter(range -> range.contains(first.address())).toList();
    return begins.contains(first)
        ? first
        : begins.stream()
            .filter(row -> part.stream().anyMatch(range -> range.contains(row.address())))
            .findFirst()
            .or(() -> begins.stream().findFirst())
            .orElse(first);
  }

  private Found unmarked(LineRow first, List<Visit> visits, Set<Untold> untold) {
    List<LineRow> begins = new ArrayList<>();
    begins.add(first);
    List<Visit> alike =
        visits.stream()
            .flatMap(v -> apart(v).stream())
            .filter(v -> v.begin().column() == first.column())
            .toList();
    Optional<Skeleton> own =
        alike.stream()
            .filter(v -> v.begin().address().equals(first.address()))
            .findFirst()
            .map(this::skeleton);
    int starts = 1;
    for (Visit visit : alike) {
      Skeleton skeleton = skeleton(visit);
      if (visit.begin().address().equals(first.address()) || skeleton.parts().isEmpty()) {
        continue;
      }
      boolean copied = own.filter(o -> o.isCopied(skeleton)).isPresent();
      if (copied) {
        begins.add(visit.begin());
      }
      if (copied || skeleton.works() || !skeleton.stored().isEmpty()) {
        starts++;
        untold.add(Untold.PARTS);
      }
    }
    return new Found(begins, untold, starts);
  }

  private Body body(Function function) {
    List<LineRow> rows = new ArrayList<>();
    NavigableSet<Address> breaks = new TreeSet<>();
    Map<Address, Address> jumps = new HashMap<>();
    boolean moved = false;
    for (AddressRange range : function.ranges()) {
      breaks.add(range.start());
      int size = Math.toIntExact(range.end().value() - range.start().value());
      byte[] code = module.elf().text(range.start(), size);
      int at = 0;
      while (at < code.length
          && Instructions.decode(code, at) instanceof Decoded.Instruction instruction) {
        Address here = range.start().plus(at);
        at += instruction.length();
        if (instruction.kind() == Decoded.Kind.JUMP
            || instruction.kind() == Decoded.Kind.CONDITIONAL_JUMP) {
          jumps.put(here, range.start().plus(at + instruction.target().orElse(0)));
        }
        switch (instruction.kind()) {
          case JUMP, INDIRECT_JUMP, RETURN -> breaks.add(range.start().plus(at));
          case NOP, ENDBR, PUSH, CALL, INDIRECT_CALL, CONDITIONAL_JUMP, TRAP, OTHER -> {}
        }
      }
      Optional<LineRow> before = Optional.empty();
      for (LineRow row : debug.rows(range)) {
        moved |=
            !row.isStatement()
                && row.source().line() > 0
                && before.filter(b -> !b.source().equals(row.source())).isPresent();
        before = Optional.of(row);
        rows.add(row);
      }
    }
    // LLVM has such rows, too: behind line 0, and for a line of the same number in another file.
    boolean marked = moved && debug.marksStatements(function.entry());
    return new Body(List.copyOf(rows), breaks, jumps, marked);
  }

  private List<Visit> visits(Function copy, LineRow first, Body body) {
    List<Visit> visits = new ArrayList<>();
    Optional<Visit> open = Optional.empty();
    Optional<Address> before = Optional.empty();
    for (LineRow row : body.rows()) {
      if (!follows(before, row.address(), body.breaks())) {
        open = Optional.empty();
      }
      before = Optional.of(row.address());
      boolean own = row.source().equals(first.source()) && isOf(copy, row);
      if (!own) {
        if (open.isPresent() && row.source().line() > 0 && ends(copy, row)) {
          open = Optional.empty();
        }
        continue;
      }
      if (open.isEmpty()) {
        open = Optional.of(new Visit(row, new ArrayList<>()));
        visits.add(open.get());
      }
      open.get().rows().add(row);
    }
    return visits;
  }

  /** Several passes right behind each other are the same code again. */
  private List<Visit> apart(Visit visit) {
    List<Visit> pieces = new ArrayList<>();
    for (LineRow row : visit.rows()) {
      if (pieces.isEmpty() || row.column() == visit.begin().column()) {
        pieces.add(new Visit(row, new ArrayList<>()));
      }
      pieces.getLast().rows().add(row);
    }
    Skeleton first = skeleton(pieces.getFirst());
    boolean copied = pieces.stream().skip(1).allMatch(p -> first.isCopied(skeleton(p)));
    return copied ? pieces : List.of(visit);
  }

  private static boolean follows(
      Optional<Address> before, Address at, NavigableSet<Address> breaks) {
    return before.isPresent()
        && before.get().compareTo(at) <= 0
        && breaks.subSet(before.get(), false, at, true).isEmpty();
  }

  private List<Scope> scopesAt(LineRow row) {
    return scopes.computeIfAbsent(row.address(), debug::scopesAt);
  }

  private boolean isOf(Function copy, LineRow row) {
    return LineCopies.holder(debug, scopesAt(row), row).filter(o -> o.isSame(copy)).isPresent();
  }

  /**
   * Whether a row is of another line of the copy, or of what is around it, and surely not of what
   * is inlined into the line: of that, rows may share addresses with the line's own.
   */
  private boolean ends(Function copy, LineRow row) {
    List<Scope> around = scopesAt(row);
    Optional<Function> holder = LineCopies.holder(debug, around, row);
    if (holder.filter(h -> h.declared().file().equals(row.source().file())).isEmpty()) {
      return false;
    }
    boolean inside = false;
    for (Scope scope : around) {
      if (scope.function().isSame(copy)) {
        return !inside;
      }
      inside |= holder.get().isSame(scope.function());
    }
    return true;
  }

  private boolean computesWithSeveral(Function copy, LineRow first, Body body) {
    List<LineRow> rows =
        body.rows().stream()
            .filter(row -> row.source().equals(first.source()) && isOf(copy, row))
            .toList();
    return skeleton(new Visit(first, rows)).parts().stream()
        .anyMatch(part -> part.opcode().computesWithSeveral());
  }

  private Skeleton skeleton(Visit visit) {
    List<Part> parts = new ArrayList<>();
    boolean works = false;
    Set<Stored> stored = new HashSet<>();
    for (LineRow row : visit.rows()) {
      int size = Math.toIntExact(row.end().value() - row.address().value());
      byte[] code = module.elf().text(row.address(), size);
      int at = 0;
      while (at < code.length
          && Instructions.decode(code, at) instanceof Decoded.Instruction instruction) {
        if (isTailCall(instruction, row.address().plus(at))) {
          parts.add(new Part(row.column(), Opcode.CALL));
          works = true;
        }
        Optional<Opcode> opcode = Opcode.of(code, at, instruction.length());
        boolean counts =
            switch (instruction.kind()) {
              case NOP, ENDBR, JUMP, PUSH -> false;
              case INDIRECT_JUMP, CALL, INDIRECT_CALL, CONDITIONAL_JUMP, RETURN, TRAP, OTHER ->
                  opcode.isPresent() && !Opcode.movesStack(code, at, instruction.length());
            };
        if (counts) {
          parts.add(new Part(row.column(), opcode.orElseThrow()));
          works |= !opcode.orElseThrow().onlyMoves();
        }
        OptionalInt relative = Opcode.relative(code, at, instruction.length());
        at += instruction.length();
        if (counts && opcode.orElseThrow().stores() && relative.isPresent()) {
          stored.add(new Stored(row.column(), row.address().plus(at + relative.getAsInt())));
        }
      }
    }
    return new Skeleton(parts, works, stored);
  }

  private boolean isTailCall(Decoded.Instruction instruction, Address at) {
    return instruction.kind() == Decoded.Kind.JUMP
        && instruction.target().isPresent()
        && !entry(at)
            .equals(entry(at.plus(instruction.length() + instruction.target().getAsInt())));
  }

  private Optional<Address> entry(Address at) {
    return debug.functionAt(at).map(Function::entry);
  }
}
