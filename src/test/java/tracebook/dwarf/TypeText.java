package tracebook.dwarf;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.FunctionType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.MemberPointerType;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.TypedefType;
import tracebook.types.UnknownType;
import tracebook.types.VariantPart;
import tracebook.types.VoidType;

/** Types in the words of scopes.py, which asks gdb for them. */
final class TypeText {
  /** Members of Rust's tuples are {@code __0} in the debug info and {@code .0} in the language. */
  private static final Pattern TUPLE = Pattern.compile("^[0-9]+$");

  private TypeText() {}

  /**
   * A type by its layout.
   *
   * @param depth so many pointers are followed
   */
  static String describe(Type of, int depth) {
    return switch (of) {
      case TypedefType alias -> describe(alias.target(), depth);
      case QualifiedType qualified -> describe(qualified.target(), depth);
      case IntegerType integer -> "int" + integer.bytes() + (integer.signed() ? "s" : "u");
      case CharType character -> "int" + character.bytes() + (character.signed() ? "s" : "u");
      case BoolType bool -> "bool" + bool.bytes();
      case FloatType number -> "float" + number.bytes();
      // What Go calls a function is a pointer to one and to what it has captured.
      case PointerType closure when closure.written().startsWith("func") -> "function";
      case PointerType pointer ->
          (pointer.kind() == PointerType.Kind.POINTER ? "*" : "&")
              + (depth > 0 ? describe(pointer.target(), depth - 1) : "");
      case EnumType enumeration ->
          "enum"
              + enumeration.bytes()
              + "{"
              + String.join(
                  ",",
                  enumeration.enumerators().stream().map(e -> e.name() + "=" + e.value()).toList())
              + "}";
      case StructType struct ->
          (struct.kind() == StructType.Kind.UNION ? "union" : "struct")
              + struct.size().orElse(0)
              + "{"
              + String.join(",", members(struct).stream().map(each -> member(each, depth)).toList())
              + "}";
      case ArrayType array ->
          "["
              + (array.counts().get(0).isPresent() ? array.counts().get(0).getAsLong() : "")
              + "]"
              + describe(array.indexed(), depth);
      case FunctionType function -> "function";
      case VoidType nothing -> "void";
      case UnknownType unknown when unknown.name().equals("decltype(nullptr)") -> "void"; // gdb's
      case MemberPointerType pointer -> "?" + pointer.bytes();
      case UnknownType unknown -> "?" + unknown.size().orElse(0);
    };
  }

  /** gdb shows the discriminant, without its name, and the variants of Rust's enums as members. */
  private static List<Member> members(StructType struct) {
    List<Member> all = new ArrayList<>(struct.members());
    for (VariantPart part : struct.shape().variants()) {
      part.discriminant().ifPresent(all::add);
      part.variants().forEach(variant -> all.addAll(variant.members()));
    }
    return all;
  }

  private static String member(Member member, int depth) {
    long bits = 8 * member.offset() + member.bits().map(Member.BitField::shift).orElse(0);
    return (member.base() ? "^" : TUPLE.matcher(member.name()).replaceFirst("__$0"))
        + "@"
        + bits
        + member.bits().map(field -> ":" + field.width()).orElse("")
        + " "
        + describe(member.type(), depth);
  }
}
