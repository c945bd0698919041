package tracebook.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tracebook.asm.KernelField;
import tracebook.asm.Kfunc;
import tracebook.asm.Resolver;
import tracebook.codegen.Code;
import tracebook.codegen.CompiledTrace;
import tracebook.codegen.CompiledTrace.CompiledBody;
import tracebook.codegen.KernelMap;
import tracebook.codegen.Maps;
import tracebook.codegen.SummaryMaps;
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
 * @param programs for each body of the trace those of its codes
 */
record Loaded(
    RingBuffer ring,
    Counters counters,
    SummaryReader summaries,
    Sweeper sweeper,
    List<List<BpfProgram>> programs) {

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
    Map<String, BpfMap> maps = new HashMap<>();
    for (BpfMap map : List.of(events, account, control)) {
      maps.put(map.spec().name(), map);
    }
    if (trace.tallies() > 0) {
      int bytes = trace.tallies() * Maps.TALLY_SIZE;
      maps.put(Maps.TALLIES, own(Bpf.create(MapSpec.array(Maps.TALLIES, bytes, 1)), cleanup));
    }
    summaryMaps(trace, maps, cleanup);
    List<List<BpfProgram>> programs = new ArrayList<>();
    for (CompiledBody body : trace.bodies()) {
      for (KernelMap map : body.maps()) {
        if (!maps.containsKey(map.name())) {
          maps.put(map.name(), create(map, cleanup));
        }
      }
      List<BpfProgram> ofBody = new ArrayList<>();
      for (Code code : body.codes()) {
        BpfProgram program = load(trace, body, code, new Names(maps), attach);
        cleanup.add(program::close);
        ofBody.add(program);
      }
      programs.add(List.copyOf(ofBody));
    }
    return new Loaded(
        ring,
        new Counters(account, control, probes),
        new SummaryReader(trace.program().summaries(), maps),
        new Sweeper(trace.bodies().stream().flatMap(b -> b.maps().stream()).toList(), maps),
        programs);
  }

  private static void summaryMaps(CompiledTrace trace, Map<String, BpfMap> maps, Cleanup cleanup) {
    if (trace.program().summaries().isEmpty()) {
      return;
    }
    int zeros = SummaryMaps.zeros(trace.program().summaries());
    maps.put(
        SummaryMaps.ZEROS, own(Bpf.create(MapSpec.array(SummaryMaps.ZEROS, zeros, 1)), cleanup));
    for (SummaryMaps.Spec spec : trace.summaryMaps()) {
      MapSpec map =
          MapSpec.hash(
              spec.name(), spec.perCpu(), spec.keyBytes(), spec.valueBytes(), spec.entries());
      maps.put(spec.name(), own(Bpf.create(map), cleanup));
    }
  }

  private static BpfMap own(BpfMap map, Cleanup cleanup) {
    cleanup.add(map::close);
    return map;
  }

  private static BpfMap create(KernelMap map, Cleanup cleanup) {
    MapSpec.Type type =
        switch (map.kind()) {
          case HASH -> MapSpec.Type.HASH;
          case ARRAY -> MapSpec.Type.ARRAY;
        };
    BpfMap made =
        own(
            Bpf.create(
                new MapSpec(map.name(), type, map.keyBytes(), map.valueBytes(), map.entries())),
            cleanup);
    byte[] initial = map.initialValue();
    if (initial.length > 0) {
      made.update(new byte[map.keyBytes()], initial);
    }
    return made;
  }

  private static BpfProgram load(
      CompiledTrace trace, CompiledBody body, Code code, Resolver names, ProgramSpec.Attach attach)
      throws CannotAttach {
    ProgramSpec spec =
        new ProgramSpec(
            "tracebook_" + body.probe(),
            code.program().encode(names),
            trace.options().sleepable(),
            code.role() == Code.Role.SESSION ? ProgramSpec.Attach.UPROBE_SESSION : attach,
            new ProgramSpec.Functions(code.functionsOfNumbers(), code.otherFunctions()));
    try {
      return Bpf.load(spec);
    } catch (VerifierRejection rejection) {
      if (rejection.gaveUp()) {
        throw new CannotAttach(new CannotAttach.TooMuch(body.splitting()), rejection);
      }
      throw new CannotAttach(
          new CannotAttach.VerifierRefused(
              trace.program().probes().get(body.probe()).label(),
              rejection.tellingLine(),
              rejection.linesOmitted(),
              rejection.log(),
              code.program().listingWithSlots()),
          rejection);
    }
  }

  /** The names in a program to numbers of the running kernel. */
  private record Names(Map<String, BpfMap> maps) implements Resolver {
    @Override
    public int mapFd(String name) {
      BpfMap map = maps.get(name);
      if (map == null) {
        throw new IllegalArgumentException("no map `" + name + "`");
      }
      return map.fd();
    }

    @Override
    public int kfuncId(Kfunc kfunc) {
      return KernelTypes.find(kfunc.kernelName())
          .orElseThrow(
              () -> new IllegalArgumentException("no function `" + kfunc.kernelName() + "`"));
    }

    @Override
    public int fieldOffset(KernelField field) {
      OptionalInt outer = KernelTypes.offsetOf(field.struct(), field.member());
      OptionalInt inner = KernelTypes.offsetOf(field.inner(), field.innerMember());
      if (outer.isEmpty() || inner.isEmpty()) {
        throw new IllegalArgumentException("no member `" + field + "`");
      }
      return outer.getAsInt() + inner.getAsInt();
    }

    @Override
    public int variableId(String variable) {
      throw new IllegalArgumentException("no variable `" + variable + "` is used");
    }
  }
}
