package tracebook.rows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tracebook.bytes.ByteString;
import tracebook.ir.Format;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;
import tracebook.ir.SlotState;

/** The values of one body's records. */
public final class Decoder {
  private static final Value NOT_REACHED = new Value.NotReached();

  private final RowLayout layout;
  private final Probe probe;
  private final List<Site> sites;

  /** By column: the number of the child that its elements are, or -1. */
  private final int[] childOf;

  /**
   * @param sites of the whole trace; a site's number is its index
   */
  public Decoder(RowLayout layout, Probe probe, List<Site> sites) {
    this.layout = layout;
    this.probe = probe;
    this.sites = List.copyOf(sites);
    layout.columns().forEach(column -> column.cells().forEach(this::check));
    this.childOf = childOf(layout);
  }

  private static int[] childOf(RowLayout layout) {
    List<String> children = layout.children().stream().map(RowLayout.Child::column).toList();
    return layout.columns().stream().mapToInt(c -> children.indexOf(c.name())).toArray();
  }

  /** A value that does not fit its slot would be read from its neighbour's bytes. */
  private void check(RowLayout.Cell cell) {
    if (cell.datum() instanceof RowLayout.InSlot(int slot, int offset)
        && offset + cell.format().bytes() > layout.slots().get(slot).size()) {
      throw new IllegalArgumentException(cell + " is larger than " + layout.slots().get(slot));
    }
  }

  public static long time(byte[] record) {
    return LittleEndian.u64(record, RowLayout.TIME);
  }

  public static long cpu(byte[] record) {
    return LittleEndian.u32(record, RowLayout.CPU) & 0xffffffffL;
  }

  public static long pid(byte[] record) {
    return LittleEndian.u32(record, RowLayout.PID) & 0xffffffffL;
  }

  public static long tid(byte[] record) {
    return LittleEndian.u32(record, RowLayout.TID) & 0xffffffffL;
  }

  private Site site(byte[] record) {
    return sites.get(LittleEndian.u32(record, RowLayout.SITE));
  }

  /**
   * What column number {@code column} of the layout holds. One whose elements are rows says so when
   * it has more of them.
   */
  public Value column(byte[] record, int column) {
    Value value = cell(record, column);
    return childOf[column] < 0
        ? value
        : container(record, childOf[column])
            .flatMap(Container::mark)
            .<Value>map(mark -> new Value.Marked(value, mark))
            .orElse(value);
  }

  /** The elements of child number {@code child} of the layout; empty when there is no value. */
  public Optional<Container> container(byte[] record, int child) {
    for (RowLayout.Cell cell : layout.children().get(child).cells()) {
      if (state(record, slot(cell)) != SlotState.NOT_REACHED) {
        return container(record, cell);
      }
    }
    return Optional.empty();
  }

  private Optional<Container> container(byte[] record, RowLayout.Cell cell) {
    if (!(cell.format() instanceof Format.Sequence format)) {
      return Optional.empty();
    }
    return switch (cell.datum()) {
      case RowLayout.InSlot(int slot, int offset) ->
          state(record, slot) == SlotState.CAPTURED
              ? Container.of(format, record, layout.slots().get(slot).offset() + offset)
              : Optional.empty();
      case RowLayout.Fixed(int slot, ByteString bytes) -> Container.of(format, bytes.toArray(), 0);
      case RowLayout.Missing m -> Optional.empty();
      case RowLayout.OfSite s -> Optional.empty();
    };
  }

  private Value cell(byte[] record, int column) {
    for (RowLayout.Cell cell : layout.columns().get(column).cells()) {
      if (state(record, slot(cell)) != SlotState.NOT_REACHED) {
        return value(record, cell);
      }
    }
    return undecided(record, layout.columns().get(column).cells().stream().map(Decoder::slot))
        .<Value>map(Value.Missing::new)
        .orElse(NOT_REACHED);
  }

  /** Why a line of the message may be missing: a condition around it could not be read. */
  public Optional<String> untold(byte[] record) {
    return undecided(
        record,
        layout.messages().stream()
            .map(RowLayout.MessageLine::slot)
            .filter(slot -> state(record, slot) == SlotState.NOT_REACHED));
  }

  /** Which condition around slots that were not reached could not be read; the outermost one. */
  private Optional<String> undecided(byte[] record, Stream<Integer> unreached) {
    if (layout.undecided().isEmpty()) {
      return Optional.empty();
    }
    RowLayout.Undecided all = layout.undecided().get();
    long failed =
        LittleEndian.u64(record, layout.slots().get(all.slot()).offset())
            & unreached.mapToLong(slot -> all.around().get(slot)).reduce(0, (a, b) -> a | b);
    if (failed == 0) {
      return Optional.empty();
    }
    int first = Long.numberOfTrailingZeros(failed);
    return Optional.of(
        first < all.conditions().size()
            ? "undecided: `" + all.conditions().get(first) + "` could not be read"
            : "undecided: a condition could not be read");
  }

  /** The lines that were printed in the hit; empty when there are none. */
  public Optional<String> message(byte[] record) {
    StringBuilder text = null;
    for (RowLayout.MessageLine line : layout.messages()) {
      if (state(record, line.slot()) == SlotState.NOT_REACHED) {
        continue;
      }
      if (text == null) {
        text = new StringBuilder();
      } else {
        text.append('\n');
      }
      for (RowLayout.Piece piece : line.pieces()) {
        switch (piece) {
          case RowLayout.Literal(String literal) -> text.append(literal);
          case RowLayout.Argument a -> {
            Value value = value(record, a.cell());
            String shown = argument(record, a.cell(), value, a.style());
            String fill = a.zeros() && !(value instanceof Value.Missing) ? "0" : " ";
            text.append(fill.repeat(Math.max(0, a.width() - shown.length()))).append(shown);
          }
        }
      }
    }
    return Optional.ofNullable(text).map(StringBuilder::toString);
  }

  private String argument(byte[] record, RowLayout.Cell cell, Value value, RowLayout.Style style) {
    boolean inSlot = cell.datum() instanceof RowLayout.InSlot && !(value instanceof Value.Missing);
    if (inSlot && cell.datum() instanceof RowLayout.InSlot(int slot, int offset)) {
      return Styled.of(
          style, value, cell.format(), record, layout.slots().get(slot).offset() + offset);
    }
    if (cell.datum() instanceof RowLayout.Fixed(int slot, ByteString bytes)) {
      return Styled.of(style, value, cell.format(), bytes.toArray(), 0);
    }
    return Shown.of(value);
  }

  private static int slot(RowLayout.Cell cell) {
    return switch (cell.datum()) {
      case RowLayout.InSlot(int slot, int offset) -> slot;
      case RowLayout.Fixed(int slot, ByteString bytes) -> slot;
      case RowLayout.Missing(int slot, String why) -> slot;
      case RowLayout.OfSite(int slot, RowLayout.SiteFact fact) -> slot;
    };
  }

  private static SlotState state(byte[] record, int slot) {
    return SlotState.of(record[RowLayout.STATES + slot]);
  }

  private Value value(byte[] record, RowLayout.Cell cell) {
    return switch (cell.datum()) {
      case RowLayout.InSlot(int slot, int offset) -> inSlot(record, slot, offset, cell.format());
      case RowLayout.Fixed(int slot, ByteString bytes) ->
          Formats.decode(cell.format(), bytes.toArray(), 0);
      case RowLayout.Missing(int slot, String why) -> new Value.Missing(why);
      case RowLayout.OfSite(int slot, RowLayout.SiteFact fact) -> ofSite(site(record), fact);
    };
  }

  private Value inSlot(byte[] record, int slot, int offset, Format format) {
    int at = layout.slots().get(slot).offset();
    return switch (state(record, slot)) {
      case NOT_REACHED -> NOT_REACHED;
      case CAPTURED -> Formats.decode(format, record, at + offset);
      case FAULT,
          DIVISION_BY_ZERO,
          DIVISION_OVERFLOW,
          NOT_SEEN,
          FAULT_SOMEWHERE,
          NEGATIVE_LENGTH,
          TOO_LONG,
          OUT_OF_RANGE,
          MISALIGNED,
          UNEVEN,
          OTHER_ALTERNATIVE,
          NO_ALTERNATIVE,
          ENDS_EARLY,
          GOES_ON,
          OUT_OF_ORDER,
          NO_INTEGER,
          NO_TRUTH,
          OWN_FAULTS,
          PERHAPS_MAPPED,
          UNKNOWN_CALL,
          NOT_USED_BY_THREAD,
          NO_THREAD_AREA,
          NO_OBJECT,
          UNKNOWN_TYPE,
          BEING_CHANGED,
          EXPIRED,
          OUT_OF_TIME,
          UNSETTLED,
          UNKNOWN_WIDTH,
          BEYOND_BOUND ->
          new Value.Missing(Reasons.of(state(record, slot), () -> LittleEndian.u64(record, at)));
    };
  }

  private Value ofSite(Site site, RowLayout.SiteFact fact) {
    return switch (fact) {
      case PROBE -> text(probe.label(), "probe");
      case FUNCTION -> text(site.function(), "function");
      case FILE -> text(site.file(), "source file");
      case LINE ->
          site.line() > 0
              ? new Value.Int(site.line(), 4, true)
              : new Value.Missing("no source line is known for the address");
    };
  }

  private static Value text(String text, String what) {
    return text.isEmpty()
        ? new Value.Missing("no " + what + " is known for the address")
        : new Value.Text(text, Optional.empty());
  }
}
