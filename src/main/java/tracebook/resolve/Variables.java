package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.dwarf.Function;
import tracebook.dwarf.Location;
import tracebook.dwarf.OtherModules;
import tracebook.dwarf.Term;
import tracebook.dwarf.Variable;
import tracebook.ir.Num;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.Lookup;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/** The program's variables as they can be read at one place. */
final class Variables {
  private static final String NO_PLACE = "the debug info has its name, and no place for it";

  private final Place place;
  private final Modules modules;
  private final boolean endsSpan;
  private final Optional<Nearest> nearest;
  private final Globals globals;
  private final CopyRelocations copies;
  private final Locator locator;
  private final VisibleNames names;
  private final Refusals refusals;

  Variables(Place place, Modules modules) {
    this(place, modules, false);
  }

  /**
   * @param endsSpan whether a hit there has a place where it began
   */
  Variables(Place place, Modules modules, boolean endsSpan) {
    this(place, modules, endsSpan, Optional.of(new Nearest(place, modules)));
  }

  private Variables(Place place, Modules modules, boolean endsSpan, Optional<Nearest> nearest) {
    this.place = place;
    this.endsSpan = endsSpan;
    this.modules = modules;
    this.nearest = nearest;
    this.globals = new Globals(place);
    this.copies = new CopyRelocations(place, modules);
    this.locator = new Locator(place, modules.callers());
    this.names = new VisibleNames(place, globals);
    this.refusals = new Refusals(place, this, copies);
  }

  /** For one who only asks whether something can be read. */
  static Variables withoutHints(Place place, Modules modules) {
    return new Variables(place, modules, false, Optional.empty());
  }

  /** Who may have called the function. */
  OtherModules callers() {
    return modules.callers();
  }

  /** In words, where a trace of the place reads a variable; else what the debug info says. */
  String locationInWords(Variable variable) {
    return locator.inWords(variable);
  }

  /** What names mean at the place. */
  VisibleNames names() {
    return names;
  }

  boolean endsSpan() {
    return endsSpan;
  }

  /**
   * Where a variable can be read that cannot be here, as {@code %vars} names places; else who
   * passes it.
   */
  String nearest(Variable variable) {
    String there = place(variable);
    return there.isEmpty() ? nearest.map(n -> n.callers().inWords(variable)).orElse("") : there;
  }

  /** Of what can be read: the callers that do not tell what they pass, as others do. */
  String untold(Variable variable) {
    return nearest.map(n -> n.callers().inWords(variable)).orElse("");
  }

  /** The same in a warning. */
  void warnOfUntold(Variable variable, Operand read, Span span, Problems problems) {
    if (nearest.isEmpty() || read instanceof Operand.Nothing) {
      return;
    }
    String hint = nearest.get().callers().hint(variable);
    if (!hint.isEmpty()) {
      problems.warning(
          span,
          "`"
              + variable.name()
              + "` is not known in all calls of `"
              + nearest.get().callers().called(variable).qualifiedName()
              + "`: some do not tell what they pass",
          hint);
    }
  }

  private String place(Variable variable) {
    return nearest.map(n -> n.of(variable)).orElse("");
  }

  /**
   * The variable of that name, for a reader at the place.
   *
   * @throws Rejected when it is a static one of several other files: none of them is meant
   */
  Optional<Variable> find(String name, Span span) throws Rejected {
    Optional<Variable> found = names.find(name);
    List<Variable> candidates = globals.candidates(name);
    if (found.isPresent() && candidates.size() > 1 && isOneOf(found.get(), candidates)) {
      throw Globals.several(name, candidates, span);
    }
    return found;
  }

  /**
   * The global or file-static variable of that name, whatever the function declares.
   *
   * @throws Rejected when it is a static one of several other files
   */
  Optional<Variable> global(String name, Span span) throws Rejected {
    List<Variable> candidates = globals.candidates(name);
    if (candidates.size() > 1) {
      throw Globals.several(name, candidates, span);
    }
    return candidates.stream().findFirst();
  }

  /** A variable outside of functions that the debug info names, and says no place of. */
  Optional<Operand> removed(String name, Span span) {
    return globals.removed(name).map(v -> nothing(v, "optimized out", NO_PLACE, span));
  }

  private static boolean isOneOf(Variable variable, List<Variable> candidates) {
    return candidates.stream().anyMatch(c -> c.declared().equals(variable.declared()));
  }

  /** The function that the place is in, or the copy of one. */
  Optional<Function> function() {
    return place.scopes().isEmpty()
        ? Optional.empty()
        : Optional.of(place.scopes().getFirst().function());
  }

  /** The static member of a class. */
  Operand ofClass(Lookup.OfClass member, Span span) throws Rejected {
    Optional<Variable> found = globals.ofClass(member, span);
    if (found.isPresent()) {
      return read(found.get(), span);
    }
    String name = member.owner().name() + "::" + member.member().name();
    boolean removed = globals.isRemoved(member);
    return new Operand.Nothing(
        removed ? "optimized out" : "not in this module",
        name,
        removed
            ? NO_PLACE
            : "`"
                + place.module().name()
                + "` only declares it: its place is in another module, or nothing uses it",
        member.member().type(),
        span);
  }

  /** What reading this variable at the place means. */
  Operand read(Variable variable, Span span) {
    Operand found = itself(variable, span);
    if (!VisibleNames.isMoved(variable)
        || !(variable.type().strip() instanceof PointerType pointer)) {
      return found;
    }
    return switch (found) {
      case Operand.InMemory o ->
          new Operand.InMemory(
              new Num.Load(o.address(), 8, false), pointer.target(), Optional.empty());
      case Operand.Value o -> new Operand.InMemory(o.num(), pointer.target(), Optional.empty());
      case Operand.Pointing o -> o.target();
      default -> found;
    };
  }

  private Operand itself(Variable variable, Span span) {
    Optional<Operand> ofScope = refusals.ofScope(variable, span);
    if (ofScope.isPresent()) {
      return ofScope.get();
    }
    if (GoCaptures.isOne(place, variable)) {
      return captured(variable, span);
    }
    return refusals
        .ofDeclaration(variable, span)
        .orElseGet(
            () ->
                switch (refusals.ofLocation(variable, locator.location(variable), span)) {
                  case Refusals.Verdict.Refused v -> v.why();
                  case Refusals.Verdict.At v -> at(v.location(), variable, variable.type(), span);
                });
  }

  /** The variable that a name may mean, and not for certain. */
  Optional<Operand> unclear(String name, Span span) {
    return names
        .unclear(name)
        .map(u -> new Operand.Nothing(u.why(), name, u.hint(), u.one().type(), span));
  }

  /** What a closure of optimised Go captures. */
  private Operand captured(Variable variable, Span span) {
    Optional<Num> inClosure = GoCaptures.address(place, variable);
    if (inClosure.isPresent()) {
      return new Operand.InMemory(inClosure.get(), variable.type(), Optional.empty());
    }
    boolean word =
        IntKind.of(variable.type()).isPresent() || variable.type().strip() instanceof PointerType;
    Location location = locator.location(variable);
    return word && location instanceof Location.InRegister
        ? at(location, variable, variable.type(), span)
        : nothing(
            variable,
            GoCaptures.WHY,
            place.function().map(f -> "probe `" + f.qualifiedName() + "`").orElse(""),
            span);
  }

  /** Whether the symbol of a library may have, or has, a copy in the executable that counts. */
  boolean isElsewhere(String symbol) {
    return copies.mayCount(symbol);
  }

  private Operand at(Location location, Variable variable, Type type, Span span) {
    Optional<Term.OfThread> local = ThreadLocals.in(location);
    if (local.isPresent()) {
      ThreadLocals.Found found = new ThreadLocals(place, modules).address(local.get());
      return found.address().isPresent()
          ? new Operand.InMemory(found.address().get(), type, Optional.empty())
          : nothing(variable, found.why(), "", span);
    }
    if (location instanceof Location.Pieces(List<Location.Piece> pieces)
        && pieces.stream().anyMatch(p -> ThreadLocals.in(p.place()).isPresent())) {
      return nothing(variable, "thread-local, in several places", "", span);
    }
    return switch (location) {
      case Location.InMemory l ->
          new Operand.InMemory(Terms.number(l.address(), place), type, Optional.empty());
      case Location.InRegister l -> {
        Num register = new Num.Register(l.number());
        yield ofNumber(register, l, type, variable, span);
      }
      case Location.Computed l -> ofNumber(Terms.number(l.value(), place), l, type, variable, span);
      case Location.Known l -> new Operand.Known(l.bytes(), type);
      case Location.ImplicitPointer l -> {
        if (type.strip() instanceof PointerType pointer) {
          Optional<Operand> target = pointed(l, variable, pointer.target(), span);
          if (target.isPresent()) {
            yield new Operand.Pointing(target.get(), type);
          }
        }
        yield nothing(variable, "optimized out", "", span);
      }
      case Location.Pieces l -> new Operand.Pieced(l.pieces(), 0, type);
      case Location.OptimizedOut l ->
          place.module().elf().isGo() && type.size().orElse(1) == 0
              ? new Operand.InMemory(new Num.Constant(0), type, Optional.empty())
              : nothing(variable, "optimized out", where(variable), span);
      case Location.Unreadable l -> nothing(variable, l.why(), where(variable), span);
    };
  }

  /** What a pointer points to that is not there itself: all of something, or a part of it. */
  private Optional<Operand> pointed(
      Location.ImplicitPointer pointer, Variable variable, Type type, Span span) {
    if (pointer.offset() == 0) {
      return Optional.of(at(pointer.target(), variable, type, span));
    }
    return pointer.target() instanceof Location.Pieces l && pointer.offset() > 0
        ? Optional.of(new Operand.Pieced(l.pieces(), pointer.offset(), type))
        : Optional.empty();
  }

  /** A value that a 64-bit number holds. */
  private Operand ofNumber(Num num, Location location, Type type, Variable variable, Span span) {
    Optional<IntKind> kind = IntKind.of(type);
    if (kind.isPresent()) {
      return new Operand.Value(narrow(num, kind.get()), type);
    }
    OptionalLong size = type.size();
    if (type.strip() instanceof StructType && size.isPresent() && size.getAsLong() <= 8) {
      return new Operand.Held(num, type);
    }
    if (size.isPresent() && size.getAsLong() <= 8 && size.getAsLong() > 0) {
      Location.Piece all = new Location.Piece(location, 8 * size.getAsLong());
      return new Operand.Pieced(List.of(all), 0, type);
    }
    return nothing(variable, "`" + type.name() + "` in a register", where(variable), span);
  }

  static Num narrow(Num num, IntKind kind) {
    return kind.bits() == 64 ? num : new Num.Extend(num, kind.bits(), kind.signed());
  }

  /** Reads a part of a value that lies in several places. */
  Operand piece(Operand.Pieced pieced, Member member, String name, Span span) {
    return new Pieces(place).part(pieced, member, name, span);
  }

  static Num plus(Num address, long offset) {
    if (offset == 0) {
      return address;
    }
    if (address instanceof Num.Binary b
        && b.operator() == Num.Operator.ADD
        && b.right() instanceof Num.Constant c) {
      return new Num.Binary(Num.Operator.ADD, b.left(), new Num.Constant(c.value() + offset));
    }
    return new Num.Binary(Num.Operator.ADD, address, new Num.Constant(offset));
  }

  private Operand nothing(Variable variable, String why, String where, Span span) {
    return new Operand.Nothing(why, variable.name(), where, variable.type(), span);
  }

  /** The hint that says where a variable can be read. */
  String where(Variable variable) {
    String there = place(variable);
    String here = place.row().map(r -> r.source().fileName()).orElse("");
    if (there.isEmpty()) {
      return nearest.map(n -> n.callers().hint(variable)).orElse("");
    }
    if (Nearest.isAddress(there)) {
      return "it is readable at `" + there + "`, another address of this line";
    }
    return there.startsWith(here + ":")
        ? "it is readable at line " + there.substring(here.length() + 1)
        : "it is readable at the entry of `" + there + "`";
  }
}
