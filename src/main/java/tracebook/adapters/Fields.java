package tracebook.adapters;

import java.util.Optional;
import tracebook.types.ArrayType;
import tracebook.types.CharType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.Members;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/** Finds the members that adapters ask for, by their paths. */
final class Fields {
  private Fields() {}

  /** The member at a path such as {@code _M_impl._M_start}, with its offset in the whole. */
  static Optional<Member> at(StructType type, String path) {
    StructType in = type;
    long offset = 0;
    Optional<Member> found = Optional.empty();
    for (String name : path.split("\\.", -1)) {
      if (found.isPresent()) {
        if (!(found.get().type().strip() instanceof StructType inner)) {
          return Optional.empty();
        }
        in = inner;
      }
      found = Members.find(in, name);
      if (found.isEmpty() || found.get().bits().isPresent()) {
        return Optional.empty();
      }
      offset += found.get().offset();
    }
    long all = offset;
    return found.map(m -> new Member(m.name(), m.type(), all, Optional.empty(), false));
  }

  /** An unsigned integer of 8 bytes. */
  static Optional<Quantity> size(StructType type, String path) {
    return at(type, path)
        .filter(m -> m.type().strip() instanceof IntegerType i && i.bytes() == 8 && !i.signed())
        .map(m -> new Quantity.Field(m.offset(), 8, false));
  }

  static Optional<Quantity> pointer(StructType type, String path) {
    return pointee(type, path).flatMap(t -> at(type, path)).map(Fields::word);
  }

  /** What a pointer at that path points to. */
  static Optional<Type> pointee(StructType type, String path) {
    return at(type, path)
        .filter(m -> m.type().strip() instanceof PointerType)
        .map(m -> ((PointerType) m.type().strip()).target());
  }

  static Quantity word(Member member) {
    return new Quantity.Field(member.offset(), 8, false);
  }

  /** Bytes of a character type; 0 for any other type. */
  static int unit(Type type) {
    return switch (type.strip()) {
      case CharType t when t.bytes() <= 4 -> t.bytes();
      // gcc and clang have wchar_t as an integer.
      case IntegerType t when t.name().equals("wchar_t") -> t.bytes();
      default -> 0;
    };
  }

  /** An array of characters at that path: how many. */
  static long characters(StructType type, String path, int unit) {
    return at(type, path)
        .filter(
            m ->
                m.type().strip() instanceof ArrayType a
                    && a.counts().size() == 1
                    && unit(a.element()) == unit)
        .map(m -> ((ArrayType) m.type().strip()).counts().getFirst().orElse(0))
        .orElse(0L);
  }

  /** Without the inline namespaces that libraries put their versions in. */
  static String plain(String name) {
    return name.replace("std::__1::", "std::")
        .replace("std::__cxx1998::", "std::")
        .replace("std::__cxx11::", "std::")
        .replace("std::_V2::", "std::");
  }

  /**
   * The type of elements. A template's argument is not called {@code uint8_t} even if it was
   * written so: what is called {@code unsigned char} is as often a number as a character.
   */
  static Type element(Type type) {
    return type.strip() instanceof CharType c
            && (c.name().equals("unsigned char") || c.name().equals("signed char"))
        ? new IntegerType(c.name(), c.bytes(), c.signed())
        : type;
  }

  static Optional<Type> argument(StructType type, int number) {
    var arguments = type.shape().arguments();
    return number < arguments.size() ? Optional.of(arguments.get(number).type()) : Optional.empty();
  }
}
