package tracebook.resolve;

import java.util.Optional;
import tracebook.dwarf.Location;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.source.Span;

/**
 * Where the place that the debug info gives a variable is not to be believed, or not its value: the
 * variable is missing there, with the reason.
 */
final class Refusals {
  private static final String AMBIGUOUS =
      "two blocks of the source share this address, and each has one of that name";

  private final Place place;
  private final Variables variables;
  private final CopyRelocations copies;

  Refusals(Place place, Variables variables, CopyRelocations copies) {
    this.place = place;
    this.variables = variables;
    this.copies = copies;
  }

  /** What becomes of a variable's location. */
  sealed interface Verdict {
    record Refused(Operand why) implements Verdict {}

    /**
     * Where it is read.
     *
     * @param location with pieces that are missing, where only parts of it are refused
     */
    record At(Location location) implements Verdict {}
  }

  /** Whatever its location: it is gone, or of two blocks. */
  Optional<Operand> ofScope(Variable variable, Span span) {
    if (place.isReturn()
        && (variable.kind() == Variable.Kind.PARAMETER || variable.kind() == Variable.Kind.LOCAL)) {
      return refused(
          variable,
          "gone when the function returns",
          variables.endsSpan()
              ? Specials.AT_START
              : variable.kind() == Variable.Kind.PARAMETER
                  ? "`entry(" + variable.name() + ")` is what it was when the function was entered"
                  : "probe a line of the function",
          span);
    }
    if (variables.names().isAmbiguous(variable.name())) {
      return refused(variable, AMBIGUOUS, "probe another line of the block that you mean", span);
    }
    Optional<String> other = MergedFunctions.without(place, variable);
    if (other.isPresent()) {
      return refused(
          variable,
          "perhaps a variable of `" + other.get() + "`, which has the same code",
          "a caller knows which of the two it calls: probe its line",
          span);
    }
    return Optional.empty();
  }

  /** Before its location is asked for. */
  Optional<Operand> ofDeclaration(Variable variable, Span span) {
    if (DeclaredLater.at(place, variable)) {
      return refused(
          variable,
          "not declared yet",
          "it is declared at line " + variable.declared().line() + ": probe a later line",
          span);
    }
    if (DeclaredLater.isPerhapsAt(place, variable)) {
      return refused(
          variable,
          "perhaps not declared yet, where the coroutine is resumed",
          "probe a line of it",
          span);
    }
    return variable.kind() == Variable.Kind.GLOBAL
        ? copies.instead(variable, span)
        : Optional.empty();
  }

  /** Of what the compiler put there, or has yet to put there. */
  Verdict ofLocation(Variable variable, Location location, Span span) {
    if (GoRemains.mayBe(place, variable)) {
      return new Verdict.Refused(
          nothing(
              variable,
              "perhaps an older value, left by Go's optimiser",
              variables.where(variable),
              span));
    }
    Optional<Address> pending = LateStores.pending(place, variable, location);
    if (pending.isPresent()) {
      return new Verdict.Refused(
          nothing(variable, "not stored yet", "it is readable at `" + pending.get() + "`", span));
    }
    Optional<OutOfOrder.Unsettled> unsettled = OutOfOrder.at(place, variable, location);
    if (unsettled.isEmpty()) {
      return new Verdict.At(LateStores.withoutPending(place, variable, location));
    }
    Optional<String> why = unsettled.get().whole();
    if (why.isEmpty()) {
      return new Verdict.At(unsettled.get().without(location));
    }
    Optional<Address> readable = unsettled.get().readable();
    String hint = readable.map(r -> "it is readable at `" + r + "`").orElse("probe another line");
    return new Verdict.Refused(nothing(variable, why.get(), hint, span));
  }

  private static Optional<Operand> refused(Variable variable, String why, String where, Span span) {
    return Optional.of(nothing(variable, why, where, span));
  }

  private static Operand nothing(Variable variable, String why, String where, Span span) {
    return new Operand.Nothing(why, variable.name(), where, variable.type(), span);
  }
}
