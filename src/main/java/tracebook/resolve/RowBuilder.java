package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.RowLayout.Child;
import tracebook.ir.RowLayout.Column;
import tracebook.ir.RowLayout.MessageLine;
import tracebook.ir.RowLayout.Slot;
import tracebook.ir.RowLayout.Undecided;
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
  private final List<String> conditions = new ArrayList<>();

  /** By slot: the conditions that were around it. */
  private final List<Long> guards = new ArrayList<>();

  private long around;

  /** A slot that a capture fills. */
  int slot(Source source) {
    return add(Math.max(8, source.size()));
  }

  /** A slot of no size, which says that a statement was reached. */
  int mark() {
    return add(0);
  }

  private int add(int size) {
    sizes.add(size);
    guards.add(around);
    return sizes.size() - 1;
  }

  /** A number for a condition. */
  int condition(String text) {
    conditions.add(text);
    return conditions.size() - 1;
  }

  /** Slots from here on are not reached when one of these conditions cannot be read, either. */
  long within(long conditions) {
    long outer = around;
    around |= conditions;
    return outer;
  }

  /** The end of that. */
  void leave(long outer) {
    around = outer;
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
    int offset = RowLayout.slotsStart(sizes.size() + (conditions.isEmpty() ? 0 : 1));
    for (int size : sizes) {
      slots.add(new Slot(offset, size));
      offset = RowLayout.align(offset + size);
    }
    List<Column> all = new ArrayList<>();
    columns.forEach((name, cells) -> all.add(new Column(name, cells)));
    List<Child> each = new ArrayList<>();
    children.forEach((name, cells) -> each.add(new Child(name, cells)));
    if (conditions.isEmpty() || sizes.isEmpty()) {
      return new RowLayout(slots, all, messages, each);
    }
    slots.add(new Slot(offset, Long.BYTES));
    List<String> known = conditions.subList(0, Math.min(conditions.size(), Undecided.MOST));
    Undecided undecided = new Undecided(sizes.size(), known, guards);
    return new RowLayout(slots, all, messages, each, Optional.of(undecided));
  }

  /** Shown where the format of a missing value does not matter. */
  static final Format NO_FORMAT = new Format.Int(8, true);
}
