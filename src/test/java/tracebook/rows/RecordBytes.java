package tracebook.rows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;

/** A record as a probe would write it; what is not written is 0xee, as in a ring that was used. */
public final class RecordBytes {
  private final RowLayout layout;
  private final ByteBuffer bytes;

  public RecordBytes(RowLayout layout) {
    this.layout = layout;
    byte[] raw = new byte[layout.size()];
    Arrays.fill(raw, (byte) 0xee);
    Arrays.fill(raw, 0, RowLayout.slotsStart(layout.slots().size()), (byte) 0);
    this.bytes = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
  }

  public RecordBytes header(long time, int site, int cpu, int pid, int tid) {
    bytes.putLong(RowLayout.TIME, time).putInt(RowLayout.SITE, site).putInt(RowLayout.CPU, cpu);
    bytes.putInt(RowLayout.PID, pid).putInt(RowLayout.TID, tid);
    return this;
  }

  public RecordBytes state(int slot, SlotState state) {
    bytes.put(RowLayout.STATES + slot, (byte) Arrays.asList(SlotState.values()).indexOf(state));
    return this;
  }

  public RecordBytes reach(int slot) {
    return state(slot, SlotState.CAPTURED);
  }

  public RecordBytes put(int slot, byte... value) {
    bytes.put(layout.slots().get(slot).offset(), value);
    return reach(slot);
  }

  public RecordBytes put(int slot, long value) {
    bytes.putLong(layout.slots().get(slot).offset(), value);
    return reach(slot);
  }

  /** As the kernel's string helpers leave it: the length counts the NUL that ends it. */
  public RecordBytes text(int slot, byte[] string) {
    RowLayout.Slot room = layout.slots().get(slot);
    int most = room.size() - 4 - 1;
    int kept = Math.min(most, string.length);
    bytes.putInt(room.offset(), kept + 1).put(room.offset() + 4, string, 0, kept);
    bytes.put(room.offset() + 4 + kept, (byte) 0);
    return reach(slot);
  }

  public RecordBytes text(int slot, String string) {
    return text(slot, string.getBytes(StandardCharsets.UTF_8));
  }

  public RecordBytes fault(int slot, long address) {
    bytes.putLong(layout.slots().get(slot).offset(), address);
    return state(slot, SlotState.FAULT);
  }

  public byte[] array() {
    return bytes.array();
  }
}
