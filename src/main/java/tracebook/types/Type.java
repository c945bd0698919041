package tracebook.types;

import java.util.OptionalLong;

/**
 * A type of the traced program. The set is closed: a switch over it has no default.
 *
 * <p>Types may refer to each other in cycles ({@code struct node} holds a pointer to itself), so
 * those that can close a cycle load what they refer to when asked, and two types are the same only
 * if they are the same object.
 */
public sealed interface Type
    permits ArrayType,
        BoolType,
        CharType,
        EnumType,
        FloatType,
        FunctionType,
        IntegerType,
        MemberPointerType,
        PointerType,
        QualifiedType,
        StructType,
        TypedefType,
        UnknownType,
        VoidType {

  /**
   * As a declaration in the program's language names it: {@code unsigned int}, {@code struct req
   * *}.
   */
  String name();

  /**
   * Size in bytes; empty for what has none here: void, functions, incomplete types, dynamic arrays.
   */
  OptionalLong size();

  /** The type behind typedefs and qualifiers. */
  default Type strip() {
    Type type = this;
    while (true) {
      if (type instanceof TypedefType alias) {
        type = alias.target();
      } else if (type instanceof QualifiedType qualified) {
        type = qualified.target();
      } else {
        return type;
      }
    }
  }
}
