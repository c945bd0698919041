package tracebook.lang;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import tracebook.source.CellText;
import tracebook.source.Span;

/** A tree as indented text, each node with the text of the cell that it came from. */
final class TreeText {
  private final CellText cell;
  private final StringBuilder out = new StringBuilder();

  private TreeText(CellText cell) {
    this.cell = cell;
  }

  static String of(TraceCell parsed) {
    TreeText text = new TreeText(parsed.text());
    text.show("options", parsed.options(), 0);
    parsed.script().items().forEach(item -> text.show("item", item, 0));
    return text.out.toString();
  }

  private void show(String name, Object value, int depth) {
    switch (value) {
      case Optional<?> optional -> optional.ifPresent(inside -> show(name, inside, depth));
      case List<?> list -> list.forEach(element -> show(name, element, depth));
      case Span span -> line(depth, name + " = «" + oneLine(cell.slice(span)) + "»");
      case Record node -> node(name, node, depth);
      default -> {
        if (!Boolean.FALSE.equals(value)) {
          line(depth, name + " = " + value);
        }
      }
    }
  }

  private void node(String name, Record node, int depth) {
    StringBuilder head = new StringBuilder(name + ": " + node.getClass().getSimpleName());
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      if (get(node, component) instanceof Span span && component.getName().equals("span")) {
        head.append(" «").append(oneLine(cell.slice(span))).append('»');
      }
    }
    line(depth, head.toString());
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      if (!component.getName().equals("span")) {
        show(component.getName(), get(node, component), depth + 1);
      }
    }
  }

  private static Object get(Record node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible);
    }
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private static String oneLine(String text) {
    return text.replace("\n", "⏎");
  }
}
