package tracebook.table;

import static org.assertj.core.api.Assertions.assertThat;
import static tracebook.rows.Layouts.col;
import static tracebook.rows.Layouts.layout;
import static tracebook.rows.Layouts.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tech.tablesaw.aggregate.AggregateFunctions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tracebook.display.MimeBundle;
import tracebook.display.Renderers;
import tracebook.ir.Account;
import tracebook.ir.Format;
import tracebook.ir.Gap;
import tracebook.ir.Probe;
import tracebook.ir.Provenance;
import tracebook.ir.RowLayout;
import tracebook.ir.TraceProgram;
import tracebook.rows.RecordBytes;
import tracebook.rows.TraceRecords;
import tracebook.types.EnumType;

/** What is seen of a table: pinned to the letter. */
class DisplayTest {
  private static final long EPOCH = 1_790_000_000_000_000_000L;
  private static final TimeZone USUAL = TimeZone.getDefault();
  private static final Locale USUAL_LOCALE = Locale.getDefault();

  private static final Format STATE =
      new Format.Enumeration("state", 4, false, List.of(new EnumType.Enumerator("RUNNING", 1)));
  private static final RowLayout LAYOUT =
      layout(
          List.of(
              col("r->id", new Format.Int(4, true)),
              col("uri", new Format.Text(12)),
              col("state", STATE),
              col("len", new Format.Int(8, false)),
              col("p", new Format.Pointer(8)),
              col("kind", new Format.Char(1, true)),
              col("ok", new Format.Bool(1)),
              col("load", new Format.Floating(8))),
          List.of(
              new RowLayout.MessageLine(8, List.of(new RowLayout.Literal("begin <b>"))),
              new RowLayout.MessageLine(9, List.of(new RowLayout.Literal("end")))));

  /** Tablesaw shows numbers of its own as the machine's language has them. */
  @BeforeAll
  static void aKnownTimeZoneAndLocale() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    Locale.setDefault(Locale.ENGLISH);
  }

  @AfterAll
  static void theUsualOnes() {
    TimeZone.setDefault(USUAL);
    Locale.setDefault(USUAL_LOCALE);
  }

  private static RecordBytes row(int i, String uri) {
    return new RecordBytes(LAYOUT)
        .header(i, 0, i % 2, 4242, 4242)
        .put(0, i)
        .text(1, uri)
        .put(2, i == 3 ? 7L : 1L)
        .put(3, i == 3 ? -1L : 100L * i)
        .put(4, 0x55d0c0de1000L + i)
        .put(5, 65L + i)
        .put(6, i & 1L)
        .put(7, Double.doubleToLongBits(i / 4.0));
  }

  private static TraceRecords some() {
    Probe probe = probe("parse_request", Optional.empty(), 0, LAYOUT);
    var records = new TraceRecords(new TraceProgram(List.of(probe)));
    add(records, row(1, "/index.html").reach(8).reach(9));
    add(records, row(2, "/a <long> & \"quoted\" path"));
    add(records, row(3, "x  y\n\u001b"));
    add(records, row(4, "").fault(0, 16).fault(2, 0x7f00dead0000L));
    return records;
  }

  private static void add(TraceRecords records, RecordBytes record) {
    byte[] bytes = record.array();
    records.append(bytes, 0, bytes.length);
  }

  private static TraceTable table(TraceRecords records, Account account, boolean trouble) {
    var run =
        new Run(
            records,
            List.of(account),
            trouble
                ? List.of(new Gap(10, 2_500_010, "parse_request", 3, "the ring buffer was full"))
                : List.of(),
            new Provenance("trace parse_request { }", "6.18.0", List.of()),
            EPOCH,
            trouble ? List.of("`c` is optimized out at `demo.c:42`") : List.of(),
            trouble);
    return Objects.requireNonNull(TraceTables.build(run, "events").get("events"));
  }

  /** Compares with the file; where it differs the file to keep is beside it, as {@code .new}. */
  private static void assertGolden(String name, String text) {
    Path golden = Path.of("src/test/resources/tracebook/table", name);
    try {
      String expected = Files.exists(golden) ? Files.readString(golden) : "";
      if (!expected.equals(text)) {
        Path made = Path.of("target/goldens", name);
        Files.createDirectories(made.getParent());
        Files.writeString(made, text);
      }
      assertThat(text).as("%s; what came is in target/goldens", golden).isEqualTo(expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void allIsWell() {
    TraceTable table = table(some(), new Account(1234, 4, 1230, 0, 0, 0), false);
    assertGolden("well.txt", TableText.of(table));
    assertGolden("well.html", TableHtml.of(table));
    assertGolden("well.csv", table.csv().replace("\r\n", "\n"));
  }

  @Test
  void lossGapsWarningsAndInterruption() {
    TraceTable table = table(some(), new Account(10, 4, 1, 2, 3, 1), true);
    assertGolden("trouble.txt", TableText.of(table));
    assertGolden("trouble.html", TableHtml.of(table));
  }

  @Test
  void anAccountThatDoesNotBalanceSaysSo() {
    TraceTable table = table(some(), new Account(10, 4, 0, 0, 0, 0), false);
    assertThat(TableText.of(table))
        .endsWith(
            "parse_request: 10 hits = 4 rows + 0 filtered + 0 throttled + 0 lost;"
                + " these numbers do not add up: please report it\n");
  }

  @Test
  void manyRowsShowTheirEndsAndTheirNumber() {
    Probe probe = probe("parse_request", Optional.empty(), 0, LAYOUT);
    var records = new TraceRecords(new TraceProgram(List.of(probe)));
    for (int i = 0; i < 1000; i++) {
      add(records, row(i, "/" + i));
    }
    TraceTable table = table(records, new Account(1000, 1000, 0, 0, 0, 0), false);
    assertThat(TableText.of(table).lines().count()).isEqualTo(1 + 20 + 1 + 20 + 2);
    assertThat(TableText.of(table)).contains("/19 ", "⋮", "/980 ", "1,000 rows");
    assertThat(TableText.of(table)).doesNotContain("/20 ", "/979 ");
    assertThat(TableHtml.of(table).split("<tr>", -1)).hasSize(1 + 1 + 41);
  }

  @Test
  void someRowsOfATrace() {
    TraceTable table = table(some(), new Account(4, 4, 0, 0, 0, 0), false);
    Table two = table.first(2);
    assertThat(TableText.of(two)).endsWith("2 rows of a trace\n");
  }

  @Test
  void noRows() {
    Probe probe = probe("parse_request", Optional.empty(), 0, LAYOUT);
    var records = new TraceRecords(new TraceProgram(List.of(probe)));
    TraceTable table = table(records, new Account(5, 0, 5, 0, 0, 0), false);
    assertThat(TableText.of(table))
        .isEqualTo(
            """
            time  probe  pid  tid  cpu  r->id  uri  state  len  p  kind  ok  load  message
            0 rows
            parse_request: 5 hits = 0 rows + 5 filtered + 0 throttled + 0 lost
            """);
  }

  @Test
  void plainTablesToo() {
    Table plain =
        Table.create(
            "t",
            StringColumn.create("name", "a", "<b>"),
            DoubleColumn.create("value", new double[] {1.5, Double.NaN}));
    assertThat(TableText.of(plain))
        .isEqualTo(
            """
            name  value
            a       1.5
            <b>
            2 rows
            """);
    assertThat(TableHtml.of(plain)).contains("&lt;b&gt;").doesNotContain("<b>");
    TraceTable table = table(some(), new Account(4, 4, 0, 0, 0, 0), false);
    assertGolden(
        "summary.txt", TableText.of(table.summarize("load", AggregateFunctions.mean).by("ok")));
  }

  @Test
  void theHtmlHasOneStyleAndNoColourAndNoScript() {
    String html = TableHtml.of(table(some(), new Account(4, 4, 0, 0, 0, 0), true));
    assertThat(html).containsOnlyOnce("style=").doesNotContain("color", "<script", "font");
    assertThat(html).contains("class=\"dataframe\"");
  }

  @Test
  void renderersShowTables() {
    var renderers = new Renderers();
    TableDisplay.register(renderers);
    TraceTable table = table(some(), new Account(4, 4, 0, 0, 0, 0), false);
    MimeBundle bundle = renderers.render(table);
    assertThat(bundle.data())
        .containsEntry(MimeBundle.HTML, TableHtml.of(table))
        .containsEntry(MimeBundle.TEXT, TableText.of(table));
    assertThat(renderers.render(table.column("uri")).text()).startsWith("uri\n/index.html\n");
  }
}
