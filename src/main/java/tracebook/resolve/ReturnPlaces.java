package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.Function;
import tracebook.elf.Address;
import tracebook.elf.Symbol;
import tracebook.lang.Pattern;
import tracebook.source.Problems;
import tracebook.source.Span;

/** {@code PATTERN return}: functions, and how their calls are seen. */
final class ReturnPlaces {
  private final Places places;
  private final Problems problems;

  ReturnPlaces(Places places, Problems problems) {
    this.places = places;
    this.problems = problems;
  }

  List<Place> find(Pattern pattern) throws Rejected {
    return switch (pattern.place()) {
      case Pattern.FunctionName p -> functions(p, pattern);
      case Pattern.At p -> List.of(address(p, pattern));
      case Pattern.Line p ->
          throw new Rejected(
              p.span(),
              "`return` follows a function, and `" + p.file() + ":" + p.line() + "` is a line",
              "name the function that holds it, or probe the line alone");
      case Pattern.StaticProbe p ->
          throw new Rejected(p.span(), "a static probe does not return", "leave out `return`");
      case Pattern.Matching p ->
          throw new Rejected(
              p.span(),
              "patterns of many functions are not supported yet",
              "name the functions, separated by commas: `trace f return, g return { … }`");
    };
  }

  private List<Place> functions(Pattern.FunctionName name, Pattern pattern) throws Rejected {
    List<Place> found = new ArrayList<>();
    int copies = 0;
    for (Place place : places.functions(name, pattern.module())) {
      Optional<Function> body = body(place);
      if (body.isEmpty() && !place.scopes().isEmpty()) {
        copies++;
        continue;
      }
      found.add(returning(place, body, name.span()));
    }
    if (found.isEmpty()) {
      throw new Rejected(
          name.span(),
          "`" + name.name() + "` was inlined wherever it is called: it does not return",
          "probe its entry, `trace " + name.name() + "`, or a line behind it");
    }
    if (copies > 0) {
      problems.warning(
          name.span(),
          (copies == 1 ? "one inlined copy" : copies + " inlined copies")
              + " of `"
              + name.name()
              + "` cannot be traced at their return",
          "calls that were inlined give no rows here; `trace "
              + name.name()
              + "` has their entries");
    }
    return found;
  }

  private Place address(Pattern.At at, Pattern pattern) throws Rejected {
    Place place = Places.at(at, places.module(pattern.module()));
    if (!place.entry()) {
      throw new Rejected(
          at.span(),
          "`" + place.address() + "` is inside of `" + place.name() + "`",
          "`return` follows the address where a function begins");
    }
    return returning(place, body(place), at.span());
  }

  /** The function that begins at the place, if it is not an inlined copy. */
  private static Optional<Function> body(Place place) {
    return place
        .module()
        .debug()
        .flatMap(d -> d.functionAt(place.address()))
        .filter(
            f ->
                f.qualifiedName().equals(place.name())
                    && (f.bodyStart().equals(place.address()) || place.entry()));
  }

  private static Place returning(Place start, Optional<Function> body, Span span) throws Rejected {
    Module module = start.module();
    List<AddressRange> ranges = body.map(Function::ranges).orElseGet(() -> ofSymbol(start));
    CallCode code = CallCode.of(module, ranges);
    Address first = ranges.isEmpty() ? start.address() : ranges.getFirst().start();
    if (body.isPresent()) {
      first = body.get().entry();
    }
    Address behind = Places.afterEndbr(module, first);
    Address at = code.targets().contains(behind) ? first : behind;
    if (code.targets().contains(at)) {
      throw new Rejected(
          span,
          "`" + start.name() + "` begins with a loop: each round would be taken for a call",
          "probe a line of it");
    }
    if (module.elf().isGo()) {
      throw new Rejected(
          span,
          "`return` probes of Go programs are not supported yet",
          "Go moves its stacks: probe the lines that return");
    }
    Place entry = Place.of(module, at, start.name(), true).outermost();
    boolean later =
        !start.address().equals(at)
            && !code.targets().contains(start.address())
            && FrameAddress.known(start).isPresent();
    Place values = later ? start.outermost() : entry;
    return entry.returning(new Place.Returning(values, List.of()));
  }

  private static List<AddressRange> ofSymbol(Place start) {
    return start
        .module()
        .elf()
        .symbols()
        .functionAt(start.address())
        .filter(s -> s.size() > 0)
        .map((Symbol s) -> List.of(new AddressRange(s.address(), s.address().plus(s.size()))))
        .orElse(List.of());
  }
}
