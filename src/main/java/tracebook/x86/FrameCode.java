package tracebook.x86;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the code of a function stores to its stack frame, directly or through registers that hold
 * addresses of it.
 */
public final class FrameCode {
  private static final int DWARF_RBP = 6;
  private static final int DWARF_RSP = 7;
  private static final int PUSHED = 8;

  /** How far the place of an access with an index usually is outside: {@code a[i - 1]}. */
  private static final int NEAR = 64;

  /**
   * An address of the frame.
   *
   * @param origin which of several unknown addresses it is counted from
   */
  public record Spot(int origin, long offset) {}

  /**
   * An instruction that stores.
   *
   * @param instruction its number
   * @param at where to; empty: through a register that holds what is not known
   * @param bytes how many; 0 when that is not known
   * @param somewhere whether an index is added, so that it may be any bytes around
   */
  public record Store(int instruction, Optional<Spot> at, long bytes, boolean somewhere) {}

  private final FlowGraph graph;
  private final FrameValues values;
  private final List<Store> stores = new ArrayList<>();

  /** Addresses of the frame that get into a register or into memory. */
  private final List<Taken> taken = new ArrayList<>();

  private record Taken(int instruction, Spot spot) {}

  public FrameCode(FlowGraph graph) {
    this.graph = graph;
    this.values = new FrameValues(graph);
    values.walk(this::look);
  }

  private void look(int instruction, FrameState state) {
    Decoded.Kind kind = graph.instructions[instruction].kind();
    if (kind == Decoded.Kind.PUSH) {
      Optional<Spot> top = state.spot(FrameState.RSP, -PUSHED);
      stores.add(new Store(instruction, top, PUSHED, false));
    }
    if (kind != Decoded.Kind.OTHER) {
      return;
    }
    values.computed(state, instruction).ifPresent(spot -> taken.add(new Taken(instruction, spot)));
    byte[] code = graph.pieces.get(graph.piece[instruction]).code();
    MemoryStore.at(code, graph.offset[instruction], graph.instructions[instruction])
        .filter(store -> !isForeign(store, Encoding.of(code, graph.offset[instruction]), state))
        .flatMap(store -> store(instruction, store, state))
        .ifPresent(stores::add);
  }

  /** Whether it is to memory of others, through what was there before anybody knew the frame. */
  private static boolean isForeign(MemoryStore store, Encoding code, FrameState state) {
    boolean isAddress = code.map() < 2 || (code.vector() > 0 && !code.evex());
    return isAddress
        && store.base() >= 0
        && state.isForeign(store.base())
        && (code.index() < 0 || state.isForeign(code.index()));
  }

  /** Empty for memory that is not the frame's. */
  private static Optional<Store> store(int instruction, MemoryStore store, FrameState state) {
    if (store.base() < 0) {
      return store.indexed()
          ? Optional.of(new Store(instruction, Optional.empty(), 0, true))
          : Optional.empty();
    }
    long times = store.repeated() ? state.count().orElse(0L) : 1;
    return Optional.of(
        new Store(
            instruction,
            state.spot(store.base(), store.displacement()),
            store.bytes() * times,
            store.indexed()));
  }

  public FlowGraph graph() {
    return graph;
  }

  /**
   * Where a distance from a register is before an instruction; empty where that is not known.
   *
   * @param register DWARF's number; rbp or rsp
   */
  public Optional<Spot> spot(int instruction, int register, long distance) {
    return switch (register) {
      case DWARF_RBP -> values.spot(instruction, FrameState.RBP, distance);
      case DWARF_RSP -> values.spot(instruction, FrameState.RSP, distance);
      default -> Optional.empty();
    };
  }

  /**
   * Those that may write to some bytes of the frame, in the order of their addresses; with an
   * index, from anywhere in the frame.
   */
  public List<Store> storesTo(Spot spot, long size) {
    boolean isTaken = !taking(spot, size).isEmpty();
    return stores.stream()
        .filter(s -> s.at().isEmpty() ? isTaken : !mayWrite(s, spot, size).isEmpty())
        .toList();
  }

  /** Instructions that bring an address of some bytes of the frame into a register. */
  public List<Integer> taking(Spot spot, long size) {
    return taken.stream().filter(t -> isIn(t.spot(), spot, size)).map(Taken::instruction).toList();
  }

  private static boolean isIn(Spot inner, Spot outer, long size) {
    return inner.origin() == outer.origin()
        && inner.offset() >= outer.offset()
        && inner.offset() < outer.offset() + size;
  }

  /**
   * Which of the bytes there a store may write, as a range: first, and behind the last.
   *
   * @param from the first; from the spot
   */
  public record Bytes(long from, long to) {
    public boolean isEmpty() {
      return from >= to;
    }
  }

  /**
   * Those of some bytes of the frame that a store may write, however far its index leads: {@code
   * a[i - 50]} is counted from in front of the array, and of a loop whose index counts up to 0 from
   * behind it.
   */
  public static Bytes mayWrite(Store store, Spot spot, long size) {
    boolean any =
        store.somewhere()
            && store.at().filter(at -> at.origin() == spot.origin()).isPresent()
            && size > store.bytes();
    return any ? new Bytes(0, size) : bytes(store, spot, size);
  }

  /** Those of some bytes of the frame that a store writes, or most likely does. */
  public static Bytes bytes(Store store, Spot spot, long size) {
    if (store.at().isEmpty()) {
      return new Bytes(0, size);
    }
    Spot at = store.at().get();
    long from = at.offset() - spot.offset();
    if (at.origin() != spot.origin()) {
      return new Bytes(0, 0);
    }
    if (store.somewhere()) {
      boolean near = from >= -NEAR && from < size && size > store.bytes();
      return new Bytes(0, near ? size : 0);
    }
    if (store.bytes() == 0) { // Not known how many.
      return new Bytes(Math.max(0, from), from >= 0 ? size : 0);
    }
    return new Bytes(Math.max(0, from), Math.min(size, from + store.bytes()));
  }
}
