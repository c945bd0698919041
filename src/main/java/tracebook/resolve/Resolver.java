package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tracebook.dwarf.LineRow;
import tracebook.elf.Address;
import tracebook.elf.FileOffset;
import tracebook.elf.StaticProbe;
import tracebook.ir.Body;
import tracebook.ir.Call;
import tracebook.ir.Pairing;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;
import tracebook.ir.Step;
import tracebook.ir.TraceProgram;
import tracebook.lang.Item;
import tracebook.lang.Name;
import tracebook.lang.Pattern;
import tracebook.lang.Script;
import tracebook.source.CellText;
import tracebook.source.Problem;
import tracebook.source.Problems;
import tracebook.source.Span;

/** The façade: a parsed script and the files of the target, to the typed program. */
public final class Resolver {
  private final Modules modules;
  private final Optional<Integer> inputPid;
  private final int cap;
  private final Problems problems;
  private final SummaryShapes shapes = new SummaryShapes();
  private final Tallies tallies = new Tallies();
  private int sites;

  /** A place in a file: what two patterns of one probe may both name. */
  private record Spot(String module, Address address, boolean atReturn) {}

  private Resolver(Modules modules, Optional<Integer> inputPid, int cap, Problems problems) {
    this.modules = modules;
    this.inputPid = inputPid;
    this.cap = cap;
    this.problems = problems;
  }

  /**
   * Resolves every name of the script. What is wrong with it is added to the problems; with an
   * error among them the program is not to be run.
   *
   * @param inputPid the process that the user named, as they named it
   * @param cap the most bytes of a string
   */
  public static TraceProgram resolve(
      CellText text,
      Script script,
      Modules modules,
      Optional<Integer> inputPid,
      int cap,
      Problems problems) {
    return new Resolver(modules, inputPid, cap, problems).program(text, script);
  }

  private TraceProgram program(CellText text, Script script) {
    List<Probe> probes = new ArrayList<>();
    TableKinds tables = new TableKinds(problems);
    for (Item item : script.items()) {
      switch (item) {
        case Item.Trace trace -> {
          tables.check(trace.as().map(Name::text).orElse(""), trace.block());
          probes.addAll(trace(text, trace));
        }
        case Item.SpanOf span -> {
          tables.check("", span.block());
          probes.addAll(span(text, span, probes.size()));
        }
        case Item.Sample sample ->
            problems.error(
                sample.span(),
                "`sample` is not supported yet",
                "trace a function or a line instead");
      }
    }
    return new TraceProgram(probes, shapes.all());
  }

  /** A probe for each pattern; one for all of them when the trace has a name. */
  private List<Probe> trace(CellText text, Item.Trace trace) {
    Map<String, List<Body>> probes = new LinkedHashMap<>();
    Map<String, Set<Spot>> taken = new HashMap<>();
    for (Pattern pattern : trace.patterns()) {
      String label = trace.as().map(n -> n.text()).orElse(text.slice(pattern.span()).strip());
      probes.computeIfAbsent(label, l -> new ArrayList<>());
      try {
        Map<String, List<Place>> byLabel = new LinkedHashMap<>();
        List<Place> places = new Places(modules, problems).find(pattern);
        MergedFunctions.warn(places, pattern.span(), problems);
        for (Place place : places) {
          String own =
              trace.as().isPresent() ? label : place.marker().map(m -> label(m)).orElse(label);
          if (taken
              .computeIfAbsent(own, l -> new HashSet<>())
              .add(new Spot(place.module().path(), place.address(), place.isReturn()))) {
            byLabel.computeIfAbsent(own, l -> new ArrayList<>()).add(place);
          }
        }
        byLabel.forEach(
            (own, its) ->
                probes
                    .computeIfAbsent(own, l -> new ArrayList<>())
                    .addAll(bodies(trace, pattern, own, its)));
        if (!byLabel.containsKey(label) && !byLabel.isEmpty()) {
          probes.remove(label, List.of());
        }
      } catch (Rejected rejected) {
        problems.addAll(List.of(rejected.problem()));
      }
    }
    List<Probe> all = new ArrayList<>();
    probes.forEach(
        (label, bodies) -> all.add(new Probe(label, trace.as().map(n -> n.text()), bodies)));
    return all;
  }

  /** Of several static probes that one pattern stands for, each has a line in the account. */
  private static String label(StaticProbe marker) {
    return "usdt:" + marker.provider() + ":" + marker.name();
  }

  /**
   * Two probes: the beginnings and the ends.
   *
   * @param index of the first of them in the program
   */
  private List<Probe> span(CellText text, Item.SpanOf span, int index) {
    String name = span.name().text();
    Problems own = new Problems(problems.all());
    List<Probe> probes = List.of();
    try {
      List<Place> from = new Places(modules, problems).find(span.from());
      List<Place> to = new Places(modules, problems).find(span.to());
      MergedFunctions.warn(from, span.from().span(), own);
      MergedFunctions.warn(to, span.to().span(), own);
      Spans spans =
          new Spans(
              span,
              index,
              (end, start, here) ->
                  new BlockCompiler(
                      end,
                      modules,
                      inputPid,
                      cap,
                      here,
                      s -> tallies.of(name, s),
                      shapes,
                      Optional.of(start)),
              (place, pattern) -> site(place, pattern.span(), own),
              this::numbered,
              own);
      String label = name + " from " + text.slice(span.from().span()).strip();
      probes = spans.probes(from, to, label, index);
    } catch (Rejected rejected) {
      own.addAll(List.of(rejected.problem()));
    }
    problems.addAll(own.all());
    return probes;
  }

  /** Compiles the block at each place; places with the same code share a body. */
  private List<Body> bodies(Item.Trace trace, Pattern pattern, String label, List<Place> places) {
    record Code(
        List<Step> steps,
        RowLayout layout,
        int variables,
        Pairing pairing,
        List<Body.Unsettled> unsettled,
        boolean later,
        boolean followed) {
      Body at(List<Site> sites) {
        return new Body(steps, layout, variables, pairing, unsettled, sites);
      }
    }
    Map<Code, List<Site>> bodies = new LinkedHashMap<>();
    Map<Shortfall, Integer> shortfalls = new LinkedHashMap<>();
    Problems own = new Problems(problems.all());
    List<Problem> known = problems.all();
    LeftOut leftOut = new LeftOut(pattern, places.size());
    int compiled = 0;
    for (Place place : places) {
      Problems here = new Problems(known);
      Optional<Site> site = site(place, pattern.span(), here);
      BlockCompiler block =
          new BlockCompiler(place, modules, inputPid, cap, here, s -> tallies.of(label, s), shapes);
      List<Step> steps = site.isEmpty() ? List.of() : block.compile(trace.block());
      if (leftOut.isLeftOut(place, here)) {
        continue;
      }
      own.addAll(here.all());
      if (site.isEmpty()) {
        continue;
      }
      compiled++;
      block.shortfalls().forEach(s -> shortfalls.merge(s, 1, Integer::sum));
      bodies
          .computeIfAbsent(
              new Code(
                  steps,
                  block.layout(),
                  block.scriptVariables(),
                  block.pairing(),
                  UnsettledFrame.at(place, steps),
                  readsLater(site.get()),
                  site.get().isFollowed()),
              c -> new ArrayList<>())
          .add(site.get());
    }
    leftOut.report(own);
    report(shortfalls, compiled, own);
    List<Body> all = new ArrayList<>();
    bodies.forEach((code, at) -> all.add(code.at(numbered(at))));
    if (!own.hasErrors()
        && !problems.hasErrors()
        && !all.isEmpty()
        && all.stream().allMatch(Resolver::givesNothing)) {
      own.warning(
          trace.block().span(),
          "this block emits nothing",
          "its hits are counted, but give no rows: add `emit` or `print`");
    }
    problems.addAll(own.all());
    return all;
  }

  private static boolean givesNothing(Body body) {
    return body.layout().slots().isEmpty()
        && Step.all(body.steps()).noneMatch(s -> s instanceof Step.Summarize);
  }

  /** Whether what waits for a return is read behind the first instructions. */
  private static boolean readsLater(Site site) {
    return site.call().filter(c -> c.valuesOffset() != site.fileOffset()).isPresent();
  }

  /** Numbers sites in the order of their bodies: a number is an index into all sites. */
  private List<Site> numbered(List<Site> bare) {
    List<Site> numbered = new ArrayList<>();
    for (Site s : bare) {
      numbered.add(
          new Site(
              sites++,
              s.module(),
              s.address(),
              s.fileOffset(),
              s.call(),
              s.function(),
              s.file(),
              s.line(),
              s.instruction(),
              s.semaphoreOffset()));
    }
    return numbered;
  }

  /** What can be read at no place is an error; what only some copies lack is a warning. */
  private static void report(Map<Shortfall, Integer> shortfalls, int places, Problems problems) {
    Map<Span, Integer> bySpan = new LinkedHashMap<>();
    shortfalls.forEach((s, n) -> bySpan.merge(s.span(), n, Integer::sum));
    shortfalls.forEach(
        (shortfall, count) -> {
          if (bySpan.getOrDefault(shortfall.span(), 0) >= places) {
            problems.error(shortfall.span(), shortfall.message(), shortfall.hint());
          } else {
            problems.warning(
                shortfall.span(),
                shortfall.message() + " (in " + count + " of " + places + " copies)",
                shortfall.hint());
          }
        });
  }

  private static Optional<Site> site(Place place, Span span, Problems problems) {
    Optional<FileOffset> offset = place.module().elf().offsetOf(place.address());
    if (offset.isEmpty()) {
      problems.error(
          span,
          "`" + place.address() + "` is not in the file of `" + place.module().name() + "`",
          "probe an address inside its text");
      return Optional.empty();
    }
    String instruction;
    Optional<Call> call;
    try {
      instruction = SiteCheck.instruction(place, span);
      call = call(place, span);
    } catch (Rejected rejected) {
      problems.addAll(List.of(rejected.problem()));
      return Optional.empty();
    }
    Optional<LineRow> row = place.row();
    return Optional.of(
        new Site(
            0,
            place.module().path(),
            place.address().value(),
            offset.get().value(),
            call,
            MergedFunctions.name(place),
            row.map(r -> r.source().file()).orElse(""),
            row.map(r -> r.source().line()).orElse(0),
            instruction,
            place.marker().flatMap(StaticProbe::semaphore).map(s -> offset(place, s)).orElse(0L)));
  }

  private static Optional<Call> call(Place place, Span span) throws Rejected {
    if (place.returning().isEmpty()) {
      return Optional.empty();
    }
    Place.Returning returning = place.returning().get();
    SiteCheck.instruction(returning.values(), span);
    return Optional.of(
        new Call(
            returning.values().address().value(),
            offset(place, returning.values().address()),
            offsets(place, returning.instructions(), span),
            offsets(place, returning.restarts(), span)));
  }

  private static List<Long> offsets(Place place, List<Address> instructions, Span span)
      throws Rejected {
    List<Long> offsets = new ArrayList<>();
    for (Address at : instructions) {
      SiteCheck.instruction(Place.of(place.module(), at, place.name(), false), span);
      offsets.add(offset(place, at));
    }
    return offsets;
  }

  private static long offset(Place place, Address address) {
    return place.module().elf().offsetOf(address).orElseThrow().value();
  }
}
