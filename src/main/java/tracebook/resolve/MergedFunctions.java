package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tracebook.dwarf.Function;
import tracebook.dwarf.MergedFunction;
import tracebook.dwarf.Variable;
import tracebook.source.Names;
import tracebook.source.Problems;
import tracebook.source.Span;

/**
 * Functions that a compiler or a linker found to have the same code and made one: a probe cannot
 * tell whose call it is hit by. The names and types that it has are those of one of them.
 */
final class MergedFunctions {
  private static final int MOST_NAMED = 3;

  private MergedFunctions() {}

  /** Those whose code a place is in, without the one that the place describes. */
  static List<MergedFunction> at(Place place) {
    return body(place)
        .flatMap(body -> place.module().debug().map(debug -> debug.mergedWith(body)))
        .orElse(List.of());
  }

  private static Optional<Function> body(Place place) {
    return place.scopes().isEmpty()
        ? Optional.empty()
        : Optional.of(place.scopes().getLast().function());
  }

  /** The function of a place, with all that it was merged with. */
  static String name(Place place) {
    List<MergedFunction> others =
        place.function().filter(f -> !f.inlined()).isPresent() ? at(place) : List.of();
    return others.isEmpty() ? place.name() : String.join(", ", names(place, others));
  }

  private static SortedSet<String> names(Place place, List<MergedFunction> others) {
    SortedSet<String> names = new TreeSet<>(List.of(body(place).orElseThrow().qualifiedName()));
    others.forEach(other -> names.add(other.qualifiedName()));
    return names;
  }

  /** One of them that has no such variable: in a call of it the value would be another one's. */
  static Optional<String> without(Place place, Variable variable) {
    return switch (variable.kind()) {
      case PARAMETER, LOCAL ->
          at(place).stream()
              .filter(other -> !other.hasAlike(variable))
              .map(MergedFunction::qualifiedName)
              .findFirst();
      case STATIC, GLOBAL -> Optional.empty(); // The same code names the same memory.
    };
  }

  /** One of them that returns something else. */
  static Optional<String> returningOther(Place place) {
    return at(place).stream()
        .filter(other -> !other.returnsAlike())
        .map(MergedFunction::qualifiedName)
        .findFirst();
  }

  /** Says of which functions the hits of some places are. */
  static void warn(List<Place> places, Span span, Problems problems) {
    Map<String, String> described = new LinkedHashMap<>();
    for (Place place : places) {
      List<MergedFunction> others = at(place);
      if (!others.isEmpty()) {
        String own = body(place).orElseThrow().qualifiedName();
        described.putIfAbsent(Names.listed(names(place, others)), own);
      }
    }
    List<String> groups = new ArrayList<>(described.keySet());
    for (String names : groups.subList(0, Math.min(MOST_NAMED, groups.size()))) {
      problems.warning(
          span,
          names
              + " have the same code: a hit is of any of them, with the variables of `"
              + described.get(names)
              + "`",
          "to tell them apart, build with `-fno-ipa-icf` and link without `--icf`");
    }
    if (groups.size() > MOST_NAMED) {
      problems.warning(
          span,
          (groups.size() - MOST_NAMED) + " more groups of functions have the same code",
          "`%functions` lists those of a name with their addresses");
    }
  }
}
