package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.NamedType;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.ir.Num;
import tracebook.lang.Name;
import tracebook.source.Names;
import tracebook.source.Span;
import tracebook.types.EnumType;
import tracebook.types.Lookup;
import tracebook.types.Member;
import tracebook.types.Members;
import tracebook.types.PointerType;
import tracebook.types.Shape;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * Members of classes by their names: of an object, through {@code this}, of the class itself, and
 * what a lambda has captured.
 */
final class ClassMembers {
  private static final String THIS = "this";

  /** A structure can embed a pointer to itself. */
  private static final int DEEPEST_EMBEDDED = 8;

  private final Expressions expressions;
  private final Variables variables;
  private final Place place;

  ClassMembers(Expressions expressions, Variables variables, Place place) {
    this.expressions = expressions;
    this.variables = variables;
    this.place = place;
  }

  /** A member of an object. */
  Operand member(Operand object, StructType struct, Name name, Span span)
      throws Rejected, Unavailable {
    return switch (Lookup.find(struct, name.text())) {
      case Lookup.Placed found -> placed(object, found, span);
      case Lookup.OfClass found -> variables.ofClass(found, span);
      case Lookup.Ambiguous found ->
          throw new Rejected(
              name.span(),
              "`"
                  + name.text()
                  + "` is a member of several classes: `"
                  + String.join("`, `", found.classes())
                  + "`",
              "name the class: `x."
                  + Members.lastPart(found.classes().getFirst())
                  + "::"
                  + ScopedNames.last(name.text())
                  + "`");
      case Lookup.Nowhere found -> {
        Optional<Operand> promoted = promoted(object, struct, name, span);
        if (promoted.isPresent()) {
          yield promoted.get();
        }
        if (struct.shape().unplaced().stream().anyMatch(u -> u.name().equals(name.text()))) {
          throw new Rejected(
              name.span(),
              "where `"
                  + name.text()
                  + "` lies in `"
                  + struct.name()
                  + "` is known only while the program runs",
              "members before a variable-length array can be read, and the array itself");
        }
        Undefined.refuse(struct, name.span());
        throw new Rejected(
            name.span(),
            "`" + struct.name() + "` has no member `" + name.text() + "`",
            Names.didYouMean(
                name.text(),
                Members.names(struct),
                "its members: " + Names.first(Members.names(struct), 20)));
      }
    };
  }

  /**
   * A member of a member that is embedded, as in Go: the one at the smallest depth (The Go
   * specification, "Selectors").
   */
  private Optional<Operand> promoted(Operand object, StructType struct, Name name, Span span)
      throws Rejected, Unavailable {
    List<List<String>> level = new ArrayList<>();
    struct.shape().embedded().forEach(e -> level.add(List.of(e)));
    for (int depth = 0; depth < DEEPEST_EMBEDDED && !level.isEmpty(); depth++) {
      List<List<String>> found = new ArrayList<>();
      List<List<String>> next = new ArrayList<>();
      for (List<String> path : level) {
        Optional<StructType> at = along(struct, path);
        if (at.isEmpty()) {
          continue;
        }
        if (isMember(at.get(), name.text())) {
          found.add(path);
        }
        for (String inner : at.get().shape().embedded()) {
          List<String> longer = new ArrayList<>(path);
          longer.add(inner);
          next.add(longer);
        }
      }
      if (found.size() > 1) {
        throw new Rejected(
            name.span(),
            "`"
                + name.text()
                + "` is a member of several embedded ones: `"
                + String.join("`, `", found.stream().map(p -> String.join(".", p)).toList())
                + "`",
            "name the one that you mean: `x."
                + found.getFirst().getFirst()
                + "."
                + name.text()
                + "`");
      }
      if (!found.isEmpty()) {
        Operand at = object;
        for (String part : found.getFirst()) {
          StructType in = struct(at.type()).orElseThrow();
          Member member = Members.find(in, part).orElseThrow();
          at = expressions.pointee(expressions.part(at, member, span), span);
        }
        return Optional.of(member(at, struct(at.type()).orElseThrow(), name, span));
      }
      level.clear();
      level.addAll(next);
    }
    return Optional.empty();
  }

  private static Optional<StructType> along(StructType struct, List<String> path) {
    Optional<StructType> at = Optional.of(struct);
    for (String part : path) {
      at =
          at.flatMap(s -> Members.find(s, part))
              .flatMap(m -> pointed(m.type()).or(() -> struct(m.type())));
    }
    return at;
  }

  private Operand placed(Operand object, Lookup.Placed found, Span span) throws Unavailable {
    Operand at = object;
    for (Lookup.Hop hop : found.path()) {
      at = base(at, hop, span);
    }
    return expressions.part(at, found.member(), span);
  }

  // ---- virtual base classes

  /** A virtual base class of an object. */
  Operand base(Operand object, Lookup.Hop hop, Span span) throws Unavailable {
    Shape.Unplaced base = hop.base();
    if (object instanceof Operand.Nothing nothing) {
      throw expressions.unavailable(nothing, span);
    }
    if (!(object instanceof Operand.InMemory memory)
        || base.slot().isEmpty()
        || !(base.type().strip() instanceof StructType struct)
        || struct.size().isEmpty()) {
      throw new Unavailable(
          span,
          "where the virtual base class `" + base.type().name() + "` lies cannot be read here",
          "in a virtual base class",
          "read it through a pointer or a reference to `" + base.type().name() + "`");
    }
    Num from = Variables.plus(memory.address(), hop.offset());
    return new Operand.InMemory(
        VirtualBases.address(from, base.slot().getAsLong(), struct), base.type(), Optional.empty());
  }

  // ---- names without an object in front

  /**
   * What a name means that the function does not declare: a member of the object that it works on,
   * what a lambda has captured, a static member of its class, a number that a template was made
   * for.
   */
  Optional<Operand> unqualified(String name, Span span) throws Rejected, Unavailable {
    if (variables.names().isDeclaredHere(name) && !isClosure(name)) {
      return Optional.empty();
    }
    Optional<VisibleNames.Unclear> hidden =
        isClosure(name) ? Optional.empty() : variables.names().perhapsOwn(name);
    if (hidden.isEmpty()) {
      return ofClass(name, span);
    }
    boolean member;
    try {
      member = ofClass(name, span).isPresent();
    } catch (Unavailable there) {
      member = true;
    }
    return member ? Optional.of(unclear(hidden.get(), name, span)) : Optional.empty();
  }

  private static Operand unclear(VisibleNames.Unclear how, String name, Span span) {
    return new Operand.Nothing(how.why(), name, how.hint(), how.one().type(), span);
  }

  private Optional<Operand> ofClass(String name, Span span) throws Rejected, Unavailable {
    Optional<Operand> argument = templateArgument(name);
    if (argument.isPresent()) {
      return argument;
    }
    Optional<Variable> own =
        variables.names().own("__closure").or(() -> variables.names().own(THIS));
    if (own.isPresent()) {
      Optional<Operand> found = through(own.get(), name, span);
      if (found.isPresent()) {
        return found;
      }
    }
    return ofEnclosingClass(name, span);
  }

  /**
   * Whether the name is {@code this} and means the lambda, where it has to mean what it captured.
   */
  private boolean isClosure(String name) {
    return name.equals(THIS)
        && variables
            .names()
            .own(THIS)
            .flatMap(v -> pointed(v.type()))
            .filter(s -> isLambda(s))
            .isPresent();
  }

  private Optional<Operand> through(Variable own, String name, Span span)
      throws Rejected, Unavailable {
    Optional<StructType> object = pointed(own.type());
    if (object.isEmpty()) {
      return Optional.empty();
    }
    if (!isLambda(object.get())) {
      return isMember(object.get(), name)
          ? Optional.of(of(variables.read(own, span), object.get(), name, span))
          : Optional.empty();
    }
    List<String> captured = new ArrayList<>(List.of(name, "__" + name));
    for (String each : captured) {
      if (isMember(object.get(), each)) {
        return Optional.of(of(variables.read(own, span), object.get(), each, span));
      }
    }
    // gcc has a variable of its own for what a lambda captured; then the object is found as that.
    for (String each : List.of(THIS, "__this")) {
      Optional<StructType> outer =
          Lookup.find(object.get(), each) instanceof Lookup.Placed(var path, Member held)
                  && path.isEmpty()
              ? pointed(held.type()).or(() -> struct(held.type()))
              : Optional.empty();
      if (outer.isPresent() && isMember(outer.get(), name)) {
        Optional<VisibleNames.Unclear> hidden = variables.names().perhapsAround(name);
        if (hidden.isPresent()) {
          return Optional.of(unclear(hidden.get(), name, span));
        }
        Operand its = of(variables.read(own, span), object.get(), each, span);
        return Optional.of(of(its, outer.get(), name, span));
      }
    }
    return Optional.empty();
  }

  private Operand of(Operand object, StructType struct, String name, Span span)
      throws Rejected, Unavailable {
    if (Lookup.find(struct, name) instanceof Lookup.OfClass found) {
      return variables.ofClass(found, span); // It is there without the object.
    }
    Operand at = expressions.pointee(object, span);
    if (at instanceof Operand.Nothing nothing) {
      throw expressions.unavailable(nothing, span);
    }
    return member(at, struct, new Name(name, span), span);
  }

  private static boolean isMember(StructType struct, String name) {
    return !(Lookup.find(struct, name) instanceof Lookup.Nowhere);
  }

  /** A class without a name is one of a lambda where it has its operator: gcc calls it so. */
  private static boolean isLambda(StructType struct) {
    return struct.name().equals("class {...}")
        || Members.lastPart(struct.name()).startsWith("<lambda")
        || struct.name().equals("struct {...}");
  }

  private static Optional<StructType> pointed(Type type) {
    return type.strip() instanceof PointerType p ? struct(p.target()) : Optional.empty();
  }

  private static Optional<StructType> struct(Type type) {
    return type.strip() instanceof StructType s ? Optional.of(s) : Optional.empty();
  }

  /** A static member of a class around the function; also {@code Server::count}. */
  private Optional<Operand> ofEnclosingClass(String name, Span span) throws Rejected {
    if (place.module().debug().isEmpty() || place.missing().isPresent()) {
      return Optional.empty();
    }
    DebugInfo debug = place.module().debug().get();
    String function = variables.function().map(Function::qualifiedName).orElse("");
    List<String> scopes = ScopedNames.around(function);
    String last = ScopedNames.last(name);
    String qualifier = name.substring(0, name.length() - last.length());
    for (String scope : scopes) {
      String of = scope + qualifier;
      if (of.isEmpty()) {
        continue;
      }
      List<NamedType> owners =
          typesNamed(debug, of.substring(0, of.length() - 2)).stream()
              .filter(type -> ofClass(type, last).isPresent())
              .toList();
      if (owners.size() > 1) {
        throw TypeNames.several(of.substring(0, of.length() - 2), owners, span);
      }
      if (!owners.isEmpty()) {
        Optional<VisibleNames.Unclear> hidden = variables.names().perhapsAround(name);
        if (hidden.isPresent()) {
          return Optional.of(unclear(hidden.get(), name, span));
        }
        return Optional.of(variables.ofClass(ofClass(owners.getFirst(), last).orElseThrow(), span));
      }
    }
    return Optional.empty();
  }

  private static Optional<Lookup.OfClass> ofClass(NamedType type, String name) {
    return struct(type.type())
        .flatMap(
            s ->
                Lookup.find(s, name) instanceof Lookup.OfClass found
                    ? Optional.of(found)
                    : Optional.empty());
  }

  private List<NamedType> typesNamed(DebugInfo debug, String name) {
    Optional<Address> near = Optional.of(place.address());
    List<NamedType> types = debug.namedTypes(name, near);
    return types.isEmpty() && name.contains("<") ? TypeSearch.find(debug, name, near) : types;
  }

  private Optional<Operand> templateArgument(String name) {
    List<Shape.Constant> constants = new ArrayList<>();
    variables.function().ifPresent(f -> constants.addAll(f.constants()));
    variables
        .names()
        .own(THIS)
        .flatMap(v -> pointed(v.type()))
        .ifPresent(s -> constants.addAll(s.shape().constants()));
    return constants.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .map(c -> new Operand.Value(new Num.Constant(c.value()), c.type()));
  }

  /** {@code Colour::Red} where nothing beside it tells the enumeration. */
  Optional<Operand> enumerator(String name, Span span) throws Rejected {
    String last = ScopedNames.last(name);
    String qualifier = name.substring(0, name.length() - last.length());
    if (qualifier.isEmpty() || place.module().debug().isEmpty() || place.missing().isPresent()) {
      return Optional.empty();
    }
    DebugInfo debug = place.module().debug().get();
    String function = variables.function().map(Function::qualifiedName).orElse("");
    for (String scope : ScopedNames.around(function)) {
      String type = scope + qualifier.substring(0, qualifier.length() - 2);
      List<NamedType> with =
          debug.namedTypes(type, Optional.of(place.address())).stream()
              .filter(found -> value(found, name).isPresent())
              .toList();
      if (with.stream().map(found -> value(found, name)).distinct().count() > 1) {
        throw TypeNames.several(type, with, span);
      }
      if (!with.isEmpty()) {
        long value = value(with.getFirst(), name).orElseThrow();
        return Optional.of(new Operand.Value(new Num.Constant(value), with.getFirst().type()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Long> value(NamedType type, String name) {
    return type.type().strip() instanceof EnumType e
        ? enumerator(e, name).map(EnumType.Enumerator::value)
        : Optional.empty();
  }

  /** An enumerator by its whole name, {@code Colour::Red}; the outer parts may be left out. */
  static Optional<EnumType.Enumerator> enumerator(EnumType type, String name) {
    String last = ScopedNames.last(name);
    String whole = type.name().startsWith("enum ") ? type.name().substring(5) : type.name();
    for (EnumType.Enumerator one : type.enumerators()) {
      boolean named = one.name().equals(last) || one.name().endsWith("::" + last);
      if (named && isScopeOf(whole, name.substring(0, name.length() - last.length()))) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Whether an alternative of a type is meant: {@code Some}, {@code Option::Some}. */
  static boolean isNamed(String alternative, String type, String name) {
    String last = ScopedNames.last(name);
    return alternative.equals(last)
        && isScopeOf(type, name.substring(0, name.length() - last.length()));
  }

  /** An unscoped enumeration lends its names to the scope around it (C++20, section 9.7.1). */
  private static boolean isScopeOf(String type, String qualifier) {
    if (qualifier.isEmpty()) {
      return true;
    }
    String outer = ScopedNames.around(type).getFirst();
    return ("::" + type + "::").endsWith("::" + qualifier)
        || ("::" + outer).endsWith("::" + qualifier);
  }
}
