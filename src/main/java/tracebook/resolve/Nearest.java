package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Location;
import tracebook.dwarf.SourceLine;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.lang.Name;
import tracebook.lang.Pattern;
import tracebook.source.Problems;
import tracebook.source.Span;

/**
 * Where a variable that cannot be read at a place can be read: a line of the same function, below
 * the place if possible, else the function's entry; what is in a vector register, at another
 * address of the same line. Each is tried as a trace there would read it.
 *
 * <p>The probe of a line does not go to that address by itself: a pass over the line may not come
 * by there, or come by twice.
 */
final class Nearest {
  /** Lines tried in each direction. */
  private static final int MOST_LINES = 40;

  private final Place place;
  private final Modules modules;
  private final Map<Integer, Optional<There>> lines = new HashMap<>();
  private final Callers callers;
  private Optional<NavigableSet<Integer>> known = Optional.empty();

  Nearest(Place place, Modules modules) {
    this.place = place;
    this.modules = modules;
    this.callers = new Callers(place, modules);
  }

  Callers callers() {
    return callers;
  }

  /** Whether a place is an address, which no line and no function is called. */
  static boolean isAddress(String place) {
    return place.substring(place.lastIndexOf(':') + 1).startsWith("0x");
  }

  /** What a trace of another place reads. */
  private record There(Variables variables, Readability readable) {}

  private There there(Place at) {
    Variables variables = Variables.withoutHints(at, modules);
    return new There(variables, new Readability(at, variables));
  }

  /**
   * {@code file.c:42}, an address, or the name of the function; empty when it is none of those
   * tried.
   */
  String of(Variable variable) {
    SourceLine here = place.row().map(LineRow::source).orElse(SourceLine.UNKNOWN);
    if (place.function().isEmpty() || here.line() == 0) {
      return "";
    }
    Optional<Address> address = ofLine(variable);
    if (address.isPresent()) {
      boolean main = modules.main().path().equals(place.module().path());
      return (main ? "" : place.module().name() + ":") + address.get();
    }
    Optional<Integer> line =
        first(variable, linesOfFunction(here.file()).tailSet(here.line(), false))
            .or(
                () ->
                    first(
                        variable,
                        linesOfFunction(here.file()).headSet(here.line(), false).descendingSet()));
    if (line.isPresent()) {
      return here.fileName() + ":" + line.get();
    }
    return atEntry(variable) ? place.function().get().qualifiedName() : "";
  }

  /** Another address of the line that was asked for. */
  private Optional<Address> ofLine(Variable variable) {
    if (place.asked() != Place.Asked.LINE
        || !(variable.locationAt(place.address()) instanceof Location.Unreadable(String why))
        || !why.equals(Location.IN_VECTOR_REGISTER)) {
      return Optional.empty();
    }
    SourceLine here = place.row().orElseThrow().source();
    DebugInfo debug = place.module().debug().orElseThrow();
    return debug.rows(here.file(), here.line()).stream()
        .flatMap(row -> variable.readableAt().stream().flatMap(range -> both(row, range)))
        .sorted()
        .distinct()
        .limit(MOST_LINES)
        .filter(address -> isReadableAt(address, variable))
        .findFirst();
  }

  /**
   * Where both begin to hold. GCC lets what holds behind a call begin with the call's last byte.
   */
  private static Stream<Address> both(LineRow row, AddressRange range) {
    Address at = row.address().compareTo(range.start()) < 0 ? range.start() : row.address();
    return Stream.of(at, at.plus(1))
        .filter(address -> range.contains(address) && address.compareTo(row.end()) < 0);
  }

  private boolean isReadableAt(Address address, Variable variable) {
    try {
      Place at = Places.at(new Pattern.At(address.value(), Span.NONE), place.module());
      return at.function().filter(this::isThisFunction).isPresent()
          && isReadable(there(at), variable);
    } catch (Rejected inAnInstruction) {
      return false;
    }
  }

  private Optional<Integer> first(Variable variable, NavigableSet<Integer> candidates) {
    return candidates.stream()
        .limit(MOST_LINES)
        .filter(line -> variablesAt(line).filter(v -> isReadable(v, variable)).isPresent())
        .findFirst();
  }

  private static boolean isReadable(There there, Variable variable) {
    return there.variables.names().isInScope(variable) && there.readable.shows(variable);
  }

  private boolean atEntry(Variable variable) {
    Function function = place.function().orElseThrow();
    Address start = function.bodyStart();
    return !start.equals(place.address())
        && isReadable(
            there(
                Place.of(place.module(), start, function.qualifiedName(), false).within(function)),
            variable);
  }

  /**
   * The lines of a file among which those of the function are. Not the rows alone: of several at
   * one address only one is found by the address.
   */
  private NavigableSet<Integer> linesOfFunction(String file) {
    if (known.isEmpty()) {
      NavigableSet<Integer> found = new TreeSet<>();
      DebugInfo debug = place.module().debug().orElseThrow();
      for (AddressRange range : place.function().orElseThrow().ranges()) {
        Address at = range.start();
        while (range.contains(at)) {
          Optional<LineRow> row = debug.rowAt(at);
          if (row.isEmpty() || row.get().end().compareTo(at) <= 0) {
            break;
          }
          if (row.get().source().file().equals(file) && row.get().source().line() > 0) {
            found.add(row.get().source().line());
          }
          at = row.get().end();
        }
      }
      if (!found.isEmpty()) {
        int first = found.first();
        int last = found.last();
        debug.linesWithCode(file).stream()
            .filter(line -> line >= first && line <= last)
            .forEach(found::add);
      }
      known = Optional.of(found);
    }
    return known.get();
  }

  /** What can be read where a probe of the line is in this function. */
  private Optional<There> variablesAt(int line) {
    return lines.computeIfAbsent(
        line,
        l ->
            places(l).stream()
                .filter(p -> p.function().filter(this::isThisFunction).isPresent())
                .findFirst()
                .map(this::there));
  }

  private boolean isThisFunction(Function function) {
    Function own = place.function().orElseThrow();
    return own.entry().equals(function.entry())
        && own.qualifiedName().equals(function.qualifiedName());
  }

  private List<Place> places(int line) {
    String file = place.row().orElseThrow().source().file();
    Name module = new Name(place.module().path(), Span.NONE);
    Pattern pattern =
        new Pattern(
            Optional.of(module), new Pattern.Line(file, line, 0, Span.NONE), false, Span.NONE);
    try {
      return new Places(modules, new Problems()).find(pattern);
    } catch (Rejected none) {
      return new ArrayList<>();
    }
  }
}
