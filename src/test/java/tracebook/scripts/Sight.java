package tracebook.scripts;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tracebook.ir.Format;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;
import tracebook.ir.SlotState;
import tracebook.scripts.Shows.Sort;

/** What is to be seen of a hit: columns, the message and the elements, of what its slots hold. */
final class Sight {
  private final RowLayout layout;
  private final Probe probe;
  private final Site site;
  private final Map<Integer, Interpreter.Slot> slots;

  Sight(RowLayout layout, Probe probe, Site site, Map<Integer, Interpreter.Slot> slots) {
    this.layout = layout;
    this.probe = probe;
    this.site = site;
    this.slots = Map.copyOf(slots);
  }

  static Sort sort(RowLayout.Column column) {
    return column.cells().stream().map(Sight::sort).reduce(Sort.NONE, Sort::with);
  }

  private static Sort sort(RowLayout.Cell cell) {
    return switch (cell.datum()) {
      case RowLayout.InSlot s -> Rendering.sort(cell.format());
      case RowLayout.Fixed f -> Rendering.sort(cell.format());
      case RowLayout.Missing m -> Sort.NONE;
      case RowLayout.OfSite s -> s.fact() == RowLayout.SiteFact.LINE ? Sort.SIGNED : Sort.TEXT;
    };
  }

  private static int slot(RowLayout.Cell cell) {
    return switch (cell.datum()) {
      case RowLayout.InSlot s -> s.slot();
      case RowLayout.Fixed f -> f.slot();
      case RowLayout.Missing m -> m.slot();
      case RowLayout.OfSite s -> s.slot();
    };
  }

  private boolean reached(int slot) {
    Interpreter.Slot there = slots.get(slot);
    return there != null && there.state() != SlotState.NOT_REACHED;
  }

  private Optional<RowLayout.Cell> first(List<RowLayout.Cell> cells) {
    return cells.stream().filter(cell -> reached(slot(cell))).findFirst();
  }

  Shows column(int number) {
    RowLayout.Column column = layout.columns().get(number);
    Optional<RowLayout.Cell> cell = first(column.cells());
    if (cell.isEmpty()) {
      return Shows.missing(
          undecided(column.cells().stream().map(Sight::slot)).orElse("not reached in this hit"));
    }
    Shows shows = shows(cell.get());
    for (int child = 0; child < layout.children().size(); child++) {
      if (layout.children().get(child).column().equals(column.name())) {
        Optional<Elements> elements = elements(child);
        shows = elements.flatMap(e -> e.cut(e.starts().size())).map(shows::noted).orElse(shows);
      }
    }
    return shows;
  }

  private Shows shows(RowLayout.Cell cell) {
    return switch (cell.datum()) {
      case RowLayout.InSlot(int number, int offset) -> {
        Interpreter.Slot slot = Objects.requireNonNull(slots.get(number));
        yield slot.state() == SlotState.CAPTURED
            ? Rendering.of(cell.format(), slot.bytes().toArray(), offset)
            : Shows.missing(Why.of(slot.state(), slot.address()));
      }
      case RowLayout.Fixed f -> Rendering.of(cell.format(), f.bytes().toArray(), 0);
      case RowLayout.Missing m -> Shows.missing(m.why());
      case RowLayout.OfSite s ->
          switch (s.fact()) {
            case PROBE -> Shows.value(Sort.TEXT, probe.label());
            case FUNCTION -> Shows.value(Sort.TEXT, site.function());
            case FILE -> Shows.value(Sort.TEXT, site.file());
            case LINE -> Shows.value(Sort.SIGNED, String.valueOf(site.line()));
          };
    };
  }

  /** The elements of a column; empty when they are no rows. */
  Optional<Elements> elements(int child) {
    Optional<RowLayout.Cell> cell = first(layout.children().get(child).cells());
    if (cell.isEmpty() || !(cell.get().format() instanceof Format.Sequence format)) {
      return Optional.empty();
    }
    Optional<Elements> elements =
        switch (cell.get().datum()) {
          case RowLayout.InSlot(int number, int offset) -> {
            Interpreter.Slot slot = Objects.requireNonNull(slots.get(number));
            yield slot.state() == SlotState.CAPTURED
                ? Optional.of(new Elements(format, slot.bytes().toArray(), offset))
                : Optional.empty();
          }
          case RowLayout.Fixed f -> Optional.of(new Elements(format, f.bytes().toArray(), 0));
          case RowLayout.Missing m -> Optional.empty();
          case RowLayout.OfSite s -> Optional.empty();
        };
    return elements.filter(e -> !e.none());
  }

  /** The outermost condition around some slots that could not be read. */
  private Optional<String> undecided(Stream<Integer> unreached) {
    if (layout.undecided().isEmpty()) {
      return Optional.empty();
    }
    RowLayout.Undecided all = layout.undecided().get();
    BigInteger failed = word(Bytes.word(slots.get(all.slot()).bytes().toArray(), 0));
    BigInteger around =
        unreached.map(s -> word(all.around().get(s))).reduce(BigInteger.ZERO, BigInteger::or);
    int first = failed.and(around).getLowestSetBit();
    if (first < 0) {
      return Optional.empty();
    }
    String which =
        first < all.conditions().size() ? "`" + all.conditions().get(first) + "`" : "a condition";
    return Optional.of("undecided: " + which + " could not be read");
  }

  private static BigInteger word(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  /** The lines that were printed, with a line end between them. */
  Shows message() {
    List<String> lines = new ArrayList<>();
    for (RowLayout.MessageLine line : layout.messages()) {
      if (reached(line.slot())) {
        StringBuilder text = new StringBuilder();
        line.pieces().forEach(piece -> text.append(piece(piece)));
        lines.add(text.toString());
      }
    }
    Optional<String> untold =
        undecided(
            layout.messages().stream().map(RowLayout.MessageLine::slot).filter(s -> !reached(s)));
    return lines.isEmpty()
        ? Shows.missing(untold.orElse("not reached in this hit"))
        : Shows.marked(Sort.TEXT, String.join("\n", lines), untold.orElse(""));
  }

  private String piece(RowLayout.Piece piece) {
    return switch (piece) {
      case RowLayout.Literal l -> l.text();
      case RowLayout.Argument a -> {
        Shows shows = shows(a.cell());
        String text = shows.text().isEmpty() ? shows.inLine() : argument(a, shows);
        String fill = a.zeros() && shows.text().isPresent() ? "0" : " ";
        yield fill.repeat(Math.max(0, a.width() - text.length())) + text;
      }
    };
  }

  private String argument(RowLayout.Argument a, Shows shows) {
    return switch (a.cell().datum()) {
      case RowLayout.InSlot(int number, int offset) ->
          styled(
              a.style(),
              a.cell().format(),
              Objects.requireNonNull(slots.get(number)).bytes().toArray(),
              offset,
              shows);
      case RowLayout.Fixed f -> styled(a.style(), a.cell().format(), f.bytes().toArray(), 0, shows);
      case RowLayout.Missing m -> shows.inLine();
      case RowLayout.OfSite s -> shows.inLine();
    };
  }

  private static String styled(
      RowLayout.Style style, Format format, byte[] bytes, int at, Shows shows) {
    if (format instanceof Format.Inside i) {
      return styled(style, i.format(), bytes, at + i.offset(), shows);
    }
    return switch (style) {
      case DEFAULT -> shows.inLine();
      case HEX -> hex(format, bytes, at).orElse(shows.inLine());
      case UPPER_HEX ->
          hex(format, bytes, at).map(h -> h.toUpperCase(Locale.ROOT)).orElse(shows.inLine());
      case POINTER ->
          format instanceof Format.Int || (format instanceof Format.Bits b && isInt(b))
              ? "0x" + hex(format, bytes, at).orElseThrow()
              : shows.inLine();
      case STRING -> string(format, bytes, at, shows);
    };
  }

  private static boolean isInt(Format.Bits b) {
    return b.value() instanceof Format.Int;
  }

  /** Empty for what has no digits. */
  private static Optional<String> hex(Format format, byte[] bytes, int at) {
    Rendering all = Rendering.over(bytes);
    return switch (format) {
      case Format.Int i -> Optional.of(all.number(at, i.bytes(), false).toString(16));
      case Format.Char c -> Optional.of(all.number(at, c.bytes(), false).toString(16));
      case Format.Bool b -> Optional.of(all.number(at, b.bytes(), false).toString(16));
      case Format.Enumeration e -> Optional.of(all.number(at, e.bytes(), false).toString(16));
      case Format.Pointer p -> Optional.of(all.number(at, p.bytes(), false).toString(16));
      case Format.Moved m -> Optional.of(Rendering.of(m, bytes, at).text().get().substring(2));
      case Format.Bits b ->
          switch (b.value()) {
            case Format.Int i -> Optional.of(within(all.field(b, at, i.signed()), i.bytes()));
            case Format.Char c -> Optional.of(within(all.field(b, at, c.signed()), c.bytes()));
            default -> Optional.of(all.field(b, at, false).toString(16));
          };
      case Format.Text t -> {
        int length = all.number(at, 4, true).intValueExact() - 1;
        String cut = length > t.cap() ? " …" : "";
        yield Optional.of(Spelling.hex(slice(bytes, at + 4, Math.min(length, t.cap()))) + cut);
      }
      case Format.Characters c -> {
        long count = Bytes.word(bytes, at);
        int most = c.cap() / c.unit();
        boolean cut = Long.compareUnsigned(count, most) > 0;
        int there = c.unit() * (cut ? most : (int) count);
        yield Optional.of(Spelling.hex(slice(bytes, at + 8, there)) + (cut ? " …" : ""));
      }
      case Format.Dump d -> {
        if (d.text()) {
          throw new IllegalArgumentException("a text in hex that is a dump");
        }
        yield Optional.of(Rendering.of(d, bytes, at).inLine());
      }
      case Format.WideArray w -> Optional.of(Spelling.hex(slice(bytes, at, w.bytes())));
      case Format.WideText w -> Optional.empty();
      case Format.CharArray c -> Optional.of(Spelling.hex(slice(bytes, at, c.bytes())));
      case Format.Array a -> Optional.of(Spelling.hex(slice(bytes, at, a.bytes())));
      case Format.Struct s -> Optional.of(Spelling.hex(slice(bytes, at, s.bytes())));
      case Format.Tuple t -> Optional.of(Spelling.hex(slice(bytes, at, t.bytes())));
      case Format.Alternatives a -> Optional.of(Spelling.hex(slice(bytes, at, a.bytes())));
      case Format.Inside i -> hex(i.format(), bytes, at + i.offset());
      case Format.Floating f -> Optional.empty();
      case Format.Known k -> Optional.empty();
      case Format.Opaque o -> Optional.empty();
      case Format.Elsewhere e -> Optional.empty();
      case Format.Elements e -> Optional.empty();
      case Format.Each e -> Optional.empty();
      case Format.Flags f -> Optional.empty();
      case Format.Walked w -> Optional.empty();
    };
  }

  /** In as many bytes as the type has. */
  private static String within(BigInteger number, int bytes) {
    return number.mod(BigInteger.ONE.shiftLeft(8 * Math.min(8, bytes))).toString(16);
  }

  private static byte[] slice(byte[] bytes, int from, int count) {
    byte[] slice = new byte[count];
    System.arraycopy(bytes, from, slice, 0, count);
    return slice;
  }

  private static String string(Format format, byte[] bytes, int at, Shows shows) {
    String text = shows.inLine();
    if (format instanceof Format.Char) {
      int space = text.indexOf(' ');
      return space < 0 ? text : text.substring(space + 2, text.length() - 1);
    }
    return format instanceof Format.Array a && a.element().bytes() == 1 && a.stride() == 1
        ? Spelling.seen(Spelling.text(Rendering.untilNul(slice(bytes, at, a.count()))))
        : text;
  }
}
