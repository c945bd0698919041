package tracebook.scripts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The grammars of one program: what its scripts can speak of, where they run. */
final class Sources {
  private static final List<String> VARIABLES =
      List.of("emit $locals;", "emit $args;", "emit $globals(counter);");
  private static final List<String> GLOBALS =
      List.of("emit $globals(counter);", "emit $globals(c*r);");

  private final Flavor flavor;
  private final List<Said.Of> said;
  private final Set<Script.Kind> kinds;
  private final Map<Script.Kind, Visible> here;
  private final Optional<Visible> before;

  private Sources(
      Flavor flavor,
      Set<Script.Kind> kinds,
      Map<Script.Kind, Visible> here,
      Optional<Visible> before,
      List<String> said) {
    this.said = said.stream().filter(Said::isExpression).map(Said.Of::key).toList();
    this.kinds = Set.copyOf(kinds);
    this.flavor = flavor;
    this.here = Map.copyOf(here);
    this.before = before;
  }

  static Sources of(Flavor flavor, Subject subject) {
    String line = "trace " + subject.place + " #";
    String begin = "trace work #";
    String end = "trace work return #";
    return switch (flavor) {
      case ROWS, GROUPS ->
          new Sources(flavor, subject.kinds(), Map.of(), Optional.empty(), subject.said());
      case PARTS -> {
        Visible at = Visible.passed().readable(line, subject);
        Visible after = Visible.passedAtReturn().readable(end, subject);
        yield new Sources(
            flavor,
            subject.kinds(),
            everywhere(at, after),
            Optional.of(Visible.passedAtEntry().readable(begin, subject)),
            subject.said());
      }
      case LIBRARY -> {
        Visible at = Visible.library().readable(line, subject);
        Visible after = Visible.libraryAtReturn().readable(end, subject);
        yield new Sources(
            flavor,
            subject.kinds(),
            everywhere(at, after),
            Optional.of(Visible.library().readable(begin, subject)),
            subject.said());
      }
      case RUST -> {
        Visible at = Visible.rust().readable(line, subject);
        Visible after = Visible.rustAtReturn().readable(end, subject);
        yield new Sources(
            flavor,
            subject.kinds(),
            everywhere(at, after),
            Optional.of(Visible.rust().readable(begin, subject)),
            subject.said());
      }
    };
  }

  private static Map<Script.Kind, Visible> everywhere(Visible at, Visible after) {
    return Map.of(
        Script.Kind.LINE,
        at,
        Script.Kind.SPAN,
        at,
        Script.Kind.KEYED,
        at,
        Script.Kind.RETURN,
        after);
  }

  /** What of all that is said can be read where a script runs. */
  private List<Said.Of> said(Script.Kind kind) {
    List<Said.Of> all = new ArrayList<>();
    for (Said.Of of : said) {
      boolean member = of.expression().startsWith("a->");
      if (flavor == Flavor.ROWS && member && kind == Script.Kind.RETURN) {
        all.add(new Said.Of(of.style(), "(&everything)" + of.expression().substring(1)));
      } else if (flavor == Flavor.ROWS && (member || Said.hasVariables(kind))) {
        all.add(of);
      } else if (flavor == Flavor.LIBRARY || flavor == Flavor.RUST) {
        String expression = of.expression().replaceFirst("^a->", "one->");
        Said.Of there = kind == Script.Kind.RETURN ? new Said.Of(of.style(), expression) : of;
        if (here.get(kind).shows(there.expression())) {
          all.add(there);
        }
      }
    }
    return all;
  }

  /** What cannot be read anywhere in the program. */
  List<String> lacking() {
    return java.util.stream.Stream.concat(here.values().stream().distinct(), before.stream())
        .flatMap(v -> v.lacking().stream())
        .toList();
  }

  /** Where scripts can run in the program. */
  Set<Script.Kind> kinds() {
    return kinds;
  }

  /** Numbers that are the same at both ends of a span. */
  List<String> keys() {
    return flavor == Flavor.ROWS || flavor == Flavor.GROUPS
        ? List.of("counter", "$tid", "(n & 3)", "(long)a", "a->s64", "small", "(-7)", "a->color")
        : List.of("counter", "$tid", "(counter & 1)");
  }

  Grammar grammar(Script.Kind kind, Random random) {
    List<Said.Of> all = said(kind);
    if (flavor == Flavor.ROWS || flavor == Flavor.GROUPS) {
      return switch (kind) {
        case LINE -> new Values(random, Place.LINE, Optional.empty(), all);
        case RETURN -> new Values(random, Place.RETURN, Optional.of("entry"), all);
        case SPAN, KEYED -> new Values(random, Place.LINE, Optional.of("start"), all);
        case INLINED -> new Values(random, Place.INLINED, Optional.empty(), all);
        case STATIC -> new Values(random, Place.STATIC, Optional.empty(), all);
      };
    }
    Visible visible = java.util.Objects.requireNonNull(here.get(kind));
    return switch (kind) {
      case LINE -> new Leaves(random, visible, Optional.empty(), "", VARIABLES, all);
      case RETURN -> new Leaves(random, visible, before, "entry", GLOBALS, all);
      case SPAN, KEYED -> new Leaves(random, visible, before, "start", VARIABLES, all);
      case INLINED, STATIC -> throw new IllegalArgumentException(kind.toString());
    };
  }
}
