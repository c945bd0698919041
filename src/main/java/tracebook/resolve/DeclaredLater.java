package tracebook.resolve;

import java.util.Optional;
import tracebook.dwarf.Function;
import tracebook.dwarf.GoFunction;
import tracebook.dwarf.Location;
import tracebook.dwarf.SourceLine;
import tracebook.dwarf.Variable;

/**
 * Locals whose declaration comes further down than the place: C does not know the name yet, and its
 * home on the stack holds something else. DWARF gives it the whole block.
 */
final class DeclaredLater {
  private DeclaredLater() {}

  /** The parameter of what gcc makes of a coroutine. */
  private static final String FRAME = "frame_ptr";

  private static final String ADDED = "_Coro_";

  /**
   * Locals of a coroutine where it is entered: it is so each time that it is resumed, and whether
   * they are declared by then is not told. What gcc adds itself is not set where it is first
   * called.
   */
  static boolean isPerhapsAt(Place place, Variable variable) {
    return variable.kind() == Variable.Kind.LOCAL
        && place
            .function()
            .filter(f -> f.bodyStart().equals(place.address()))
            .filter(
                f ->
                    f.parameters().stream().anyMatch(p -> p.name().equals(FRAME))
                        ? variable.declared().line() > f.declared().line()
                        : variable.name().startsWith(ADDED))
            .isPresent();
  }

  static boolean at(Place place, Variable variable) {
    if (variable.kind() != Variable.Kind.LOCAL || place.row().isEmpty()) {
      return false;
    }
    SourceLine declared = variable.declared();
    SourceLine here = place.row().get().source();
    if (declared.line() == 0 || here.line() == 0 || !declared.file().equals(here.file())) {
      return false;
    }
    if (!(variable.locationAt(place.address()) instanceof Location.InMemory)) {
      return false;
    }
    return (declared.line() > here.line() && !Initialised.at(place, variable))
        || (declared.line() == here.line()
            && (isFirstOfLine(place) || isInFrontOfBody(place, variable)));
  }

  /**
   * Whether the source does not know the name yet, so that it means what is declared around the
   * function or the block. Which part of a function it is, where that was asked for, is not told.
   */
  static boolean isNoNameYet(Place place, Variable variable) {
    return at(place, variable)
        || (variable.kind() != Variable.Kind.PARAMETER
            && !isOfFunction(place)
            && place.row().filter(r -> isInFront(r.source(), variable.declared())).isPresent()
            && !Initialised.at(place, variable));
  }

  /** Whether a place is a function as a whole, not a line of it. */
  static boolean isOfFunction(Place place) {
    Optional<Function> function = place.function();
    return place.isReturn()
        || switch (place.asked()) {
          case FUNCTION -> true;
          case LINE -> false;
          case ADDRESS ->
              function
                  .filter(
                      f ->
                          f.entry().equals(place.address())
                              || f.bodyStart().equals(place.address()))
                  .isPresent();
        };
  }

  /** Whether one line comes before another one, of the same file. */
  static boolean isInFront(SourceLine one, SourceLine other) {
    return one.line() > 0 && one.file().equals(other.file()) && one.line() < other.line();
  }

  /**
   * In Go nothing has run of the body where the function is meant. Its results are there, and 0,
   * from the first statement on, which is not in front of the end of the prologue.
   */
  private static boolean isInFrontOfBody(Place place, Variable variable) {
    Optional<Function> function = place.function();
    Optional<GoFunction> go = function.flatMap(Function::go);
    if (go.isEmpty() || place.address().compareTo(function.orElseThrow().bodyStart()) > 0) {
      return false;
    }
    boolean result = go.get().results().stream().anyMatch(r -> r.name().equals(variable.name()));
    boolean zeroed =
        place
            .module()
            .debug()
            .flatMap(d -> d.rowAt(place.address()))
            .filter(r -> r.isStatement() && !r.prologueEnd())
            .isPresent();
    return !(result && zeroed);
  }

  private static boolean isFirstOfLine(Place place) {
    SourceLine here = place.row().orElseThrow().source();
    return place.module().debug().orElseThrow().rows(here.file(), here.line()).stream()
        .allMatch(
            r ->
                r.address().compareTo(place.address()) >= 0
                    || place.module().debug().orElseThrow().scopesAt(r.address()).stream()
                        .noneMatch(
                            s ->
                                place.function().isPresent()
                                    && s.function()
                                        .entry()
                                        .equals(place.function().get().entry())));
  }
}
