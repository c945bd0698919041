package tracebook.types;

import java.util.OptionalLong;

/** Declares a name with a type in C's syntax, where what is declared stands inside of its type. */
public final class Declarator {
  private Declarator() {}

  /**
   * A declaration: {@code char *argv[]}, {@code int (*handler)(int)}.
   *
   * @param name empty for the type alone
   */
  public static String of(Type type, String name) {
    return switch (type) {
      case PointerType t when t.written().isEmpty() -> pointer(t, name);
      case ArrayType t when t.written().isEmpty() -> of(t.element(), name + bounds(t));
      case FunctionType t when t.written().isEmpty() ->
          t.result() + " " + name + "(" + t.parameters() + ")";
      case MemberPointerType t -> of(t.target(), member(t, name));
      case QualifiedType t when t.target() instanceof ArrayType a && a.written().isEmpty() ->
          of(qualified(a.element(), t.qualifier()), name + bounds(a));
      case QualifiedType t when t.target() instanceof PointerType p && p.written().isEmpty() ->
          of(p, " " + t.qualifier() + behind(name));
      case QualifiedType t when !(t.target().strip() instanceof PointerType) ->
          t.qualifier() + " " + of(t.target(), name);
      case QualifiedType t -> t.target().name() + " " + t.qualifier() + behind(name);
      case PointerType t -> t.written() + behind(name);
      case ArrayType t -> t.written() + behind(name);
      case FunctionType t -> t.written() + behind(name);
      case BoolType t -> t.name() + behind(name);
      case CharType t -> t.name() + behind(name);
      case EnumType t -> t.name() + behind(name);
      case FloatType t -> t.name() + behind(name);
      case IntegerType t -> t.name() + behind(name);
      case StructType t -> t.name() + behind(name);
      case TypedefType t -> t.name() + behind(name);
      case UnknownType t -> t.name() + behind(name);
      case VoidType t -> t.name() + behind(name);
    };
  }

  /**
   * An array's qualifier is its elements' (C11, 6.7.3); compilers state it of either or of both.
   */
  private static Type qualified(Type element, String qualifier) {
    for (Type at = element; at instanceof QualifiedType known; at = known.target()) {
      if (known.qualifier().equals(qualifier)) {
        return element;
      }
    }
    return new QualifiedType(qualifier, element);
  }

  private static String member(MemberPointerType type, String name) {
    String star = type.of().name() + "::*" + name;
    return type.isToFunction() ? "(" + star + ")" : star;
  }

  private static String pointer(PointerType type, String name) {
    String star =
        switch (type.kind()) {
          case POINTER -> "*";
          case REFERENCE -> "&";
          case RVALUE_REFERENCE -> "&&";
        };
    Type target = type.named();
    boolean binds =
        (target instanceof ArrayType a && a.written().isEmpty())
            || (target instanceof FunctionType f && f.written().isEmpty());
    return of(target, binds ? "(" + star + name + ")" : star + name);
  }

  /** Names of arrays stand close, {@code int[3]}; other names behind a blank. */
  private static String behind(String name) {
    return name.isEmpty() || name.startsWith("[") || name.startsWith(" ") ? name : " " + name;
  }

  private static String bounds(ArrayType type) {
    StringBuilder out = new StringBuilder();
    for (OptionalLong count : type.counts()) {
      out.append('[').append(count.isPresent() ? count.getAsLong() : "").append(']');
    }
    return out.toString();
  }
}
