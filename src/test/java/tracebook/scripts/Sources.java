package tracebook.scripts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The grammars of one program: what its scripts can speak of, where they run. */
final class Sources {
  private static final List<String> VARIABLES =
      List.of("emit $locals;", "emit $args;", "emit $globals(counter);");
  private static final List<String> GLOBALS =
      List.of("emit $globals(counter);", "emit $globals(c*r);");

  private final Flavor flavor;
  private final Map<Script.Kind, Visible> here;
  private final Optional<Visible> before;

  private Sources(Flavor flavor, Map<Script.Kind, Visible> here, Optional<Visible> before) {
    this.flavor = flavor;
    this.here = Map.copyOf(here);
    this.before = before;
  }

  static Sources of(Flavor flavor, Subject subject) {
    String line = "trace " + subject.place + " #";
    String begin = "trace work #";
    String end = "trace work return #";
    return switch (flavor) {
      case ROWS, GROUPS -> new Sources(flavor, Map.of(), Optional.empty());
      case PARTS -> {
        Visible at = Visible.passed().readable(line, subject);
        Visible after = Visible.passedAtReturn().readable(end, subject);
        yield new Sources(
            flavor,
            Map.of(Script.Kind.LINE, at, Script.Kind.SPAN, at, Script.Kind.RETURN, after),
            Optional.of(Visible.passedAtEntry().readable(begin, subject)));
      }
      case LIBRARY -> {
        Visible at = Visible.library().readable(line, subject);
        Visible after = Visible.libraryAtReturn().readable(end, subject);
        yield new Sources(
            flavor,
            Map.of(Script.Kind.LINE, at, Script.Kind.SPAN, at, Script.Kind.RETURN, after),
            Optional.empty());
      }
    };
  }

  /** What cannot be read anywhere in the program. */
  List<String> lacking() {
    return java.util.stream.Stream.concat(here.values().stream().distinct(), before.stream())
        .flatMap(v -> v.lacking().stream())
        .toList();
  }

  Grammar grammar(Script.Kind kind, Random random) {
    if (flavor == Flavor.ROWS || flavor == Flavor.GROUPS) {
      return switch (kind) {
        case LINE -> new Values(random, Place.LINE, Optional.empty());
        case RETURN -> new Values(random, Place.RETURN, Optional.of("entry"));
        case SPAN -> new Values(random, Place.LINE, Optional.of("start"));
      };
    }
    Visible visible = java.util.Objects.requireNonNull(here.get(kind));
    return switch (kind) {
      case LINE -> new Leaves(random, visible, Optional.empty(), "", VARIABLES);
      case RETURN -> new Leaves(random, visible, before, "entry", GLOBALS);
      case SPAN -> new Leaves(random, visible, before, "start", VARIABLES);
    };
  }
}
