package tracebook.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tracebook.dwarf.Location;
import tracebook.dwarf.Scope;
import tracebook.dwarf.Term;
import tracebook.dwarf.Variable;
import tracebook.ir.Body.Unsettled;
import tracebook.ir.Num;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.types.PointerType;

/**
 * What of the frame does not hold at a place what it does in the source, of the variables there
 * are. A pointer may lead to it: {@code this} of an inlined method, for one.
 */
final class UnsettledFrame {
  /** Each is asked about at each read. More of them are put together with what is between. */
  private static final int MOST = 6;

  private UnsettledFrame() {}

  /** Of the steps there; none where they read no memory. */
  static List<Unsettled> at(Place place, List<Step> steps) {
    return Step.all(steps).anyMatch(UnsettledFrame::reads) ? at(place) : List.of();
  }

  private static boolean reads(Step step) {
    return switch (step) {
      case Step.Capture s -> reads(s.source());
      case Step.Define s -> reads(s.value());
      case Step.Branch s -> reads(s.condition());
      case Step.Summarize s -> true;
      case Step.Every s -> false;
      case Step.Limit s -> false;
      case Step.Reach s -> false;
      case Step.MarkUnreadable s -> false;
      case Step.Exit s -> false;
    };
  }

  private static boolean reads(Source source) {
    return switch (source) {
      case Source.Scalar s -> reads(s.value());
      case Source.Comm s -> false;
      case Source.Kept s -> false;
      case Source.Memory s -> true;
      case Source.Text s -> true;
      case Source.Dump s -> true;
      case Source.Once s -> true;
      case Source.Assembled s -> true;
      case Source.Counted s -> true;
      case Source.Composite s -> true;
      case Source.Each s -> true;
      case Source.Walked s -> true;
    };
  }

  private static boolean reads(Num num) {
    return num instanceof Num.Load
        || num instanceof Num.OfMemory
        || num.operands().stream().anyMatch(UnsettledFrame::reads);
  }

  static List<Unsettled> at(Place place) {
    List<Unsettled> all = new ArrayList<>();
    if (!place.entry() && place.returning().isEmpty()) {
      for (Scope scope : place.scopes()) {
        scope.variables().forEach(variable -> add(place, variable, all));
      }
    }
    return merged(all);
  }

  private static void add(Place place, Variable variable, List<Unsettled> all) {
    Location location = variable.locationAt(place.address());
    if (variable.type().strip() instanceof PointerType pointer) {
      long size = pointer.target().size().orElse(0);
      pointed(place, location).ifPresent(at -> add(at, OutOfOrder.at(place, at, size), all));
    }
    // No pointer leads to one that lies there for a time only; it may share the place with others.
    LateStores.slot(location)
        .ifPresent(at -> add(at, OutOfOrder.at(place, variable, location), all));
  }

  /** Where a pointer leads to, in the frame or not, if the debug info or a register tells. */
  private static Optional<LateStores.Slot> pointed(Place place, Location location) {
    return switch (location) {
      case Location.Computed(Term address) -> LateStores.slot(address);
      case Location.InRegister(int number) ->
          place.module().debug().flatMap(d -> d.codeAt(place.address())).isPresent()
              ? Optional.of(new LateStores.Slot(number, 0))
              : Optional.empty();
      case Location.InMemory l -> Optional.empty();
      case Location.Known l -> Optional.empty();
      case Location.ImplicitPointer l -> Optional.empty();
      case Location.Pieces l -> Optional.empty();
      case Location.OptimizedOut l -> Optional.empty();
      case Location.Unreadable l -> Optional.empty();
    };
  }

  private static void add(
      LateStores.Slot slot, Optional<OutOfOrder.Unsettled> unsettled, List<Unsettled> all) {
    unsettled.ifPresent(u -> u.parts().forEach(p -> all.add(part(slot, p.from(), p.to()))));
  }

  private static Unsettled part(LateStores.Slot slot, long from, long to) {
    return new Unsettled(slot.register(), slot.offset() + from, (int) (to - from));
  }

  private static List<Unsettled> merged(List<Unsettled> all) {
    List<Unsettled> parts = new ArrayList<>(all);
    parts.sort(Comparator.comparingInt(Unsettled::register).thenComparingLong(Unsettled::offset));
    int nearest = nearest(parts);
    while (nearest >= 0 && (parts.size() > MOST || gap(parts, nearest) <= 0)) {
      Unsettled second = parts.remove(nearest + 1);
      Unsettled first = parts.get(nearest);
      long end = Math.max(end(first), end(second));
      parts.set(
          nearest, new Unsettled(first.register(), first.offset(), (int) (end - first.offset())));
      nearest = nearest(parts);
    }
    return parts;
  }

  /** The first of the two with the least between them; -1 when there are none. */
  private static int nearest(List<Unsettled> parts) {
    return IntStream.range(0, parts.size() - 1)
        .filter(i -> parts.get(i).register() == parts.get(i + 1).register())
        .boxed()
        .min(Comparator.comparingLong(i -> gap(parts, i)))
        .orElse(-1);
  }

  private static long gap(List<Unsettled> parts, int first) {
    return parts.get(first + 1).offset() - end(parts.get(first));
  }

  private static long end(Unsettled part) {
    return part.offset() + part.bytes();
  }
}
