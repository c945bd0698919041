package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;

import java.util.List;
import java.util.Optional;
import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;
import tracebook.bytes.ByteString;
import tracebook.ir.Num;
import tracebook.ir.Pairing;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.x86.Registers;

/**
 * Records of calls that have not returned, by thread and frame: the key is the thread's id and the
 * canonical frame address, which at a call's end is what the stack pointer was above its return
 * address at the beginning. A call that was left without a return gives its place to the next one
 * that begins in the same frame.
 *
 * <p>A goroutine runs on one thread after the other, and its stack moves: there the key is the
 * process, the goroutine and how far the frame is below the upper end of its stack. It is only
 * believed where the frame lies in that stack.
 *
 * <p>An element is made, written and deleted by its own thread or goroutine alone, so it cannot be
 * given to another call while a program that sleeps writes to it. That would not hold of an LRU
 * map.
 */
final class CallRecords {
  private static final int THREAD_KEY_BYTES = 16;
  private static final int GOROUTINE_KEY_BYTES = 24;
  private static final int MOST_BYTES = 32 << 20;
  private static final int MOST = 16 << 10;
  private static final int FEWEST = 1 << 10;
  private static final int TGID_SHIFT = 32;
  private static final Num STACK_POINTER = new Num.Register(Registers.RSP);

  private final Assembler asm;
  private final NumCompiler nums;
  private final RowLayout layout;
  private final Optional<Pairing.Goroutine> goroutine;
  private final String records;
  private final String blank;
  private final int keyBytes;
  private final int key;

  CallRecords(Assembler asm, NumCompiler nums, int body, Pairing.Returned pairing, Frame frame)
      throws CodeLimit {
    this.asm = asm;
    this.nums = nums;
    this.layout = pairing.kept();
    this.goroutine = pairing.goroutine();
    this.records = "calls_" + body;
    this.blank = "no_call_" + body;
    this.keyBytes = goroutine.isPresent() ? GOROUTINE_KEY_BYTES : THREAD_KEY_BYTES;
    this.key = frame.push(keyBytes);
  }

  List<KernelMap> maps() {
    int bytes = layout.size();
    byte[] unseen = new byte[bytes];
    for (int slot = 0; slot < layout.slots().size(); slot++) {
      unseen[RowLayout.STATES + slot] = (byte) SlotState.NOT_SEEN.code();
    }
    int entries = Math.clamp(MOST_BYTES / bytes, FEWEST, MOST);
    Optional<KernelMap.OfThreads> threads =
        goroutine.isPresent()
            ? Optional.empty()
            : Optional.of(new KernelMap.OfThreads(Optional.empty(), 0));
    ByteString none = ByteString.copyOf(new byte[0]);
    ByteString initial = ByteString.copyOf(unseen);
    return List.of(
        new KernelMap(records, KernelMap.Kind.HASH, keyBytes, bytes, entries, none, threads),
        new KernelMap(blank, KernelMap.Kind.ARRAY, 4, bytes, 1, initial, Optional.empty()));
  }

  /**
   * The key of the call whose frame is {@code below} bytes above the stack pointer.
   *
   * @param unknown where to go when the stack is not the goroutine's
   */
  void keyOfStack(int below, Label unknown) throws CodeLimit {
    key(
        below == 0
            ? STACK_POINTER
            : new Num.Binary(Num.Operator.ADD, STACK_POINTER, new Num.Constant(below)),
        unknown);
  }

  /** The key of the call with this frame address. */
  void key(Num frame, Label unknown) throws CodeLimit {
    if (goroutine.isEmpty()) {
      nums.number(frame, unknown);
      asm.store(Size.DW, R10, key + 8, R0);
      asm.call(Helper.GET_CURRENT_PID_TGID).store(Size.DW, R10, key, R0);
      return;
    }
    Pairing.Goroutine on = goroutine.get();
    int process = key;
    int id = key + 8;
    int depth = key + 16;
    nums.number(frame, unknown);
    asm.store(Size.DW, R10, id, R0);
    nums.number(on.high(), unknown);
    asm.load(Size.DW, R1, R10, id).jumpIf(Cond.LT, R0, R1, unknown);
    asm.alu(AluOp.SUB, R0, R1).store(Size.DW, R10, depth, R0);
    nums.number(on.low(), unknown);
    asm.load(Size.DW, R1, R10, id).jumpIf(Cond.GE, R0, R1, unknown);
    nums.number(on.id(), unknown);
    asm.store(Size.DW, R10, id, R0).call(Helper.GET_CURRENT_PID_TGID);
    asm.alu(AluOp.RSH, R0, TGID_SHIFT).store(Size.DW, R10, process, R0);
  }

  /** A key that no call of a goroutine has: that of one whose stack is not known. */
  void keyOfNone() {
    asm.call(Helper.GET_CURRENT_PID_TGID).store(Size.DW, R10, key, R0);
    asm.store(Size.DW, R10, key + 8, 0).store(Size.DW, R10, key + 16, 0);
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
