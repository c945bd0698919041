package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.NamedType;
import tracebook.lang.Expr;
import tracebook.source.Names;
import tracebook.source.Span;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.FloatType;
import tracebook.types.IntegerType;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.Shape;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.VoidType;

/** Type names of casts: the program's own types, and C's basic ones as x86-64 has them. */
final class TypeNames {
  private static final Pattern STARS = Pattern.compile("^(.*?)\\s*((?:\\*\\s*(?:const\\s*)?)*)$");

  private final Place place;

  TypeNames(Place place) {
    this.place = place;
  }

  Type find(Expr.TypeName name) throws Rejected {
    Matcher matcher = STARS.matcher(name.text().strip());
    String base = matcher.matches() ? matcher.group(1) : name.text();
    long stars = matcher.matches() ? matcher.group(2).chars().filter(c -> c == '*').count() : 0;
    Type type =
        named(
            base.replaceAll("^(const|volatile)\\s+", "").replaceAll("\\s+(const|volatile)$", ""),
            name);
    for (long i = 0; i < stars; i++) {
      Type target = type;
      type = new PointerType(PointerType.Kind.POINTER, 8, () -> target);
    }
    return type;
  }

  private Type named(String base, Expr.TypeName name) throws Rejected {
    Optional<Type> basic = basic(base);
    if (basic.isPresent()) {
      return basic.get();
    }
    Optional<DebugInfo> debug = place.module().debug();
    if (debug.isEmpty()) {
      throw new Rejected(
          name.span(),
          "the type `" + base + "` is not known: `" + place.module().name() + "` has no debug info",
          "cast to a basic type such as `unsigned long` or `char *`");
    }
    if (place.missing().isPresent()) {
      throw new Rejected(
          name.span(),
          "the type `"
              + base
              + "` is not known: part of the debug info of `"
              + place.module().name()
              + "` is missing",
          place.missing().get());
    }
    Optional<Type> argument = templateArgument(base);
    if (argument.isPresent()) {
      return argument.get();
    }
    List<NamedType> types = TypeSearch.at(debug.get(), base, place);
    if (types.size() > 1) {
      throw several(base, types, name.span());
    }
    if (!types.isEmpty()) {
      return types.getFirst().type();
    }
    throw new Rejected(
        name.span(),
        "no type `" + base + "` in `" + place.module().name() + "`",
        Names.didYouMean(
            base, debug.get().typeNames(), "`%type NAME*` lists the types of the program"));
  }

  /** A type that the function, or the class that it is a member of, was made for. */
  private Optional<Type> templateArgument(String name) {
    if (place.scopes().isEmpty()) {
      return Optional.empty();
    }
    Function function = place.scopes().getFirst().function();
    List<Shape.Argument> all = new ArrayList<>(function.typeArguments());
    function.parameters().stream()
        .filter(p -> p.name().equals("this"))
        .map(p -> p.type().strip())
        .filter(t -> t instanceof PointerType)
        .map(t -> ((PointerType) t).target().strip())
        .filter(t -> t instanceof StructType)
        .forEach(t -> all.addAll(((StructType) t).shape().arguments()));
    return all.stream().filter(a -> a.name().equals(name)).findFirst().map(Shape.Argument::type);
  }

  static Rejected several(String name, List<NamedType> types, Span span) {
    return new Rejected(
        span,
        "`" + name + "` means several types: " + described(types),
        "probe a function of the file that defines the one you mean, or write more of its name");
  }

  private static String described(List<NamedType> types) {
    return types.stream()
        .limit(5)
        .map(t -> "`" + t.type().name() + "` of " + t.declared())
        .collect(Collectors.joining(", "));
  }

  private static Optional<Type> basic(String name) {
    return Optional.ofNullable(
        switch (String.join(" ", name.trim().split("\\s+"))) {
          case "void" -> new VoidType();
          case "_Bool", "bool" -> new BoolType("bool", 1);
          case "char" -> new CharType("char", 1, true);
          case "signed char" -> new CharType("signed char", 1, true);
          case "unsigned char" -> new CharType("unsigned char", 1, false);
          case "short", "short int", "signed short" -> new IntegerType("short", 2, true);
          case "unsigned short", "unsigned short int" ->
              new IntegerType("unsigned short", 2, false);
          case "int", "signed", "signed int" -> new IntegerType("int", 4, true);
          case "unsigned", "unsigned int" -> new IntegerType("unsigned int", 4, false);
          case "long", "long int", "signed long" -> new IntegerType("long", 8, true);
          case "unsigned long", "unsigned long int", "long unsigned int" ->
              new IntegerType("unsigned long", 8, false);
          case "long long", "long long int" -> new IntegerType("long long", 8, true);
          case "unsigned long long", "unsigned long long int" ->
              new IntegerType("unsigned long long", 8, false);
          case "size_t", "uintptr_t" -> new IntegerType("unsigned long", 8, false);
          case "ssize_t", "intptr_t", "ptrdiff_t" -> new IntegerType("long", 8, true);
          case "int8_t", "i8" -> new IntegerType("int8_t", 1, true);
          case "uint8_t", "u8" -> new IntegerType("uint8_t", 1, false);
          case "int16_t", "i16" -> new IntegerType("int16_t", 2, true);
          case "uint16_t", "u16" -> new IntegerType("uint16_t", 2, false);
          case "int32_t", "i32" -> new IntegerType("int32_t", 4, true);
          case "uint32_t", "u32" -> new IntegerType("uint32_t", 4, false);
          case "int64_t", "i64", "isize" -> new IntegerType("int64_t", 8, true);
          case "uint64_t", "u64", "usize" -> new IntegerType("uint64_t", 8, false);
          case "float", "f32" -> new FloatType("float", 4);
          case "double", "f64" -> new FloatType("double", 8);
          default -> null;
        });
  }

  /** The element type behind qualifiers, for pointer arithmetic. */
  static Type unqualified(Type type) {
    return type instanceof QualifiedType q ? unqualified(q.target()) : type;
  }
}
