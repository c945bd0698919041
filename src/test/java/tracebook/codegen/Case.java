package tracebook.codegen;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tracebook.asm.Instruction;
import tracebook.asm.Program;
import tracebook.bytes.ByteString;
import tracebook.codegen.CompiledTrace.CompiledBody;
import tracebook.ir.Body;
import tracebook.ir.Call;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.Pairing;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.ir.Summary;
import tracebook.ir.TraceProgram;

/** Bodies that together have every node, and every kind of program. */
@SuppressWarnings("ImmutableEnumChecker") // A body is made of records.
enum Case {
  SCALAR(1, 0, new Step.Capture(0, new Source.Scalar(Parts.ARGUMENT))),
  FILTER(
      2,
      0,
      new Step.Branch(
          new Num.Compare(
              Num.Comparison.GT,
              true,
              new Num.Load(
                  new Num.Binary(Num.Operator.ADD, Parts.ARGUMENT, new Num.Constant(16)), 4, true),
              new Num.Constant(100)),
          List.of(
              new Step.Capture(0, new Source.Text(Parts.ARGUMENT, 4)),
              new Step.Capture(1, new Source.Comm())),
          List.of())),
  STRING(
      1,
      0,
      new Step.Branch(
          new Num.Matches(
              Parts.ARGUMENT, ByteString.copyOf("GET /".getBytes(StandardCharsets.UTF_8)), false),
          List.of(new Step.Capture(0, new Source.Memory(Parts.ARGUMENT, 16))),
          List.of(new Step.MarkUnreadable(), new Step.Exit()))),
  VARIABLE(
      3,
      1,
      new Step.Define(
          0,
          new Num.Divide(
              false, true, 32, Parts.ARGUMENT, new Num.Extend(Parts.ARGUMENT, 12, true))),
      new Step.Capture(
          0,
          new Source.Scalar(
              new Num.Conditional(
                  new Num.Or(
                      new Num.Not(Parts.ARGUMENT),
                      new Num.And(new Num.Variable(0), Parts.ARGUMENT)),
                  new Num.Variable(0),
                  new Num.Bias()))),
      new Step.Reach(1),
      new Step.Capture(
          2,
          new Source.Assembled(
              List.of(
                  new Source.Part(0, 3, new Source.Scalar(Parts.ARGUMENT)),
                  new Source.Part(8, 8, new Source.Memory(Parts.ARGUMENT, 8)))))),
  FACTS(Num.Fact.values().length, 0, Parts.facts()),
  TALLIES(
      2,
      0,
      new Step.Every(0, 1000, List.of(new Step.Capture(0, new Source.Scalar(Parts.ARGUMENT)))),
      new Step.Limit(1, 5, 1_000_000_000, List.of(new Step.Reach(1)))),
  RETURN_COUNTED(Parts.returned(0, List.of(), List.of())),
  RETURN(Parts.returned(0, List.of(), Parts.KEPT)),
  RETURN_WITH_VALUES_LATER(Parts.returned(8, List.of(), Parts.KEPT)),
  RETURN_AT_INSTRUCTIONS(Parts.returned(0, List.of(40L, 60L), Parts.KEPT)),
  RETURN_OF_A_GOROUTINE(Parts.goroutine()),
  SPAN_OF_RETURNS(Parts.spanOfReturns()),
  SPAN(Parts.span(Optional.empty())),
  SPAN_WITH_KEY(Parts.span(Optional.of(Parts.ARGUMENT))),
  SUMMARY(
      new TraceProgram(
          List.of(Parts.probe(Parts.body(List.of(), 1, Parts.summarize()))),
          List.of(Parts.SUMMARY_OF_ALL)));

  private final TraceProgram program;

  Case(int slots, int variables, Step... steps) {
    this(new TraceProgram(List.of(Parts.probe(Parts.body(Parts.slots(slots), variables, steps)))));
  }

  Case(TraceProgram program) {
    this.program = program;
  }

  CompiledTrace compile(CodeOptions options) throws CodeLimit {
    return CompiledTrace.of(program, options);
  }

  List<Program> programs(CodeOptions options) throws CodeLimit {
    return compile(options).bodies().stream()
        .flatMap(b -> b.codes().stream())
        .map(Code::program)
        .toList();
  }

  List<Instruction> instructions(CodeOptions options) throws CodeLimit {
    return programs(options).stream().flatMap(p -> p.code().stream()).toList();
  }

  /** Of its one program, or of each with where it runs. */
  String listing(CodeOptions options) throws CodeLimit {
    List<CompiledBody> bodies = compile(options).bodies();
    List<Code> codes = bodies.stream().flatMap(b -> b.codes().stream()).toList();
    return codes.size() == 1
        ? codes.get(0).program().listing()
        : codes.stream()
            .map(c -> "; " + c.role() + "\n" + c.program().listing())
            .collect(Collectors.joining());
  }

  /** What they are made of. */
  private static final class Parts {
    static final Num ARGUMENT = new Num.Register(5);

    /** What is used of what was kept: a number, a string, how long ago. */
    static final List<Source> KEPT =
        List.of(
            new Source.Scalar(new Num.Binary(Num.Operator.SUB, ARGUMENT, new Num.Kept(0))),
            new Source.Kept(1, 10),
            new Source.Scalar(new Num.Elapsed()));

    static final Summary SUMMARY_OF_ALL =
        new Summary(
            layout(slots(1)),
            List.of(
                new Summary.Value(new Format.Int(8, true), 64, true),
                new Summary.Value(new Format.Text(10), 0, false)),
            Arrays.stream(Summary.Function.values())
                .flatMap(
                    f ->
                        f == Summary.Function.DISTINCT
                            ? List.of(aggregate(f, 0), aggregate(f, 1)).stream()
                            : List.of(aggregate(f, f == Summary.Function.COUNT ? -1 : 0)).stream())
                .toList());

    private Parts() {}

    private static Summary.Aggregate aggregate(Summary.Function function, int value) {
      return new Summary.Aggregate(function + " of " + value, function, value);
    }

    static Step[] summarize() {
      return new Step[] {
        new Step.Define(0, new Num.Load(ARGUMENT, 8, true)),
        new Step.Summarize(
            0,
            List.of(new Step.Capture(0, new Source.Scalar(ARGUMENT))),
            List.of(new Step.Numeric(0), new Step.Textual(new Source.Text(ARGUMENT, 10))))
      };
    }

    static Step[] facts() {
      Num.Fact[] facts = Num.Fact.values();
      Step[] steps = new Step[facts.length];
      for (int i = 0; i < facts.length; i++) {
        steps[i] = new Step.Capture(i, new Source.Scalar(new Num.Context(facts[i])));
      }
      return steps;
    }

    static List<Integer> slots(int count) {
      return Collections.nCopies(count, 16);
    }

    static RowLayout layout(List<Integer> sizes) {
      List<RowLayout.Slot> places = new ArrayList<>();
      for (int i = 0; i < sizes.size(); i++) {
        places.add(new RowLayout.Slot(RowLayout.slotsStart(sizes.size()) + 16 * i, sizes.get(i)));
      }
      return new RowLayout(places, List.of(), List.of());
    }

    static Body body(List<Integer> slots, int variables, Step... steps) {
      return new Body(List.of(steps), layout(slots), variables, List.of());
    }

    static Probe probe(Body body) {
      return new Probe("probe", Optional.empty(), List.of(body));
    }

    private static Step[] captures(List<Source> sources) {
      Step[] steps = new Step[sources.size()];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = new Step.Capture(i, sources.get(i));
      }
      return steps;
    }

    private static List<Step> kept() {
      return List.of(captures(List.of(new Source.Scalar(ARGUMENT), new Source.Text(ARGUMENT, 4))));
    }

    /**
     * A return.
     *
     * @param later how far behind the beginning the values are read
     */
    static TraceProgram returned(int later, List<Long> instructions, List<Source> shown) {
      Call call = new Call(0x1020 + later, 0x20 + later, instructions);
      Site site = new Site(0, "/program", 0x1020, 0x20, Optional.of(call), "f", "f.c", 1, "");
      Pairing pairing =
          new Pairing.Returned(
              new Num.Binary(Num.Operator.ADD, new Num.Register(7), new Num.Constant(8)),
              shown.isEmpty() ? List.of() : kept(),
              layout(slots(shown.isEmpty() ? 0 : 2)));
      Step[] steps = captures(shown.isEmpty() ? List.of(new Source.Scalar(ARGUMENT)) : shown);
      Body body =
          new Body(
              List.of(steps), layout(slots(steps.length)), 0, pairing, List.of(), List.of(site));
      return new TraceProgram(List.of(probe(body)));
    }

    /** A return of a goroutine, which may begin again. */
    static TraceProgram goroutine() {
      TraceProgram thread = returned(8, List.of(0x40L), KEPT);
      Body body = thread.probes().getFirst().bodies().getFirst();
      Site site = body.sites().getFirst();
      Call call = new Call(0x1028, 0x28, List.of(0x40L), List.of(0x48L));
      Site restarting =
          new Site(
              0,
              site.module(),
              site.address(),
              site.fileOffset(),
              Optional.of(call),
              "f",
              "",
              1,
              "");
      Pairing.Returned of = (Pairing.Returned) body.pairing();
      Num g = new Num.Register(14);
      Pairing.Goroutine goroutine =
          new Pairing.Goroutine(
              g,
              new Num.Load(g, 8, false),
              new Num.Load(new Num.Binary(Num.Operator.ADD, g, new Num.Constant(8)), 8, false));
      Pairing pairing =
          new Pairing.Returned(of.frame(), Optional.of(goroutine), of.steps(), of.kept());
      return new TraceProgram(
          List.of(
              probe(
                  new Body(
                      body.steps(), body.layout(), 0, pairing, List.of(), List.of(restarting)))));
    }

    /** A span that begins and ends at returns. */
    static TraceProgram spanOfReturns() {
      Call call = new Call(0x1020, 0x20, List.of());
      Site site = new Site(0, "/program", 0x1020, 0x20, Optional.of(call), "f", "f.c", 1, "");
      RowLayout kept = layout(slots(1));
      List<Step> bias = List.of(captures(List.of(new Source.Scalar(new Num.Bias()))));
      Body began =
          new Body(
              List.of(),
              layout(List.of()),
              0,
              new Pairing.Began(0, Optional.empty(), bias, kept),
              List.of(),
              List.of(site));
      Body ended =
          new Body(
              bias,
              layout(slots(1)),
              0,
              new Pairing.Ended(0, Optional.empty(), kept, 0),
              List.of(),
              List.of(site));
      return new TraceProgram(List.of(probe(began), probe(ended)));
    }

    static TraceProgram span(Optional<Num> key) {
      Body began =
          new Body(
              List.of(),
              layout(List.of()),
              0,
              new Pairing.Began(0, key, kept(), layout(slots(2))),
              List.of(),
              List.of());
      Body ended =
          new Body(
              List.of(captures(KEPT)),
              layout(slots(3)),
              0,
              new Pairing.Ended(0, key, layout(slots(2)), 0),
              List.of(),
              List.of());
      return new TraceProgram(List.of(probe(began), probe(ended)));
    }
  }
}
