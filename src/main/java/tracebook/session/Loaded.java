package tracebook.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.asm.Kfunc;
import tracebook.asm.Resolver;
import tracebook.codegen.CompiledTrace;
import tracebook.codegen.CompiledTrace.CompiledBody;
import tracebook.codegen.Maps;
import tracebook.linux.Bpf;
import tracebook.linux.BpfMap;
import tracebook.linux.BpfProgram;
import tracebook.linux.KernelTypes;
import tracebook.linux.MapSpec;
import tracebook.linux.ProgramSpec;
import tracebook.linux.RingBuffer;
import tracebook.linux.VerifierRejection;

/**
 * The maps and programs of a trace in the kernel, not attached to anything yet.
 *
 * @param programs one for each body of the trace
 */
record Loaded(RingBuffer ring, Counters counters, List<BpfProgram> programs) {

  /** Makes and loads everything; whatever is made is given back by {@code cleanup}. */
  static Loaded load(CompiledTrace trace, int ringBytes, ProgramSpec.Attach attach, Cleanup cleanup)
      throws CannotAttach {
    int probes = trace.program().probes().size();
    BpfMap events = own(Bpf.create(MapSpec.ring(Maps.EVENTS, ringBytes)), cleanup);
    BpfMap account =
        own(Bpf.create(MapSpec.array(Maps.ACCOUNT, probes * Maps.ACCOUNT_SIZE, 1)), cleanup);
    BpfMap control = own(Bpf.create(MapSpec.array(Maps.CONTROL, Maps.CONTROL_SIZE, 1)), cleanup);
    RingBuffer ring = new RingBuffer(events);
    cleanup.add(ring::close);
    Optional<BpfMap> tallies = Optional.empty();
    if (trace.tallies() > 0) {
      int bytes = trace.tallies() * Maps.TALLY_SIZE;
      tallies = Optional.of(own(Bpf.create(MapSpec.array(Maps.TALLIES, bytes, 1)), cleanup));
    }
    Resolver names = new Names(events, account, control, tallies);
    List<BpfProgram> programs = new ArrayList<>();
    for (CompiledBody body : trace.bodies()) {
      BpfProgram program = load(trace, body, names, attach);
      cleanup.add(program::close);
      programs.add(program);
    }
    return new Loaded(ring, new Counters(account, control, probes), programs);
  }

  private static BpfMap own(BpfMap map, Cleanup cleanup) {
    cleanup.add(map::close);
    return map;
  }

  private static BpfProgram load(
      CompiledTrace trace, CompiledBody body, Resolver names, ProgramSpec.Attach attach)
      throws CannotAttach {
    ProgramSpec spec =
        new ProgramSpec(
            "tracebook_" + body.probe(),
            body.code().encode(names),
            trace.options().sleepable(),
            attach);
    try {
      return Bpf.load(spec);
    } catch (VerifierRejection rejection) {
      throw new CannotAttach(
          new CannotAttach.VerifierRefused(
              trace.program().probes().get(body.probe()).label(),
              rejection.tellingLine(),
              rejection.linesOmitted(),
              rejection.log(),
              body.code().listingWithSlots()),
          rejection);
    }
  }

  /** The names in a program to numbers of the running kernel. */
  private record Names(BpfMap events, BpfMap account, BpfMap control, Optional<BpfMap> tallies)
      implements Resolver {
    @Override
    public int mapFd(String map) {
      return switch (map) {
        case Maps.EVENTS -> events.fd();
        case Maps.ACCOUNT -> account.fd();
        case Maps.CONTROL -> control.fd();
        case Maps.TALLIES -> tallies.orElseThrow().fd();
        default -> throw new IllegalArgumentException("no map `" + map + "`");
      };
    }

    @Override
    public int kfuncId(Kfunc kfunc) {
      return KernelTypes.find(kfunc.kernelName())
          .orElseThrow(
              () -> new IllegalArgumentException("no function `" + kfunc.kernelName() + "`"));
    }

    @Override
    public int variableId(String variable) {
      throw new IllegalArgumentException("no variable `" + variable + "` is used");
    }
  }
}
