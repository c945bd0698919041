package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.ByteString;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;
import tracebook.elf.Segment;
import tracebook.elf.Symbol;
import tracebook.elf.Symbols;
import tracebook.types.ArrayType;
import tracebook.types.QualifiedType;
import tracebook.types.Type;
import tracebook.types.TypedefType;

/** A variable of the debug info. */
final class DieVariable implements Variable {
  private final Module module;
  private final List<Die> chain;
  private final Kind kind;
  private final Optional<FunctionBody> body;

  /** Where it lives when it is in a scope: all of that scope's code. */
  private final List<AddressRange> scope;

  private final Told told;

  /** What the debug info tells of a static variable. */
  private enum Told {
    ITS_BLOCK,
    ITS_FUNCTION,
    /** It may be another one of its name that is the function's. */
    ITS_NAME
  }

  DieVariable(
      Module module,
      List<Die> chain,
      Kind kind,
      Optional<FunctionBody> body,
      List<AddressRange> scope) {
    this(module, chain, kind, body, scope, Told.ITS_BLOCK);
  }

  private DieVariable(
      Module module,
      List<Die> chain,
      Kind kind,
      Optional<FunctionBody> body,
      List<AddressRange> scope,
      Told told) {
    this.told = told;
    this.module = module;
    this.chain = chain;
    this.kind = kind;
    this.body = body;
    this.scope = scope;
  }

  /** The same where nothing tells which of several of the name it is: then it is not read. */
  DieVariable ofOneOfSeveral() {
    return new DieVariable(module, chain, kind, body, scope, Told.ITS_NAME);
  }

  /** A static one that may be declared in any block of the function. */
  DieVariable ofAnyBlock() {
    return kind == Kind.STATIC
        ? new DieVariable(module, chain, kind, body, scope, Told.ITS_FUNCTION)
        : this;
  }

  @Override
  public boolean isOfAnyBlock() {
    return told != Told.ITS_BLOCK;
  }

  /** Its own entry, not the one it is an instance of. */
  Die die() {
    return chain.get(0);
  }

  /** What it is an instance or the definition of; its own entry where it is none. */
  Die declaration() {
    return chain.getLast();
  }

  /** In the order of declaration: an instance may list them in another. */
  long order() {
    return chain.get(chain.size() - 1).position();
  }

  @Override
  public String name() {
    return Module.string(chain, DW_AT_name).orElse("");
  }

  @Override
  public String qualifiedName() {
    return module.qualifiedName(chain).orElseGet(this::name);
  }

  @Override
  public Optional<String> linkageName() {
    return Module.linkageName(chain);
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public Type type() {
    return module.typeOf(chain);
  }

  @Override
  public SourceLine declared() {
    SourceLine declared = module.declared(chain);
    // Go's compiler leaves out the file of what is declared in a function.
    return declared.file().isEmpty() && chain.size() == 1 && body.isPresent()
        ? new SourceLine(module.declared(module.chain(body.get().die())).file(), module.line(chain))
        : declared;
  }

  @Override
  public Location locationAt(Address pc, OtherModules others) {
    return locationAt(pc, Place.LAST_VIEW, others);
  }

  @Override
  public Location locationAt(Address pc, int row, OtherModules others) {
    Optional<Die> located = Module.having(chain, DW_AT_location);
    return located.isPresent()
        ? located(located.get(), new Place(module.frames(), pc, body, others).seenFrom(row))
        : constant().orElseGet(Location.OptimizedOut::new);
  }

  /** From the canonical frame address to the lowest place of the frame that its location uses. */
  Optional<Long> frameOffsetAt(Address pc) {
    Optional<Die> located = Module.having(chain, DW_AT_location);
    if (located.isEmpty()) {
      return Optional.empty();
    }
    Place place = new Place(module.frames(), pc, body);
    return LocationList.expression(located.get(), DW_AT_location, pc, Optional.empty())
        .flatMap(e -> Expression.location(e, located.get().unit, place).frameOffset());
  }

  @Override
  public Location locationOnEntry(Address pc, OtherModules others) {
    Optional<Die> located = Module.having(chain, DW_AT_location);
    if (kind == Kind.PARAMETER && located.isPresent() && hasLocationList()) {
      Optional<Cursor> before = LocationList.before(located.get(), DW_AT_location, pc);
      if (before.isPresent()) {
        Place place = new Place(module.frames(), pc, body, others);
        return located(located.get(), place, before.get(), true);
      }
    }
    return locationAt(pc, others);
  }

  @Override
  public OptionalLong closureOffset() {
    return Module.having(chain, DW_AT_go_closure_offset)
        .map(die -> die.constant(DW_AT_go_closure_offset))
        .orElse(OptionalLong.empty());
  }

  @Override
  public String describedAt(Address pc, int row) {
    Place place = new Place(module.frames(), pc, body).seenFrom(row);
    return Module.having(chain, DW_AT_location)
        .flatMap(die -> LocationList.expression(die, DW_AT_location, place))
        .map(LocationText::of)
        .orElse("");
  }

  private Location located(Die die, Place place) {
    boolean list = LocationList.isList(die, DW_AT_location);
    Optional<Cursor> expression = LocationList.expression(die, DW_AT_location, place);
    if (expression.isEmpty()) {
      return constant().orElseGet(Location.OptimizedOut::new);
    }
    return located(die, place, expression.get(), list);
  }

  /** Where it is, for a pointer that points to it. */
  Location locationAt(Place place) {
    Optional<Die> located = Module.having(chain, DW_AT_location);
    return located.isPresent()
        ? located(located.get(), place)
        : constant().orElseGet(Location.OptimizedOut::new);
  }

  private Location located(Die die, Place place, Cursor expression, boolean list) {
    if (told == Told.ITS_NAME) {
      return new Location.Unreadable(
          "which of several static variables of that name is meant is not known");
    }
    Address pc = place.pc();
    Expression.Outcome outcome = Expression.location(expression.fork(), die.unit, place);
    boolean inOwnFrame = outcome.frameOffset().filter(above -> above < 0).isPresent();
    if (!list && body.isPresent() && (inOwnFrame || outcome.noFrame())) {
      Optional<String> refusal = notStored(body.get().prologue(), pc);
      if (refusal.isPresent()) {
        return passed(place, outcome, expression)
            .orElseGet(() -> new Location.Unreadable(refusal.get()));
      }
    }
    Location location = onStack(die, inBlock(outcome.location()), place, outcome.frameOffset());
    if (isFirstThreadLocal(location) && !hasSymbolOfFirst()) {
      return new Location.Unreadable(Expression.LEFT_OUT);
    }
    Optional<Address> start =
        list
            ? LocationList.of(die, DW_AT_location)
                .at(pc)
                .flatMap(LocationList.Entry::range)
                .map(AddressRange::start)
            : Optional.empty();
    if (start.isPresent() && body.isPresent()) {
      location = ShiftedOut.without(location, type(), body.get(), start.get());
    }
    location = LlvmArithmetic.without(die.unit, location, type(), module.frames(), pc);
    Location held = OwnAddress.without(die.unit, location, type(), module.frames(), pc);
    return ValueForAddress.without(die.unit, list, held, type(), place);
  }

  private Location onStack(Die die, Location location, Place place, Optional<Long> above) {
    if (body.isEmpty()) {
      return location;
    }
    boolean parameter = kind == Kind.PARAMETER && !ofInlinedCopy();
    try {
      return AddressOnStack.with(die.unit, location, type(), parameter, place, above);
    } catch (CannotTell stop) {
      return new Location.Unreadable(stop.why);
    }
  }

  /**
   * The offset of a thread-local variable in its file's block. In split units GCC asks the linker
   * for an address instead, and gets that in the block's first values.
   */
  private Location inBlock(Location location) {
    if (location instanceof Location.InMemory(Term.OfThread(Term.Constant offset))) {
      for (Segment segment : module.sections.program().segments()) {
        if (segment.isThreadLocal()
            && Long.compareUnsigned(offset.value(), segment.memorySize()) >= 0
            && segment.covers(new Address(offset.value()))) {
          long inside = offset.value() - segment.address().value();
          return new Location.InMemory(new Term.OfThread(new Term.Constant(inside)));
        }
      }
    }
    return location;
  }

  /**
   * Of thread-local variables that the linker left out it makes the offset 0, which the first one
   * of the others has too. Only that one has a symbol.
   */
  private static boolean isFirstThreadLocal(Location location) {
    return location instanceof Location.InMemory(Term.OfThread(Term.Constant offset))
        && offset.value() == 0;
  }

  private boolean hasSymbolOfFirst() {
    Symbols symbols = module.sections.program().symbols();
    Optional<String> linkage = Module.linkageName(chain);
    return symbols.named(linkage.orElseGet(this::name)).stream().anyMatch(DieVariable::isFirst)
        // GCC numbers the static variables of functions.
        || symbols.names().stream()
            .filter(symbol -> symbol.startsWith(name() + "."))
            .flatMap(symbol -> symbols.named(symbol).stream())
            .anyMatch(DieVariable::isFirst)
        || mangled().filter(m -> hasFirst(symbols, m)).isPresent();
  }

  /** Of a C++ function's static variable (Itanium C++ ABI, section 5.1.6, "local names"). */
  private Optional<String> mangled() {
    return body.flatMap(b -> Module.linkageName(module.chain(b.die())))
        .filter(function -> function.startsWith("_Z"))
        .map(function -> "_ZZ" + function.substring(2) + "E" + name().length() + name());
  }

  /** Later ones of the name in the function are numbered: {@code _0}, {@code __10_}. */
  private static boolean hasFirst(Symbols symbols, String mangled) {
    return symbols.names().stream()
        .filter(symbol -> symbol.startsWith(mangled))
        .filter(symbol -> symbol.substring(mangled.length()).matches("(_\\d|__\\d+_)?"))
        .flatMap(symbol -> symbols.named(symbol).stream())
        .anyMatch(DieVariable::isFirst);
  }

  private static boolean isFirst(Symbol symbol) {
    return symbol.kind() == Symbol.Kind.THREAD_LOCAL && symbol.address().value() == 0;
  }

  /** Why a place that the debug info gives for the whole function does not hold the value yet. */
  private Optional<String> notStored(Prologue prologue, Address pc) {
    if (prologue.contains(pc)) {
      return Optional.of("not yet stored by the prologue");
    }
    boolean stored = ofInlinedCopy() ? prologue.isSaidUnoptimised() : prologue.isUnoptimised();
    // Nor is what it points to where it is an address in a frame: the stores there may come later.
    if (kind == Kind.PARAMETER && !stored) {
      return Optional.of("stored at a place in the optimised code that is not known");
    }
    return Optional.empty();
  }

  /** Where a parameter is that the prologue of unoptimised code is about to store. */
  private Optional<Location> passed(Place place, Expression.Outcome outcome, Cursor expression) {
    FunctionBody own = body.orElseThrow();
    return kind == Kind.PARAMETER
            && !ofInlinedCopy()
            && own.prologue().contains(place.pc())
            && own.prologue().isUnoptimised()
        ? outcome
            .frameOffset()
            .flatMap(above -> PassedParameters.find(own, place, above, expression, type()))
        : Optional.empty();
  }

  /** A prologue stores the parameters of its own function only. */
  private boolean ofInlinedCopy() {
    return body.isPresent() && !scope.isEmpty() && !scope.equals(body.get().ranges());
  }

  /** Clang gives what a static member is initialised with as if it stayed so. */
  private static boolean isConstant(Type type) {
    return switch (type) {
      case QualifiedType t -> t.qualifier().equals("const") || isConstant(t.target());
      case TypedefType t -> isConstant(t.target());
      case ArrayType t -> isConstant(t.element());
      default -> false;
    };
  }

  private Optional<Location> constant() {
    Optional<Die> die = Module.having(chain, DW_AT_const_value);
    if (die.isEmpty() || (die.get().flag(DW_AT_declaration) && !isConstant(type()))) {
      return Optional.empty();
    }
    Optional<Cursor> block = die.get().block(DW_AT_const_value);
    if (block.isPresent()) {
      Cursor at = block.get();
      return Optional.of(new Location.Known(ByteString.copyOf(at.bytes(at.end() - at.position()))));
    }
    if (die.get().form(DW_AT_const_value) == Forms.DW_FORM_string
        || die.get().form(DW_AT_const_value) == Forms.DW_FORM_strp) {
      byte[] text =
          die.get()
              .string(DW_AT_const_value)
              .orElse("")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      return Optional.of(
          new Location.Known(ByteString.copyOf(Arrays.copyOf(text, text.length + 1))));
    }
    long value = die.get().constant(DW_AT_const_value).orElse(0);
    int size = (int) Math.min(type().size().orElse(8), 16);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >> Math.min(8 * i, 63));
    }
    return Optional.of(new Location.Known(ByteString.copyOf(bytes)));
  }

  /**
   * True when it has a place or a value anywhere: no bare declaration, and not dropped by the
   * linker.
   */
  boolean exists() {
    return (Module.having(chain, DW_AT_location).isPresent() && !isLeftOut())
        || constant().isPresent();
  }

  /** True for a definition that says nothing of where it is: an optimiser removed the variable. */
  boolean isRemoved() {
    return !chain.getFirst().flag(DW_AT_declaration)
        && Module.having(chain, DW_AT_location).isEmpty()
        && constant().isEmpty();
  }

  private boolean isLeftOut() {
    return ScopeTree.isStatic(chain)
        && locationAt(new Address(0)).equals(new Location.Unreadable(Expression.LEFT_OUT));
  }

  @Override
  public boolean hasLocationList() {
    return Module.having(chain, DW_AT_location)
        .filter(die -> LocationList.isList(die, DW_AT_location))
        .isPresent();
  }

  @Override
  public List<AddressRange> readableAt() {
    Optional<Die> located = Module.having(chain, DW_AT_location);
    if (told == Told.ITS_NAME) {
      return List.of();
    }
    List<AddressRange> found = new ArrayList<>();
    if (located.isPresent() && LocationList.isList(located.get(), DW_AT_location)) {
      for (LocationList.Entry entry : LocationList.of(located.get(), DW_AT_location).all()) {
        if (!entry.isEmpty()) {
          if (entry.range().isEmpty()) {
            found.addAll(scope);
          } else {
            addReadable(entry.range().get(), found);
          }
        }
      }
    } else {
      for (AddressRange range : scope) {
        AddressRange whole = range;
        if (body.isPresent() && body.get().prologue().contains(range.start())) {
          Address end = body.get().prologue().end();
          if (!(locationAt(range.start()) instanceof Location.Unreadable)) {
            end = range.start();
          }
          whole = new AddressRange(end, range.end());
        }
        if (whole.start().compareTo(whole.end()) < 0) {
          addReadable(whole, found);
        }
      }
    }
    found.sort(Comparator.comparing(AddressRange::start));
    return List.copyOf(found);
  }

  private void addReadable(AddressRange range, List<AddressRange> found) {
    boolean readable =
        switch (locationAt(range.start())) {
          case Location.InMemory memory -> true;
          case Location.InRegister register -> true;
          case Location.Computed computed -> true;
          case Location.Known known -> true;
          case Location.ImplicitPointer pointer -> true;
          case Location.Pieces pieces -> true;
          case Location.OptimizedOut nowhere -> false;
          case Location.Unreadable unreadable -> false;
        };
    if (readable) {
      found.add(range);
    }
  }

  @Override
  public String toString() {
    return kind + " " + name();
  }
}
