package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;
import static tracebook.asm.Reg.R7;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.asm.Assembler;
import tracebook.asm.AtomicOp;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;
import tracebook.bytes.ByteString;
import tracebook.ir.RowLayout;

/**
 * Spans that have not ended: a record each, by a number that is never given twice, and for each key
 * the number of the innermost one, whose record has that of the next. What belongs to one thread
 * needs no lock. What several share is locked by an element of a map, which one of them makes; no
 * program waits or faults in between, and one that cannot get the lock soon counts itself as lost.
 */
final class SpanRecords {
  /** u64 in a record: the number of the span around it; 0 if there is none. */
  private static final int AROUND = RowLayout.SITE;

  private static final int MOST_BYTES = 32 << 20;
  private static final int MOST = 64 << 10;
  private static final int FEWEST = 1 << 10;

  /** BPF_NOEXIST of include/uapi/linux/bpf.h. */
  private static final int NO_EXIST = 1;

  private static final int ATTEMPTS = 64;
  private static final ByteString NOTHING = ByteString.copyOf(new byte[0]);

  private final Assembler asm;
  private final RowLayout layout;
  private final boolean shared;
  private final String records;
  private final String blank;
  private final String innermost;
  private final String locks;
  private final int key;
  private final int number;

  SpanRecords(Assembler asm, int span, RowLayout layout, boolean shared, Frame frame)
      throws CodeLimit {
    this.asm = asm;
    this.layout = layout;
    this.shared = shared;
    this.records = "spans_" + span;
    this.blank = "no_span_" + span;
    this.innermost = "inner_" + span;
    this.locks = "locks_" + span;
    this.key = frame.push(8);
    this.number = frame.push(8);
  }

  List<KernelMap> maps() {
    int bytes = layout.size();
    int entries = Math.clamp(MOST_BYTES / bytes, FEWEST, MOST);
    Optional<KernelMap.OfThreads> threads =
        shared
            ? Optional.empty()
            : Optional.of(new KernelMap.OfThreads(Optional.of(records), AROUND));
    List<KernelMap> maps =
        new ArrayList<>(
            List.of(
                map(records, bytes, entries, Optional.empty()),
                new KernelMap(blank, KernelMap.Kind.ARRAY, 4, bytes, 1, NOTHING, Optional.empty()),
                map(innermost, 8, entries, threads)));
    if (shared) {
      maps.add(map(locks, 8, FEWEST, Optional.empty()));
    }
    return maps;
  }

  /** Numbers to something. */
  private static KernelMap map(
      String name, int valueBytes, int entries, Optional<KernelMap.OfThreads> threads) {
    return new KernelMap(name, KernelMap.Kind.HASH, 8, valueBytes, entries, NOTHING, threads);
  }

  /** Takes the key from R0, and no span yet. */
  void key() {
    asm.store(Size.DW, R10, key, R0).store(Size.DW, R10, number, 0);
  }

  /** Makes the record of a new span and leaves it in R0. */
  void make(Label full) {
    asm.loadMapValue(R1, Maps.CONTROL, Maps.SPANS).mov(R2, 1);
    asm.atomic(AtomicOp.FETCH_ADD, Size.DW, R1, 0, R2).addImm(R2, 1);
    asm.store(Size.DW, R10, number, R2);
    asm.loadMap(R1, records);
    point(R2, number);
    asm.loadMapValue(R3, blank, 0).mov(R4, NO_EXIST).call(Helper.MAP_UPDATE_ELEM);
    asm.jumpIf(Cond.NE, R0, 0, full);
    find();
    asm.jumpIf(Cond.EQ, R0, 0, full);
  }

  private void find() {
    asm.loadMap(R1, records);
    point(R2, number);
    asm.call(Helper.MAP_LOOKUP_ELEM);
  }

  void delete() {
    asm.loadMap(R1, records);
    point(R2, number);
    asm.call(Helper.MAP_DELETE_ELEM);
  }

  /** Makes the new span, whose record is in R7, the innermost one of the key. */
  void push(Label full, Label contended) {
    Label first = asm.label("first");
    Label pushed = asm.label("pushed");
    Label noRoom = asm.label("noroom");
    lock(contended);
    asm.loadMap(R1, innermost);
    point(R2, key);
    asm.call(Helper.MAP_LOOKUP_ELEM).jumpIf(Cond.EQ, R0, 0, first);
    asm.load(Size.DW, R1, R0, 0).store(Size.DW, R7, AROUND, R1);
    asm.load(Size.DW, R1, R10, number).store(Size.DW, R0, 0, R1).jump(pushed).mark(first);
    asm.store(Size.DW, R7, AROUND, 0).loadMap(R1, innermost);
    point(R2, key);
    point(R3, number);
    asm.mov(R4, 0).call(Helper.MAP_UPDATE_ELEM).jumpIf(Cond.NE, R0, 0, noRoom);
    asm.mark(pushed);
    unlock();
    Label done = asm.label("begun");
    asm.jump(done).mark(noRoom);
    unlock();
    asm.jump(full).mark(done);
  }

  /** Takes the innermost span of the key away and leaves its record in R0. */
  void pop(Label none, Label contended) {
    Label absent = asm.label("absent");
    Label last = asm.label("last");
    Label popped = asm.label("popped");
    lock(contended);
    asm.loadMap(R1, innermost);
    point(R2, key);
    asm.call(Helper.MAP_LOOKUP_ELEM).jumpIf(Cond.EQ, R0, 0, absent);
    asm.mov(R7, R0).load(Size.DW, R1, R0, 0).store(Size.DW, R10, number, R1);
    find();
    asm.jumpIf(Cond.EQ, R0, 0, absent);
    asm.load(Size.DW, R1, R0, AROUND).jumpIf(Cond.EQ, R1, 0, last);
    asm.store(Size.DW, R7, 0, R1).mov(R7, R0).jump(popped).mark(last).mov(R7, R0);
    asm.loadMap(R1, innermost);
    point(R2, key);
    asm.call(Helper.MAP_DELETE_ELEM).mark(popped);
    unlock();
    Label done = asm.label("ended");
    asm.mov(R0, R7).mov(R7, 0).jump(done).mark(absent);
    unlock();
    asm.mov(R7, 0).jump(none).mark(done);
  }

  private void lock(Label contended) {
    if (!shared) {
      return;
    }
    Label locked = asm.label("locked");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      asm.loadMap(R1, locks);
      point(R2, key);
      point(R3, key);
      asm.mov(R4, NO_EXIST).call(Helper.MAP_UPDATE_ELEM).jumpIf(Cond.EQ, R0, 0, locked);
    }
    asm.jump(contended).mark(locked);
  }

  private void unlock() {
    if (shared) {
      asm.loadMap(R1, locks);
      point(R2, key);
      asm.call(Helper.MAP_DELETE_ELEM);
    }
  }

  private void point(Reg reg, int offset) {
    asm.mov(reg, R10).addImm(reg, offset);
  }
}
