package tracebook.values;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tracebook.cell.CellOutput;
import tracebook.cell.CellResult;
import tracebook.cell.TraceEngine;
import tracebook.cell.Variables;
import tracebook.display.MimeBundle;
import tracebook.display.Renderers;
import tracebook.table.Listing;
import tracebook.table.TraceTable;

/** Runs one trace cell as the notebook does, and keeps what it gave. */
final class Notebook {
  final Map<String, TraceTable> tables = new LinkedHashMap<>();
  final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  final CellResult result;

  /** What was displayed, in order: {@code display ID}, {@code update ID}, each with its text. */
  final List<Map.Entry<String, String>> displayed = Collections.synchronizedList(new ArrayList<>());

  private final TraceEngine engine = new TraceEngine(new Bound(), new Renderers());
  private final boolean untilUpdated;

  private Notebook() {
    untilUpdated = false;
    result = CellResult.nothing();
  }

  private Notebook(String cell, boolean untilUpdated) {
    this.untilUpdated = untilUpdated;
    result = engine.execute(cell, new Printed());
  }

  /** Interrupts the cell when what it has displayed is updated. */
  static Notebook runUntilUpdated(String cell) {
    return new Notebook(cell, true);
  }

  static Notebook run(String cell) {
    return new Notebook(cell, false);
  }

  /** What a line magic lists of a program that is attached as a file. */
  static Listing listing(Path program, String magic, String argument) {
    TraceEngine engine = new Notebook().engine;
    engine.attachTo("-t " + program);
    return engine.listing(magic, argument);
  }

  /** The table of that name; a cell that failed fails the test with what it says. */
  TraceTable table(String name) {
    TraceTable table = tables.get(name);
    if (table == null) {
      throw new AssertionError("no table `" + name + "`: " + error());
    }
    return table;
  }

  /** What went wrong; empty when nothing did. */
  String error() {
    return switch (result) {
      case CellResult.Done done -> "";
      case CellResult.Failed failed -> String.join("\n", failed.lines());
    };
  }

  private final class Bound implements Variables {
    @Override
    public void bind(String name, Class<?> type, @Nullable Object value) {
      if (value instanceof TraceTable table) {
        tables.put(name, table);
      }
    }

    @Override
    public @Nullable Object value(String name) {
      return tables.get(name);
    }
  }

  private final class Printed implements CellOutput {
    @Override
    public void stdout(String text) {
      printed.add(text.stripTrailing());
    }

    @Override
    public void stderr(String text) {
      printed.add(text.stripTrailing());
    }

    @Override
    public void display(MimeBundle bundle) {}

    @Override
    public void display(MimeBundle bundle, String displayId) {
      displayed.add(Map.entry("display " + displayId, bundle.text()));
    }

    @Override
    public void update(MimeBundle bundle, String displayId) {
      displayed.add(Map.entry("update " + displayId, bundle.text()));
      if (untilUpdated) {
        engine.interrupt();
      }
    }

    @Override
    public void clear(boolean wait) {}

    @Override
    public String readLine(String prompt, boolean password) {
      return "";
    }

    @Override
    public boolean interrupted() {
      return false;
    }
  }
}
