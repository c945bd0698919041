package tracebook.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tech.tablesaw.aggregate.AggregateFunctions.mean;
import static tracebook.rows.Layouts.col;
import static tracebook.rows.Layouts.layout;
import static tracebook.rows.Layouts.probe;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tracebook.ir.Account;
import tracebook.ir.Format;
import tracebook.ir.Gap;
import tracebook.ir.Probe;
import tracebook.ir.Provenance;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.TraceProgram;
import tracebook.rows.RecordBytes;
import tracebook.rows.TraceRecords;

class TraceTablesTest {
  private static final Format I32 = new Format.Int(4, true);
  private static final Format I64 = new Format.Int(8, true);
  private static final Format U64 = new Format.Int(8, false);

  private static Run run(TraceRecords records, Account... accounts) {
    return new Run(
        records,
        List.of(accounts),
        List.of(),
        new Provenance("trace work { }", "6.18.0", List.of()),
        1_000_000_000L,
        List.of(),
        false);
  }

  private static Account all(long rows) {
    return new Account(rows, rows, 0, 0, 0, 0);
  }

  private static void add(TraceRecords records, RecordBytes record) {
    byte[] bytes = record.array();
    records.append(bytes, 0, bytes.length);
  }

  /** A table of one probe with one column, and a record for each value. */
  private static TraceTable column(Format format, long... values) {
    RowLayout layout = layout(col("v", format));
    var records =
        new TraceRecords(new TraceProgram(List.of(probe("work", Optional.empty(), 0, layout))));
    for (int i = 0; i < values.length; i++) {
      add(records, new RecordBytes(layout).header(i, 0, 0, 1, 1).put(0, values[i]));
    }
    return table(run(records, all(values.length)));
  }

  private static TraceTable table(Run run) {
    Map<String, TraceTable> tables = TraceTables.build(run, "events");
    assertThat(tables).containsOnlyKeys("events");
    return get(tables, "events");
  }

  private static TraceTable get(Map<String, TraceTable> tables, String name) {
    return Objects.requireNonNull(tables.get(name));
  }

  @Test
  void standardColumnsComeFirstThenThoseOfTheScriptThenTheMessage() {
    RowLayout layout =
        layout(
            List.of(col("b", I32), col("a", I64)),
            List.of(
                new RowLayout.MessageLine(2, List.of(new RowLayout.Literal("one"))),
                new RowLayout.MessageLine(3, List.of(new RowLayout.Literal("two")))));
    var records =
        new TraceRecords(new TraceProgram(List.of(probe("work", Optional.empty(), 0, layout))));
    add(
        records,
        new RecordBytes(layout).header(7, 0, 3, 100, 101).put(0, 5L).put(1, 6L).reach(2).reach(3));
    add(records, new RecordBytes(layout).header(8, 0, 3, 100, 101).put(0, 5L));
    TraceTable table = table(run(records, all(2)));
    assertThat(table.columnNames())
        .containsExactly("time", "probe", "pid", "tid", "cpu", "b", "a", "message");
    assertThat(table.longColumn("time").getLong(0)).isEqualTo(1_000_000_007L);
    assertThat(table.stringColumn("probe").get(0)).isEqualTo("work");
    assertThat(table.longColumn("pid").getLong(0)).isEqualTo(100);
    assertThat(table.longColumn("tid").getLong(0)).isEqualTo(101);
    assertThat(table.longColumn("cpu").getLong(0)).isEqualTo(3);
    assertThat(table.longColumn("a").getLong(0)).isEqualTo(6);
    assertThat(table.stringColumn("message").get(0)).isEqualTo("one\ntwo");
    assertThat(table.why(1, "message")).isEqualTo("not reached in this hit");
    assertThat(table.why(1, "a")).isEqualTo("not reached in this hit");
    assertThat(table.why(0, "a")).isEmpty();
  }

  @Test
  void columnTypesByProgramType() {
    assertThat(type(new Format.Int(1, false))).isEqualTo(ColumnType.INTEGER);
    assertThat(type(new Format.Int(2, true))).isEqualTo(ColumnType.INTEGER);
    assertThat(type(new Format.Char(1, true))).isEqualTo(ColumnType.INTEGER);
    assertThat(type(I32)).isEqualTo(ColumnType.LONG);
    assertThat(type(U64)).isEqualTo(ColumnType.LONG);
    assertThat(type(new Format.Pointer(8))).isEqualTo(ColumnType.LONG);
    assertThat(type(new Format.Floating(4))).isEqualTo(ColumnType.DOUBLE);
    assertThat(type(new Format.Bool(1))).isEqualTo(ColumnType.BOOLEAN);
    assertThat(type(new Format.Enumeration("e", 4, true, List.of()))).isEqualTo(ColumnType.STRING);
    assertThat(type(new Format.CharArray(8))).isEqualTo(ColumnType.STRING);
    assertThat(type(new Format.Int(16, true))).isEqualTo(ColumnType.STRING);
  }

  private static ColumnType type(Format format) {
    return column(format).column("v").type();
  }

  @Test
  void numbersAreShownAsTheirTypeDemands() {
    assertThat(column(U64, -1).getString(0, "v")).isEqualTo("18446744073709551615");
    assertThat(column(new Format.Pointer(8), 0x7ffe1234L).getString(0, "v"))
        .isEqualTo("0x7ffe1234");
    assertThat(column(new Format.Char(1, true), 65).getString(0, "v")).isEqualTo("65 'A'");
    assertThat(column(new Format.Floating(4), 0x3dcccccdL).getString(0, "v")).isEqualTo("0.1");
    TraceTable table = column(I32, 1);
    assertThat(table.getString(0, "time")).endsWith(":01.000000000");
  }

  @Test
  void theSmallestLongIsAValue() {
    TraceTable table = column(I64, Long.MIN_VALUE, 1);
    assertThat(table.why(0, "v")).isEmpty();
    assertThat(table.getString(0, "v")).isEqualTo("-9223372036854775808");
    assertThat(table.csv()).contains(",-9223372036854775808\r\n");
    assertThat(table.toString()).contains("-9223372036854775808");
    assertThat(column(U64, Long.MIN_VALUE).csv()).contains(",9223372036854775808\r\n");
    assertThat(column(new Format.Pointer(8), Long.MIN_VALUE).csv())
        .contains(",0x8000000000000000\r\n");
  }

  @Test
  void theSmallestLongBesideAMissingCellIsAValueToo() {
    RowLayout layout = layout(col("v", I64));
    var records =
        new TraceRecords(new TraceProgram(List.of(probe("work", Optional.empty(), 0, layout))));
    add(records, new RecordBytes(layout).header(0, 0, 0, 1, 1).put(0, Long.MIN_VALUE));
    add(records, new RecordBytes(layout).header(1, 0, 0, 1, 1).fault(0, 16));
    TraceTable table = table(run(records, all(2)));
    assertThat(table.why(0, "v")).isEmpty();
    assertThat(table.why(1, "v")).isEqualTo("null pointer");
    assertThat(table.csv()).contains(",-9223372036854775808\r\n", ",1,1,0,\r\n");
    assertThat(TableHtml.of(table)).contains(">-9223372036854775808<", "— null pointer");
  }

  @Test
  void notANumberAndTheEmptyStringAreValues() {
    TraceTable floats = column(new Format.Floating(8), Double.doubleToLongBits(Double.NaN));
    assertThat(floats.why(0, "v")).isEmpty();
    assertThat(floats.csv()).endsWith(",NaN\r\n");
    assertThat(floats.getString(0, "v")).isEqualTo("NaN");
    TraceTable strings = column(new Format.CharArray(8), 0);
    assertThat(strings.why(0, "v")).isEmpty();
    assertThat(strings.csv()).endsWith(",\"\"\r\n");
  }

  @Test
  void reasonsInWords() {
    RowLayout layout = layout(col("v", I64));
    var records =
        new TraceRecords(new TraceProgram(List.of(probe("work", Optional.empty(), 0, layout))));
    add(records, new RecordBytes(layout).header(0, 0, 0, 1, 1).fault(0, 4095));
    add(records, new RecordBytes(layout).header(1, 0, 0, 1, 1).fault(0, 0xffff_8000_0000_0000L));
    add(
        records,
        new RecordBytes(layout).header(2, 0, 0, 1, 1).state(0, SlotState.DIVISION_BY_ZERO));
    add(
        records,
        new RecordBytes(layout).header(3, 0, 0, 1, 1).state(0, SlotState.DIVISION_OVERFLOW));
    add(records, new RecordBytes(layout).header(4, 0, 0, 1, 1));
    TraceTable table = table(run(records, all(5)));
    assertThat(table.why(0, "v")).isEqualTo("null pointer");
    assertThat(table.why(1, 5)).isEqualTo("page fault at 0xffff800000000000");
    assertThat(table.why(2, "v")).isEqualTo("division by zero");
    assertThat(table.why(3, "v")).isEqualTo("division overflow: the most negative number by -1");
    assertThat(table.why(4, "v")).isEqualTo("not reached in this hit");
    assertThat(table.column("v").countMissing()).isEqualTo(5);
    assertThatThrownBy(() -> table.why(5, "v")).hasMessage("row 5 of 5");
  }

  @Test
  void namesThatDifferInCaseOnly() {
    RowLayout layout = layout(col("Size", I32), col("size", I32), col("Time", I32));
    var records =
        new TraceRecords(new TraceProgram(List.of(probe("work", Optional.empty(), 0, layout))));
    add(records, new RecordBytes(layout).header(0, 0, 0, 1, 1).put(0, 1L).put(1, 2L).put(2, 3L));
    TraceTable table = table(run(records, all(1)));
    assertThat(table.columnNames())
        .containsExactly("time", "probe", "pid", "tid", "cpu", "Size", "size_2", "Time_2");
    assertThat(table.longColumn("size_2").getLong(0)).isEqualTo(2);
  }

  @Test
  void severalProbesGiveTheUnionOfTheirColumnsByTime() {
    RowLayout first = layout(col("n", I32), col("s", new Format.CharArray(8)));
    RowLayout second = layout(col("m", I32), col("n", I64));
    Probe a = probe("a", Optional.empty(), 0, first);
    Probe b = probe("b", Optional.empty(), 1, second);
    var records = new TraceRecords(new TraceProgram(List.of(a, b)));
    add(records, new RecordBytes(second).header(20, 1, 0, 1, 1).put(0, 1L).put(1, 2L));
    add(records, new RecordBytes(first).header(30, 0, 0, 1, 1).put(0, 3L).put(1, 0x61L));
    add(records, new RecordBytes(second).header(10, 1, 0, 1, 1).put(0, 4L).put(1, 5L));
    add(records, new RecordBytes(first).header(20, 0, 0, 1, 1).put(0, 6L).put(1, 0x62L));
    TraceTable table = table(run(records, all(2), all(2)));
    assertThat(table.columnNames())
        .containsExactly("time", "probe", "pid", "tid", "cpu", "n", "s", "m");
    assertThat(table.stringColumn("probe").asList()).containsExactly("b", "a", "b", "a");
    assertThat(table.longColumn("n").asList()).containsExactly(5L, 6L, 2L, 3L);
    assertThat(table.stringColumn("s").asList()).containsExactly("", "b", "", "a");
    assertThat(table.why(0, "s")).isEqualTo("not a column of this row's probe");
    assertThat(table.why(1, "m")).isEqualTo("not a column of this row's probe");
    assertThat(table.why(1, "s")).isEmpty();
  }

  @Test
  void aProbeWithANameOfItsOwnHasATableOfItsOwn() {
    RowLayout layout = layout(col("n", I32));
    Probe a = probe("a", Optional.of("mine"), 0, layout);
    Probe b = probe("b", Optional.empty(), 1, layout);
    var records = new TraceRecords(new TraceProgram(List.of(a, b)));
    add(records, new RecordBytes(layout).header(1, 0, 0, 1, 1).put(0, 1L));
    add(records, new RecordBytes(layout).header(2, 1, 0, 1, 1).put(0, 2L));
    Map<String, TraceTable> tables = TraceTables.build(run(records, all(1), all(1)), "events");
    assertThat(tables.keySet()).containsExactly("events", "mine");
    assertThat(get(tables, "mine").longColumn("n").asList()).containsExactly(1L);
    assertThat(get(tables, "mine").completeness().stringColumn("probe").asList())
        .containsExactly("a");
    assertThat(get(tables, "events").longColumn("n").asList()).containsExactly(2L);
  }

  @Test
  void aColumnOfDifferentKindsIsWidenedOrBecomesText() {
    assertThat(Kind.INT.and(Kind.UINT)).isEqualTo(Kind.INT);
    assertThat(Kind.INT.and(Kind.U32)).isEqualTo(Kind.LONG);
    assertThat(Kind.U32.and(Kind.ULONG)).isEqualTo(Kind.ULONG);
    assertThat(Kind.ULONG.and(Kind.LONG)).isEqualTo(Kind.LONG);
    assertThat(Kind.FLOAT.and(Kind.DOUBLE)).isEqualTo(Kind.DOUBLE);
    assertThat(Kind.LONG.and(Kind.DOUBLE)).isEqualTo(Kind.TEXT);
    assertThat(Kind.POINTER.and(Kind.LONG)).isEqualTo(Kind.TEXT);
    assertThat(Kind.NONE.and(Kind.LONG)).isEqualTo(Kind.LONG);

    TraceTable mixed = union(new Format.Pointer(8), 0x10, I64, -3);
    assertThat(mixed.stringColumn("v").asList()).containsExactly("0x10", "-3");
  }

  @Test
  void anUnsignedNumberThatASignedColumnCannotHoldIsMissingAndGivenInTheReason() {
    TraceTable table = union(U64, -1, I64, -1);
    assertThat(table.why(0, "v"))
        .isEqualTo("`18446744073709551615` does not fit a column of signed numbers");
    assertThat(table.why(1, "v")).isEmpty();
    assertThat(table.longColumn("v").getLong(1)).isEqualTo(-1);
  }

  private static TraceTable union(Format first, long one, Format second, long two) {
    RowLayout a = layout(col("v", first));
    RowLayout b = layout(col("v", second));
    var records =
        new TraceRecords(
            new TraceProgram(
                List.of(probe("a", Optional.empty(), 0, a), probe("b", Optional.empty(), 1, b))));
    add(records, new RecordBytes(a).header(1, 0, 0, 1, 1).put(0, one));
    add(records, new RecordBytes(b).header(2, 1, 0, 1, 1).put(0, two));
    return table(run(records, all(1), all(1)));
  }

  @Test
  void tablesawWorksOnIt() {
    TraceTable table = column(I32, 5, 3, 3, 1);
    Table some = table.where(table.longColumn("v").isGreaterThan(2));
    assertThat(some.longColumn("v").asList()).containsExactly(5L, 3L, 3L);
    assertThat(table.sortOn("v").longColumn("v").asList()).containsExactly(1L, 3L, 3L, 5L);
    Table means = table.summarize("v", mean).by("probe");
    assertThat(means.doubleColumn(1).get(0)).isEqualTo(3.0);
    assertThat(table.countBy("v").rowCount()).isEqualTo(3);
    var csv = new java.io.StringWriter();
    table.write().csv(csv);
    assertThat(csv.toString()).startsWith("time,probe,pid,tid,cpu,v\n1000000000,work,1,1,0,5\n");
    table.addColumns(table.longColumn("v").multiply(2).setName("twice"));
    assertThat(table.why(0, "twice")).isEmpty();
  }

  @Test
  void tablesOfSomeRowsOrColumnsKeepReasonsAndFormatters() {
    RowLayout layout = layout(col("v", U64));
    var records =
        new TraceRecords(new TraceProgram(List.of(probe("work", Optional.empty(), 0, layout))));
    add(records, new RecordBytes(layout).header(0, 0, 0, 1, 1).put(0, -1L));
    add(records, new RecordBytes(layout).header(1, 0, 0, 1, 1).fault(0, 0));
    add(records, new RecordBytes(layout).header(2, 0, 0, 1, 1).put(0, Long.MIN_VALUE));
    TraceTable table = table(run(records, all(3)));

    TraceTable last = (TraceTable) table.last(2);
    assertThat(last.why(0, "v")).isEqualTo("null pointer");
    assertThat(last.why(1, "v")).isEmpty();
    assertThat(last.csv()).contains(",9223372036854775808\r\n");

    TraceTable sorted = (TraceTable) table.sortDescendingOn("time");
    assertThat(sorted.why(1, "v")).isEqualTo("null pointer");
    assertThat(sorted.getString(2, "v")).isEqualTo("18446744073709551615");

    TraceTable narrow = (TraceTable) table.selectColumns("v", "time");
    assertThat(narrow.why(1, "v")).isEqualTo("null pointer");
    assertThat(narrow.csv()).startsWith("v,time\r\n18446744073709551615,");
    assertThat(narrow.completeness().rowCount()).isEqualTo(1);
  }

  @Test
  void aCellThatTheUserSetsIsNoLongerMissing() {
    RowLayout layout = layout(col("v", I64));
    var records =
        new TraceRecords(new TraceProgram(List.of(probe("work", Optional.empty(), 0, layout))));
    add(records, new RecordBytes(layout).header(0, 0, 0, 1, 1).fault(0, 0));
    TraceTable table = table(run(records, all(1)));
    table.longColumn("v").set(0, 7L);
    assertThat(table.why(0, "v")).isEmpty();
    assertThat(table.csv()).endsWith(",7\r\n");
  }

  @Test
  void completenessGapsAndProvenance() {
    RowLayout layout = layout(col("v", I64));
    var records =
        new TraceRecords(new TraceProgram(List.of(probe("work", Optional.empty(), 0, layout))));
    var run =
        new Run(
            records,
            List.of(new Account(10, 4, 3, 2, 1, 5)),
            List.of(new Gap(100, 200, "work", 1, "the ring buffer was full")),
            new Provenance(
                "trace work { }",
                "6.18.0",
                List.of(new Provenance.Module("/usr/bin/demo", "abcd", "/usr/lib/debug/demo"))),
            1_000,
            List.of("`x` is optimized out"),
            true);
    TraceTable table = table(run);
    assertThat(table.completeness().columnNames())
        .containsExactly("probe", "hits", "rows", "filtered", "throttled", "lost", "unreadable");
    assertThat(table.completeness().row(0).getLong("unreadable")).isEqualTo(5);
    assertThat(table.gaps().columnNames()).containsExactly("from", "to", "probe", "lost", "cause");
    assertThat(table.gaps().longColumn("from").getLong(0)).isEqualTo(1_100);
    assertThat(table.provenance().stringColumn("value").asList())
        .containsExactly(
            "trace work { }",
            "6.18.0",
            "abcd",
            "/usr/lib/debug/demo",
            "/usr/bin/demo 0x1139 in work, demo.c:42");
    assertThat(table.interrupted()).isTrue();
    assertThat(table.warnings()).containsExactly("`x` is optimized out");
  }
}
