package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tracebook.ir.Format;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.RowLayout.Child;
import tracebook.ir.RowLayout.Column;
import tracebook.ir.RowLayout.MessageLine;
import tracebook.ir.RowLayout.Slot;
import tracebook.ir.Source;
import tracebook.ir.Step;

/** Gives slots to what is captured and collects the columns that are made of it. */
final class RowBuilder {
  /** The most bytes of one record: it must fit the ring many times over. */
  static final int LIMIT = 60_000;

  /** The most slots: one byte of the record's state area each. */
  static final int MOST_SLOTS = 4_000;

  private final List<Integer> sizes = new ArrayList<>();
  private final Map<String, List<Cell>> columns = new LinkedHashMap<>();
  private final Map<String, List<Cell>> children = new LinkedHashMap<>();
  private final List<MessageLine> messages = new ArrayList<>();

  /** A slot that a capture fills. */
  int slot(Source source) {
    sizes.add(Math.max(8, source.size()));
    return sizes.size() - 1;
  }

  /** A slot of no size, which says that a statement was reached. */
  int mark() {
    sizes.add(0);
    return sizes.size() - 1;
  }

  /** A step that fills a new slot, and adds the slot's number to {@code into}. */
  Step capture(Source source) {
    return new Step.Capture(slot(source), source);
  }

  void column(String name, Cell cell) {
    columns.computeIfAbsent(name, n -> new ArrayList<>()).add(cell);
  }

  /** Says that the elements of a column are rows of a table of their own. */
  void child(String name) {
    children.computeIfAbsent(name, n -> new ArrayList<>());
  }

  /** The same, for one of its cells. */
  void child(String name, Cell cell) {
    children.computeIfAbsent(name, n -> new ArrayList<>()).add(cell);
  }

  void message(MessageLine line) {
    messages.add(line);
  }

  boolean isEmpty() {
    return sizes.isEmpty();
  }

  /** The size of the record so far. */
  int size() {
    return layout().size();
  }

  int slots() {
    return sizes.size();
  }

  RowLayout layout() {
    List<Slot> slots = new ArrayList<>();
    int offset = RowLayout.slotsStart(sizes.size());
    for (int size : sizes) {
      slots.add(new Slot(offset, size));
      offset = RowLayout.align(offset + size);
    }
    List<Column> all = new ArrayList<>();
    columns.forEach((name, cells) -> all.add(new Column(name, cells)));
    List<Child> each = new ArrayList<>();
    children.forEach((name, cells) -> each.add(new Child(name, cells)));
    return new RowLayout(slots, all, messages, each);
  }

  /** Shown where the format of a missing value does not matter. */
  static final Format NO_FORMAT = new Format.Int(8, true);
}
