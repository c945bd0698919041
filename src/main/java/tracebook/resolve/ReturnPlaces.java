package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.Function;
import tracebook.elf.Address;
import tracebook.elf.Symbol;
import tracebook.lang.Pattern;
import tracebook.source.Problem;
import tracebook.source.Problems;
import tracebook.source.Span;

/** {@code PATTERN return}: functions, and how their calls are seen. */
final class ReturnPlaces {
  private final Places places;
  private final Modules modules;
  private final Problems problems;

  /** Of C, and followed by their return addresses though exceptions may pass through them. */
  private final List<String> followed = new ArrayList<>();

  ReturnPlaces(Places places, Modules modules, Problems problems) {
    this.modules = modules;
    this.places = places;
    this.problems = problems;
  }

  List<Place> find(Pattern pattern) throws Rejected {
    List<Place> found = returning(pattern);
    if (!followed.isEmpty()) {
      problems.warning(
          pattern.span(),
          "an exception that passes through "
              + (followed.size() == 1
                  ? "`" + followed.getFirst() + "`"
                  : "one of " + followed.size() + " functions of C")
              + " would end the program while its return is traced",
          "leave `return` out where it calls back what throws");
    }
    return found;
  }

  private List<Place> returning(Pattern pattern) throws Rejected {
    return switch (pattern.place()) {
      case Pattern.FunctionName p -> {
        List<Place> found = places.functions(p, pattern.module());
        if (found.stream().allMatch(ReturnPlaces::isInlined)) {
          throw inlined(p.name(), p.span());
        }
        yield many(found, p.name(), p.span());
      }
      case Pattern.At p -> List.of(address(p, pattern));
      case Pattern.Line p ->
          throw new Rejected(
              p.span(),
              "`return` follows a function, and `" + p.file() + ":" + p.line() + "` is a line",
              "name the function that holds it, or probe the line alone");
      case Pattern.StaticProbe p ->
          throw new Rejected(p.span(), "a static probe does not return", "leave out `return`");
      case Pattern.Matching p ->
          many(
              new NameMatch(places, modules).find(p, pattern.module(), known -> {}),
              written(p),
              p.span());
    };
  }

  private static String written(Pattern.Matching p) {
    return p.regex() ? "/" + p.text() + "/" : p.text();
  }

  private static Rejected inlined(String name, Span span) {
    int cold = name.indexOf(".cold");
    if (cold > 0) {
      String whole = name.substring(0, cold);
      return new Rejected(
          span,
          "`" + name + "` is a part of `" + whole + "` that is jumped to, not called",
          "follow the whole function: `trace " + whole + " return`");
    }
    return new Rejected(
        span,
        "`" + name + "` was inlined wherever it is called: it does not return",
        "probe its entry, `trace " + name + "`, or a line behind it");
  }

  /** Those of the functions whose calls can be seen; what is left out is said. */
  private List<Place> many(List<Place> starts, String name, Span span) throws Rejected {
    List<Place> found = new ArrayList<>();
    List<Rejected> refused = new ArrayList<>();
    int copies = 0;
    for (Place place : starts) {
      if (isInlined(place)) {
        copies++;
        continue;
      }
      try {
        found.add(returning(place, span));
      } catch (Rejected cannot) {
        refused.add(cannot);
      }
    }
    if (found.isEmpty()) {
      throw refused.isEmpty() ? inlined(name, span) : refused.getFirst();
    }
    if (copies > 0) {
      problems.warning(
          span,
          copies == 1
              ? "one inlined copy of `" + name + "` cannot be traced at its return"
              : copies + " inlined copies of `" + name + "` cannot be traced at their return",
          "calls that were inlined give no rows here; `trace " + name + "` has their entries");
    }
    if (!refused.isEmpty()) {
      Problem first = refused.getFirst().problem();
      problems.warning(
          span,
          (refused.size() == 1 ? "one function is" : refused.size() + " functions are")
              + " left out: "
              + first.message(),
          first.hint());
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
    return returning(place, at.span());
  }

  /** The function that begins at the place, if it is not an inlined copy. */
  private static Optional<Function> body(Place place) {
    return place
        .module()
        .debug()
        .flatMap(
            d -> place.function().filter(f -> !f.inlined()).or(() -> d.functionAt(place.address())))
        .filter(
            f ->
                (f.qualifiedName().equals(place.name()) && f.bodyStart().equals(place.address()))
                    || (place.entry() && Places.atEntry(place.module(), f, place.address())));
  }

  private static boolean isInlined(Place place) {
    return !place.scopes().isEmpty() && body(place).isEmpty();
  }

  private Place returning(Place start, Span span) throws Rejected {
    Optional<Function> body = body(start);
    Module module = start.module();
    List<AddressRange> ranges = body.map(Function::ranges).orElseGet(() -> ofSymbol(start));
    CallCode code = CallCode.of(module, ranges);
    Address first = ranges.isEmpty() ? start.address() : ranges.getFirst().start();
    if (body.isPresent()) {
      first = body.get().entry();
    }
    Address behind = Places.afterEndbr(module, first);
    Address at = code.targets().contains(behind) ? first : behind;
    if (module.elf().isGo()) {
      return GoCalls.returning(start, body, ranges, code, span);
    }
    if (code.targets().contains(at)) {
      throw new Rejected(
          span,
          "`" + start.name() + "` begins with a loop: each round would be taken for a call",
          "probe a line of it");
    }
    Place entry = within(Place.of(module, at, start.name(), true), body);
    boolean later =
        !start.address().equals(at)
            && !code.targets().contains(start.address())
            && FrameAddress.known(start).isPresent();
    Place values = later ? within(start, body) : entry;
    if (UnwoundCalls.isQuiet(code, ranges) || !UnwoundCalls.happen(modules, start, body)) {
      return entry.returning(new Place.Returning(values));
    }
    Optional<String> unknown = UnwoundCalls.unknown(code, ranges);
    if (unknown.isEmpty()) {
      return entry.returning(
          new Place.Returning(
              values, code.returns(), List.of(), Optional.empty(), Optional.empty()));
    }
    if (UnwoundCalls.raises(start, body)) {
      throw new Rejected(
          span,
          "the return of `"
              + start.name()
              + "` cannot be probed: "
              + unknown.get()
              + ", and an exception has to find its return address",
          "probe its entry, `trace " + start.name() + "`, or a line of it");
    }
    followed.add(start.name());
    return entry.returning(new Place.Returning(values));
  }

  static Place within(Place place, Optional<Function> body) {
    return body.map(place::within).orElse(place);
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
