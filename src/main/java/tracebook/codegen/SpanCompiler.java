package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R6;
import static tracebook.asm.Reg.R7;
import static tracebook.asm.Reg.R9;

import java.util.List;
import java.util.Optional;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Size;
import tracebook.codegen.CompiledTrace.CompiledBody;
import tracebook.ir.Num;
import tracebook.ir.Pairing;
import tracebook.ir.SlotState;
import tracebook.ir.Step;

/**
 * The programs at the two ends of a span. A hit that begins one counts as a row of its probe when
 * the end finds it; those that remain are filtered, which is counted when the trace is over.
 */
final class SpanCompiler {
  private SpanCompiler() {}

  static CompiledBody began(Programs programs, Pairing.Began pairing) throws CodeLimit {
    Assembler maps = programs.assembler();
    return programs.compiled(
        Returns.codes(programs, asm -> began(programs, asm, pairing)),
        new SpanRecords(
                maps, pairing.span(), pairing.kept(), pairing.key().isPresent(), new Frame(0))
            .maps());
  }

  private static void began(Programs programs, Assembler asm, Pairing.Began pairing)
      throws CodeLimit {
    Frame frame = new Frame(0);
    SpanRecords records =
        new SpanRecords(asm, pairing.span(), pairing.kept(), pairing.key().isPresent(), frame);
    Hits hits = new Hits(programs.probe(), asm, programs.options());
    NumCompiler nums = NumCompiler.of(programs, asm, frame, Optional.empty());
    Slots slots = new Slots(asm, nums, pairing.kept());
    Label out = asm.label("out");
    Label noKey = asm.label("nokey");
    Label full = asm.label("full");
    Label contended = asm.label("contended");
    asm.mov(R6, R1).mov(R7, 0).mov(R9, 0);
    hits.onlyTarget(out);
    asm.note("count the hit");
    hits.countHit();
    hits.control(R1, Maps.STOPPED);
    asm.load(Size.DW, R1, R1, 0).jumpIf(Cond.NE, R1, 0, out);
    key(asm, nums, pairing.key(), noKey);
    records.key();
    asm.note("the record of the span");
    records.make(full);
    asm.mov(R7, R0);
    for (Step step : pairing.steps()) {
      if (step instanceof Step.Capture s) {
        slots.capture(s.slot(), s.source());
      } else if (step instanceof Step.Reach s) {
        slots.state(s.slot(), SlotState.CAPTURED);
      } else {
        throw new IllegalArgumentException(step + " keeps nothing");
      }
    }
    asm.call(Helper.KTIME_GET_NS).store(Size.DW, R7, Kept.TIME, R0);
    records.push(full, contended);
    asm.jump(out).mark(noKey);
    hits.count(Maps.UNREADABLE);
    asm.jump(out).mark(contended);
    records.delete();
    hits.count(Maps.CONTENDED);
    hits.count(Maps.LOST);
    asm.jump(out).mark(full);
    records.delete();
    hits.count(Maps.NO_ROOM);
    hits.count(Maps.LOST);
    asm.mark(out).mov(R0, 0).exit();
  }

  static CompiledBody ended(Programs programs, Pairing.Ended pairing) throws CodeLimit {
    return programs.compiled(
        Returns.codes(programs, asm -> ended(programs, asm, pairing)), List.of());
  }

  private static void ended(Programs programs, Assembler asm, Pairing.Ended pairing)
      throws CodeLimit {
    Frame frame = programs.frame();
    Kept kept = new Kept(pairing.kept(), frame.push(8), frame.push(8), frame.push(8), false);
    SpanRecords records =
        new SpanRecords(asm, pairing.span(), pairing.kept(), pairing.key().isPresent(), frame);
    NumCompiler nums = NumCompiler.of(programs, asm, frame, Optional.empty());
    BodyCompiler.paired(
        programs,
        asm,
        frame,
        kept,
        new BodyCompiler.Paired() {
          @Override
          public void begin(Hits hits, Label filtered, Label lost) throws CodeLimit {
            Label noKey = asm.label("nokey");
            Label contended = asm.label("contended");
            Label found = asm.label("found");
            asm.note("count the hit");
            hits.countHit();
            asm.mov(R0, 0);
            records.key();
            key(asm, nums, pairing.key(), noKey);
            records.key();
            records.pop(filtered, contended);
            asm.jump(found).mark(noKey);
            hits.count(Maps.UNREADABLE);
            asm.jump(filtered).mark(contended);
            hits.count(Maps.CONTENDED);
            asm.jump(lost).mark(found).store(Size.DW, R10, kept.pointer(), R0);
            asm.load(Size.DW, R1, R0, Kept.TIME).store(Size.DW, R10, kept.since(), R1);
            // Not before the span was found: another thread may have begun it meanwhile.
            asm.call(Helper.KTIME_GET_NS).store(Size.DW, R10, kept.now(), R0);
            new Hits(pairing.begins(), asm, programs.options()).count(Maps.ROWS);
          }

          @Override
          public void end() {
            records.delete();
          }
        });
  }

  private static void key(Assembler asm, NumCompiler nums, Optional<Num> key, Label fail)
      throws CodeLimit {
    if (key.isPresent()) {
      nums.number(key.get(), fail);
    } else {
      asm.call(Helper.GET_CURRENT_PID_TGID);
    }
  }
}
