package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R6;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Kfunc;
import tracebook.asm.Label;
import tracebook.asm.Size;
import tracebook.codegen.CompiledTrace.CompiledBody;
import tracebook.ir.Body;
import tracebook.ir.Pairing;

/**
 * The programs of a body whose hits are returns. Where the kernel has sessions, its cookie, the
 * time of the entry, says which call returns; otherwise, and for all other values, the frame does.
 */
final class ReturnCompiler {
  private static final int RETURN_ADDRESS = 8;

  private final Programs programs;
  private final Body body;
  private final Pairing.Returned pairing;
  private final CodeOptions options;
  private final boolean atInstructions;
  private final boolean restarts;
  private final boolean session;
  private final boolean laterValues;
  private final boolean timed;
  private final boolean recorded;

  ReturnCompiler(Programs programs, Pairing.Returned pairing) {
    this.programs = programs;
    this.body = programs.body();
    this.pairing = pairing;
    this.options = programs.options();
    this.atInstructions =
        body.sites().stream()
            .anyMatch(s -> s.call().filter(c -> !c.returnOffsets().isEmpty()).isPresent());
    this.restarts =
        body.sites().stream()
            .anyMatch(s -> s.call().filter(c -> !c.restartOffsets().isEmpty()).isPresent());
    this.session = options.sessions() && !atInstructions;
    this.laterValues =
        body.sites().stream()
            .anyMatch(s -> s.call().filter(c -> c.valuesOffset() != s.fileOffset()).isPresent());
    Needs needs = Needs.of(body);
    this.timed = needs.elapsed();
    this.recorded = needs.values() || (needs.bias() && !atInstructions) || (timed && !session);
  }

  CompiledBody compile() throws CodeLimit {
    List<Code> codes = new ArrayList<>();
    List<KernelMap> maps = List.of();
    if (recorded) {
      Assembler asm = programs.assembler();
      Frame frame = new Frame(0);
      maps = entry(asm, frame).records(programs, frame).maps();
    }
    if (recorded && laterValues && !pairing.steps().isEmpty()) {
      Assembler asm = programs.assembler();
      Frame frame = new Frame(0);
      EntryCompiler later = entry(asm, frame);
      later.laterValues(later.records(programs, frame));
      codes.add(new Code(Code.Role.AT_VALUES, programs.finished(asm)));
    }
    if (recorded && restarts) {
      Assembler asm = programs.assembler();
      Frame frame = new Frame(0);
      EntryCompiler again = entry(asm, frame);
      again.restarting(again.records(programs, frame));
      codes.add(new Code(Code.Role.AT_RESTART, programs.finished(asm)));
    }
    if (!session && (recorded || (options.depth().isPresent() && !atInstructions))) {
      Assembler asm = programs.assembler();
      beginning(asm);
      codes.add(new Code(Code.Role.AT_ENTRY, programs.finished(asm)));
    }
    Assembler asm = programs.assembler();
    if (session) {
      Label atReturn = asm.label("return");
      asm.mov(R6, R1).call(Kfunc.SESSION_IS_RETURN).jumpIf(Cond.NE, R0, 0, atReturn);
      asm.mov(R1, R6);
      beginning(asm);
      asm.mark(atReturn).mov(R1, R6);
    }
    returning(asm);
    codes.add(new Code(session ? Code.Role.SESSION : Code.Role.AT_RETURN, programs.finished(asm)));
    return programs.compiled(codes, maps);
  }

  private EntryCompiler entry(Assembler asm, Frame frame) {
    return new EntryCompiler(programs, asm, frame, pairing);
  }

  private void beginning(Assembler asm) throws CodeLimit {
    Frame frame = new Frame(0);
    EntryCompiler entry = entry(asm, frame);
    Optional<CallRecords> records =
        recorded ? Optional.of(entry.records(programs, frame)) : Optional.empty();
    entry.beginning(records, timed, restarts, !laterValues, session, !atInstructions);
  }

  private void returning(Assembler asm) throws CodeLimit {
    Frame frame = programs.frame();
    Kept kept =
        new Kept(pairing.kept(), frame.push(8), frame.push(8), frame.push(8), !atInstructions);
    Optional<CallRecords> records =
        recorded ? Optional.of(entry(asm, frame).records(programs, frame)) : Optional.empty();
    BodyCompiler.paired(
        programs,
        asm,
        frame,
        kept,
        new BodyCompiler.Paired() {
          @Override
          public void begin(Hits hits, Label filtered, Label lost) throws CodeLimit {
            if (timed) {
              asm.call(Helper.KTIME_GET_NS).store(Size.DW, R10, kept.now(), R0);
            }
            asm.note("count the return");
            hits.countHit();
            if (session && (timed || recorded)) {
              asm.mov(R1, R6).call(Kfunc.SESSION_COOKIE).load(Size.DW, R0, R0, 0);
              asm.store(Size.DW, R10, kept.since(), R0);
            }
            if (records.isPresent()) {
              find(asm, kept, records.get(), hits, lost);
            }
          }

          @Override
          public void end() {
            records.ifPresent(CallRecords::delete);
          }
        });
  }

  /** Leaves the address of the call's record in the frame, of one without values if none is its. */
  private void find(Assembler asm, Kept kept, CallRecords records, Hits hits, Label lost)
      throws CodeLimit {
    Label unknown = asm.label("unknown");
    Label unseen = asm.label("unseen");
    Label full = asm.label("full");
    Label found = asm.label("found");
    asm.note("the record of the call");
    records.keyOfStack(atInstructions ? RETURN_ADDRESS : 0, unknown);
    records.find();
    asm.jumpIf(Cond.EQ, R0, 0, unseen);
    if (session) {
      asm.load(Size.DW, R1, R0, Kept.TIME).load(Size.DW, R2, R10, kept.since());
      asm.jumpIf(Cond.EQ, R1, R2, found);
    } else {
      asm.jump(found);
    }
    if (pairing.goroutine().isPresent()) {
      asm.mark(unknown);
      records.keyOfNone();
    }
    asm.mark(unseen);
    records.make(full);
    asm.jump(found).mark(full);
    hits.count(Maps.NO_ROOM);
    asm.jump(lost).mark(found).store(Size.DW, R10, kept.pointer(), R0);
    if (!session) {
      asm.load(Size.DW, R1, R0, Kept.TIME).store(Size.DW, R10, kept.since(), R1);
    }
  }
}
