package tracebook.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tracebook.rows.Layouts.col;
import static tracebook.rows.Layouts.layout;
import static tracebook.rows.Layouts.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tracebook.ir.Format;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
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
  void aMapTakesTheElementsThatWereFound() {
    Format number = new Format.Int(8, true);
    Format.Part key = new Format.Part(8, 0, number);
    Format.Part value = new Format.Part(8, 8, number);
    Format map = new Format.Walked(Format.Brackets.MAP, 1, List.of(key, value), 32, 1000);
    RowLayout layout = layout(col("m", map), col("n", number));
    var records = new Records(layout);
    byte[] source = new RecordBytes(layout).put(1, 77).array();
    var bytes = ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN);
    int at = layout.slots().getFirst().offset();
    bytes.put(RowLayout.STATES, (byte) SlotState.CAPTURED.code()).putLong(at, 5).putLong(at + 8, 2);
    for (int i = 0; i < 2; i++) {
      int element = at + 16 + 32 * i;
      bytes.putLong(element, 4096 + i).putLong(element + 8, 1L << 8 | SlotState.CAPTURED.code());
      bytes.putLong(element + 16, i).putLong(element + 24, 10L * i);
    }
    for (int i = 0; i < 1000; i++) {
      records.append(source, 0, source.length);
    }
    assertThat(records.bytes()).isLessThan(2 << 20);
    byte[] back = new byte[layout.size()];
    records.read(999, back);
    var decoder =
        new Decoder(layout, probe("p", Optional.empty(), 0, layout), List.of(Layouts.site(0)));
    assertThat(decoder.column(back, 0)).isEqualTo(decoder.column(source, 0));
    assertThat(decoder.column(back, 0))
        .isEqualTo(
            new Value.Text("{0: 0, 1: 10, … 3 more}", Optional.of("truncated at 2 of 5 elements")));
    assertThat(decoder.column(back, 1)).isEqualTo(new Value.Int(77, 8, true));
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
