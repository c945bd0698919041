package tracebook.codegen;

import java.util.List;
import java.util.stream.Stream;
import tracebook.asm.Assembler;
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
 */
record Programs(
    int probe, int number, Body body, List<Summary> summaries, CodeOptions options, boolean exits) {
  Assembler assembler() {
    return new Assembler(options.isa());
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
    return body.sites().stream()
        .anyMatch(s -> s.call().filter(c -> c.returnOffsets().isEmpty()).isPresent());
  }

  /** Whether its hits are returns at all. */
  boolean atReturns() {
    return body.sites().stream().anyMatch(Site::atReturn);
  }

  CompiledBody compiled(List<Code> codes, List<KernelMap> maps) {
    return new CompiledBody(probe, body, codes, maps);
  }

  static Program finished(Assembler asm) throws CodeLimit {
    try {
      return Reachable.only(asm.assemble());
    } catch (tracebook.asm.JumpTooFar tooFar) {
      throw new CodeLimit("the block is too long for one eBPF program", "make two traces of it, each with fewer columns or conditions");
    }
  }
}
