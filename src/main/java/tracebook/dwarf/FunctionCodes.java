package tracebook.dwarf;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tracebook.x86.FlowGraph;

/**
 * The code of the functions that were asked for last. What is known of it takes a hundred times its
 * size, so that their instructions are counted and not the functions.
 */
final class FunctionCodes {
  private final int most;
  private final Map<FunctionBody, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

  /** One function, which is looked into once, by whoever asks first. */
  private static final class Slot {
    private Optional<FunctionCode> code = Optional.empty();
    private boolean known;
    private volatile int size;

    synchronized Optional<FunctionCode> get(Supplier<Optional<FunctionCode>> reader) {
      if (!known) {
        code = reader.get();
        known = true;
        size = code.map(its -> its.frame().graph().size()).orElse(1);
      }
      return code;
    }
  }

  FunctionCodes() {
    this(FlowGraph.MOST_INSTRUCTIONS);
  }

  /** Keeps as many instructions, or the last function. */
  FunctionCodes(int most) {
    this.most = most;
  }

  Optional<FunctionCode> of(FunctionBody body) {
    Slot slot;
    synchronized (slots) {
      slot = slots.computeIfAbsent(body, b -> new Slot());
    }
    Optional<FunctionCode> code = slot.get(() -> read(body));
    synchronized (slots) {
      dropOldest();
    }
    return code;
  }

  private static Optional<FunctionCode> read(FunctionBody body) {
    List<LineRow> rows = new ArrayList<>();
    body.module()
        .lines
        .table(body.die().unit)
        .ifPresent(table -> body.ranges().forEach(range -> rows.addAll(table.rows(range))));
    return FunctionCode.of(body, rows);
  }

  /** Keeps the youngest in any case. */
  private void dropOldest() {
    int all = instructions();
    Iterator<Slot> oldest = slots.values().iterator();
    for (int left = slots.size(); left > 1 && all > most; left--) {
      all -= oldest.next().size;
      oldest.remove();
    }
  }

  int instructions() {
    synchronized (slots) {
      return slots.values().stream().mapToInt(slot -> slot.size).sum();
    }
  }

  /** How many functions are kept. */
  int count() {
    synchronized (slots) {
      return slots.size();
    }
  }
}
