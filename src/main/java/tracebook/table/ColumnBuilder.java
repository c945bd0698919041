package tracebook.table;

import java.util.Optional;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.strings.StringColumnFormatter;
import tracebook.rows.Shown;
import tracebook.rows.Strings;
import tracebook.rows.Value;
import tracebook.table.Notes.Meaning;
import tracebook.table.Notes.Note;

/** Gathers the values of one column. */
final class ColumnBuilder {
  private static final Note NOT_REACHED = new Note("not reached in this hit", Meaning.NOT_REACHED);
  private static final Note OF_OTHERS =
      new Note("not a column of this row's probe", Meaning.NOT_REACHED);
  private static final long[] NO_LONGS = {};
  private static final int[] NO_INTS = {};
  private static final double[] NO_DOUBLES = {};
  private static final String[] NO_STRINGS = {};
  private static final byte NO_BOOLEAN = Byte.MIN_VALUE;

  private final String name;
  private final Kind kind;
  private final Notes notes;
  private final int[] ints;
  private final long[] longs;
  private final double[] doubles;
  private final byte[] booleans;
  private final String[] strings;

  ColumnBuilder(String name, Kind kind, int rows) {
    this.name = name;
    this.kind = kind;
    this.notes = new Notes(rows);
    this.ints = kind.isSmall() ? new int[rows] : NO_INTS;
    this.doubles = kind.isReal() ? new double[rows] : NO_DOUBLES;
    this.booleans = new byte[kind == Kind.BOOL ? rows : 0];
    this.strings = kind.isText() ? new String[rows] : NO_STRINGS;
    boolean other = kind.isSmall() || kind.isReal() || kind == Kind.BOOL || kind.isText();
    this.longs = other ? NO_LONGS : new long[rows];
  }

  Kind kind() {
    return kind;
  }

  Notes notes() {
    return notes;
  }

  /** For a column of {@link Kind#TIME} and the other numbers that every row has. */
  void setLong(int row, long value) {
    longs[row] = value;
  }

  void setText(int row, String value) {
    strings[row] = value;
  }

  void setOfOthers(int row) {
    setEmpty(row, OF_OTHERS);
  }

  void set(int row, Value value) {
    switch (value) {
      case Value.NotReached n -> setEmpty(row, NOT_REACHED);
      case Value.Missing(String why) -> setEmpty(row, new Note(why, Meaning.MISSING));
      case Value.Text(String text, Optional<String> mark) -> {
        // A message shows its line ends; other text shows none.
        strings[row] = text;
        mark.ifPresent(m -> notes.put(row, new Note(m, Meaning.MARK)));
      }
      case Value.Real(double v, int bytes, Optional<String> mark) -> {
        if (kind.isReal()) {
          doubles[row] = v;
        } else {
          strings[row] = Shown.of(value);
        }
        mark.ifPresent(m -> notes.put(row, new Note(m, Meaning.MARK)));
      }
      case Value.Int(long v, int bytes, boolean signed) -> {
        if (kind == Kind.LONG && v < 0 && !signed) {
          String shown = "`" + Shown.of(value) + "` does not fit a column of signed numbers";
          setEmpty(row, new Note(shown, Meaning.MISSING));
        } else {
          number(row, v, value);
        }
      }
      case Value.Char(long code, int bytes) -> number(row, code, value);
      case Value.Address(long address) -> number(row, address, value);
      case Value.Bool(boolean truth) -> {
        if (kind == Kind.BOOL) {
          booleans[row] = (byte) (truth ? 1 : 0);
        } else {
          strings[row] = Shown.of(value);
        }
      }
      case Value.Marked(Value marked, String mark) -> {
        set(row, marked);
        notes.put(row, new Note(mark, Meaning.MARK));
      }
      case Value.Wide w -> strings[row] = Shown.of(value);
      case Value.Enumerator(String enumerator) -> strings[row] = enumerator;
    }
  }

  private void number(int row, long number, Value value) {
    if (kind.isSmall()) {
      ints[row] = (int) number;
    } else if (kind.isText()) {
      strings[row] = Shown.of(value);
    } else {
      longs[row] = number;
    }
  }

  private void setEmpty(int row, Note note) {
    notes.put(row, note);
    if (kind.isSmall()) {
      ints[row] = Integer.MIN_VALUE;
    } else if (kind.isReal()) {
      doubles[row] = Double.NaN;
    } else if (kind == Kind.BOOL) {
      booleans[row] = NO_BOOLEAN;
    } else if (kind.isText()) {
      strings[row] = "";
    } else {
      longs[row] = Long.MIN_VALUE;
    }
  }

  Column<?> build() {
    var text = new NumberText(kind, notes.anyMissing());
    if (kind.isSmall()) {
      IntColumn column = IntColumn.create(name, ints);
      column.setPrintFormatter(text);
      return column;
    }
    if (kind.isReal()) {
      DoubleColumn column = DoubleColumn.create(name, doubles);
      column.setPrintFormatter(text);
      return column;
    }
    if (kind == Kind.BOOL) {
      BooleanColumn column = BooleanColumn.create(name);
      for (byte b : booleans) {
        column.append(b);
      }
      return column;
    }
    if (kind.isText()) {
      return strings();
    }
    LongColumn column = LongColumn.create(name, longs);
    column.setPrintFormatter(text);
    return column;
  }

  private StringColumn strings() {
    StringColumn column = StringColumn.create(name);
    for (String s : strings) {
      column.append(s);
    }
    if (kind != Kind.MESSAGE) {
      column.setPrintFormatter(new StringColumnFormatter(Strings::shown));
    }
    return column;
  }
}
