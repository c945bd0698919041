package tracebook.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tracebook.asm.Reg.*;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.asm.Assembler;
import tracebook.asm.AtomicOp;
import tracebook.asm.Cond;
import tracebook.asm.Isa;
import tracebook.asm.KernelField;
import tracebook.asm.Kfunc;
import tracebook.asm.Label;
import tracebook.asm.Program;
import tracebook.asm.Resolver;
import tracebook.asm.Size;

/** Probes on return, and on entry and return together. */
@Timeout(300)
class ReturnProbesTest {
  @TempDir Path dir;

  @BeforeEach
  void rights() {
    assumeTrue(
        Rights.effective().missing(Rights.Need.UPROBE_MULTI).isEmpty(),
        "needs CAP_BPF and CAP_PERFMON");
  }

  /** Counts hits; a session's returns apart. */
  private static Program counting(boolean session) {
    Assembler asm = new Assembler(Isa.V3);
    Label counted = asm.label("counted");
    Label atReturn = asm.label("return");
    if (session) {
      asm.call(Kfunc.SESSION_IS_RETURN).jumpIf(Cond.NE, R0, 0, atReturn);
    }
    count(asm, 0);
    if (session) {
      asm.jump(counted).mark(atReturn);
      count(asm, 8);
    }
    return asm.mark(counted).mov(R0, 0).exit().assemble();
  }

  private static void count(Assembler asm, int offset) {
    asm.loadMapValue(R1, "account", offset).mov(R2, 1).atomic(AtomicOp.ADD, Size.DW, R1, 0, R2);
  }

  private void check(
      ProgramSpec.Attach attach,
      boolean onReturn,
      long atEntry,
      long atReturn,
      BiFunction<BpfProgram, UprobeSpec, BpfLink> how)
      throws Exception {
    boolean session = attach == ProgramSpec.Attach.UPROBE_SESSION;
    try (HitsTarget target = HitsTarget.start(dir);
        BpfMap account = Bpf.create(MapSpec.array("account", 16, 1))) {
      UprobeSpec spec =
          new UprobeSpec(
              target.executable,
              List.of(new UprobeSpec.Place(target.hitOffset(), 0)),
              onReturn,
              OptionalInt.of(target.pid()));
      byte[] code = counting(session).encode(resolver(account));
      try (BpfProgram loaded = Bpf.load(new ProgramSpec("count", code, true, attach));
          BpfLink link = how.apply(loaded, spec)) {
        assertThat(link.info().id()).isPositive();
        target.command("10");
        assertThat(account.at(0).getLong(0)).isEqualTo(atEntry);
        assertThat(account.at(0).getLong(8)).isEqualTo(atReturn);
      }
    }
  }

  private static Resolver resolver(BpfMap account) {
    return new Resolver() {
      @Override
      public int mapFd(String map) {
        return account.fd();
      }

      @Override
      public int kfuncId(Kfunc kfunc) {
        return KernelTypes.find(kfunc.kernelName()).orElseThrow();
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

  @Test
  void returns_by_uprobe_multi() throws Exception {
    assumeTrue(Features.has(Feature.UPROBE_MULTI), Feature.UPROBE_MULTI.words());
    check(ProgramSpec.Attach.UPROBE_MULTI, true, 10, 0, Bpf::attachMulti);
  }

  @Test
  void returns_by_perf_event() throws Exception {
    assumeTrue(Rights.effective().missing(Rights.Need.PERF_EVENT).isEmpty(), "needs CAP_SYS_ADMIN");
    check(ProgramSpec.Attach.PERF_EVENT, true, 10, 0, Bpf::attachPerfEvents);
  }

  @Test
  void entries_and_returns_by_a_session() throws Exception {
    assumeTrue(Features.has(Feature.UPROBE_SESSION), Feature.UPROBE_SESSION.words());
    check(ProgramSpec.Attach.UPROBE_SESSION, false, 10, 10, Bpf::attachMulti);
  }
}
