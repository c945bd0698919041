package tracebook.codegen;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tracebook.ir.RowLayout;

/** How many instructions the slots of a body take. */
final class Sizes {
  private final Map<Integer, Integer> bySlot = new TreeMap<>();

  void add(int slot, int instructions) {
    bySlot.merge(slot, instructions, Integer::sum);
  }

  /** The name of the column that takes the most; of equal ones the first. */
  Optional<String> largest(RowLayout layout) {
    return bySlot.entrySet().stream()
        .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(first()))
        .flatMap(e -> column(layout, e.getKey()));
  }

  private static Comparator<Map.Entry<Integer, Integer>> first() {
    return Map.Entry.<Integer, Integer>comparingByKey().reversed();
  }

  private static Optional<String> column(RowLayout layout, int slot) {
    return layout.columns().stream()
        .filter(c -> c.cells().stream().anyMatch(cell -> isOf(cell.datum(), slot)))
        .map(RowLayout.Column::name)
        .findFirst();
  }

  private static boolean isOf(RowLayout.Datum datum, int slot) {
    return datum instanceof RowLayout.InSlot in && in.slot() == slot;
  }
}
