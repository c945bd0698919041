package tracebook.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tracebook.asm.Program;
import tracebook.ir.Body;
import tracebook.ir.Probe;
import tracebook.ir.Step;
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
   * @param largest the column that takes the most of them
   */
  public record CompiledBody(
      int probe, Body body, List<Code> codes, List<KernelMap> maps, Optional<String> largest) {
    public CompiledBody {
      codes = List.copyOf(codes);
      maps = List.copyOf(maps);
    }

    /** What to do when the kernel has not the patience to look through all of its programs. */
    public String splitting() {
      return CodeLimit.splitting(largest);
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
    boolean exits = steps(program).anyMatch(s -> s instanceof Step.Exit);
    List<CompiledBody> bodies = new ArrayList<>();
    for (int i = 0; i < program.probes().size(); i++) {
      Probe probe = program.probes().get(i);
      for (Body body : probe.bodies()) {
        bodies.add(
            BodyCompiler.compile(
                new Programs(
                    i, bodies.size(), body, program.summaries(), options, exits, new Sizes())));
      }
    }
    return new CompiledTrace(program, options, bodies);
  }

  /** The maps of the summaries. */
  public List<SummaryMaps.Spec> summaryMaps() {
    List<SummaryMaps.Spec> maps = new ArrayList<>();
    for (int i = 0; i < program.summaries().size(); i++) {
      maps.addAll(SummaryMaps.of(i, program.summaries().get(i)));
    }
    return maps;
  }

  /** How many words {@link Maps#TALLIES} has. */
  public int tallies() {
    return steps(program)
        .mapToInt(
            step ->
                switch (step) {
                  case Step.Every s -> s.tally() + 1;
                  case Step.Limit s -> s.tally() + 1;
                  default -> 0;
                })
        .max()
        .orElse(0);
  }

  private static Stream<Step> steps(TraceProgram program) {
    return program.probes().stream()
        .flatMap(probe -> probe.bodies().stream())
        .flatMap(body -> Step.all(body.steps()));
  }
}
