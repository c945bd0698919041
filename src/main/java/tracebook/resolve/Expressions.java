package tracebook.resolve;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
import tracebook.types.Lookup;
import tracebook.types.Member;
import tracebook.types.Members;
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
  private final StringFunctions strings;
  private final Floats floats;
  private final Operators operators;
  private final Loads loads;
  private final Views views;
  private final ClassMembers classes;
  private final Optional<Earlier> earlier;
  private final Map<String, Operand> lets = new HashMap<>();
  private final Map<String, Unavailable> unavailableLets = new HashMap<>();

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
    this.earlier = earlier;
    this.place = place;
    this.variables = variables;
    this.types = new TypeNames(place);
    this.specials = specials;
    this.floats = new Floats(this, variables);
    this.strings = new StringFunctions(this, place, cap, problems);
    this.operators = new Operators(this, variables, strings);
    this.loads = new Loads(this, place, variables);
    this.views = new Views(this);
    this.classes = new ClassMembers(this, variables, place);
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

  void forget(String name) {
    lets.remove(name);
    unavailableLets.remove(name);
  }

  boolean isLet(String name) {
    return lets.containsKey(name);
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
      case Expr.Special e -> specials.operand(e, this);
      case Expr.Member e -> followReference(member(e), e.span());
      case Expr.Index e -> followReference(index(e), e.span());
      case Expr.Slice e -> slice(e);
      case Expr.Unary e -> operators.unary(e);
      case Expr.Binary e -> operators.binary(e);
      case Expr.Conditional e -> operators.conditional(e);
      case Expr.Cast e -> cast(e);
      case Expr.SizeOf e -> sizeOf(e);
      case Expr.Call e -> call(e);
    };
  }

  /** An expression as a number of a scalar type. */
  Operand.Value value(Expr expr) throws Rejected, Unavailable {
    return load(operand(expr), expr.span());
  }

  /** An expression as a condition. */
  Num condition(Expr expr) throws Rejected, Unavailable {
    Operand operand = operand(expr);
    return Floats.isFloat(operand)
        ? floats.truth(operand, expr.span())
        : load(operand, expr.span()).num();
  }

  Floats floats() {
    return floats;
  }

  Operand variable(Expr.Variable e) throws Rejected, Unavailable {
    Operand let = lets.get(e.name());
    if (unavailableLets.containsKey(e.name())) {
      throw java.util.Objects.requireNonNull(unavailableLets.get(e.name()));
    }
    if (let != null) {
      return let;
    }
    Optional<Operand> ofClass = classes.unqualified(e.name(), e.span());
    if (ofClass.isPresent()) {
      return ofClass.get();
    }
    Optional<Variable> variable = variables.find(e.name(), e.span());
    if (variable.isPresent()) {
      return variables.read(variable.get(), e.span());
    }
    Optional<Operand> enumerator = classes.enumerator(e.name());
    if (enumerator.isPresent()) {
      return enumerator.get();
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
    List<String> names = variables.names();
    String visible =
        names.isEmpty()
            ? "no variable is visible there"
            : "visible there: " + String.join(", ", names);
    List<String> candidates = new java.util.ArrayList<>(names);
    place.module().debug().ifPresent(d -> candidates.addAll(d.globalNames()));
    throw new Rejected(
        e.span(),
        "no variable `" + e.name() + "` at `" + place.where() + "`",
        Names.didYouMean(e.name(), candidates, visible));
  }

  private Operand member(Expr.Member e) throws Rejected, Unavailable {
    Operand whole = operand(e.target());
    if (whole instanceof Operand.Nothing n) {
      throw unavailable(n, e.target().span());
    }
    Operand target = holding(pointee(followed(whole, e.target().span()), e.target().span()), e);
    Optional<Operand> part = views.part(target, e.member().text(), e.span());
    if (part.isPresent()) {
      return part.get();
    }
    if (!(target.type().strip() instanceof StructType struct)) {
      throw new Rejected(
          e.span(),
          "`" + target.type().name() + "` has no members",
          target.type().strip() instanceof PointerType p
                  && p.target().strip() instanceof PointerType
              ? "it is a pointer to a pointer: write `(*x)->" + e.member().text() + "`"
              : "only structures, classes and unions have");
    }
    if (struct.size().isEmpty()) {
      throw new Rejected(
          e.span(),
          "`"
              + struct.name()
              + "` is only declared in the debug info of `"
              + place.module().name()
              + "`",
          "cast the pointer to a type whose definition is there");
    }
    return classes.member(target, struct, e.member(), e.span());
  }

  /** A reference of Rust to a reference as the last of them, as Rust's {@code .} does. */
  private Operand followed(Operand operand, Span span) throws Rejected, Unavailable {
    Operand at = operand;
    while (at.type().strip() instanceof PointerType p
        && p.isFollowedToElements()
        && p.target().strip() instanceof PointerType) {
      at = pointee(at, span);
    }
    return at;
  }

  /**
   * The object in which a member is to be found: what has no such member of its own, but wraps an
   * object or points to one, stands for that.
   */
  private Operand holding(Operand operand, Expr.Member e) throws Rejected, Unavailable {
    Operand at = operand;
    while (at.type().strip() instanceof StructType struct
        && struct.size().isPresent()
        && Lookup.find(struct, e.member().text()) instanceof Lookup.Nowhere
        && views.part(at, e.member().text(), e.span()).isEmpty()) {
      Optional<Operand> inner = views.within(at, e.target().span());
      if (inner.isEmpty()) {
        return at;
      }
      at = pointee(inner.get(), e.target().span());
    }
    return at;
  }

  /** A member of a structure, wherever the structure is. */
  Operand part(Operand target, Member member, Span span) throws Unavailable {
    return switch (target) {
      case Operand.InMemory t ->
          new Operand.InMemory(
              Variables.plus(t.address(), member.offset()), member.type(), member.bits());
      case Operand.Held t -> held(t, member, span);
      case Operand.Pieced t -> variables.piece(t, member, member.name(), span);
      case Operand.Known t -> known(t, member, span);
      case Operand.Earlier t -> t.at().part(t.there(), member, span);
      case Operand.Nothing t -> throw unavailable(t, span);
      case Operand.Value t -> throw new IllegalStateException("a scalar has no members");
      case Operand.Pointing t -> throw new IllegalStateException("a pointer has no members");
      case Operand.Literal t -> throw new IllegalStateException("a literal has no members");
      case Operand.Comm t -> throw new IllegalStateException("a name has no members");
      case Operand.SiteText t -> throw new IllegalStateException("a name has no members");
      case Operand.Several t -> throw new IllegalStateException("elements have no members");
    };
  }

  private static Operand held(Operand.Held target, Member member, Span span) {
    long shift = member.offset() * 8 + member.bits().map(Member.BitField::shift).orElse(0);
    Num moved =
        shift == 0
            ? target.num()
            : new Num.Binary(Num.Operator.SHR, target.num(), new Num.Constant(shift));
    Optional<IntKind> kind = IntKind.of(member.type());
    if (kind.isPresent()) {
      int bits = member.bits().map(Member.BitField::width).orElse(kind.get().bits());
      return new Operand.Value(
          bits == 64 ? moved : new Num.Extend(moved, bits, kind.get().signed()),
          Loads.promotedField(member.type(), member.bits()));
    }
    if (member.type().strip() instanceof StructType) {
      return new Operand.Held(moved, member.type());
    }
    return new Operand.Nothing(
        "`" + member.type().name() + "` in a register", member.name(), "", member.type(), span);
  }

  private static Operand known(Operand.Known target, Member member, Span span) {
    long size = member.type().size().orElse(0);
    if (member.bits().isPresent() || member.offset() + size > target.bytes().length()) {
      return new Operand.Nothing("optimized out", member.name(), "", member.type(), span);
    }
    byte[] part =
        java.util.Arrays.copyOfRange(
            target.bytes().toArray(), (int) member.offset(), (int) (member.offset() + size));
    return new Operand.Known(ByteString.copyOf(part), member.type());
  }

  /** C++ references are followed without being asked. */
  Operand followReference(Operand operand, Span span) throws Rejected, Unavailable {
    if (operand.type().strip() instanceof PointerType p && p.kind() != PointerType.Kind.POINTER) {
      if (operand instanceof Operand.Nothing) {
        return operand;
      }
      return pointee(operand, span);
    }
    return operand;
  }

  /** What a pointer to a structure points to; anything else as it is. */
  Operand pointee(Operand operand, Span span) throws Rejected, Unavailable {
    if (operand.type().strip() instanceof PointerType pointer) {
      if (operand instanceof Operand.Pointing p) {
        return p.target();
      }
      if (operand instanceof Operand.Nothing n) {
        throw unavailable(n, span);
      }
      return new Operand.InMemory(load(operand, span).num(), pointer.target(), Optional.empty());
    }
    return operand;
  }

  private Operand index(Expr.Index e) throws Rejected, Unavailable {
    Operand target = array(e.target());
    if (target instanceof Operand.Nothing n) {
      throw unavailable(n, e.target().span());
    }
    Operand.Value index = value(e.index());
    Optional<Views.Elements> elements = views.elements(target, e.target().span());
    if (elements.isPresent()) {
      Loads.kind(index, e.index().span());
      return elements.get().at(index.num());
    }
    if (target instanceof Operand.Several several) {
      return several.elements().at(index.num());
    }
    if (target.type().strip() instanceof ArrayType array) {
      if (index.num() instanceof Num.Constant c) {
        OptionalLong count = array.counts().getFirst();
        if (c.value() < 0
            || (count.isPresent() && count.getAsLong() > 0 && c.value() >= count.getAsLong())) {
          throw new Rejected(
              e.index().span(),
              "index " + c.value() + " is outside `" + array.name() + "`",
              count.isPresent()
                  ? "its indexes are 0 to " + (count.getAsLong() - 1)
                  : "indexes start at 0");
        }
      }
      return element(target, array, index.num(), e.span());
    }
    if (target.type().strip() instanceof PointerType pointer) {
      long size = elementSize(pointer.target(), e.span());
      Num address = offset(load(target, e.target().span()).num(), index.num(), size);
      return new Operand.InMemory(address, pointer.target(), Optional.empty());
    }
    throw new Rejected(
        e.target().span(),
        "`" + target.type().name() + "` cannot be indexed",
        "only arrays and pointers can");
  }

  /** What is indexed: Rust and Go follow a pointer to an array to its elements. */
  private Operand array(Expr expr) throws Rejected, Unavailable {
    Operand target = views.unwrapped(views.referred(operand(expr), expr.span()), expr.span());
    return target.type().strip() instanceof PointerType p
            && p.target().strip() instanceof ArrayType
            && p.isFollowedToElements()
            && !(target instanceof Operand.Nothing)
        ? pointee(target, expr.span())
        : target;
  }

  Operand element(Operand target, ArrayType array, Num index, Span span)
      throws Rejected, Unavailable {
    Type element = array.indexed();
    long size = elementSize(element, span);
    if (target instanceof Operand.InMemory t) {
      return new Operand.InMemory(offset(t.address(), index, size), element, Optional.empty());
    }
    if (index instanceof Num.Constant c && target instanceof Operand.Known t) {
      return known(t, new Member("", element, c.value() * size, Optional.empty(), false), span);
    }
    if (target instanceof Operand.Nothing t) {
      throw unavailable(t, span);
    }
    throw new Unavailable(
        span, "the array is not in memory here", "not in memory", "index it by a constant");
  }

  static Num offset(Num address, Num index, long size) {
    if (index instanceof Num.Constant c) {
      return Variables.plus(address, c.value() * size);
    }
    Num scaled =
        size == 1 ? index : new Num.Binary(Num.Operator.MUL, index, new Num.Constant(size));
    return new Num.Binary(Num.Operator.ADD, address, scaled);
  }

  static long elementSize(Type type, Span span) throws Rejected {
    OptionalLong size = type.strip() instanceof VoidType ? OptionalLong.of(1) : type.size();
    if (size.isEmpty()) {
      throw new Rejected(
          span,
          "the size of `" + type.name() + "` is not known",
          "cast to a type that is complete");
    }
    return size.getAsLong();
  }

  private Operand slice(Expr.Slice e) throws Rejected, Unavailable {
    Operand target = array(e.target());
    if (!(value(e.from()).num() instanceof Num.Constant from)
        || !(value(e.to()).num() instanceof Num.Constant to)) {
      throw new Rejected(
          e.span(),
          "the bounds of a slice must be constants",
          "take a slice that is long enough, and keep its length in a column of its own");
    }
    if (from.value() < 0 || to.value() <= from.value()) {
      throw new Rejected(e.span(), "the slice is empty", "`a[0..4]` holds the elements 0 to 3");
    }
    Optional<Views.Elements> elements = views.elements(target, e.target().span());
    if (elements.isPresent()) {
      return Operand.Several.of(elements.get().slice(from.value(), to.value(), e.span()));
    }
    Type element;
    Num address;
    if (target.type().strip() instanceof ArrayType array && target instanceof Operand.InMemory t) {
      OptionalLong count = array.counts().getFirst();
      if (count.isPresent() && to.value() > count.getAsLong()) {
        throw new Rejected(
            e.to().span(),
            "the slice ends outside `" + array.name() + "`",
            "it has " + count.getAsLong() + " elements");
      }
      element = array.indexed();
      address = t.address();
    } else if (target.type().strip() instanceof PointerType pointer) {
      element = pointer.target();
      address = load(target, e.target().span()).num();
    } else {
      throw new Rejected(
          e.target().span(),
          "`" + target.type().name() + "` cannot be sliced",
          "only arrays in memory and pointers can");
    }
    long size = elementSize(element, e.span());
    return new Operand.InMemory(
        Variables.plus(address, from.value() * size),
        new ArrayType(element, List.of(OptionalLong.of(to.value() - from.value()))),
        Optional.empty());
  }

  private Operand cast(Expr.Cast e) throws Rejected, Unavailable {
    Type type = types.find(e.type());
    Operand.Value operand = load(Operators.decayed(operand(e.operand())), e.operand().span());
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
              : "casts go to integers and pointers");
    }
    return Loads.folded(new Operand.Value(Variables.narrow(operand.num(), kind.get()), type));
  }

  private Operand sizeOf(Expr.SizeOf e) throws Rejected, Unavailable {
    Type type =
        e.type().isPresent() ? types.find(e.type().get()) : typeOf(e.operand().orElseThrow());
    return new Operand.Value(
        new Num.Constant(elementSize(type, e.span())), IntKind.UNSIGNED_LONG.type());
  }

  /** A plain name is a variable, or else a type. */
  private Type typeOf(Expr expr) throws Rejected, Unavailable {
    if (expr instanceof Expr.Variable v && !isLet(v.name()) && !isVariable(v)) {
      return types.find(new Expr.TypeName(v.name(), v.span()));
    }
    return operand(expr).type();
  }

  /** Whether a name that is not the script's is the program's: of a variable or a member. */
  boolean isVariable(Expr.Variable e) throws Rejected {
    try {
      return classes.unqualified(e.name(), e.span()).isPresent()
          || variables.find(e.name()).isPresent();
    } catch (Unavailable there) {
      return true;
    }
  }

  private Operand call(Expr.Call e) throws Rejected, Unavailable {
    return switch (e.function().text()) {
      case "$reg" -> specials.register(e);
      case "$globals" ->
          throw new Rejected(
              e.span(),
              "`$globals` stands for several columns",
              "use it alone: `emit $globals(conn_*);`");
      case "size", "length", "len" -> length(e);
      case "container_of" -> containerOf(e);
      case "addr" -> address(e);
      case "strlen", "contains", "starts_with", "strncmp", "memcmp", "hex" -> strings.call(e);
      case "entry" -> entry(e);
      case "start" -> start(e);
      default ->
          throw new Rejected(
              e.function().span(),
              "no function `" + e.function().text() + "`",
              "a probe cannot call the program; there are `strlen`, `contains`, `starts_with`,"
                  + " `strncmp`, `memcmp`, `sizeof`, `cast`, `container_of`, `addr`, `entry`,"
                  + " `start`, `$reg`; `x.size()` is the length of a container");
    };
  }

  /** {@code v.size()}, {@code s.len()}. */
  private Operand length(Expr.Call e) throws Rejected, Unavailable {
    if (e.arguments().size() == 1) {
      Expr of = e.arguments().getFirst();
      Operand object = array(of);
      if (object.type().strip() instanceof PointerType) {
        object = pointee(object, of.span());
      }
      Optional<Views.Elements> elements = views.elements(object, of.span());
      if (elements.isPresent()) {
        return new Operand.Value(elements.get().count(), IntKind.UNSIGNED_LONG.type());
      }
      if (object.type().strip() instanceof ArrayType a && a.counts().getFirst().isPresent()) {
        return new Operand.Value(
            new Num.Constant(a.counts().getFirst().getAsLong()), IntKind.UNSIGNED_LONG.type());
      }
      throw new Rejected(
          of.span(),
          "`" + object.type().name() + "` has no length",
          "strings, vectors, spans, slices and arrays have");
    }
    throw new Rejected(
        e.span(),
        "`" + e.function().text() + "` takes nothing",
        "write `x." + e.function().text() + "()`");
  }

  private Operand entry(Expr.Call e) throws Rejected, Unavailable {
    if (earlier.isEmpty() || !earlier.get().ofCall()) {
      throw new Rejected(
          e.span(),
          "`entry` is known only when a function returns",
          earlier.isEmpty()
              ? "write `trace f return { emit entry(n); }`"
              : "`start(EXPR)` is what an expression was where the span began");
    }
    Specials.paired(place, e.span(), "entry");
    return before(e, earlier.get(), "the entry");
  }

  private Operand start(Expr.Call e) throws Rejected, Unavailable {
    if (earlier.isEmpty() || earlier.get().ofCall()) {
      throw new Rejected(
          e.span(),
          "`start` is known only at the end of a span",
          "write `span s from a to b { emit start(n); }`");
    }
    return before(e, earlier.get(), "the start of the span");
  }

  private Operand before(Expr.Call e, Earlier then, String when) throws Rejected, Unavailable {
    String function = e.function().text();
    if (e.arguments().size() != 1) {
      throw new Rejected(
          e.span(),
          "`" + function + "` takes one expression",
          "write `" + function + "(n)`, `" + function + "(r->uri)`");
    }
    for (String name : lets.keySet()) {
      if (mentions(e.arguments().getFirst(), name)) {
        throw new Rejected(
            e.span(),
            "`" + name + "` is a variable of the script, which has no value at " + when,
            "write what it stands for: `" + function + "(EXPR)`");
      }
    }
    return then.operand(e.arguments().getFirst());
  }

  private static boolean mentions(Expr expr, String name) {
    return switch (expr) {
      case Expr.Variable e -> e.name().equals(name);
      case Expr.Member e -> mentions(e.target(), name);
      case Expr.Index e -> mentions(e.target(), name) || mentions(e.index(), name);
      case Expr.Slice e ->
          mentions(e.target(), name) || mentions(e.from(), name) || mentions(e.to(), name);
      case Expr.Unary e -> mentions(e.operand(), name);
      case Expr.Binary e -> mentions(e.left(), name) || mentions(e.right(), name);
      case Expr.Conditional e ->
          mentions(e.condition(), name)
              || mentions(e.then(), name)
              || mentions(e.otherwise(), name);
      case Expr.Cast e -> mentions(e.operand(), name);
      case Expr.SizeOf e -> e.operand().filter(o -> mentions(o, name)).isPresent();
      case Expr.Call e -> e.arguments().stream().anyMatch(a -> mentions(a, name));
      case Expr.IntegerLiteral e -> false;
      case Expr.FloatLiteral e -> false;
      case Expr.CharLiteral e -> false;
      case Expr.StringLiteral e -> false;
      case Expr.BoolLiteral e -> false;
      case Expr.NullLiteral e -> false;
      case Expr.Special e -> false;
    };
  }

  private Operand containerOf(Expr.Call e) throws Rejected, Unavailable {
    if (e.arguments().size() != 3
        || !(e.arguments().get(1) instanceof Expr.StringLiteral typeName)
        || !(e.arguments().get(2) instanceof Expr.StringLiteral memberName)) {
      throw new Rejected(
          e.span(),
          "`container_of` takes a pointer, a type and a member",
          "write `container_of(p, \"struct x\", \"member\")`");
    }
    Type type = types.find(new Expr.TypeName(typeName.bytes(), typeName.span()));
    if (!(type.strip() instanceof StructType struct)) {
      throw new Rejected(
          typeName.span(),
          "`" + type.name() + "` is not a structure",
          "name a struct, class or union");
    }
    Member member =
        Members.find(struct, memberName.bytes())
            .orElseThrow(
                () ->
                    new Rejected(
                        memberName.span(),
                        "`" + struct.name() + "` has no member `" + memberName.bytes() + "`",
                        Names.didYouMean(
                            memberName.bytes(),
                            Members.names(struct),
                            "its members: " + String.join(", ", Members.names(struct)))));
    Num pointer = value(e.arguments().get(0)).num();
    return new Operand.Value(
        Variables.plus(pointer, -member.offset()),
        new PointerType(PointerType.Kind.POINTER, 8, () -> type));
  }

  private Operand address(Expr.Call e) throws Rejected {
    if (e.arguments().size() != 1
        || !(e.arguments().getFirst() instanceof Expr.StringLiteral name)) {
      throw new Rejected(e.span(), "`addr` takes the name of a symbol", "write `addr(\"table\")`");
    }
    var symbols = place.module().elf().symbols().named(name.bytes());
    if (symbols.isEmpty()) {
      throw new Rejected(
          name.span(),
          "no symbol `" + name.bytes() + "` in `" + place.module().name() + "`",
          Names.didYouMean(
              name.bytes(), place.module().elf().symbols().names(), "it may be in another module"));
    }
    if (symbols.stream().anyMatch(s -> s.kind() == Symbol.Kind.THREAD_LOCAL)) {
      throw new Rejected(
          name.span(),
          "`" + name.bytes() + "` is thread-local: it has an address for each thread",
          "thread-local variables cannot be read yet");
    }
    if (symbols.stream().map(Symbol::address).distinct().count() > 1) {
      throw new Rejected(
          name.span(),
          "`"
              + name.bytes()
              + "` is the name of several symbols: "
              + String.join(
                  ", ",
                  symbols.stream().map(s -> s.address().toString()).distinct().sorted().toList()),
          "name the variable itself where it is visible: `&" + name.bytes() + "`");
    }
    if (variables.isElsewhere(name.bytes())) {
      throw new Rejected(
          name.span(),
          "the executable may have a copy of `" + name.bytes() + "` that counts",
          "take its address in a probe of the executable");
    }
    return new Operand.Value(
        Terms.atRunTime(symbols.getFirst().address().value(), place),
        new PointerType(PointerType.Kind.POINTER, 8, VoidType::new));
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
        "`" + nothing.name() + "` cannot be read at `" + place.where() + "`: " + nothing.why(),
        nothing.why(),
        hint);
  }

  Place place() {
    return place;
  }

  Variables variables() {
    return variables;
  }

  Views views() {
    return views;
  }

  ClassMembers classes() {
    return classes;
  }
}
