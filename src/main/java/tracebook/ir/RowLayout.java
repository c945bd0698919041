package tracebook.ir;

import java.util.List;
import java.util.Optional;

/**
 * How the bytes of a record are to be read.
 *
 * <pre>
 *   0  u64  time, CLOCK_MONOTONIC, ns
 *   8  u32  site number
 *  12  u32  cpu
 *  16  u32  pid (thread group), as the target's namespace counts
 *  20  u32  tid
 *  24  u8[] one {@link SlotState} for each slot, padded to 8
 *   …       the slots, each at its offset, aligned to 8
 * </pre>
 *
 * All numbers are little-endian.
 */
public record RowLayout(
    List<Slot> slots,
    List<Column> columns,
    List<MessageLine> messages,
    List<Child> children,
    Optional<Undecided> undecided) {
  public static final int TIME = 0;
  public static final int SITE = 8;
  public static final int CPU = 12;
  public static final int PID = 16;
  public static final int TID = 20;
  public static final int STATES = 24;

  public RowLayout {
    slots = List.copyOf(slots);
    columns = List.copyOf(columns);
    messages = List.copyOf(messages);
    children = List.copyOf(children);
  }

  /** Of rows that depend on no condition. */
  public RowLayout(
      List<Slot> slots, List<Column> columns, List<MessageLine> messages, List<Child> children) {
    this(slots, columns, messages, children, Optional.empty());
  }

  /** Of rows whose elements are no rows. */
  public RowLayout(List<Slot> slots, List<Column> columns, List<MessageLine> messages) {
    this(slots, columns, messages, List.of());
  }

  /**
   * Room for one captured value.
   *
   * @param offset in the record
   * @param size bytes; at least 8 unless the slot is only a mark (0), for a failed slot holds the
   *     address that faulted
   */
  public record Slot(int offset, int size) {}

  /**
   * Which conditions could not be read in a hit.
   *
   * @param slot the last one: 8 bytes with a bit for each condition, always captured
   * @param conditions as written, at most {@link #MOST}; the last bit is that of all further ones
   * @param around by slot, the bits of the conditions without which it is not reached
   */
  public record Undecided(int slot, List<String> conditions, List<Long> around) {
    /** Conditions with a bit of their own. */
    public static final int MOST = 63;

    public Undecided {
      conditions = List.copyOf(conditions);
      around = List.copyOf(around);
    }

    /** The bit of a condition. */
    public static long bit(int number) {
      return 1L << Math.min(number, MOST);
    }
  }

  /** A column of the table. Its value comes from the first of its sources that was reached. */
  public record Column(String name, List<Cell> cells) {
    public Column {
      cells = List.copyOf(cells);
    }
  }

  /** One way a column gets its value. */
  public record Cell(Datum datum, Format format) {}

  /**
   * A column of which the elements are rows of a table of their own.
   *
   * @param cells which of the column's cells are so; where its format is no {@link
   *     Format.Sequence}, there are no elements
   */
  public record Child(String column, List<Cell> cells) {
    public Child {
      cells = List.copyOf(cells);
    }
  }

  /** Where the bytes of a value are. */
  public sealed interface Datum {}

  /** In a slot, from {@code offset} on. */
  public record InSlot(int slot, int offset) implements Datum {}

  /** Known when the cell was compiled; there when the mark {@code slot} was reached. */
  public record Fixed(int slot, tracebook.bytes.ByteString bytes) implements Datum {}

  /** Known not to be there; speaks when the mark {@code slot} was reached. */
  public record Missing(int slot, String why) implements Datum {}

  /** Text that belongs to the site; there when the mark {@code slot} was reached. */
  public record OfSite(int slot, SiteFact fact) implements Datum {}

  /** What a site knows. */
  public enum SiteFact {
    PROBE,
    FUNCTION,
    FILE,
    LINE
  }

  /** One {@code print}: its line is there when the mark {@code slot} was reached. */
  public record MessageLine(int slot, List<Piece> pieces) {
    public MessageLine {
      pieces = List.copyOf(pieces);
    }
  }

  /** A part of a message. */
  public sealed interface Piece {}

  public record Literal(String text) implements Piece {}

  /**
   * A captured value, shown as a column would show it unless the style says otherwise.
   *
   * @param width least characters; in front of fewer come blanks
   * @param zeros zeros instead of the blanks
   */
  public record Argument(Cell cell, Style style, int width, boolean zeros) implements Piece {
    public Argument(Cell cell, Style style) {
      this(cell, style, 0, false);
    }
  }

  /** How a message shows a value. */
  public enum Style {
    DEFAULT,
    HEX,
    UPPER_HEX,
    POINTER,
    STRING
  }

  /** The size of a record in bytes, a multiple of 8. */
  public int size() {
    int end = slotsStart(slots.size());
    for (Slot slot : slots) {
      end = Math.max(end, slot.offset() + slot.size());
    }
    return align(end);
  }

  /** Where the first slot starts when there are {@code count} of them. */
  public static int slotsStart(int count) {
    return align(STATES + count);
  }

  public static int align(int offset) {
    return (offset + 7) & ~7;
  }
}
