package tracebook.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.ir.Body;
import tracebook.ir.Format;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;

/** Layouts and probes for tests. */
public final class Layouts {
  private Layouts() {}

  /** A column with a slot of its own. */
  public record Col(String name, Format format) {}

  public static Col col(String name, Format format) {
    return new Col(name, format);
  }

  /** One slot for each column, in order, and one mark for each message line after them. */
  public static RowLayout layout(List<Col> columns, List<RowLayout.MessageLine> messages) {
    var slots = new ArrayList<RowLayout.Slot>();
    var made = new ArrayList<RowLayout.Column>();
    int at = RowLayout.slotsStart(columns.size() + messages.size());
    for (Col column : columns) {
      int size = Math.max(8, column.format().bytes());
      slots.add(new RowLayout.Slot(at, size));
      at = RowLayout.align(at + size);
      made.add(
          new RowLayout.Column(column.name(), List.of(inSlot(slots.size() - 1, column.format()))));
    }
    messages.forEach(m -> slots.add(new RowLayout.Slot(0, 0)));
    return new RowLayout(slots, made, messages);
  }

  public static RowLayout layout(Col... columns) {
    return layout(List.of(columns), List.of());
  }

  public static RowLayout.Cell inSlot(int slot, Format format) {
    return new RowLayout.Cell(new RowLayout.InSlot(slot, 0), format);
  }

  public static Site site(int number) {
    return new Site(
        number, "/usr/bin/demo", 0x1139, 0x1139, Optional.empty(), "work", "demo.c", 42, "push");
  }

  public static Probe probe(String label, Optional<String> table, int site, RowLayout layout) {
    return new Probe(label, table, List.of(new Body(List.of(), layout, 0, List.of(site(site)))));
  }
}
