package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;
import static tracebook.asm.Reg.R8;
import static tracebook.asm.Reg.R9;

import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.AtomicOp;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Size;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.Step;
import tracebook.ir.Summary;
import tracebook.ir.Summary.Word;

/**
 * A {@code summarize} to instructions. Keys and values are read into the stack, which is the task's
 * own. Each CPU has its own words of a group, but they are not this program's alone: uprobe
 * programs can be preempted, and sleepable ones sleep. So every word is changed by one atomic
 * instruction, and those of one group need not agree before the last program has ended. No entry is
 * ever deleted, so a group that was found stays.
 *
 * <p>R8 is the group once it is found.
 */
final class GroupCompiler {
  /** BPF_NOEXIST of include/uapi/linux/bpf.h. */
  private static final int NO_EXIST = 1;

  private static final int EEXIST = 17;

  /** A program that is preempted between two instructions so often in a row is not seen. */
  private static final int ATTEMPTS = 8;

  /** Addresses below are a null pointer's, see {@link SlotState#FAULT}. */
  private static final int FIRST_PAGE = 4096;

  private final Assembler asm;
  private final Frame frame;
  private final NumCompiler nums;
  private final Slots slots;
  private final int number;
  private final Summary summary;

  /** Where the key begins in the stack, and behind it a tail. */
  private int key;

  GroupCompiler(
      Assembler asm, Frame frame, NumCompiler nums, Slots slots, int number, Summary summary) {
    this.asm = asm;
    this.frame = frame;
    this.nums = nums;
    this.slots = slots;
    this.number = number;
    this.summary = summary;
  }

  /**
   * @param unreadable a bit of R9 for a key that could not be read
   * @param grouped a bit of R9 for a hit that went into its group
   * @param noRoom a bit of R9 for one that did not
   */
  void compile(Step.Summarize step, int unreadable, int grouped, int noRoom) throws CodeLimit {
    Label end = asm.label("summarized");
    int bytes = summary.keyBytes() + tailBytes();
    key = frame.push(bytes);
    clear(key, bytes);
    asm.note("key of " + summary.keyBytes() + " bytes");
    for (Step part : step.key()) {
      switch (part) {
        case Step.Capture s -> captureKey(s, unreadable);
        case Step.Reach s -> asm.store(Size.B, R10, key + s.slot(), SlotState.CAPTURED.code());
        case Step.MarkUnreadable s -> asm.alu(AluOp.OR, R9, unreadable);
        default -> throw new IllegalArgumentException("not a part of a key: " + part);
      }
    }
    group(noRoom, end);
    asm.alu(AluOp.OR, R9, grouped);
    add(Summary.COUNT, 1);
    for (int value = 0; value < summary.values().size(); value++) {
      switch (step.values().get(value)) {
        case Step.Numeric v -> number(value, v.variable());
        case Step.Textual v -> text(value, v, unreadable);
      }
    }
    asm.mark(end);
    frame.pop(bytes);
  }

  private void clear(int from, int bytes) {
    for (int at = 0; at < bytes; at += 8) {
      asm.store(Size.DW, R10, from + at, 0);
    }
  }

  /** A key that cannot be read is a key, too; but not each address that faults. */
  private void captureKey(Step.Capture s, int unreadable) throws CodeLimit {
    RowLayout.Slot slot = summary.key().slots().get(s.slot());
    int at = key - RowLayout.STATES + slot.offset();
    int state = key + s.slot();
    Label fail = asm.label("nokey");
    Label null0 = asm.label("null");
    Label end = asm.label("key");
    slots.fill(R10, at, s.source(), fail);
    asm.store(Size.B, R10, state, SlotState.CAPTURED.code()).jump(end).mark(fail);
    asm.jumpIf(Cond.NE, R1, SlotState.FAULT.code(), null0);
    asm.jumpIf(Cond.LT, R2, FIRST_PAGE, null0);
    asm.mov(R1, SlotState.FAULT_SOMEWHERE.code()).mark(null0);
    asm.store(Size.B, R10, state, R1).alu(AluOp.OR, R9, unreadable);
    clear(at, RowLayout.align(slot.size()));
    asm.mark(end);
  }

  /** What follows the key in the keys of other maps: a value, or the number of a bucket. */
  private int tailBytes() {
    int most = 8;
    for (int value = 0; value < summary.values().size(); value++) {
      most = Math.max(most, summary.distinctBytes(value));
    }
    return most;
  }

  private void map(String name) {
    asm.loadMap(R1, name).mov(R2, R10).addImm(R2, key);
  }

  /** Leaves the entry in R0, 0 if it is not there and there is no room for it. */
  private void findOrMake(String map, Label found) {
    map(map);
    asm.call(Helper.MAP_LOOKUP_ELEM).jumpIf(Cond.NE, R0, 0, found);
    insert(map);
    map(map);
    asm.call(Helper.MAP_LOOKUP_ELEM);
  }

  /** Another program may have been quicker; leaves 0 or a negative error in R0. */
  private void insert(String map) {
    map(map);
    asm.loadMapValue(R3, SummaryMaps.ZEROS, 0).mov(R4, NO_EXIST).call(Helper.MAP_UPDATE_ELEM);
  }

  private void group(int noRoom, Label end) {
    Label found = asm.label("group");
    asm.note("group");
    findOrMake(SummaryMaps.groups(number), found);
    asm.jumpIf(Cond.NE, R0, 0, found);
    asm.alu(AluOp.OR, R9, noRoom).jump(end).mark(found).mov(R8, R0);
  }

  private void add(int word, int amount) {
    asm.mov(R1, amount).atomic(AtomicOp.ADD, Size.DW, R8, 8 * word, R1);
  }

  private int word(int value, Word word) {
    return summary.word(value, word);
  }

  private void number(int value, int variable) {
    Label known = asm.label("value");
    Label end = asm.label("aggregated");
    asm.load(Size.DW, R1, R10, Frame.state(variable)).load(Size.DW, R2, R10, Frame.value(variable));
    nums.forget(R1, R2);
    asm.jumpIf(Cond.EQ, R1, 0, known);
    add(word(value, Word.FAILED), 1);
    asm.jump(end).mark(known);
    boolean signed = summary.values().get(value).signed();
    if (summary.needs(value, Word.SUM_LOW)) {
      asm.note("sum");
      addWide(word(value, Word.SUM_LOW), signed);
    }
    if (summary.needs(value, Word.LOW_SQUARES)) {
      asm.note("squares");
      squares(value, variable, signed);
    }
    if (summary.needs(value, Word.MIN)) {
      ordered(variable, signed);
      asm.alu(AluOp.XOR, R2, -1);
      largest(value, Word.MIN);
    }
    if (summary.needs(value, Word.MAX)) {
      ordered(variable, signed);
      largest(value, Word.MAX);
    }
    if (summary.needs(value, Word.NOT_DISTINCT)) {
      asm.load(Size.DW, R2, R10, Frame.value(variable));
      asm.store(Size.DW, R10, key + summary.keyBytes(), R2);
      distinct(value);
    }
    if (summary.needs(value, Word.NO_BUCKET)) {
      bucket(value, variable, signed);
    }
    asm.mark(end);
  }

  /**
   * Adds R2 to a number of two words: the carry is known from what was there before, whoever adds
   * between the two.
   */
  private void addWide(int word, boolean signed) {
    Label noCarry = asm.label("nocarry");
    Label done = asm.label("added");
    asm.mov(R1, R2).atomic(AtomicOp.FETCH_ADD, Size.DW, R8, 8 * word, R1).mov(R3, 0);
    if (signed) {
      asm.mov(R3, R2).alu(AluOp.ARSH, R3, 63);
    }
    asm.alu(AluOp.ADD, R1, R2).jumpIf(Cond.GE, R1, R2, noCarry).addImm(R3, 1).mark(noCarry);
    asm.jumpIf(Cond.EQ, R3, 0, done).atomic(AtomicOp.ADD, Size.DW, R8, 8 * word + 8, R3);
    asm.mark(done);
  }

  /** Leaves the magnitude of a variable in R2, its sign as 0 or -1 in R4. */
  private void magnitude(int variable, boolean signed) {
    asm.load(Size.DW, R2, R10, Frame.value(variable)).mov(R4, 0);
    if (signed) {
      asm.mov(R4, R2).alu(AluOp.ARSH, R4, 63).alu(AluOp.XOR, R2, R4).alu(AluOp.SUB, R2, R4);
    }
  }

  /** With m = 2^32 h + l: l², and where there is an h, h l and h². */
  private void squares(int value, int variable, boolean signed) {
    magnitude(variable, signed);
    asm.zeroExtend(Size.W, R2).alu(AluOp.MUL, R2, R2);
    addWide(word(value, Word.LOW_SQUARES), false);
    if (!summary.needs(value, Word.PRODUCTS)) {
      return;
    }
    Label narrow = asm.label("narrow");
    magnitude(variable, signed);
    asm.mov(R3, R2).alu(AluOp.RSH, R3, 32).jumpIf(Cond.EQ, R3, 0, narrow);
    asm.zeroExtend(Size.W, R2).alu(AluOp.MUL, R2, R3);
    addWide(word(value, Word.PRODUCTS), false);
    magnitude(variable, signed);
    asm.alu(AluOp.RSH, R2, 32).alu(AluOp.MUL, R2, R2);
    addWide(word(value, Word.HIGH_SQUARES), false);
    asm.mark(narrow);
  }

  /** Leaves a variable in R2, in the order of unsigned numbers. */
  private void ordered(int variable, boolean signed) {
    asm.load(Size.DW, R2, R10, Frame.value(variable));
    if (signed) {
      asm.constant(R1, Long.MIN_VALUE).alu(AluOp.XOR, R2, R1);
    }
  }

  /** The word becomes R2 if that is larger. */
  private void largest(int value, Word word) {
    Label done = asm.label("kept");
    int at = 8 * word(value, word);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      asm.load(Size.DW, R0, R8, at).jumpIf(Cond.GE, R0, R2, done).mov(R3, R0);
      asm.atomic(AtomicOp.CMPXCHG, Size.DW, R8, at, R2).jumpIf(Cond.EQ, R0, R3, done);
    }
    add(word(value, Word.RACED), 1);
    asm.mark(done);
  }

  private void distinct(int value) {
    Label seen = asm.label("seen");
    String map = SummaryMaps.distinct(number, value);
    map(map);
    asm.call(Helper.MAP_LOOKUP_ELEM).jumpIf(Cond.NE, R0, 0, seen);
    insert(map);
    asm.jumpIf(Cond.EQ, R0, 0, seen).jumpIf(Cond.EQ, R0, -EEXIST, seen);
    add(word(value, Word.NOT_DISTINCT), 1);
    asm.mark(seen);
  }

  /** Only a string that is whole can be told from all others. */
  private void text(int value, Step.Textual text, int unreadable) throws CodeLimit {
    Label fail = asm.label("notext");
    Label whole = asm.label("whole");
    Label end = asm.label("aggregated");
    int tail = key + summary.keyBytes();
    int group = frame.push(8);
    asm.store(Size.DW, R10, group, R8);
    clear(tail, summary.distinctBytes(value));
    slots.fill(R10, tail, text.source(), fail);
    asm.load(Size.DW, R8, R10, group);
    int room = summary.values().get(value).format().bytes() - 4;
    asm.load(Size.W, R1, R10, tail).jumpIf(Cond.LT, R1, room, whole);
    add(word(value, Word.NOT_DISTINCT), 1);
    asm.mark(whole);
    distinct(value);
    asm.jump(end).mark(fail).alu(AluOp.OR, R9, unreadable).load(Size.DW, R8, R10, group);
    add(word(value, Word.FAILED), 1);
    asm.mark(end);
    frame.pop(8);
  }

  /**
   * The number of the bucket of a magnitude m: m itself below 64; above, 32 buckets for each power
   * of two: with s such that m / 2^s is at least 32 and less than 64, 32 s + m / 2^s. Of a negative
   * number it is the bucket of its magnitude, negative. The logarithm is a binary search without
   * jumps: (-x) >>> 63 is 1 for every x from 1 to 2^63, and 0 for 0.
   */
  private void bucket(int value, int variable, boolean signed) {
    Label found = asm.label("bucket");
    Label none = asm.label("nobucket");
    Label end = asm.label("counted");
    asm.note("bucket");
    magnitude(variable, signed);
    asm.mov(R3, R2).alu(AluOp.OR, R3, 32).mov(R0, 0);
    for (int step = 32; step >= 1; step /= 2) {
      int shift = Integer.numberOfTrailingZeros(step);
      asm.mov(R1, R3).alu(AluOp.RSH, R1, step).negate(tracebook.asm.Width.BITS_64, R1);
      asm.alu(AluOp.RSH, R1, 63).alu(AluOp.LSH, R1, shift);
      asm.alu(AluOp.RSH, R3, R1).alu(AluOp.ADD, R0, R1);
    }
    asm.alu(AluOp.SUB, R0, 5).alu(AluOp.RSH, R2, R0).alu(AluOp.LSH, R0, 5);
    asm.alu(AluOp.ADD, R2, R0).alu(AluOp.XOR, R2, R4).alu(AluOp.SUB, R2, R4);
    asm.store(Size.DW, R10, key + summary.keyBytes(), R2);
    findOrMake(SummaryMaps.buckets(number, value), found);
    asm.jumpIf(Cond.EQ, R0, 0, none).mark(found);
    asm.mov(R1, 1).atomic(AtomicOp.ADD, Size.DW, R0, 0, R1).jump(end).mark(none);
    add(word(value, Word.NO_BUCKET), 1);
    asm.mark(end);
  }
}
