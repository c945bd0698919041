package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;
import static tracebook.asm.Reg.R6;

import java.util.List;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;
import tracebook.bytes.ByteString;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.x86.Registers;

/**
 * Records of calls that have not returned, by thread and frame: the key is the thread's id and the
 * canonical frame address, which at a call's end is what the stack pointer was above its return
 * address at the beginning. A call that was left without a return gives its place to the next one
 * that begins in the same frame.
 *
 * <p>An element is made, written and deleted by its own thread alone, so it cannot be given to
 * another call while a program that sleeps writes to it. That would not hold of an LRU map.
 */
final class CallRecords {
  private static final int KEY_BYTES = 16;
  private static final int MOST_BYTES = 32 << 20;
  private static final int MOST = 16 << 10;
  private static final int FEWEST = 1 << 10;
  private static final int STACK_POINTER = Registers.named("rsp").orElseThrow().offset();

  private final Assembler asm;
  private final RowLayout layout;
  private final String records;
  private final String blank;
  private final int key;

  CallRecords(Assembler asm, int body, RowLayout layout, Frame frame) throws CodeLimit {
    this.asm = asm;
    this.layout = layout;
    this.records = "calls_" + body;
    this.blank = "no_call_" + body;
    this.key = frame.push(KEY_BYTES);
  }

  List<KernelMap> maps() {
    int bytes = layout.size();
    byte[] unseen = new byte[bytes];
    for (int slot = 0; slot < layout.slots().size(); slot++) {
      unseen[RowLayout.STATES + slot] = (byte) SlotState.NOT_SEEN.code();
    }
    int entries = Math.clamp(MOST_BYTES / bytes, FEWEST, MOST);
    return List.of(
        new KernelMap(
            records,
            KernelMap.Kind.HASH,
            KEY_BYTES,
            bytes,
            entries,
            ByteString.copyOf(new byte[0])),
        new KernelMap(blank, KernelMap.Kind.ARRAY, 4, bytes, 1, ByteString.copyOf(unseen)));
  }

  /** The key of the call whose return address is {@code below} bytes above the stack pointer. */
  void keyOfStack(int below) {
    asm.load(Size.DW, R1, R6, STACK_POINTER);
    if (below != 0) {
      asm.addImm(R1, below);
    }
    asm.store(Size.DW, R10, key + 8, R1);
    thread();
  }

  /** The key of the call with the frame address in R0. */
  void keyOfFrame() {
    asm.store(Size.DW, R10, key + 8, R0);
    thread();
  }

  private void thread() {
    asm.call(Helper.GET_CURRENT_PID_TGID).store(Size.DW, R10, key, R0);
  }

  /** Leaves the record or 0 in R0. */
  void find() {
    asm.loadMap(R1, records);
    pointToKey(R2);
    asm.call(Helper.MAP_LOOKUP_ELEM);
  }

  /** Makes a record in which nothing was seen and leaves it in R0; goes to {@code full} if none. */
  void make(Label full) {
    asm.loadMap(R1, records);
    pointToKey(R2);
    asm.loadMapValue(R3, blank, 0).mov(R4, 0).call(Helper.MAP_UPDATE_ELEM);
    asm.jumpIf(Cond.NE, R0, 0, full);
    find();
    asm.jumpIf(Cond.EQ, R0, 0, full);
  }

  void delete() {
    asm.loadMap(R1, records);
    pointToKey(R2);
    asm.call(Helper.MAP_DELETE_ELEM);
  }

  private void pointToKey(Reg reg) {
    asm.mov(reg, R10).addImm(reg, key);
  }
}
