package tracebook.linux;

import static tracebook.asm.Reg.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.AtomicOp;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Isa;
import tracebook.asm.KernelField;
import tracebook.asm.Kfunc;
import tracebook.asm.Label;
import tracebook.asm.Program;
import tracebook.asm.Resolver;
import tracebook.asm.Size;

/** A program by hand, attached: 8 bytes at the first argument, with status and cookie, per hit. */
final class HitsProbe implements AutoCloseable {
  /** One hit; a status other than 0 says that nothing could be read. */
  record Row(long value, long status, long cookie) {}

  enum How {
    SLEEPABLE_MULTI,
    MULTI,
    PERF_EVENT
  }

  static final int HITS = 0;
  static final int LOST = 8;

  private static final int PT_REGS_DI = 112;
  private static final int RECORD_BYTES = 24;
  private static final int BPF_RB_NO_WAKEUP = 1;

  final BpfMap events;
  final BpfMap account;
  final BpfProgram program;
  final BpfLink link;
  private final RingBuffer ring;

  HitsProbe(How how, HitsTarget target, OptionalInt pid, int ringBytes) throws IOException {
    this(how, target.executable, target.hitOffset(), pid, ringBytes);
  }

  HitsProbe(How how, Path file, long offset, OptionalInt pid, int ringBytes) {
    events = Bpf.create(MapSpec.ring("events", ringBytes));
    account = Bpf.create(MapSpec.array("account", 16, 1));
    boolean sleepable = how == How.SLEEPABLE_MULTI;
    ProgramSpec.Attach attach =
        how == How.PERF_EVENT ? ProgramSpec.Attach.PERF_EVENT : ProgramSpec.Attach.UPROBE_MULTI;
    byte[] code = program(sleepable, pid).encode(resolver());
    program = Bpf.load(new ProgramSpec("hits", code, sleepable, attach));
    ring = new RingBuffer(events);
    UprobeSpec spec =
        new UprobeSpec(file, List.of(new UprobeSpec.Place(offset, 0xc001_d00dL)), false, pid);
    link =
        how == How.PERF_EVENT
            ? Bpf.attachPerfEvents(program, spec)
            : Bpf.attachMulti(program, spec);
  }

  List<Row> drain() {
    List<Row> rows = new ArrayList<>();
    ring.drain(
        Integer.MAX_VALUE,
        (bytes, offset, length) ->
            rows.add(
                new Row(
                    bytes.getLong(offset), bytes.getLong(offset + 8), bytes.getLong(offset + 16))));
    return rows;
  }

  long account(int offset) {
    return account.at(0).getLong(offset);
  }

  private Resolver resolver() {
    return new Resolver() {
      @Override
      public int mapFd(String map) {
        return map.equals("events") ? events.fd() : account.fd();
      }

      @Override
      public int kfuncId(Kfunc kfunc) {
        throw new AssertionError(kfunc);
      }

      @Override
      public int fieldOffset(KernelField field) {
        throw new AssertionError(field);
      }

      @Override
      public int variableId(String variable) {
        throw new AssertionError(variable);
      }
    };
  }

  static Program program(boolean sleepable, OptionalInt pid) {
    Assembler asm = new Assembler(Isa.V3);
    Label out = asm.label("out");
    Label lost = asm.label("lost");
    Label read = asm.label("read");
    asm.mov(R6, R1);
    if (pid.isPresent()) {
      asm.note("only the process asked for")
          .call(Helper.GET_CURRENT_PID_TGID)
          .alu(AluOp.RSH, R0, 32)
          .jumpIf(Cond.NE, R0, pid.getAsInt(), out);
    }
    count(asm, HITS);
    asm.loadMap(R1, "events")
        .mov(R2, RECORD_BYTES)
        .mov(R3, 0)
        .call(Helper.RINGBUF_RESERVE)
        .jumpIf(Cond.EQ, R0, 0, lost)
        .mov(R7, R0);
    readArgument(asm, Helper.PROBE_READ_USER);
    if (sleepable) {
      asm.jumpIf(Cond.EQ, R0, 0, read).note("not resident: read it again, faulting");
      readArgument(asm, Helper.COPY_FROM_USER);
    }
    asm.mark(read)
        .store(Size.DW, R7, 8, R0)
        .mov(R1, R6)
        .call(Helper.GET_ATTACH_COOKIE)
        .store(Size.DW, R7, 16, R0)
        .mov(R1, R7)
        .mov(R2, BPF_RB_NO_WAKEUP)
        .call(Helper.RINGBUF_SUBMIT)
        .jump(out)
        .mark(lost);
    count(asm, LOST);
    return asm.mark(out).mov(R0, 0).exit().assemble();
  }

  private static void count(Assembler asm, int offset) {
    asm.loadMapValue(R1, "account", offset).mov(R2, 1).atomic(AtomicOp.ADD, Size.DW, R1, 0, R2);
  }

  private static void readArgument(Assembler asm, Helper helper) {
    asm.mov(R1, R7).mov(R2, 8).load(Size.DW, R3, R6, PT_REGS_DI).call(helper);
  }

  @Override
  public void close() {
    link.close();
    ring.close();
    program.close();
    account.close();
    events.close();
  }
}
