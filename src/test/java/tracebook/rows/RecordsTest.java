package tracebook.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tracebook.rows.Layouts.col;
import static tracebook.rows.Layouts.layout;
import static tracebook.rows.Layouts.probe;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tracebook.ir.Format;
import tracebook.ir.RowLayout;
import tracebook.ir.TraceProgram;

class RecordsTest {
  private static final RowLayout LAYOUT =
      layout(col("n", new Format.Int(8, true)), col("s", new Format.Text(256)));

  private static byte[] record(int i) {
    RecordBytes record = new RecordBytes(LAYOUT).header(i, 0, 1, 2, 3);
    return switch (i % 3) {
      case 0 -> record.put(0, i).text(1, "string " + i).array();
      case 1 -> record.put(0, i).fault(1, i).array();
      default -> record.text(1, "x".repeat(300)).array();
    };
  }

  @Test
  void everyRecordComesBackAsItWas() {
    var records = new Records(LAYOUT);
    var decoder =
        new Decoder(LAYOUT, probe("p", Optional.empty(), 0, LAYOUT), List.of(Layouts.site(0)));
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      byte[] source = record(i);
      records.append(source, 0, source.length);
    }
    assertThat(records.size()).isEqualTo(count);
    byte[] back = new byte[LAYOUT.size()];
    for (int i = count - 1; i >= 0; i--) {
      records.read(i, back);
      byte[] source = record(i);
      assertThat(records.time(i)).isEqualTo(i);
      assertThat(Decoder.tid(back)).isEqualTo(3);
      for (int column = 0; column < 2; column++) {
        assertThat(decoder.column(back, column)).isEqualTo(decoder.column(source, column));
      }
    }
  }

  @Test
  void whatAProbeLeftUndefinedReadsAsZero() {
    var records = new Records(LAYOUT);
    byte[] source = new RecordBytes(LAYOUT).text(1, "ab").array();
    records.append(source, 0, source.length);
    byte[] back = new byte[LAYOUT.size()];
    records.read(0, back);
    assertThat(back).doesNotContain((byte) 0xee);
  }

  @Test
  void aStringTakesItsLengthAndNotItsCap() {
    var records = new Records(LAYOUT);
    byte[] source = new RecordBytes(LAYOUT).put(0, 1).text(1, "ab").array();
    for (int i = 0; i < 100_000; i++) {
      records.append(source, 0, source.length);
    }
    assertThat(records.bytes() / 100_000).isLessThan(70);
    assertThat(LAYOUT.size()).isGreaterThan(290);
  }

  @Test
  void recordsThatAreNotOfTheLayoutAreRefused() {
    var records = new Records(LAYOUT);
    byte[] source = record(0);
    assertThatThrownBy(() -> records.append(source, 0, 24))
        .hasMessageContaining("a record of 24 bytes where the layout has " + LAYOUT.size());
    source[RowLayout.STATES] = 99;
    assertThatThrownBy(() -> records.append(source, 0, source.length)).hasMessage("slot state 99");
    assertThat(records.size()).isZero();
  }

  @Test
  void aTraceKeepsTheRecordsOfEachBody() {
    RowLayout other = layout(col("x", new Format.Int(4, true)));
    var trace =
        new TraceRecords(
            new TraceProgram(
                List.of(
                    probe("a", Optional.empty(), 0, LAYOUT),
                    probe("b", Optional.empty(), 1, other))));
    byte[] first = record(0);
    byte[] second = new RecordBytes(other).header(0, 1, 0, 0, 0).put(0, 5L).array();
    trace.append(first, 0, first.length);
    trace.append(second, 0, second.length);
    trace.append(second, 0, second.length);
    assertThat(trace.size()).isEqualTo(3);
    assertThat(trace.of(0, 0).size()).isEqualTo(1);
    assertThat(trace.of(1, 0).size()).isEqualTo(2);
    byte[] stray = new RecordBytes(other).header(0, 2, 0, 0, 0).array();
    assertThatThrownBy(() -> trace.append(stray, 0, stray.length))
        .hasMessage("a record of site 2, " + stray.length + " bytes");
  }
}
