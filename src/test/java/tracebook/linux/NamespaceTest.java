package tracebook.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tracebook.asm.Reg.*;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.asm.Assembler;
import tracebook.asm.Helper;
import tracebook.asm.Isa;
import tracebook.asm.KernelField;
import tracebook.asm.Kfunc;
import tracebook.asm.Program;
import tracebook.asm.Resolver;
import tracebook.asm.Size;
import tracebook.target.Processes;
import tracebook.target.TargetProcess.PidNamespace;

/** Process ids as the target sees them, which are not those that this process sees. */
@Timeout(300)
class NamespaceTest {
  @TempDir Path dir;

  @Test
  void a_process_in_a_namespace_is_recognised_by_its_own_number() throws Exception {
    assumeTrue(
        Rights.effective().missing(Rights.Need.PERF_EVENT).isEmpty(),
        "needs CAP_SYS_ADMIN, for unshare");
    assumeTrue(Features.has(Feature.NS_PID), Feature.NS_PID.words());
    try (HitsTarget target = HitsTarget.startInNamespace(dir);
        HitsTarget outside = target.again();
        BpfMap seen = Bpf.create(MapSpec.array("seen", 24, 1))) {
      PidNamespace namespace = Processes.byPid(target.pid()).pidNamespace();
      assertThat(namespace.pid()).isEqualTo(1);
      byte[] code = program(namespace).encode(resolver(seen));
      UprobeSpec spec =
          new UprobeSpec(
              target.executable,
              List.of(new UprobeSpec.Place(target.hitOffset(), 0)),
              false,
              OptionalInt.empty());
      try (BpfProgram program =
              Bpf.load(new ProgramSpec("seen", code, true, ProgramSpec.Attach.UPROBE_MULTI));
          BpfLink link = Bpf.attachMulti(program, spec)) {
        assertThat(link.info().id()).isPositive();
        target.command("1");
        ByteBuffer inside = seen.at(0);
        assertThat(inside.getLong(0)).as("status").isZero();
        assertThat(inside.getInt(8)).as("thread").isEqualTo(1);
        assertThat(inside.getInt(12)).as("process").isEqualTo(1);
        assertThat(inside.getInt(20)).as("process, as the host sees it").isEqualTo(target.pid());

        outside.command("1");
        assertThat(seen.at(0).getLong(0)).as("status in another namespace").isEqualTo(-22);
      }
    }
  }

  /** Leaves status, the two ids of the namespace, and those of the host in the map. */
  private static Program program(PidNamespace namespace) {
    return new Assembler(Isa.V3)
        .store(Size.DW, R10, -8, 0)
        .constant(R1, namespace.device())
        .constant(R2, namespace.inode())
        .mov(R3, R10)
        .addImm(R3, -8)
        .mov(R4, 8)
        .call(Helper.GET_NS_CURRENT_PID_TGID)
        .loadMapValue(R6, "seen", 0)
        .store(Size.DW, R6, 0, R0)
        .load(Size.DW, R1, R10, -8)
        .store(Size.DW, R6, 8, R1)
        .call(Helper.GET_CURRENT_PID_TGID)
        .store(Size.DW, R6, 16, R0)
        .mov(R0, 0)
        .exit()
        .assemble();
  }

  private static Resolver resolver(BpfMap seen) {
    return new Resolver() {
      @Override
      public int mapFd(String map) {
        return seen.fd();
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
}
