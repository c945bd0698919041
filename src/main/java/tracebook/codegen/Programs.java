package tracebook.codegen;

import static tracebook.asm.Reg.R0;

import java.util.List;
import java.util.stream.Stream;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.JumpTooFar;
import tracebook.asm.Label;
import tracebook.asm.Program;
import tracebook.codegen.CompiledTrace.CompiledBody;
import tracebook.ir.Body;
import tracebook.ir.Call;
import tracebook.ir.Site;
import tracebook.ir.Summary;

/**
 * What the programs of one body are made from.
 *
 * @param probe the index of its probe
 * @param number the index of the body in its trace
 * @param summaries of the trace
 * @param exits whether some body of the trace can end it
 * @param sizes of what was compiled of it so far
 */
record Programs(
    int probe,
    int number,
    Body body,
    List<Summary> summaries,
    CodeOptions options,
    boolean exits,
    Sizes sizes) {
  /**
   * Of a longer one the kernel may follow all that it follows at all, a million instructions: that
   * takes seconds.
   */
  private static final int MOST_SLOTS = 65_536;

  /**
   * At the beginning of a program, R1 is the context and nothing else has a value yet.
   *
   * <p>Since Linux 6.13 the frame of a program like ours is in memory of the processor ("private
   * stack", {@code bpf_enable_priv_stack} in kernel/bpf/verifier.c), where a thread that comes to
   * the same program while another one sleeps in it, or is preempted, overwrites the other's
   * variables: nothing keeps it out of uprobe programs, as something does of those for which that
   * memory was made. A program that has a tail call keeps its frame on the stack of the thread,
   * also when the call is never made; the verifier takes it out.
   */
  Assembler assembler() {
    Assembler asm = new Assembler(options.isa());
    Label own = asm.label("own_frame");
    asm.mov(R0, 0).jumpIf(Cond.EQ, R0, 0, own).call(Helper.TAIL_CALL).mark(own);
    return asm;
  }

  /** With room for the script's variables. */
  Frame frame() throws CodeLimit {
    return new Frame(body.variables());
  }

  /** The addresses of the instructions where its hits are, which their cookies have. */
  List<Long> addresses() {
    return body.sites().stream()
        .flatMap(
            site -> {
              List<Long> returns = site.call().map(Call::returnOffsets).orElse(List.of());
              return returns.isEmpty()
                  ? Stream.of(site.address())
                  : returns.stream().map(site::address);
            })
        .toList();
  }

  /** Whether its hits are returns that the kernel follows: registers are the caller's then. */
  boolean followsReturns() {
    return body.sites().stream().anyMatch(Site::isFollowed);
  }

  /** Whether its hits are returns at all. */
  boolean atReturns() {
    return body.sites().stream().anyMatch(Site::atReturn);
  }

  CompiledBody compiled(List<Code> codes, List<KernelMap> maps) {
    return new CompiledBody(probe, body, codes, maps, sizes.largest(body.layout()));
  }

  /**
   * What the assembler has.
   *
   * @throws CodeLimit if it is more than the kernel would look through
   */
  Program finished(Assembler asm) throws CodeLimit {
    if (options.sleepable()) {
      FaultingReads.define(asm, options);
    }
    try {
      Program program = Reachable.only(asm.assemble());
      if (program.slots() > MOST_SLOTS || Branches.areTooMany(program)) {
        throw CodeLimit.tooMuch(sizes.largest(body.layout()));
      }
      return program;
    } catch (JumpTooFar tooFar) {
      throw CodeLimit.tooMuch(sizes.largest(body.layout()));
    }
  }
}
