package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.Location;
import tracebook.dwarf.OtherModules;
import tracebook.dwarf.Scope;
import tracebook.dwarf.Term;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
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
  private static final String AMBIGUOUS =
      "two blocks of the source share this address, and each has one of that name";

  private static final String MOVED = "&";
  private static final String NO_PLACE = "the debug info has its name, and no place for it";

  private final Place place;
  private final Modules modules;
  private final boolean endsSpan;
  private final Optional<Nearest> nearest;
  private final Globals globals;
  private final CopyRelocations copies;
  private final Locator locator;
  private Optional<Set<String>> ambiguous = Optional.empty();

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

  boolean endsSpan() {
    return endsSpan;
  }

  /** Whether a scope of the function declares this very variable at the place. */
  boolean isInScope(Variable variable) {
    return ownScopes().stream()
        .flatMap(s -> s.variables().stream())
        .anyMatch(v -> same(v, variable));
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
   * The variable that this name means at the place: the innermost scope that declares it, else a
   * global.
   */
  Optional<Variable> find(String name) {
    Variable undeclared = null;
    for (Scope scope : ownScopes()) {
      for (Variable variable : scope.variables()) {
        if (variable.name().equals(name) || isMoved(variable, name)) {
          if (!DeclaredLater.at(place, variable)) {
            return Optional.of(variable);
          }
          undeclared = undeclared == null ? variable : undeclared;
        }
      }
    }
    Optional<Variable> global = globals.candidates(name).stream().findFirst();
    return global.isPresent() ? global : Optional.ofNullable(undeclared);
  }

  /** Go calls a variable that it has put on the heap {@code &name}, and that is a pointer to it. */
  private static boolean isMoved(Variable variable, String name) {
    return variable.name().startsWith(MOVED) && variable.name().substring(1).equals(name);
  }

  /** The name in the source. */
  static String sourceName(Variable variable) {
    return variable.name().startsWith(MOVED) ? variable.name().substring(1) : variable.name();
  }

  /**
   * The variable of that name, for a reader at the place.
   *
   * @throws Rejected when it is a static one of several other files: none of them is meant
   */
  Optional<Variable> find(String name, Span span) throws Rejected {
    Optional<Variable> found = find(name);
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

  /** Whether a scope of the function declares the name. */
  boolean isDeclaredHere(String name) {
    return ownScopes().stream()
            .flatMap(s -> s.variables().stream())
            .anyMatch(v -> v.name().equals(name) && !DeclaredLater.at(place, v))
        || isAmbiguous(name);
  }

  /** A variable of the function, parameter or not; a captured {@code this} is none of either. */
  Optional<Variable> own(String name) {
    return ownScopes().stream()
        .flatMap(s -> s.variables().stream())
        .filter(v -> v.name().equals(name))
        .findFirst();
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

  /** Whether the name of a variable means this very one at the place. */
  boolean isVisible(Variable variable) {
    return find(variable.name()).filter(v -> same(v, variable)).isPresent();
  }

  /** Its name where that means it, and else with the line of its declaration: {@code x@42}. */
  String nameOf(Variable variable) {
    return isVisible(variable)
        ? variable.name()
        : variable.name() + "@" + variable.declared().line();
  }

  @SuppressWarnings("ReferenceEquality") // Scopes hand out the same objects each time.
  private static boolean same(Object one, Object other) {
    return one == other;
  }

  /** Parameters of the innermost function, in order. */
  List<Variable> parameters() {
    return own(true);
  }

  /**
   * Everything that the innermost function declares at the place, innermost scope first, without
   * its parameters.
   */
  List<Variable> locals() {
    return own(false);
  }

  private List<Variable> own(boolean parameters) {
    List<Variable> found = new ArrayList<>();
    for (Scope scope : ownScopes()) {
      for (Variable variable : scope.variables()) {
        if ((variable.kind() == Variable.Kind.PARAMETER) == parameters) {
          found.add(variable);
        }
      }
    }
    return found;
  }

  /** Every name that can be used at the place, for hints. */
  List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    parameters().forEach(v -> names.add(sourceName(v)));
    locals().forEach(v -> names.add(sourceName(v)));
    return List.copyOf(names);
  }

  /**
   * The scopes of the innermost function: what an inlined copy does not declare is the file's, not
   * its caller's.
   */
  private List<Scope> ownScopes() {
    if (place.scopes().isEmpty()) {
      return List.of();
    }
    Function own = place.scopes().getFirst().function();
    return place.scopes().stream()
        .takeWhile(
            s ->
                s.function().entry().equals(own.entry())
                    && s.function().qualifiedName().equals(own.qualifiedName()))
        .toList();
  }

  /** What reading this variable at the place means. */
  Operand read(Variable variable, Span span) {
    Operand found = itself(variable, span);
    if (!variable.name().startsWith(MOVED)
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
    if (place.isReturn()
        && (variable.kind() == Variable.Kind.PARAMETER || variable.kind() == Variable.Kind.LOCAL)) {
      return nothing(
          variable,
          "gone when the function returns",
          endsSpan
              ? Specials.AT_START
              : variable.kind() == Variable.Kind.PARAMETER
                  ? "`entry(" + variable.name() + ")` is what it was when the function was entered"
                  : "probe a line of the function",
          span);
    }
    if (isAmbiguous(variable.name())) {
      return nothing(variable, AMBIGUOUS, "probe another line of the block that you mean", span);
    }
    if (GoCaptures.isOne(place, variable)) {
      return captured(variable, span);
    }
    if (DeclaredLater.at(place, variable)) {
      return nothing(
          variable,
          "not declared yet",
          "it is declared at line " + variable.declared().line() + ": probe a later line",
          span);
    }
    if (DeclaredLater.isPerhapsAt(place, variable)) {
      return nothing(
          variable,
          "perhaps not declared yet, where the coroutine is resumed",
          "probe a line of it",
          span);
    }
    if (variable.kind() == Variable.Kind.GLOBAL) {
      Optional<Operand> elsewhere = copies.instead(variable, span);
      if (elsewhere.isPresent()) {
        return elsewhere.get();
      }
    }
    Location location = locator.location(variable);
    if (GoRemains.mayBe(place, variable)) {
      return nothing(
          variable, "perhaps an older value, left by Go's optimiser", where(variable), span);
    }
    Optional<Address> pending = LateStores.pending(place, variable, location);
    if (pending.isPresent()) {
      return nothing(variable, "not stored yet", "it is readable at `" + pending.get() + "`", span);
    }
    Optional<OutOfOrder.Unsettled> unsettled = OutOfOrder.at(place, variable, location);
    if (unsettled.isPresent()) {
      Optional<Address> readable = unsettled.get().readable();
      String hint = readable.map(r -> "it is readable at `" + r + "`").orElse("probe another line");
      Optional<String> why = unsettled.get().whole();
      return why.isPresent()
          ? nothing(variable, why.get(), hint, span)
          : at(unsettled.get().without(location), variable, variable.type(), span);
    }
    return at(
        LateStores.withoutPending(place, variable, location), variable, variable.type(), span);
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

  private boolean isAmbiguous(String name) {
    if (ambiguous.isEmpty()) {
      ambiguous = Optional.of(place.module().debug().map(this::ambiguousNames).orElse(Set.of()));
    }
    return ambiguous.get().contains(name);
  }

  private Set<String> ambiguousNames(DebugInfo debug) {
    if (place.scopes().isEmpty()) {
      return Set.of();
    }
    return place.asked() == Place.Asked.FUNCTION
        ? debug.ambiguousAt(place.address(), place.scopes().getFirst().function())
        : debug.ambiguousAt(place.address());
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
