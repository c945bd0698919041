package tracebook.values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A Go program by chance, and what its variables are each time that a line of it begins: it is run
 * here as it is made. What it prints tells whether that was right. Many of its values are never
 * used, so that an optimiser has much to do.
 */
final class RandomGo {
  private static final int NOTES = 64;

  /** Types of variables. */
  private enum Kind {
    INT("int", 64),
    INT32("int32", 32),
    UINT8("uint8", -8),
    UINT16("uint16", -16),
    INT64("int64", 64),
    BOOL("bool", 0),
    STRING("string", 0),
    PAIR("pair", 0);

    final String written;

    /** Negative where it has no sign. */
    final int bits;

    Kind(String written, int bits) {
      this.written = written;
      this.bits = bits;
    }

    long wrap(long value) {
      int shift = 64 - Math.abs(bits);
      return bits < 0 ? value << shift >>> shift : value << shift >> shift;
    }
  }

  /** A variable; two of a name are two. */
  private static final class Var {
    final String name;
    final Kind kind;

    Var(String name, Kind kind) {
      this.name = name;
      this.kind = kind;
    }
  }

  /** What the variables of a call are. */
  private static final class State {
    private final IdentityHashMap<Var, Object> values = new IdentityHashMap<>();

    Object get(Var variable) {
      return Objects.requireNonNull(values.get(variable));
    }

    void put(Var variable, Object value) {
      values.put(variable, value);
    }
  }

  /** What the fields of a {@code pair} are. */
  private record Pair(long x, long y) {}

  private interface Value {
    Object of(State now);
  }

  private record Expr(String text, Value value) {}

  private interface Step {
    void run(State now);
  }

  private final Random random;
  private final List<String> text = new ArrayList<>();
  private final List<Var> scope = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final long[] notes = new long[NOTES];
  private int noted;
  private int depth = 1;

  /** By lines: of each time that one begins, the variables that are in scope. */
  final Map<Integer, List<Map<String, String>>> hits = new TreeMap<>();

  /** What it prints. */
  final List<String> printed = new ArrayList<>();

  RandomGo(long seed) {
    random = new Random(seed);
    text.addAll(
        List.of(
            "package main",
            "",
            "import \"fmt\"",
            "",
            "type pair struct {",
            "\tx int",
            "\ty int32",
            "}",
            "",
            "var G [" + NOTES + "]int",
            "",
            "//go:noinline",
            "func mix(n int) int { return n*31 ^ n>>3 }",
            "",
            "func twice(n int) int {",
            "\tn = n + n",
            "\treturn n + 1",
            "}",
            "",
            "//go:noinline"));
    List<Var> parameters = new ArrayList<>();
    for (Kind kind : List.of(Kind.INT, any(), any(), any(), Kind.STRING)) {
      parameters.add(new Var("p" + parameters.size(), kind));
    }
    text.add(
        "func f("
            + String.join(
                ", ", parameters.stream().map(p -> p.name + " " + p.kind.written).toList())
            + ") int {");
    scope.addAll(parameters);
    List<Step> steps = new ArrayList<>();
    int statements = 10 + random.nextInt(12);
    for (int i = 0; i < statements; i++) {
      steps.add(statement());
    }
    useAll(parameters.size());
    List<Expr> summed =
        scope.stream()
            .filter(v -> v.kind.bits != 0 && random.nextBoolean())
            .map(this::asInt)
            .toList();
    text.add(
        "\treturn "
            + String.join(
                " + ", summed.isEmpty() ? List.of("0") : summed.stream().map(Expr::text).toList()));
    text.add("}");
    text.addAll(List.of("", "func main() {"));
    for (int call = 0; call < 4; call++) {
      State now = new State();
      List<String> passed = new ArrayList<>();
      for (Var parameter : parameters) {
        Expr constant = constant(parameter.kind);
        passed.add(constant.text);
        now.put(parameter, constant.value.of(now));
      }
      text.add("\tfmt.Println(f(" + String.join(", ", passed) + "))");
      steps.forEach(s -> s.run(now));
      long sum = summed.stream().mapToLong(e -> (long) e.value.of(now)).sum();
      printed.add(Long.toString(sum));
    }
    text.addAll(List.of("\tfmt.Println(G)", "}"));
    printed.add(Arrays.toString(notes).replace(",", ""));
  }

  String source() {
    return String.join("\n", text) + "\n";
  }

  private Kind any() {
    return Kind.values()[random.nextInt(Kind.values().length)];
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  // ---- statements

  private void line(String written) {
    text.add("\t".repeat(depth) + written);
  }

  /** A statement of a line of its own: what is in scope is known where it begins. */
  private Step placed(String written, Step step) {
    line(written);
    int number = text.size();
    List<Var> visible = List.copyOf(scope);
    return now -> {
      Map<String, String> values = new LinkedHashMap<>();
      for (Var variable : visible) {
        values.keySet().removeIf(k -> k.split("[.]", 2)[0].equals(variable.name));
        switch (now.get(variable)) {
          case Pair pair -> {
            values.put(variable.name + ".x", Long.toString(pair.x));
            values.put(variable.name + ".y", Long.toString(pair.y));
          }
          case Object value -> values.put(variable.name, value.toString());
        }
      }
      hits.computeIfAbsent(number, n -> new ArrayList<>()).add(values);
      step.run(now);
    };
  }

  private Step statement() {
    int way = random.nextInt(100);
    if (way < 24 && noted < NOTES) {
      int note = noted++;
      return placed("G[" + note + "]++", now -> notes[note]++);
    }
    if (way < 42) {
      return declaration();
    }
    if (way < 72 || depth > 3) {
      return assignment();
    }
    if (way < 78) {
      List<Var> same = scope.stream().filter(v -> v.kind == scope.getFirst().kind).toList();
      Var one = one(same);
      Var other = one(same);
      return one.name.equals(other.name) || isHidden(one) || isHidden(other)
          ? assignment()
          : placed(
              one.name + ", " + other.name + " = " + other.name + ", " + one.name,
              now -> {
                Object kept = now.get(one);
                now.put(one, now.get(other));
                now.put(other, kept);
              });
    }
    return way < 89 ? choice() : loop();
  }

  private Step declaration() {
    Kind kind = any();
    boolean hides = depth > 1 && chance(25);
    String name = hides ? one(scope).name : "v" + names.size();
    names.add(name);
    Expr value = expression(kind, 2);
    Var variable = new Var(name, kind);
    Step step =
        placed(
            "var " + name + " " + kind.written + " = " + value.text,
            now -> now.put(variable, value.value.of(now)));
    scope.add(variable);
    return step;
  }

  private Step assignment() {
    Var to = one(scope.stream().filter(v -> !isHidden(v) && !v.name.startsWith("i")).toList());
    if (to.kind == Kind.PAIR && chance(50)) {
      boolean x = chance(50);
      Expr value = expression(x ? Kind.INT : Kind.INT32, 2);
      return placed(
          to.name + (x ? ".x = " : ".y = ") + value.text,
          now -> {
            Pair before = (Pair) now.get(to);
            long part = (long) value.value.of(now);
            now.put(to, x ? new Pair(part, before.y) : new Pair(before.x, part));
          });
    }
    if (to.kind.bits != 0 && chance(30)) {
      Expr more = chance(30) ? new Expr("1", now -> 1L) : expression(to.kind, 1);
      return placed(
          to.name + " += " + more.text,
          now -> now.put(to, to.kind.wrap((long) now.get(to) + (long) more.value.of(now))));
    }
    if (to.kind == Kind.INT && chance(25)) {
      boolean inlined = chance(50);
      Expr of = expression(Kind.INT, 1);
      return placed(
          to.name + (inlined ? " = twice(" : " = mix(") + of.text + ")",
          now -> {
            long n = (long) of.value.of(now);
            now.put(to, inlined ? n + n + 1 : n * 31 ^ n >> 3);
          });
    }
    Expr value = expression(to.kind, 2);
    return placed(to.name + " = " + value.text, now -> now.put(to, value.value.of(now)));
  }

  private Step choice() {
    Expr condition = expression(Kind.BOOL, 1);
    line("if " + condition.text + " {");
    Step then = block(1 + random.nextInt(3));
    Step otherwise = now -> {};
    if (chance(40)) {
      line("} else {");
      otherwise = block(1 + random.nextInt(2));
    }
    line("}");
    Step not = otherwise;
    return now -> ((boolean) condition.value.of(now) ? then : not).run(now);
  }

  private Step loop() {
    Var counter = new Var("i" + depth, Kind.INT);
    int rounds = 1 + random.nextInt(3);
    line(
        chance(50)
            ? "for %s := 0; %s < %d; %s++ {"
                .formatted(counter.name, counter.name, rounds, counter.name)
            : "for %s := range %d {".formatted(counter.name, rounds));
    scope.add(counter);
    line("\t_ = " + counter.name);
    Step body = block(1 + random.nextInt(4));
    scope.removeLast();
    line("}");
    return now -> {
      for (long i = 0; i < rounds; i++) {
        now.put(counter, i);
        body.run(now);
      }
    };
  }

  private Step block(int statements) {
    depth++;
    int outer = scope.size();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < statements; i++) {
      steps.add(statement());
    }
    useAll(outer);
    while (scope.size() > outer) {
      scope.removeLast();
    }
    depth--;
    return now -> steps.forEach(s -> s.run(now));
  }

  /** Go wants every variable used; this makes no code. */
  private void useAll(int from) {
    for (Var variable : scope.subList(from, scope.size())) {
      if (!isHidden(variable)) {
        line("_ = " + variable.name);
      }
    }
  }

  private boolean isHidden(Var variable) {
    return scope.stream()
            .filter(v -> v.name.equals(variable.name))
            .reduce((a, b) -> b)
            .orElseThrow()
        != variable;
  }

  // ---- expressions

  private Expr constant(Kind kind) {
    long number = random.nextInt(100);
    return switch (kind) {
      case BOOL -> new Expr(Boolean.toString(number > 50), now -> number > 50);
      case STRING -> {
        String of = "the quick brown fox".substring((int) number % 10, 10 + (int) number % 9);
        yield new Expr("\"" + of + "\"", now -> of);
      }
      case PAIR -> new Expr("pair{" + number + ", 7}", now -> new Pair(number, 7));
      default -> new Expr(Long.toString(number), now -> number);
    };
  }

  private Expr expression(Kind kind, int levels) {
    List<Var> own = scope.stream().filter(v -> v.kind == kind && !isHidden(v)).toList();
    if (levels == 0 || chance(20)) {
      return own.isEmpty() || chance(20) ? constant(kind) : variable(one(own));
    }
    return switch (kind) {
      case BOOL -> comparison();
      case STRING -> own.isEmpty() ? constant(kind) : textOf(one(own));
      case PAIR -> {
        Expr x = expression(Kind.INT, levels - 1);
        Expr y = expression(Kind.INT32, levels - 1);
        yield new Expr(
            "pair{" + x.text + ", " + y.text + "}",
            now -> new Pair((long) x.value.of(now), (long) y.value.of(now)));
      }
      default -> number(kind, levels);
    };
  }

  private static Expr variable(Var variable) {
    return new Expr(variable.name, now -> now.get(variable));
  }

  private Expr textOf(Var of) {
    return chance(50)
        ? new Expr(of.name + "[len(" + of.name + ")/2:]", now -> half((String) now.get(of)))
        : new Expr(of.name + " + \"k\"", now -> now.get(of) + "k");
  }

  private static String half(String text) {
    return text.substring(text.length() / 2);
  }

  private Expr comparison() {
    Expr left = asInt(number());
    long right = random.nextInt(60);
    return chance(50)
        ? new Expr(left.text + " < " + right, now -> (long) left.value.of(now) < right)
        : new Expr(left.text + "&1 == 0", now -> ((long) left.value.of(now) & 1) == 0);
  }

  /** One that is in scope; the first parameter is an int, and its name is never hidden for long. */
  private Var number() {
    List<Var> all = scope.stream().filter(v -> v.kind.bits != 0 && !isHidden(v)).toList();
    return all.isEmpty() ? scope.getFirst() : one(all);
  }

  private Expr asInt(Var variable) {
    return converted(variable, Kind.INT);
  }

  private Expr converted(Var variable, Kind kind) {
    return variable.kind == kind
        ? variable(variable)
        : new Expr(
            kind.written + "(" + variable.name + ")", now -> kind.wrap((long) now.get(variable)));
  }

  private Expr number(Kind kind, int levels) {
    List<Var> texts = scope.stream().filter(v -> v.kind == Kind.STRING && !isHidden(v)).toList();
    if (chance(15) && !texts.isEmpty()) {
      Var of = one(texts);
      return new Expr(
          kind.written + "(len(" + of.name + "))",
          now -> kind.wrap(((String) now.get(of)).length()));
    }
    List<Var> pairs = scope.stream().filter(v -> v.kind == Kind.PAIR && !isHidden(v)).toList();
    if (chance(20) && !pairs.isEmpty()) {
      Var of = one(pairs);
      return new Expr(
          kind.written + "(" + of.name + ".x)", now -> kind.wrap(((Pair) now.get(of)).x));
    }
    // The left one is no constant, so that the whole is none.
    Expr left = converted(number(), kind);
    Expr right = expression(kind, levels - 1);
    Supplier<Integer> which = () -> random.nextInt(6);
    return switch (which.get()) {
      case 0 -> binary(kind, left, "+", right, Long::sum);
      case 1 -> binary(kind, left, "-", right, (a, b) -> a - b);
      case 2 -> binary(kind, left, "*", right, (a, b) -> a * b);
      case 3 -> binary(kind, left, "^", right, (a, b) -> a ^ b);
      case 4 -> binary(kind, left, "|", right, (a, b) -> a | b);
      default -> binary(kind, left, "&", right, (a, b) -> a & b);
    };
  }

  private interface Operation {
    long of(long a, long b);
  }

  private static Expr binary(Kind kind, Expr left, String operator, Expr right, Operation of) {
    return new Expr(
        "(" + left.text + " " + operator + " " + right.text + ")",
        now -> kind.wrap(of.of((long) left.value.of(now), (long) right.value.of(now))));
  }
}
