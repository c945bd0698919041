package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import tracebook.ir.Format;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.FunctionType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.Shape;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.TypedefType;
import tracebook.types.UnknownType;
import tracebook.types.VoidType;

/**
 * Types to formats. A format has no cycles: a pointer in it is an address, however deep the type
 * goes.
 */
final class Formats {
  /** Structures nested deeper than this are not understood rather than followed. */
  private static final int MOST_DEPTH = 16;

  /** Why a Rust enum with data has no value. */
  static final String VARIANTS = "which of its variants it holds is not read yet";

  /** Why the members of a virtual base class have none. */
  static final String VIRTUAL = "in a virtual base class: where it lies depends on the object";

  private Formats() {}

  /** The format of a value of this type where it lies in memory. */
  static Format of(Type type) {
    return of(type, 0);
  }

  /** The format of a member, which may be a bit field. */
  static Format of(Member member) {
    Format format = of(member.type());
    return member.bits().<Format>map(bits -> bits(bits, format)).orElse(format);
  }

  static Format.Bits bits(Member.BitField bits, Format value) {
    return new Format.Bits(
        (bits.shift() + bits.width() + 7) / 8, bits.shift(), bits.width(), value);
  }

  private static Format of(Type type, int depth) {
    if (isSmallNumber(type)) {
      CharType number = (CharType) type.strip();
      return new Format.Int(number.bytes(), number.signed());
    }
    return switch (type.strip()) {
      case IntegerType t -> new Format.Int(t.bytes(), t.signed());
      case CharType t -> new Format.Char(t.bytes(), t.signed());
      case BoolType t -> new Format.Bool(t.bytes());
      case FloatType t -> new Format.Floating(t.bytes());
      case EnumType t -> new Format.Enumeration(tag(t), t.bytes(), t.signed(), t.enumerators());
      case PointerType t -> new Format.Pointer(8);
      case ArrayType t -> array(t, depth);
      case StructType t -> struct(t, depth);
      case FunctionType t -> new Format.Opaque(0, "a function has no value");
      case VoidType t -> new Format.Opaque(0, "void has no value");
      case UnknownType t -> new Format.Opaque((int) t.size().orElse(0), t.why());
      case TypedefType t -> throw new IllegalStateException("stripped");
      case QualifiedType t -> throw new IllegalStateException("stripped");
    };
  }

  /** The name without its keyword; empty when it has none. */
  private static String tag(EnumType type) {
    String name = type.name().startsWith("enum ") ? type.name().substring(5) : type.name();
    return name.equals("{...}") ? "" : name;
  }

  private static Format array(ArrayType type, int depth) {
    OptionalLong count = type.counts().getFirst();
    Type each = type.indexed();
    if (count.isEmpty()) {
      return new Format.Opaque(0, "the length of the array is not known: take a slice, `a[0..n]`");
    }
    if (each.size().isEmpty()
        || type.size().isEmpty()
        || type.size().getAsLong() > Integer.MAX_VALUE) {
      return new Format.Opaque(0, "the size of `" + type.name() + "` is not known");
    }
    if (each.strip() instanceof CharType c && c.bytes() == 1 && !isSmallNumber(each)) {
      return new Format.CharArray((int) count.getAsLong());
    }
    Format element = of(each, depth + 1);
    return new Format.Array(element, (int) each.size().getAsLong(), (int) count.getAsLong());
  }

  private static Format struct(StructType type, int depth) {
    if (type.size().isEmpty()) {
      return new Format.Opaque(0, "`" + type.name() + "` is only declared in the debug info");
    }
    int size = (int) Math.min(Integer.MAX_VALUE, type.size().getAsLong());
    if (depth >= MOST_DEPTH) {
      return new Format.Opaque(size, "nested too deep");
    }
    if (!type.shape().variants().isEmpty()) {
      return new Format.Opaque(size, VARIANTS);
    }
    List<Format.Field> fields = new ArrayList<>();
    for (Shape.Unplaced unplaced : type.shape().unplaced()) {
      fields.add(new Format.Field(Members.name(unplaced), 0, new Format.Opaque(0, VIRTUAL)));
    }
    for (Member member : type.members()) {
      Format format = of(member.type(), depth + 1);
      fields.add(
          new Format.Field(
              member.name(),
              (int) member.offset(),
              member.bits().<Format>map(b -> bits(b, format)).orElse(format)));
    }
    return new Format.Struct(size, fields);
  }

  /**
   * True for a typedef of a character that means a number: {@code uint8_t}, {@code int8_t}, {@code
   * u8}, {@code BYTE} … C has no other 8-bit integer to name them by.
   */
  static boolean isSmallNumber(Type type) {
    Type at = type;
    boolean number = false;
    while (at instanceof TypedefType || at instanceof QualifiedType) {
      if (at instanceof TypedefType alias) {
        String name = alias.name().toLowerCase(Locale.ROOT);
        number |= name.contains("8") || name.contains("byte");
        at = alias.target();
      } else if (at instanceof QualifiedType qualified) {
        at = qualified.target();
      }
    }
    return number && at instanceof CharType c && c.bytes() == 1;
  }

  /** True for a pointer to characters of one byte: a string by convention. */
  static boolean isString(Type type) {
    return type.strip() instanceof PointerType p
        && p.kind() == PointerType.Kind.POINTER
        && p.target().strip() instanceof CharType c
        && c.bytes() == 1
        && !isSmallNumber(p.target());
  }
}
