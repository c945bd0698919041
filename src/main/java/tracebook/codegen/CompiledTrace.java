package tracebook.codegen;

import java.util.ArrayList;
import java.util.List;
import tracebook.asm.Program;
import tracebook.ir.Body;
import tracebook.ir.Probe;
import tracebook.ir.TraceProgram;

/**
 * The blueprint of a trace: what was asked for and the instructions that do it. A plain value;
 * equal for the same cell against the same files on a kernel with the same features.
 *
 * @param bodies in the order of the probes and of the bodies in each
 */
public record CompiledTrace(TraceProgram program, CodeOptions options, List<CompiledBody> bodies) {
  public CompiledTrace {
    bodies = List.copyOf(bodies);
  }

  /**
   * The eBPF programs of a body.
   *
   * @param probe the index of its probe, and so of its line in the account
   * @param codes in the order in which they are to be attached
   */
  public record CompiledBody(int probe, Body body, List<Code> codes, List<KernelMap> maps) {
    public CompiledBody {
      codes = List.copyOf(codes);
      maps = List.copyOf(maps);
    }

    /** The program that writes the rows. */
    public Program code() {
      return codes.getLast().program();
    }
  }

  /**
   * Compiles every body.
   *
   * @throws CodeLimit if one does not fit the limits of eBPF
   */
  public static CompiledTrace of(TraceProgram program, CodeOptions options) throws CodeLimit {
    List<CompiledBody> bodies = new ArrayList<>();
    for (int i = 0; i < program.probes().size(); i++) {
      Probe probe = program.probes().get(i);
      for (Body body : probe.bodies()) {
        bodies.add(BodyCompiler.compile(i, bodies.size(), body, options));
      }
    }
    return new CompiledTrace(program, options, bodies);
  }
}
