package tracebook.resolve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tracebook.bytes.ByteString;
import tracebook.dwarf.Variable;
import tracebook.elf.Symbol;
import tracebook.ir.Num;
import tracebook.lang.Expr;
import tracebook.source.Names;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.FloatType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.VoidType;

/**
 * Expressions at one place, by C's rules: names to variables, members to offsets, operators to
 * typed numbers. A mistake is {@link Rejected}; something that only this place cannot give is
 * {@link Unavailable}.
 */
final class Expressions {
  static final Type BOOL = new BoolType("bool", 1);
  static final Type SCRIPT_INTEGER = IntKind.LONG.type();
  private static final Type CHAR = new CharType("char", 1, true);

  private final Place place;
  private final Variables variables;
  private final TypeNames types;
  private final Specials specials;
  private final MemberAccess members;
  private final Indexing indexing;
  private final Functions functions;
  private final Optional<Earlier> earlier;
  private final Floats floats;
  private final Operators operators;
  private final Loads loads;
  private final Views views;
  private final ClassMembers classes;
  private final ClassCasts classCasts;
  private final PackageVariables packages;
  private final ArraySizes sizes;
  private final Problems problems;

  /** Those that a warning was given of, if there was one to give. */
  private final Set<Variable> used = new HashSet<>();

  private final Map<String, Operand> lets = new HashMap<>();
  private final Map<String, Unavailable> unavailableLets = new HashMap<>();
  private final Map<String, Rejected> rejectedLets = new HashMap<>();

  /**
   * @param cap the most bytes that are read of a string
   * @param problems where warnings go
   */
  Expressions(
      Place place,
      Variables variables,
      Specials specials,
      Optional<Earlier> earlier,
      int cap,
      Problems problems) {
    this.place = place;
    this.variables = variables;
    this.problems = problems;
    this.types = new TypeNames(place);
    this.specials = specials;
    this.floats = new Floats(this, variables);
    StringFunctions strings = new StringFunctions(this, place, cap, problems);
    this.members = new MemberAccess(this);
    this.indexing = new Indexing(this);
    this.earlier = earlier;
    this.functions = new Functions(place, this, indexing, types, specials, strings, earlier);
    this.operators = new Operators(this, strings);
    this.loads = new Loads(this, place, variables);
    this.views = new Views(this);
    this.classes = new ClassMembers(this, variables, place);
    this.classCasts = new ClassCasts(classes);
    this.packages = new PackageVariables(this, place, variables);
    this.sizes = new ArraySizes(place, variables.callers());
  }

  /** Makes a script variable known. */
  void let(String name, Operand operand) {
    lets.put(name, operand);
  }

  /** Makes a script variable known that has no value: its uses have none for the same reason. */
  void letUnavailable(String name, Unavailable why) {
    let(name, new Operand.Nothing(why.reason(), name, why.hint(), new VoidType(), why.span()));
    unavailableLets.put(name, why);
  }

  /** Makes a script variable known of which there is a mistake: its uses have the same one. */
  void letRejected(String name, Rejected why) {
    let(name, new Operand.Nothing("", name, "", new VoidType(), why.problem().span()));
    rejectedLets.put(name, why);
  }

  /** For a name that would be a mistake to use, the mistake that was made before. */
  void throwIfRejected(String name) throws Rejected {
    Rejected why = rejectedLets.get(name);
    if (why != null) {
      throw why;
    }
  }

  void forget(String name) {
    rejectedLets.remove(name);
    lets.remove(name);
    unavailableLets.remove(name);
  }

  boolean isLet(String name) {
    return lets.containsKey(name);
  }

  Set<String> lets() {
    return lets.keySet();
  }

  /** What an expression is, without reading more than it must. */
  Operand operand(Expr expr) throws Rejected, Unavailable {
    return switch (expr) {
      case Expr.IntegerLiteral e ->
          new Operand.Value(
              new Num.Constant(e.value()),
              e.unsigned() ? IntKind.UNSIGNED_LONG.type() : SCRIPT_INTEGER);
      case Expr.FloatLiteral e -> Floats.literal(e.value());
      case Expr.CharLiteral e -> new Operand.Value(new Num.Constant(e.value()), SCRIPT_INTEGER);
      case Expr.StringLiteral e ->
          new Operand.Literal(
              ByteString.copyOf(e.bytes().getBytes(StandardCharsets.ISO_8859_1)),
              new PointerType(PointerType.Kind.POINTER, 8, () -> CHAR));
      case Expr.BoolLiteral e -> new Operand.Value(new Num.Constant(e.value() ? 1 : 0), BOOL);
      case Expr.NullLiteral e ->
          new Operand.Value(
              new Num.Constant(0), new PointerType(PointerType.Kind.POINTER, 8, VoidType::new));
      case Expr.Variable e -> followReference(variable(e), e.span());
      case Expr.Special e -> {
        throwIfRejected("$" + e.name());
        yield specials.operand(e, this);
      }
      case Expr.Member e -> followReference(members.member(e), e.span());
      case Expr.Index e -> followReference(indexing.index(e), e.span());
      case Expr.Slice e -> indexing.slice(e);
      case Expr.Unary e -> operators.unary(e);
      case Expr.Binary e -> operators.binary(e);
      case Expr.Conditional e -> operators.conditional(e);
      case Expr.Cast e -> cast(e);
      case Expr.SizeOf e -> sizeOf(e);
      case Expr.Call e -> functions.call(e);
    };
  }

  /** What has elements to be indexed: references to it are followed. */
  Operand indexed(Expr expr) throws Rejected, Unavailable {
    return indexing.array(expr);
  }

  /** An expression as a number of a scalar type. */
  Operand.Value value(Expr expr) throws Rejected, Unavailable {
    return load(operators.referred(operand(expr), expr), expr.span());
  }

  /** An expression as a condition. */
  Num condition(Expr expr) throws Rejected, Unavailable {
    Operand operand = operators.referred(operand(expr), expr);
    return Floats.isFloat(operand)
        ? floats.truth(operand, expr.span())
        : load(operand, expr.span()).num();
  }

  Floats floats() {
    return floats;
  }

  Operand variable(Expr.Variable e) throws Rejected, Unavailable {
    throwIfRejected(e.name());
    Operand let = lets.get(e.name());
    if (unavailableLets.containsKey(e.name())) {
      throw Objects.requireNonNull(unavailableLets.get(e.name()));
    }
    if (let != null) {
      return let;
    }
    Optional<Operand> ofClass = classes.unqualified(e.name(), e.span());
    if (ofClass.isPresent()) {
      return ofClass.get();
    }
    Optional<Operand> unclear = variables.unclear(e.name(), e.span());
    if (unclear.isPresent()) {
      return unclear.get();
    }
    Optional<Variable> variable = variables.find(e.name(), e.span());
    if (variable.isPresent()) {
      Operand read = variables.read(variable.get(), e.span());
      if (used.add(variable.get())) {
        variables.warnOfUntold(variable.get(), read, e.span(), problems);
      }
      return read;
    }
    Optional<Operand> enumerator = classes.enumerator(e.name(), e.span());
    if (enumerator.isPresent()) {
      return enumerator.get();
    }
    if (variables.names().isAmbiguous(e.name())) {
      throw new Rejected(
          e.span(),
          "`"
              + e.name()
              + "` is not known at `"
              + place.where()
              + "`: two blocks of the source share this address, and one of them has that name",
          "probe another line of the block that you mean");
    }
    if (place.module().debug().isEmpty()) {
      throw new Rejected(
          e.span(),
          "`" + e.name() + "` is not known: `" + place.module().name() + "` has no debug info",
          place.module().debugNote());
    }
    if (place.missing().isPresent()) {
      throw new Rejected(
          e.span(),
          "`"
              + e.name()
              + "` is not known: part of the debug info of `"
              + place.module().name()
              + "` is missing",
          place.missing().get());
    }
    Optional<Operand> removed = variables.removed(e.name(), e.span());
    if (removed.isPresent()) {
      return removed.get();
    }
    if (place.module().elf().symbols().named(e.name()).stream()
        .anyMatch(s -> s.kind() == Symbol.Kind.OBJECT)) {
      // A library's variable of which the executable has the copy; or one without debug info.
      throw new Rejected(
          e.span(),
          "no variable `" + e.name() + "` at `" + place.where() + "`",
          "its type is not known there: read it as `*(int *)addr(\""
              + e.name()
              + "\")`, or whatever it is");
    }
    List<String> names = variables.names().all();
    String visible =
        names.isEmpty()
            ? "no variable is visible there"
            : "visible there: " + Names.first(names, 40);
    List<String> candidates = new ArrayList<>(names);
    candidates.addAll(lets.keySet());
    place.module().debug().ifPresent(d -> candidates.addAll(d.globalNames()));
    throw new Rejected(
        e.span(),
        "no variable `" + e.name() + "` at `" + place.where() + "`",
        ForeignNames.variable(e.name())
            .orElseGet(() -> Names.didYouMean(e.name(), candidates, visible)));
  }

  private Operand cast(Expr.Cast e) throws Rejected, Unavailable {
    Type type = types.find(e.type());
    Operand given = Operators.decayed(operand(e.operand()));
    if (type.strip() instanceof FloatType || Floats.isFloat(given)) {
      return floats.cast(given, e.operand().span(), type, e.type().span());
    }
    Operand.Value operand = load(given, e.operand().span());
    if (type.strip() instanceof BoolType) {
      return new Operand.Value(
          new Num.Compare(Num.Comparison.NE, false, operand.num(), new Num.Constant(0)), type);
    }
    Optional<IntKind> kind = IntKind.of(type);
    if (kind.isEmpty()) {
      throw new Rejected(
          e.type().span(),
          "a value cannot be cast to `" + type.name() + "`",
          type.strip() instanceof StructType
              ? "cast to a pointer, `(" + type.name() + " *)x`"
              : "casts go to numbers and pointers");
    }
    Num number = classCasts.cast(operand.num(), operand.type(), type, e.span());
    return Loads.folded(new Operand.Value(Variables.narrow(number, kind.get()), type));
  }

  private Operand sizeOf(Expr.SizeOf e) throws Rejected, Unavailable {
    Type type =
        e.type().isPresent() ? types.find(e.type().get()) : typeOf(e.operand().orElseThrow());
    return new Operand.Value(sizes.size(type, e.span()), IntKind.UNSIGNED_LONG.type());
  }

  /** A plain name is a variable, or else a type; a truth is an int in C, a literal an array. */
  private Type typeOf(Expr expr) throws Rejected, Unavailable {
    if (expr instanceof Expr.Variable v && !isLet(v.name()) && !isVariable(v)) {
      return types.find(new Expr.TypeName(v.name(), v.span()));
    }
    Operand operand = sized(expr);
    if (operand instanceof Operand.Literal literal) {
      return new ArrayType(CHAR, List.of(OptionalLong.of(literal.bytes().length() + 1)));
    }
    if (operand instanceof Operand.InMemory memory && memory.bits().isPresent()) {
      throw new Rejected(
          expr.span(), "a bit field has no size in bytes", "`sizeof(+x)` is the size of its value");
    }
    return Syntax.isTruth(expr) ? IntKind.INT.type() : referred(operand.type());
  }

  /** A reference that cannot be followed has the size of what it refers to all the same. */
  private static Type referred(Type type) {
    return type.strip() instanceof PointerType p && p.kind() != PointerType.Kind.POINTER
        ? p.target()
        : type;
  }

  /** At a return the variables of the function have no value, but sizes. */
  private Operand sized(Expr expr) throws Rejected, Unavailable {
    try {
      return operand(expr);
    } catch (Unavailable gone) {
      if (earlier.filter(Earlier::ofCall).isEmpty()) {
        throw gone;
      }
      return earlier.get().expressions().operand(expr);
    }
  }

  /** Whether a name that is not the script's is the program's: of a variable or a member. */
  boolean isVariable(Expr.Variable e) throws Rejected {
    try {
      return classes.unqualified(e.name(), e.span()).isPresent()
          || variables.names().find(e.name()).isPresent();
    } catch (Unavailable there) {
      return true;
    }
  }

  /** Whether a name means anything at the place, if only something that cannot be read. */
  boolean isKnown(Expr.Variable e) throws Rejected {
    return isLet(e.name())
        || isVariable(e)
        || classes.enumerator(e.name(), e.span()).isPresent()
        || variables.names().isDeclaredHere(e.name());
  }

  /** A member of a structure, wherever the structure is. */
  Operand part(Operand target, Member member, Span span) throws Unavailable {
    return members.part(target, member, span);
  }

  /** C++ references are followed without being asked. */
  Operand followReference(Operand operand, Span span) throws Rejected, Unavailable {
    return members.followReference(operand, span);
  }

  /** What a pointer to a structure points to; anything else as it is. */
  Operand pointee(Operand operand, Span span) throws Rejected, Unavailable {
    return members.pointee(operand, span);
  }

  /** An element of an array, wherever the array is. */
  Operand element(Operand target, ArrayType array, Num index, Span span)
      throws Rejected, Unavailable {
    return indexing.element(target, array, index, span);
  }

  /** The number that an operand is, reading it if need be. */
  Operand.Value load(Operand operand, Span span) throws Rejected, Unavailable {
    return loads.load(operand, span);
  }

  Unavailable unavailable(Operand.Nothing nothing, Span span) {
    Span at = nothing.span().equals(Span.NONE) ? span : nothing.span();
    String hint =
        nothing.where().isEmpty()
            ? "`%vars " + place.where() + "` lists what is readable there"
            : nothing.where();
    return new Unavailable(
        at,
        (nothing.name().isEmpty() ? "part of this value" : "`" + nothing.name() + "`")
            + " cannot be read at `"
            + place.where()
            + "`: "
            + nothing.why(),
        nothing.why(),
        hint);
  }

  Place place() {
    return place;
  }

  Variables variables() {
    return variables;
  }

  MemberAccess members() {
    return members;
  }

  Views views() {
    return views;
  }

  ClassMembers classes() {
    return classes;
  }

  PackageVariables packages() {
    return packages;
  }

  ArraySizes sizes() {
    return sizes;
  }
}
