package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R7;
import static tracebook.asm.Reg.R8;
import static tracebook.asm.Reg.R9;

import java.util.List;
import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Slot;
import tracebook.ir.SlotState;
import tracebook.ir.Source;

/** Fills the slots of the record that R7 points to, where a failure sets R9; and those of keys. */
final class Slots {
  private final Assembler asm;
  private final NumCompiler nums;
  private final RowLayout layout;
  private final Sizes sizes;

  Slots(Assembler asm, NumCompiler nums, RowLayout layout) {
    this(asm, nums, layout, new Sizes());
  }

  /**
   * @param sizes takes how much each slot needs
   */
  Slots(Assembler asm, NumCompiler nums, RowLayout layout, Sizes sizes) {
    this.asm = asm;
    this.nums = nums;
    this.layout = layout;
    this.sizes = sizes;
  }

  void state(int slot, SlotState state) {
    asm.store(Size.B, R7, RowLayout.STATES + slot, state.code());
  }

  void capture(int number, Source source) throws CodeLimit {
    Slot slot = layout.slots().get(number);
    Label fail = asm.label("unread");
    Label end = asm.label("captured");
    int before = asm.size();
    asm.note("slot " + number);
    fill(R7, slot.offset(), source, fail);
    state(number, SlotState.CAPTURED);
    asm.jump(end).mark(fail);
    asm.store(Size.B, R7, RowLayout.STATES + number, R1);
    nums.reads().store(Size.DW, R7, slot.offset(), R2);
    asm.alu(AluOp.OR, R9, BodyCompiler.UNREADABLE).mark(end);
    sizes.add(number, asm.size() - before);
  }

  /** Writes the source's bytes at {@code base + offset}; fails as a number does. */
  void fill(Reg base, int offset, Source source, Label fail) throws CodeLimit {
    switch (source) {
      case Source.Scalar s -> {
        nums.number(s.value(), fail);
        nums.reads().store(Size.DW, base, offset, R0);
      }
      case Source.Memory s -> {
        nums.number(s.address(), fail);
        asm.mov(R8, R0);
        nums.reads().copy(base, offset, s.bytes(), fail);
      }
      case Source.Text s -> {
        nums.number(s.address(), fail);
        asm.mov(R8, R0);
        nums.reads().copyString(base, offset + 4, s.cap() + 2, fail);
        nums.reads().store(Size.W, base, offset, R0);
      }
      case Source.Counted s -> counted(base, offset, s, fail);
      case Source.Each s -> each(base, offset, s, fail);
      case Source.Walked s -> walked(base, offset, s, fail);
      case Source.Composite s -> {
        fill(base, offset, s.whole(), fail);
        s.attempts().stream()
            .mapToInt(Source.Attempt::offset)
            .distinct()
            .forEach(at -> nums.reads().store(Size.DW, base, offset + at, 0));
        for (Source.Attempt attempt : s.attempts()) {
          attempt(base, offset + attempt.offset(), attempt);
        }
      }
      case Source.Once s -> {
        nums.compute(s.value());
        fill(base, offset, s.in(), fail);
        nums.forgetComputed(s.value());
      }
      case Source.Dump s -> dump(base, offset, s, fail);
      case Source.Comm s ->
          asm.mov(R1, base).addImm(R1, offset).mov(R2, 16).call(Helper.GET_CURRENT_COMM);
      case Source.Kept s -> nums.context().copyKept(base, offset, s, fail);
      case Source.Assembled s -> {
        for (Source.Part part : s.parts()) {
          part(base, offset, part, fail);
        }
      }
    }
  }

  private void counted(Reg base, int offset, Source.Counted s, Label fail) throws CodeLimit {
    nums.number(s.count(), fail);
    if (s.clamped()) {
      Label fits = asm.label("fits");
      int most = s.cap() / s.stride() + 1;
      asm.jumpIf(Cond.LE, R0, most, fits).mov(R0, most).mark(fits);
    }
    nums.reads().store(Size.DW, base, offset, R0);
    nums.number(s.address(), fail);
    asm.mov(R8, R0);
    nums.reads()
        .copyCounted(base, offset, offset + Source.Counted.HEADER, s.stride(), s.cap(), fail);
  }

  private void each(Reg base, int offset, Source.Each s, Label fail) throws CodeLimit {
    nums.number(s.count(), fail);
    nums.reads().store(Size.DW, base, offset, R0);
    Label none = asm.label("none");
    asm.jumpIf(Cond.EQ, R0, 0, none);
    List<Num> invariants = Invariants.of(s.element(), s.level());
    for (Num num : invariants) {
      nums.compute(num);
    }
    new Elements(asm, nums, base, offset, s.most(), fail)
        .of(
            Source.Each.HEADER,
            s.stride(),
            element -> {
              int number = nums.enter(s.level(), 1);
              asm.store(Size.DW, R10, number, R2);
              attempt(base, element, s.attempt());
              nums.leave(s.level(), 1);
            });
    invariants.forEach(nums::forgetComputed);
    asm.mark(none);
  }

  private void walked(Reg base, int offset, Source.Walked s, Label fail) throws CodeLimit {
    nums.walk(base, offset, s, fail);
    int words = s.walk().words();
    new Elements(asm, nums, base, offset + Source.Walked.FOUND, s.most(), fail)
        .of(
            Source.Walked.HEADER - Source.Walked.FOUND,
            s.stride(),
            element -> {
              int place = nums.enter(s.level(), words);
              for (int i = 0; i < words; i++) {
                nums.reads().load(R1, base, element + 8 * i);
                asm.store(Size.DW, R10, place + 8 * i, R1);
              }
              for (Source.Attempt part : s.parts()) {
                attempt(base, element + part.offset(), part);
              }
              nums.leave(s.level(), words);
            });
  }

  private void attempt(Reg base, int offset, Source.Attempt attempt) throws CodeLimit {
    Label skip = asm.label("skip");
    Label fail = asm.label("unread");
    Label end = asm.label("attempted");
    if (attempt.condition().isPresent()) {
      nums.jumpUnless(attempt.condition().get(), skip, fail);
    }
    fill(base, offset + Source.Attempt.HEADER, attempt.source(), fail);
    nums.reads().store(Size.DW, base, offset, (int) attempt.word(SlotState.CAPTURED));
    asm.jump(end).mark(fail);
    asm.alu(AluOp.OR, R1, (int) attempt.word(SlotState.NOT_REACHED));
    nums.reads().store(Size.DW, base, offset, R1);
    nums.reads().store(Size.DW, base, offset + Source.Attempt.HEADER, R2);
    asm.alu(AluOp.OR, R9, BodyCompiler.UNREADABLE).mark(skip).mark(end);
  }

  /** The length first, which says how much of the rest is to be read and how. */
  private void dump(Reg base, int offset, Source.Dump s, Label fail) throws CodeLimit {
    Label asked = asm.label("asked");
    Label bounded = asm.label("bounded");
    Label done = asm.label("dumped");
    nums.number(s.length(), fail);
    if (s.signed()) {
      Label positive = asm.label("length");
      asm.jumpIf(Cond.SGE, R0, 0, positive);
      asm.mov(R1, SlotState.NEGATIVE_LENGTH.code()).mov(R2, 0).jump(fail).mark(positive);
    }
    int length = nums.keep(R0);
    nums.number(s.address(), fail);
    asm.mov(R8, R0).load(Size.DW, R1, R10, length);
    asm.jumpIf(Cond.LE, R1, s.cap(), asked).mov(R1, s.cap() + 1).mark(asked);
    nums.reads().store(Size.W, base, offset, R1);
    asm.jumpIf(Cond.EQ, R1, 0, done);
    asm.jumpIf(Cond.LE, R1, s.cap(), bounded).mov(R1, s.cap()).mark(bounded);
    asm.store(Size.DW, R10, length, R1);
    if (s.text()) {
      nums.reads().copySomeOfString(base, offset, length, s.cap(), done, fail);
    }
    nums.reads().copySome(base, offset + 4, length, s.cap(), fail);
    asm.mark(done);
    nums.release();
  }

  private void part(Reg base, int offset, Source.Part part, Label fail) throws CodeLimit {
    if (!(part.source() instanceof Source.Scalar scalar)) {
      fill(base, offset + part.offset(), part.source(), fail);
      return;
    }
    nums.number(scalar.value(), fail);
    int at = offset + part.offset();
    int left = part.bytes();
    while (left > 0) {
      Size size = left >= 8 ? Size.DW : left >= 4 ? Size.W : left >= 2 ? Size.H : Size.B;
      nums.reads().store(size, base, at, R0);
      at += size.bytes();
      left -= size.bytes();
      if (left > 0) {
        asm.alu(AluOp.RSH, R0, size.bits());
      }
    }
  }
}
