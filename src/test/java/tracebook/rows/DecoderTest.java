package tracebook.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tracebook.rows.Layouts.inSlot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tracebook.bytes.ByteString;
import tracebook.ir.Format;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.RowLayout.Column;
import tracebook.ir.RowLayout.Slot;
import tracebook.ir.Site;
import tracebook.ir.SlotState;
import tracebook.types.EnumType;

class DecoderTest {
  private static final Format I32 = new Format.Int(4, true);
  private static final Format TEXT = new Format.Text(8);

  private static Decoder decoder(RowLayout layout, Site... sites) {
    return new Decoder(layout, new Probe("work", Optional.empty(), List.of()), List.of(sites));
  }

  private static RowLayout layout(List<Slot> slots, Cell... cells) {
    return new RowLayout(slots, List.of(new Column("v", List.of(cells))), List.of());
  }

  @Test
  void theFirstCellThatWasReachedSpeaks() {
    RowLayout layout =
        layout(
            List.of(new Slot(32, 8), new Slot(40, 0), new Slot(40, 0)),
            inSlot(0, I32),
            new Cell(new RowLayout.Fixed(1, ByteString.copyOf(new byte[] {9, 0, 0, 0})), I32),
            new Cell(new RowLayout.Missing(2, "optimized out"), I32));
    Decoder decoder = decoder(layout);
    assertThat(decoder.column(new RecordBytes(layout).array(), 0))
        .isEqualTo(new Value.NotReached());
    assertThat(decoder.column(new RecordBytes(layout).put(0, 5L).reach(1).array(), 0))
        .isEqualTo(new Value.Int(5, 4, true));
    assertThat(decoder.column(new RecordBytes(layout).reach(1).array(), 0))
        .isEqualTo(new Value.Int(9, 4, true));
    assertThat(decoder.column(new RecordBytes(layout).reach(2).array(), 0))
        .isEqualTo(new Value.Missing("optimized out"));
  }

  @Test
  void aFaultOfTheFirstReachedCellIsNotCoveredUpByTheNext() {
    RowLayout layout =
        layout(List.of(new Slot(32, 8), new Slot(40, 8)), inSlot(0, I32), inSlot(1, I32));
    assertThat(decoder(layout).column(new RecordBytes(layout).fault(0, 0).put(1, 5L).array(), 0))
        .isEqualTo(new Value.Missing("null pointer"));
  }

  @Test
  void aMemberInsideASlot() {
    RowLayout layout =
        layout(List.of(new Slot(32, 16)), new Cell(new RowLayout.InSlot(0, 12), I32));
    byte[] struct = new byte[16];
    struct[12] = 7;
    assertThat(decoder(layout).column(new RecordBytes(layout).put(0, struct).array(), 0))
        .isEqualTo(new Value.Int(7, 4, true));
  }

  @Test
  void aValueThatDoesNotFitItsSlotIsRefused() {
    RowLayout layout = layout(List.of(new Slot(32, 8)), new Cell(new RowLayout.InSlot(0, 6), I32));
    assertThatThrownBy(() -> decoder(layout)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatTheSiteKnows() {
    RowLayout layout =
        new RowLayout(
            List.of(new Slot(32, 0)),
            List.of(
                fact(RowLayout.SiteFact.PROBE),
                fact(RowLayout.SiteFact.FUNCTION),
                fact(RowLayout.SiteFact.FILE),
                fact(RowLayout.SiteFact.LINE)),
            List.of());
    Site unknown = new Site(1, "/lib/x.so", 0x10, 0x10, Optional.empty(), "", "", 0, "");
    Decoder decoder = decoder(layout, Layouts.site(0), unknown);
    byte[] known = new RecordBytes(layout).header(0, 0, 0, 0, 0).reach(0).array();
    assertThat(Shown.of(decoder.column(known, 0))).isEqualTo("work");
    assertThat(Shown.of(decoder.column(known, 1))).isEqualTo("work");
    assertThat(Shown.of(decoder.column(known, 2))).isEqualTo("demo.c");
    assertThat(Shown.of(decoder.column(known, 3))).isEqualTo("42");
    byte[] other = new RecordBytes(layout).header(0, 1, 0, 0, 0).reach(0).array();
    assertThat(decoder.column(other, 1))
        .isEqualTo(new Value.Missing("no function is known for the address"));
    assertThat(decoder.column(other, 2))
        .isEqualTo(new Value.Missing("no source file is known for the address"));
    assertThat(decoder.column(other, 3))
        .isEqualTo(new Value.Missing("no source line is known for the address"));
  }

  private static Column fact(RowLayout.SiteFact fact) {
    return new Column(
        fact.name(), List.of(new Cell(new RowLayout.OfSite(0, fact), new Format.CharArray(0))));
  }

  /** The message of one argument in a slot of its own. */
  private static String message(
      RowLayout.Style style, Format format, java.util.function.UnaryOperator<RecordBytes> fill) {
    RowLayout layout =
        new RowLayout(
            List.of(new Slot(32, 0), new Slot(32, RowLayout.align(Math.max(8, format.bytes())))),
            List.of(),
            List.of(
                new RowLayout.MessageLine(
                    0,
                    List.of(
                        new RowLayout.Literal("v="),
                        new RowLayout.Argument(inSlot(1, format), style)))));
    byte[] record = fill.apply(new RecordBytes(layout).reach(0)).array();
    return decoder(layout).message(record).orElseThrow();
  }

  @Test
  void argumentsInTheirStyles() {
    Format u8x4 = new Format.Array(new Format.Int(1, false), 1, 4);
    assertThat(message(RowLayout.Style.DEFAULT, I32, r -> r.put(1, -1L))).isEqualTo("v=-1");
    assertThat(message(RowLayout.Style.HEX, I32, r -> r.put(1, -1L))).isEqualTo("v=ffffffff");
    assertThat(message(RowLayout.Style.HEX, I32, r -> r.put(1, 0xabL))).isEqualTo("v=ab");
    assertThat(message(RowLayout.Style.UPPER_HEX, I32, r -> r.put(1, 0xabL))).isEqualTo("v=AB");
    assertThat(message(RowLayout.Style.POINTER, new Format.Int(8, false), r -> r.put(1, 0xabL)))
        .isEqualTo("v=0xab");
    assertThat(message(RowLayout.Style.POINTER, new Format.Pointer(8), r -> r.put(1, 0xabL)))
        .isEqualTo("v=0xab");
    assertThat(message(RowLayout.Style.HEX, new Format.Pointer(8), r -> r.put(1, 0xabL)))
        .isEqualTo("v=ab");
    assertThat(message(RowLayout.Style.HEX, u8x4, r -> r.put(1, 0x464c457fL)))
        .isEqualTo("v=7f 45 4c 46");
    assertThat(message(RowLayout.Style.UPPER_HEX, u8x4, r -> r.put(1, 0x464c457fL)))
        .isEqualTo("v=7F 45 4C 46");
    assertThat(message(RowLayout.Style.STRING, u8x4, r -> r.put(1, 0x00004948L))).isEqualTo("v=HI");
    assertThat(message(RowLayout.Style.STRING, new Format.Char(1, true), r -> r.put(1, 0x41L)))
        .isEqualTo("v=A");
    assertThat(message(RowLayout.Style.STRING, TEXT, r -> r.text(1, "a\nb"))).isEqualTo("v=a\\nb");
    assertThat(message(RowLayout.Style.DEFAULT, TEXT, r -> r.text(1, "0123456789")))
        .isEqualTo("v=01234567…");
    assertThat(message(RowLayout.Style.HEX, TEXT, r -> r.text(1, "AB"))).isEqualTo("v=41 42");
    assertThat(message(RowLayout.Style.DEFAULT, I32, r -> r.fault(1, 0)))
        .isEqualTo("v=<null pointer>");
    assertThat(message(RowLayout.Style.HEX, I32, r -> r.state(1, SlotState.DIVISION_BY_ZERO)))
        .isEqualTo("v=<division by zero>");
  }

  @Test
  void hexDigitsAreThoseOfTheValueAndNotOfTheRecord() {
    Format.Enumeration state =
        new Format.Enumeration(
            "state", 4, false, List.of(new EnumType.Enumerator("RUNNING", 0xab)));
    assertThat(message(RowLayout.Style.HEX, state, r -> r.put(1, 0xabL))).isEqualTo("v=ab");
    Format field = new Format.Bits(4, 4, 8, state);
    assertThat(message(RowLayout.Style.HEX, field, r -> r.put(1, 0x1ab1L))).isEqualTo("v=ab");
    Format inside = new Format.Inside(8, 4, state);
    assertThat(message(RowLayout.Style.UPPER_HEX, inside, r -> r.put(1, 0xab_0000_0001L)))
        .isEqualTo("v=AB");
    Format known = new Format.Known(List.of(new Format.Name(7, "app::Square")), "not known");
    assertThat(message(RowLayout.Style.HEX, known, r -> r.put(1, 7L))).isEqualTo("v=app::Square");
    Format elements = new Format.Elements(new Format.Char(1, true), 1, 8);
    byte[] counted = {2, 0, 0, 0, 0, 0, 0, 0, 'a', 'b', 9, 9, 9, 9, 9, 9};
    assertThat(message(RowLayout.Style.UPPER_HEX, elements, r -> r.put(1, counted)))
        .isEqualTo(message(RowLayout.Style.DEFAULT, elements, r -> r.put(1, counted)))
        .isEqualTo("v=[97 'a', 98 'b']");
    byte[] dumped = {3, 0, 0, 0, 'a', 0, 'b', 9, 9};
    assertThat(message(RowLayout.Style.HEX, new Format.Dump(4, true), r -> r.put(1, dumped)))
        .isEqualTo("v=61 00 62");
    byte[] cut = {5, 0, 0, 0, 'a', 0, 'b', 'z', 9};
    assertThat(message(RowLayout.Style.HEX, new Format.Dump(4, true), r -> r.put(1, cut)))
        .isEqualTo("v=61 00 62 7a …");
  }

  /** A broken object says so many that they have no sign any more. */
  @Test
  void moreElementsThanASignedNumberCanCountAreNotNone() {
    byte[] counted = new byte[17];
    Arrays.fill(counted, 0, 8, (byte) 0xff);
    Arrays.fill(counted, 8, 16, (byte) 'a');
    Format u8 = new Format.Int(1, false);
    assertThat(shown(new Format.Elements(u8, 1, 2), counted))
        .isEqualTo("v=[97, 97, … 18446744073709551613 more]…");
    assertThat(shown(new Format.Characters(1, 8), counted)).isEqualTo("v=aaaaaaaa…");
    byte[] two = Arrays.copyOf(counted, 10);
    assertThat(message(RowLayout.Style.HEX, new Format.Characters(1, 2), r -> r.put(1, two)))
        .isEqualTo("v=61 61 …");
    byte[] attempts = new byte[24];
    Arrays.fill(attempts, 0, 8, (byte) 0xff);
    attempts[8] = (byte) SlotState.CAPTURED.code();
    attempts[9] = 1;
    attempts[16] = 5;
    assertThat(shown(new Format.Each(u8, 16, 1), attempts))
        .isEqualTo("v=[5, … 18446744073709551614 more]…");
    byte[] flags = new byte[new Format.Flags(1).bytes()];
    Arrays.fill(flags, 0, 8, (byte) 0xff);
    flags[Format.Flags.ATTEMPT] = (byte) SlotState.CAPTURED.code();
    assertThat(shown(new Format.Flags(1), flags))
        .startsWith("v=[false, false, ")
        .endsWith(", … 18446744073709551607 more]…");
  }

  private static String shown(Format format, byte[] bytes) {
    byte[] slot = Arrays.copyOf(bytes, format.bytes());
    return message(RowLayout.Style.DEFAULT, format, r -> r.put(1, slot));
  }

  @Test
  void whatIsMissingIsNotFilledWithZeros() {
    RowLayout layout =
        new RowLayout(
            List.of(new Slot(32, 0), new Slot(32, 8)),
            List.of(),
            List.of(
                new RowLayout.MessageLine(
                    0,
                    List.of(
                        new RowLayout.Argument(inSlot(1, I32), RowLayout.Style.HEX, 16, true)))));
    assertThat(decoder(layout).message(new RecordBytes(layout).reach(0).put(1, 1L).array()))
        .contains("0000000000000001");
    assertThat(decoder(layout).message(new RecordBytes(layout).reach(0).fault(1, 0).array()))
        .contains("  <null pointer>");
  }

  @Test
  void aHitThatPrintedNothingHasNoMessage() {
    RowLayout layout =
        new RowLayout(
            List.of(new Slot(32, 0)),
            List.of(),
            List.of(new RowLayout.MessageLine(0, List.of(new RowLayout.Literal("x")))));
    assertThat(decoder(layout).message(new RecordBytes(layout).array())).isEmpty();
  }
}
