package tracebook.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tracebook.ir.Format;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.Source;

/**
 * The records of one body in the order they came, kept small: of a slot only what it holds is kept,
 * so a string takes its length and not its cap. What a probe left undefined reads as zero
 * afterwards. May be appended to and read by several threads.
 */
public final class Records {
  private static final int CHUNK = 1 << 20;

  private final RowLayout layout;
  private final int slotsStart;

  /**
   * Of each slot the bytes of an element, where the slot begins with their number, less than 0
   * where it has the number of those that were found behind it; 0 where it has none, and {@link
   * #STRING} where that is a string's.
   */
  private final int[] elements;

  private static final int STRING = -1;

  private final List<byte[]> chunks = new ArrayList<>();
  private int used;
  private long[] starts = new long[64];
  private int size;

  public Records(RowLayout layout) {
    this.layout = layout;
    this.slotsStart = RowLayout.slotsStart(layout.slots().size());
    this.elements = countedSlots(layout);
  }

  private static int[] countedSlots(RowLayout layout) {
    int[] counted = new int[layout.slots().size()];
    for (RowLayout.Column column : layout.columns()) {
      column.cells().forEach(c -> mark(counted, c));
    }
    for (RowLayout.MessageLine line : layout.messages()) {
      for (RowLayout.Piece piece : line.pieces()) {
        if (piece instanceof RowLayout.Argument a) {
          mark(counted, a.cell());
        }
      }
    }
    return counted;
  }

  private static void mark(int[] counted, RowLayout.Cell cell) {
    if (cell.datum() instanceof RowLayout.InSlot in && in.offset() == 0) {
      if (cell.format() instanceof Format.Text || cell.format() instanceof Format.Dump) {
        counted[in.slot()] = STRING;
      } else if (cell.format() instanceof Format.Characters characters) {
        counted[in.slot()] = characters.unit();
      } else if (cell.format() instanceof Format.Elements several) {
        counted[in.slot()] = several.stride();
      } else if (cell.format() instanceof Format.Each each) {
        counted[in.slot()] = each.stride();
      } else if (cell.format() instanceof Format.Walked walked) {
        counted[in.slot()] = -walked.stride();
      }
    }
  }

  public RowLayout layout() {
    return layout;
  }

  public synchronized int size() {
    return size;
  }

  /** Bytes of memory held. */
  public synchronized long bytes() {
    return (long) chunks.size() * CHUNK + 8L * starts.length;
  }

  /**
   * Adds the record that begins at {@code at}.
   *
   * @throws IllegalArgumentException if there are fewer bytes than the layout asks for, or a state
   *     that does not exist
   */
  public synchronized void append(byte[] source, int at, int length) {
    if (length < layout.size()) {
      throw new IllegalArgumentException(
          "a record of " + length + " bytes where the layout has " + layout.size());
    }
    int packed = slotsStart;
    for (int slot = 0; slot < elements.length; slot++) {
      packed += kept(source, at, slot);
    }
    byte[] chunk = room(packed);
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size + (size >> 1));
    }
    starts[size++] = (long) (chunks.size() - 1) * CHUNK + used;
    System.arraycopy(source, at, chunk, used, slotsStart);
    used += slotsStart;
    for (int slot = 0; slot < elements.length; slot++) {
      int kept = kept(source, at, slot);
      System.arraycopy(source, at + layout.slots().get(slot).offset(), chunk, used, kept);
      used += kept;
    }
  }

  private byte[] room(int bytes) {
    if (bytes > CHUNK) {
      throw new IllegalArgumentException("a record of " + bytes + " bytes");
    }
    if (chunks.isEmpty() || used + bytes > CHUNK) {
      chunks.add(new byte[CHUNK]);
      used = 0;
    }
    return chunks.getLast();
  }

  /** How many bytes of a slot say something; {@code at} is where the whole record begins. */
  private int kept(byte[] source, int at, int slot) {
    RowLayout.Slot room = layout.slots().get(slot);
    return kept(
        source[at + RowLayout.STATES + slot], room, elements[slot], source, at + room.offset());
  }

  private static int kept(byte state, RowLayout.Slot room, int element, byte[] source, int slotAt) {
    return switch (SlotState.of(state)) {
      case CAPTURED ->
          switch (element) {
            case 0 -> room.size();
            case STRING -> keptText(room, source, slotAt);
            default -> keptElements(room, element, source, slotAt);
          };
      case FAULT,
          TOO_LONG,
          MISALIGNED,
          ENDS_EARLY,
          GOES_ON,
          OUT_OF_ORDER,
          NO_INTEGER,
          NO_TRUTH,
          OWN_FAULTS,
          PERHAPS_MAPPED ->
          Math.min(8, room.size());
      case NOT_REACHED,
          DIVISION_BY_ZERO,
          DIVISION_OVERFLOW,
          NOT_SEEN,
          FAULT_SOMEWHERE,
          NEGATIVE_LENGTH,
          OUT_OF_RANGE,
          UNEVEN,
          OTHER_ALTERNATIVE,
          NO_ALTERNATIVE,
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
          0;
    };
  }

  private static int keptElements(RowLayout.Slot room, int element, byte[] source, int slotAt) {
    boolean walked = element < 0;
    int header = walked ? Source.Walked.HEADER : Source.Counted.HEADER;
    int bytes = Math.abs(element);
    long count = LittleEndian.u64(source, walked ? slotAt + Source.Walked.FOUND : slotAt);
    int most = (room.size() - header) / bytes;
    int there = count < 0 ? most : (int) Math.min(count, most);
    return header + bytes * there;
  }

  private static int keptText(RowLayout.Slot room, byte[] source, int slotAt) {
    int length = Math.max(0, LittleEndian.u32(source, slotAt));
    return 4 + Math.min(length, room.size() - 4);
  }

  /**
   * Writes record {@code index} as the layout says into {@code target}, which has at least {@code
   * layout().size()} bytes.
   */
  public synchronized void read(int index, byte[] target) {
    if (index >= size) {
      throw new IndexOutOfBoundsException("record " + index + " of " + size);
    }
    byte[] chunk = chunks.get((int) (starts[index] / CHUNK));
    int from = (int) (starts[index] % CHUNK);
    System.arraycopy(chunk, from, target, 0, slotsStart);
    Arrays.fill(target, slotsStart, layout.size(), (byte) 0);
    from += slotsStart;
    for (int slot = 0; slot < elements.length; slot++) {
      RowLayout.Slot room = layout.slots().get(slot);
      int kept =
          kept(
              chunk[(int) (starts[index] % CHUNK) + RowLayout.STATES + slot],
              room,
              elements[slot],
              chunk,
              from);
      System.arraycopy(chunk, from, target, room.offset(), kept);
      from += kept;
    }
  }

  /** The time of record {@code index}: CLOCK_MONOTONIC, ns. */
  public synchronized long time(int index) {
    byte[] chunk = chunks.get((int) (starts[index] / CHUNK));
    return LittleEndian.u64(chunk, (int) (starts[index] % CHUNK) + RowLayout.TIME);
  }
}
