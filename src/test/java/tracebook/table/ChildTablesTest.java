package tracebook.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tracebook.rows.Layouts.col;
import static tracebook.rows.Layouts.layout;
import static tracebook.rows.Layouts.probe;
import static tracebook.rows.Layouts.site;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;
import tracebook.ir.Account;
import tracebook.ir.Body;
import tracebook.ir.Format;
import tracebook.ir.Probe;
import tracebook.ir.Provenance;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.TraceProgram;
import tracebook.rows.Layouts;
import tracebook.rows.RecordBytes;
import tracebook.rows.TraceRecords;

/** Elements as rows of tables of their own. */
class ChildTablesTest {
  private static final Format I32 = new Format.Int(4, true);
  private static final Format PAIRS =
      new Format.Struct(
          16,
          List.of(
              new Format.Field("id", 0, I32),
              new Format.Field(
                  "", 4, new Format.Struct(4, List.of(new Format.Field("low", 0, I32)))),
              new Format.Field("name", 8, new Format.CharArray(8))));

  /** A layout of which the elements of all columns are rows. */
  private static RowLayout children(Layouts.Col... columns) {
    RowLayout plain = layout(columns);
    List<RowLayout.Child> children =
        plain.columns().stream().map(c -> new RowLayout.Child(c.name(), c.cells())).toList();
    return new RowLayout(plain.slots(), plain.columns(), plain.messages(), children);
  }

  private static Map<String, TraceTable> tables(List<Probe> probes, List<RecordBytes> rows) {
    var records = new TraceRecords(new TraceProgram(probes));
    rows.forEach(row -> records.append(row.array(), 0, row.array().length));
    List<Account> accounts =
        probes.stream().map(p -> new Account(rows.size(), rows.size(), 0, 0, 0, 0)).toList();
    return TraceTables.build(
        new Run(
            records,
            accounts,
            List.of(),
            new Provenance("trace work { }", "6.18.0", List.of()),
            0,
            List.of(),
            false),
        "events");
  }

  private static TraceTable table(RowLayout layout, RecordBytes... rows) {
    Probe probe = probe("work", Optional.empty(), 0, layout);
    return Objects.requireNonNull(tables(List.of(probe), List.of(rows)).get("events"));
  }

  private static RecordBytes at(RowLayout layout, long time) {
    return new RecordBytes(layout).header(time, 0, 0, 1, 1);
  }

  private static byte[] ints(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.of(numbers).forEach(bytes::putInt);
    return bytes.array();
  }

  private static byte[] counted(long count, byte... elements) {
    return ByteBuffer.allocate(Source.Counted.HEADER + elements.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(count)
        .put(elements)
        .array();
  }

  private static List<List<String>> rows(Table table) {
    return IntStream.range(0, table.rowCount())
        .mapToObj(row -> table.columnNames().stream().map(c -> table.getString(row, c)).toList())
        .toList();
  }

  @Test
  void numbersOfAnArray() {
    RowLayout layout = children(col("a", new Format.Array(I32, 4, 3)));
    TraceTable table =
        table(layout, at(layout, 2).put(0, ints(1, 2, 3)), at(layout, 1).put(0, ints(7, 8, -9)));
    assertThat(table.getString(0, "a")).isEqualTo("[7, 8, -9]");
    TraceTable child = table.child("a");
    assertThat(child.name()).isEqualTo("events_a");
    assertThat(child.columnNames()).containsExactly("row", "index", "a");
    assertThat(rows(child))
        .containsExactly(
            List.of("0", "0", "7"),
            List.of("0", "1", "8"),
            List.of("0", "2", "-9"),
            List.of("1", "0", "1"),
            List.of("1", "1", "2"),
            List.of("1", "2", "3"));
    assertThat(table.children()).containsOnlyKeys("a");
    assertThat(child.children()).isEmpty();
    assertThat(child.completeness().rowCount()).isEqualTo(1);
    assertThat(child.csv()).startsWith("row,index,a\r\n0,0,7\r\n");
  }

  @Test
  void membersOfStructuresAreColumns() {
    RowLayout layout = children(col("r->items", new Format.Elements(PAIRS, 16, 64)));
    ByteBuffer two = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    two.putInt(1).putInt(2).put("one\0zzzz".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    two.putInt(3)
        .putInt(4)
        .put("seventeen".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 8);
    TraceTable table = table(layout, at(layout, 1).put(0, counted(2, two.array())));
    TraceTable child = table.child("r->items");
    assertThat(child.name()).isEqualTo("events_r_items");
    assertThat(child.columnNames())
        .containsExactly("row", "index", "r->items.id", "r->items.low", "r->items.name");
    assertThat(rows(child))
        .containsExactly(
            List.of("0", "0", "1", "2", "one"), List.of("0", "1", "3", "4", "seventee"));
    assertThat(table.why(0, "r->items")).isEmpty();
  }

  @Test
  void whatIsCutIsMarkedWithBothNumbers() {
    RowLayout layout = children(col("v", new Format.Elements(I32, 4, 8)));
    TraceTable table =
        table(
            layout,
            at(layout, 1).put(0, counted(5, ints(1, 2))),
            at(layout, 2).put(0, counted(2, ints(1, 2))),
            at(layout, 3).put(0, counted(0)),
            at(layout, 4).put(0, counted(-1, ints(1, 2))));
    assertThat(table.why(0, "v")).isEqualTo("truncated at 2 of 5 elements");
    assertThat(table.getString(0, "v")).isEqualTo("[1, 2, … 3 more]");
    assertThat(table.why(1, "v")).isEmpty();
    assertThat(table.getString(2, "v")).isEqualTo("[]");
    assertThat(table.why(3, "v")).isEqualTo("truncated at 2 of 18446744073709551615 elements");
    assertThat(table.child("v").intColumn("row").asList()).containsExactly(0, 0, 1, 1, 3, 3);
  }

  /** The text of the parent may be shortened where the child has everything. */
  @Test
  void theChildHasMoreThanTheTextShows() {
    RowLayout layout = children(col("v", new Format.Array(new Format.Int(1, false), 1, 300)));
    TraceTable table = table(layout, at(layout, 1).put(0, new byte[300]));
    assertThat(table.why(0, "v")).isEqualTo("shortened");
    assertThat(table.child("v").rowCount()).isEqualTo(300);
  }

  @Test
  void noValueHasNoElements() {
    RowLayout layout = children(col("v", new Format.Elements(I32, 4, 8)));
    TraceTable table =
        table(
            layout,
            at(layout, 1).fault(0, 0),
            at(layout, 2).state(0, SlotState.TOO_LONG).put(0, 99L).state(0, SlotState.TOO_LONG),
            at(layout, 3).state(0, SlotState.NOT_REACHED));
    assertThat(table.why(0, "v")).isEqualTo("null pointer");
    assertThat(table.why(1, "v")).isEqualTo("its length, 99, is more than there is room for");
    assertThat(table.why(2, "v")).isEqualTo("not reached in this hit");
    assertThat(table.child("v").rowCount()).isZero();
    assertThat(table.child("v").columnNames()).containsExactly("row", "index", "v");
  }

  @Test
  void anElementThatCouldNotBeReadIsMissing() {
    Format text = new Format.Characters(1, 8);
    int stride = 32;
    RowLayout layout = children(col("names", new Format.Each(text, stride, 2)));
    ByteBuffer bytes = ByteBuffer.allocate(8 + 2 * stride).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, 3);
    bytes.putLong(8, 1 << 8 | SlotState.CAPTURED.code()).putLong(16, 2);
    bytes.put(24, (byte) 'o').put(25, (byte) 'k');
    bytes.putLong(8 + stride, 1 << 8 | SlotState.FAULT.code()).putLong(16 + stride, 0xdead000L);
    TraceTable table = table(layout, at(layout, 1).put(0, bytes.array()));
    TraceTable child = table.child("names");
    assertThat(child.getString(0, "names")).isEqualTo("ok");
    assertThat(child.why(1, "names")).isEqualTo("page fault at 0xdead000");
    assertThat(child.rowCount()).isEqualTo(2);
    assertThat(table.why(0, "names")).isEqualTo("truncated at 2 of 3 elements");
  }

  /** One branch gives the value, the other its elements; each has its own format. */
  @Test
  void onlyTheCellsThatAreEachGiveRows() {
    RowLayout.Cell alone = Layouts.inSlot(0, new Format.Array(I32, 4, 2));
    RowLayout.Cell each = Layouts.inSlot(1, new Format.Array(new Format.Int(8, true), 8, 1));
    RowLayout layout =
        new RowLayout(
            List.of(new RowLayout.Slot(32, 8), new RowLayout.Slot(40, 8)),
            List.of(new RowLayout.Column("v", List.of(alone, each))),
            List.of(),
            List.of(new RowLayout.Child("v", List.of(each))));
    TraceTable table =
        table(layout, at(layout, 1).put(0, ints(1, 2)), at(layout, 2).put(1, 1L << 40));
    assertThat(table.getString(0, "v")).isEqualTo("[1, 2]");
    assertThat(rows(table.child("v"))).containsExactly(List.of("1", "0", "1099511627776"));
  }

  @Test
  void severalProbesShareATableUnlessTheyHaveNames() {
    RowLayout one = children(col("v", new Format.Array(I32, 4, 1)));
    RowLayout other = children(col("v", new Format.Array(PAIRS, 16, 1)));
    List<Probe> probes =
        List.of(
            probe("one", Optional.empty(), 0, one),
            probe("other", Optional.empty(), 1, other),
            probe("named", Optional.of("own"), 2, one));
    Map<String, TraceTable> tables =
        tables(
            probes,
            List.of(
                new RecordBytes(one).header(2, 0, 0, 1, 1).put(0, ints(5)),
                new RecordBytes(other).header(1, 1, 0, 1, 1).put(0, ints(6, 7, 0, 0)),
                new RecordBytes(one).header(3, 2, 0, 1, 1).put(0, ints(8))));
    TraceTable child = Objects.requireNonNull(tables.get("events")).child("v");
    assertThat(child.columnNames()).containsExactly("row", "index", "v", "v.id", "v.low", "v.name");
    assertThat(rows(child).getFirst()).containsExactly("0", "0", "", "6", "7", "");
    assertThat(rows(child).get(1).subList(0, 3)).containsExactly("1", "0", "5");
    assertThat(child.why(0, "v")).isEqualTo("not a column of this row's probe");
    assertThat(child.why(0, "v.name")).isEmpty();
    TraceTable own = Objects.requireNonNull(tables.get("own")).child("v");
    assertThat(own.name()).isEqualTo("own_v");
    assertThat(rows(own)).containsExactly(List.of("0", "0", "8"));
  }

  @Test
  void namesAreJavaVariablesAndDiffer() {
    Format array = new Format.Array(I32, 4, 1);
    RowLayout layout =
        children(
            col("a.b", array),
            col("a->b", array),
            col("*p", array),
            col("$retval", array),
            col("x[0..n]", array),
            col("größe_2", array));
    List<Probe> probes =
        List.of(
            probe("work", Optional.empty(), 0, layout),
            probe("b", Optional.of("events_p"), 1, layout(col("v", I32))));
    Map<String, TraceTable> tables = tables(probes, List.of());
    assertThat(tables).containsOnlyKeys("events", "events_p");
    assertThat(
            Objects.requireNonNull(tables.get("events")).children().values().stream()
                .map(Table::name))
        .containsExactly(
            "events_a_b",
            "events_a_b_2",
            "events_p_2",
            "events_retval",
            "events_x_0_n",
            "events_größe_2");
  }

  @Test
  void aColumnNamedAsOneOfTheTablesOwn() {
    RowLayout layout = children(col("row", new Format.Array(I32, 4, 1)));
    TraceTable table = table(layout, at(layout, 1).put(0, ints(5)));
    assertThat(table.child("row").columnNames()).containsExactly("row", "index", "row_2");
  }

  @Test
  void childrenAreShownUnderTheirTable() {
    RowLayout layout = children(col("v", new Format.Elements(I32, 4, 8)));
    TraceTable table = table(layout, at(layout, 1).put(0, counted(3, ints(1, 2))));
    assertThat(table.toString())
        .endsWith(
            """

            events_v
            row  index  v
              0      0  1
              0      1  2
            2 rows: elements of `v` in events
            """);
    assertThat(TableHtml.of(table))
        .contains("<details open><summary>events_v</summary>\n<table class=\"dataframe\"")
        .endsWith("<div><small>2 rows: elements of `v` in events</small></div>\n</details>\n");
  }

  @Test
  void tablesOfSomeRowsHaveNone() {
    RowLayout layout = children(col("v", new Format.Array(I32, 4, 1)));
    TraceTable table = table(layout, at(layout, 1).put(0, ints(5)));
    assertThatThrownBy(() -> table.child("w"))
        .hasMessage("no column `w` has rows of elements: there are those of `v`");
    TraceTable some = (TraceTable) table.first(1);
    assertThat(some.children()).isEmpty();
    assertThatThrownBy(() -> some.child("v"))
        .hasMessage("a table of some rows has no children: ask the table of the trace");
    RowLayout plain = layout(col("v", I32));
    assertThatThrownBy(() -> table(plain).child("v"))
        .hasMessage("no column `v` has rows of elements: `emit each(v)` makes them");
    TraceTable child = (TraceTable) table.child("v").first(1);
    assertThat(child.toString()).endsWith("1 row of a trace\n");
  }

  /** Of the hit that does not fit whole none of the elements is a row, and it says so. */
  @Test
  void moreElementsThanATableHolds() {
    int each = 60_000;
    RowLayout layout = children(col("v", new Format.Array(new Format.Int(1, false), 1, each)));
    Probe probe =
        new Probe(
            "work", Optional.empty(), List.of(new Body(List.of(), layout, 0, List.of(site(0)))));
    List<RecordBytes> hits =
        IntStream.range(0, 18).mapToObj(i -> at(layout, i).put(0, new byte[each])).toList();
    TraceTable table = Objects.requireNonNull(tables(List.of(probe), hits).get("events"));
    TraceTable child = table.child("v");
    assertThat(child.rowCount()).isEqualTo(16 * each);
    assertThat(table.why(15, "v")).isEqualTo("shortened");
    assertThat(table.why(16, "v"))
        .isEqualTo("truncated at 0 of 60000 elements: the table of elements is full");
    assertThat(child.toString())
        .endsWith(
            """
            960,000 rows: elements of `v` in events
            the elements of 2 rows of events are not here: at most 1,000,000 are
            """);
  }
}
