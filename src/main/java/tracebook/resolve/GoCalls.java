package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.GoFunction;
import tracebook.elf.Address;
import tracebook.ir.Num;
import tracebook.ir.Pairing;
import tracebook.source.Span;
import tracebook.types.Member;
import tracebook.types.Members;
import tracebook.types.StructType;

/**
 * Calls of a Go program. The runtime copies stacks and reads the return addresses on them, so they
 * are left alone: a return is seen at the {@code ret} instructions. Code that finds too little
 * stack calls for more and begins again, on another stack, where its frame is as far below the
 * upper end as before.
 */
final class GoCalls {
  /** The register of the goroutine (Go's internal ABI, "Architecture specifics": R14). */
  private static final Num GOROUTINE = new Num.Register(14);

  /** Process ids have 22 bits at most ({@code PID_MAX_LIMIT} of include/linux/threads.h). */
  private static final int PROCESS_SHIFT = 42;

  private GoCalls() {}

  /**
   * The return of a function.
   *
   * @param start where its parameters can be read
   * @param body empty without debug info
   */
  static Place returning(
      Place start, Optional<Function> body, List<AddressRange> ranges, CallCode code, Span span)
      throws Rejected {
    Module module = start.module();
    if (ranges.size() != 1) {
      throw rejected(start, span, "its code is not in one piece");
    }
    AddressRange range = ranges.getFirst();
    Optional<GoFunction> go = body.flatMap(Function::go);
    boolean compiled = go.filter(GoFunction::compiled).isPresent();
    whole(start, range, code, compiled, span);
    Address first = range.start();
    List<Address> restarts = new ArrayList<>();
    for (CallCode.Jump jump : code.jumps()) {
      if (jump.to().equals(first)) {
        if (jump.conditional() || !compiled) {
          throw new Rejected(
              span,
              "`" + start.name() + "` begins with a loop: each round would be taken for a call",
              "probe a line of it");
        }
        restarts.add(jump.from());
      }
    }
    if (code.returns().contains(first)) {
      throw rejected(start, span, "it does nothing but return");
    }
    Place entry = ReturnPlaces.within(Place.of(module, first, start.name(), true), body);
    Set<Address> passedOften = new HashSet<>(code.targets());
    passedOften.addAll(code.returns());
    boolean later =
        !start.address().equals(first)
            && !passedOften.contains(start.address())
            && FrameAddress.known(start).isPresent();
    Place values = later ? ReturnPlaces.within(start, body) : entry;
    boolean ofC = body.isPresent() && go.isEmpty();
    Optional<Pairing.Goroutine> goroutine = ofC ? Optional.empty() : goroutine(module, go);
    return entry.returning(
        new Place.Returning(
            values,
            code.returns(),
            restarts,
            goroutine,
            ofC || goroutine.isPresent() ? Optional.empty() : Optional.of(unpaired(go))));
  }

  /** Every way out of the function must be known. */
  private static void whole(
      Place start, AddressRange range, CallCode code, boolean compiled, Span span) throws Rejected {
    if (code.undecoded().isPresent()) {
      throw rejected(start, span, code.undecoded().get());
    }
    for (CallCode.Jump jump : code.jumps()) {
      if (!range.contains(jump.to())) {
        throw rejected(start, span, "it leaves by a jump at `" + jump.from() + "`");
      }
    }
    // The compiler's only indirect jumps are those of its `switch` tables.
    if (!compiled && code.indirect().isPresent()) {
      throw rejected(
          start, span, "where its jump at `" + code.indirect().get() + "` leads is not known");
    }
    if (code.returns().isEmpty()) {
      throw rejected(start, span, "it has no `ret` instruction");
    }
  }

  private static Rejected rejected(Place start, Span span, String why) {
    return new Rejected(
        span,
        "the return of `" + start.name() + "` cannot be probed: " + why,
        "probe its entry, `trace " + start.name() + "`, or a line of it");
  }

  private static String unpaired(Optional<GoFunction> go) {
    if (go.isEmpty()) {
      return "that needs the debug info of the Go program";
    }
    if (!go.get().compiled()) {
      return "it is written in assembly";
    }
    return go.get().registers()
        ? "the debug info does not describe `runtime.g`"
        : "that needs a program built by Go 1.17 or newer";
  }

  /** The goroutine that runs compiled code, where its structure is known. */
  static Optional<Pairing.Goroutine> goroutine(Module module, Optional<GoFunction> function) {
    if (function.filter(f -> f.compiled() && f.registers()).isEmpty()) {
      return Optional.empty();
    }
    Optional<StructType> g = module.debug().flatMap(GoCalls::structure);
    Optional<Member> stack = g.flatMap(t -> Members.find(t, "stack"));
    if (stack.isEmpty() || !(stack.get().type().strip() instanceof StructType bounds)) {
      return Optional.empty();
    }
    Optional<Num> low = Members.find(bounds, "lo").flatMap(m -> word(stack.get().offset(), m));
    Optional<Num> high = Members.find(bounds, "hi").flatMap(m -> word(stack.get().offset(), m));
    return low.isPresent() && high.isPresent()
        ? Optional.of(new Pairing.Goroutine(GOROUTINE, low.get(), high.get()))
        : Optional.empty();
  }

  /**
   * A number that no other goroutine of any process has or will have. Its own number is unique in
   * its process; that of the runtime's own ones, one for each thread, is 0.
   */
  static Optional<Num> number(Module module, Optional<GoFunction> function) {
    if (function.filter(f -> f.compiled() && f.registers()).isEmpty()) {
      return Optional.empty();
    }
    return module
        .debug()
        .flatMap(GoCalls::structure)
        .flatMap(t -> Members.find(t, "goid"))
        .flatMap(m -> word(0, m))
        .map(
            id ->
                new Num.Conditional(
                    id,
                    new Num.Binary(
                        Num.Operator.OR,
                        new Num.Binary(
                            Num.Operator.SHL,
                            new Num.Context(Num.Fact.HOST_PID),
                            new Num.Constant(PROCESS_SHIFT)),
                        id),
                    new Num.Context(Num.Fact.HOST_TID)));
  }

  private static Optional<StructType> structure(DebugInfo debug) {
    return TypeSearch.find(debug, "runtime.g", Optional.empty()).stream()
        .map(t -> t.type().strip())
        .filter(StructType.class::isInstance)
        .map(StructType.class::cast)
        .findFirst();
  }

  /** A member of 8 bytes of the goroutine's structure. */
  private static Optional<Num> word(long offset, Member member) {
    return member.type().size().orElse(0) == 8
        ? Optional.of(new Num.Load(Variables.plus(GOROUTINE, offset + member.offset()), 8, false))
        : Optional.empty();
  }
}
