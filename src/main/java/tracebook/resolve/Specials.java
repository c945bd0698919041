package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import tracebook.dwarf.Variable;
import tracebook.ir.Num;
import tracebook.ir.RowLayout.SiteFact;
import tracebook.lang.Expr;
import tracebook.source.Names;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.CharType;
import tracebook.types.IntegerType;
import tracebook.types.PointerType;
import tracebook.types.Type;
import tracebook.types.VoidType;
import tracebook.x86.Argument;
import tracebook.x86.Register;
import tracebook.x86.Registers;

/** The names that begin with a dollar sign, at one place. */
final class Specials {
  static final String AT_START = "`start(EXPR)` is what an expression was where the span began";

  private static final String SEEN =
      "a probe sees `rax`, `rbx`, … `r15`, `rip`, `rflags`, `cs` and `ss`, and parts such as `eax`";

  private static final Type U32 = new IntegerType("unsigned int", 4, false);
  private static final Type U64 = new IntegerType("unsigned long", 8, false);
  private static final Type S64 = new IntegerType("long", 8, true);
  private static final Type ADDRESS = new PointerType(PointerType.Kind.POINTER, 8, VoidType::new);
  private static final Type TEXT =
      new ArrayType(new CharType("char", 1, true), List.of(java.util.OptionalLong.of(16)));
  private static final List<String> NAMES =
      List.of(
          "$pid",
          "$tid",
          "$host_pid",
          "$host_tid",
          "$input_pid",
          "$comm",
          "$thread_name",
          "$cpu",
          "$uid",
          "$gid",
          "$cgroup",
          "$timestamp",
          "$time",
          "$hit",
          "$probe",
          "$function",
          "$file",
          "$line",
          "$pc",
          "$sp",
          "$args",
          "$locals",
          "$retval",
          "$elapsed",
          "$arg0",
          "$reg(\"rax\")");

  private final Place place;
  private final Variables variables;
  private final Optional<Integer> inputPid;
  private final boolean early;
  private final Since since;

  /** What a hit comes at the end of. */
  enum Since {
    NOTHING,
    CALL,
    SPAN
  }

  /**
   * @param early when the place is passed before the hit
   * @param since what {@code $elapsed} is the time of
   */
  Specials(
      Place place, Variables variables, Optional<Integer> inputPid, boolean early, Since since) {
    this.early = early;
    this.since = since;
    this.place = place;
    this.variables = variables;
    this.inputPid = inputPid;
  }

  Operand operand(Expr.Special e, Expressions expressions) throws Rejected {
    return switch (e.name()) {
      case "pid" -> fact(Num.Fact.PID, U32);
      case "tid" -> fact(Num.Fact.TID, U32);
      case "host_pid" -> fact(Num.Fact.HOST_PID, U32);
      case "host_tid" -> fact(Num.Fact.HOST_TID, U32);
      case "input_pid" ->
          new Operand.Value(
              new Num.Constant(
                  inputPid.orElseThrow(
                      () ->
                          new Rejected(
                              e.span(),
                              "`$input_pid` needs a process as target",
                              "give one by `-p PID`"))),
              U32);
      case "comm", "thread_name" -> new Operand.Comm(TEXT);
      case "cpu" -> fact(Num.Fact.CPU, U32);
      case "uid" -> fact(Num.Fact.UID, U32);
      case "gid" -> fact(Num.Fact.GID, U32);
      case "cgroup" -> fact(Num.Fact.CGROUP, U64);
      case "timestamp" -> fact(Num.Fact.MONOTONIC, S64);
      case "time" -> fact(Num.Fact.WALL_CLOCK, S64);
      case "hit" -> {
        if (early) {
          throw new Rejected(e.span(), "`$hit` has no value before the hit", "write `$hit` alone");
        }
        yield fact(Num.Fact.HIT, S64);
      }
      case "pc" -> fact(Num.Fact.PC, ADDRESS);
      case "sp" -> new Operand.Value(new Num.Register(Registers.RSP), ADDRESS);
      case "probe" -> new Operand.SiteText(SiteFact.PROBE, TEXT);
      case "function" -> new Operand.SiteText(SiteFact.FUNCTION, TEXT);
      case "file" -> new Operand.SiteText(SiteFact.FILE, TEXT);
      case "line" -> new Operand.SiteText(SiteFact.LINE, TEXT);
      case "args", "locals" ->
          throw place.isReturn()
              ? gone(e, variables)
              : new Rejected(
                  e.span(),
                  "`$" + e.name() + "` stands for several columns",
                  "use it alone: `emit $" + e.name() + ";`");
      case "stack" -> stack("$stack", e.span());
      case "retval" -> ReturnValue.at(place, e);
      case "elapsed" -> {
        if (since == Since.NOTHING) {
          throw new Rejected(
              e.span(),
              "`$elapsed` is known only when a function returns, or in a span",
              "write `trace f return { emit $elapsed; }`");
        }
        if (since == Since.CALL) {
          paired(place, e.span(), "$elapsed");
        }
        yield new Operand.Value(new Num.Elapsed(), S64);
      }
      default -> {
        if (e.name().matches("arg\\d{1,4}")) {
          yield argument(e, Integer.parseInt(e.name().substring(3)));
        }
        throw new Rejected(
            e.span(),
            "no special value `$" + e.name() + "`",
            ForeignNames.variable("$" + e.name())
                .orElseGet(
                    () ->
                        Names.didYouMean(
                            "$" + e.name(), NAMES, "there are " + Names.listed(NAMES))));
      }
    };
  }

  /** Refuses what was seen at the entry where nothing tells which entry that was. */
  static void paired(Place place, Span span, String what) throws Rejected {
    Optional<String> unpaired = place.returning().flatMap(Place.Returning::unpaired);
    if (unpaired.isPresent()) {
      throw new Rejected(
          span,
          "`" + what + "` is not known at the return of `" + place.name() + "`: " + unpaired.get(),
          "the return alone can be traced, or probe the function at its entry");
    }
  }

  static Rejected gone(Expr.Special e, Variables variables) {
    return new Rejected(
        e.span(),
        "`$" + e.name() + "` is gone when the function returns",
        variables.endsSpan()
            ? AT_START
            : "`entry(EXPR)` is what an expression was when the function was entered");
  }

  /** A column that says why it has no values: the other statements of the cell still work. */
  static Operand stack(String written, Span span) {
    return new Operand.Nothing(
        "stacks are not supported yet",
        written,
        "`emit $pc, $sp` tells where the thread is",
        TEXT,
        span);
  }

  private static Operand fact(Num.Fact fact, Type type) {
    return new Operand.Value(new Num.Context(fact), type);
  }

  /** The n-th parameter; without debug info the register that the calling convention gives it. */
  private Operand argument(Expr.Special e, int index) throws Rejected {
    if (place.isReturn()) {
      throw gone(e, variables);
    }
    if (place.marker().isPresent()) {
      return StaticArguments.read(place.marker().get(), place, index, e);
    }
    if (place.function().isPresent()) {
      List<Variable> parameters = variables.names().parameters();
      if (index >= parameters.size()) {
        throw new Rejected(
            e.span(),
            "`" + place.name() + "` has no argument `$" + e.name() + "`",
            parameters.isEmpty()
                ? "it takes none"
                : parameters.size() == 1
                    ? "it takes one: `$arg0`"
                    : "it takes %d: `$arg0` to `$arg%d`"
                        .formatted(parameters.size(), parameters.size() - 1));
      }
      return variables.read(parameters.get(index), e.span());
    }
    if (!place.entry()) {
      throw new Rejected(
          e.span(),
          "`$" + e.name() + "` is known only at the entry of a function",
          "without debug info nothing tells where arguments go later");
    }
    if (place.module().elf().isGo()) {
      throw new Rejected(
          e.span(),
          "`$" + e.name() + "` is not known in a program of Go without debug info",
          "Go passes arguments in a way of its own: `$reg(\"rax\")` and its like can be read");
    }
    return switch (Registers.integerArgument(index)) {
      case Argument.InRegister in ->
          new Operand.Value(new Num.Register(dwarfNumber(in.register())), U64);
      case Argument.OnStack on ->
          new Operand.InMemory(
              Variables.plus(new Num.Register(Registers.RSP), on.offset()), U64, Optional.empty());
    };
  }

  /** {@code $reg("eax")}. */
  Operand register(Expr.Call e) throws Rejected {
    if (e.arguments().size() != 1
        || !(e.arguments().getFirst() instanceof Expr.StringLiteral name)) {
      throw new Rejected(e.span(), "`$reg` takes the name of a register", "write `$reg(\"rax\")`");
    }
    Optional<Register> register = Registers.named(name.bytes());
    if (Registers.isVector(name.bytes())) {
      throw new Rejected(
          name.span(), "`" + name.bytes() + "` is a vector register, which no probe can see", SEEN);
    }
    if (Registers.isUnseen(name.bytes())) {
      throw unreadable(name);
    }
    if (register.isEmpty()) {
      throw new Rejected(
          name.span(),
          "no register `" + name.bytes() + "`",
          Names.didYouMean(name.bytes(), Registers.names(), SEEN));
    }
    Register r = register.get();
    int number = Registers.wholeOf(r).orElseThrow(() -> unreadable(name));
    Num value =
        number == Registers.RETURN_ADDRESS
            ? new Num.Context(Num.Fact.PC)
            : new Num.Register(number);
    int full = r.offset() & ~7;
    if (r.offset() != full) {
      value = new Num.Binary(Num.Operator.SHR, value, new Num.Constant((r.offset() - full) * 8L));
    }
    if (r.bytes() < 8) {
      value = new Num.Extend(value, r.bytes() * 8, false);
    }
    return new Operand.Value(value, new IntegerType("register", r.bytes(), false));
  }

  private static Rejected unreadable(Expr.StringLiteral name) {
    return new Rejected(name.span(), "`" + name.bytes() + "` cannot be read by a probe", SEEN);
  }

  private static int dwarfNumber(Register register) {
    for (int i = 0; i < 16; i++) {
      if (Registers.ofDwarf(i).map(g -> g.offset() == register.offset()).orElse(false)) {
        return i;
      }
    }
    throw new IllegalArgumentException(register.name());
  }
}
