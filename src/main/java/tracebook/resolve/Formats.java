package tracebook.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tracebook.adapters.Adapters;
import tracebook.adapters.Quantity;
import tracebook.adapters.View;
import tracebook.ir.Format;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.FunctionType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.MemberPointerType;
import tracebook.types.Members;
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

  /** Why an enum whose description is not understood has no value. */
  static final String VARIANTS = "how it tells its variants is not understood";

  /** Why a structure of GNU C with a variable-length array in it has no value as a whole. */
  static final String VARIABLE_SIZE =
      "its size is known only while the program runs: name a member";

  /** Why the text of a string in an array has none. */
  static final String FOLLOW = "name it alone to read it";

  /** Why the members of a virtual base class have none. */
  static final String VIRTUAL = "in a virtual base class: where it lies depends on the object";

  private Formats() {}

  /** What becomes of values inside of a value. */
  interface Inner {
    /** What a string or a sequence is, of which only the way to it lies there. */
    Format followed(Type type, View view);

    /** What a pointer is that stands for what it points to. */
    Format referring(PointerType type);

    Inner at(Member member);

    Among among(View.Alternatives all);
  }

  /** Alternatives, of which an object has one. */
  interface Among {
    Format content(View.Alternative one, Function<Inner, Format> content);
  }

  /** Nothing is followed. */
  static final Inner FOLLOWING_NONE =
      new Inner() {
        @Override
        public Format followed(Type type, View view) {
          return new Format.Opaque((int) type.size().orElse(0), FOLLOW);
        }

        @Override
        public Format referring(PointerType type) {
          return new Format.Pointer(8);
        }

        @Override
        public Inner at(Member member) {
          return this;
        }

        @Override
        public Among among(View.Alternatives all) {
          return (one, content) -> content.apply(this);
        }
      };

  /** The format of a value of this type where it lies in memory. */
  static Format of(Type type) {
    return of(type, 0, FOLLOWING_NONE);
  }

  static Format of(Type type, Inner inner) {
    return of(type, 0, inner);
  }

  /** Whether a value says where more of it is. */
  static boolean isFollowed(Type type) {
    boolean[] followed = {false};
    of(
        type,
        0,
        new Inner() {
          @Override
          public Format followed(Type inner, View view) {
            followed[0] = true;
            return new Format.Opaque(0, FOLLOW);
          }

          @Override
          public Format referring(PointerType pointer) {
            followed[0] = true;
            return new Format.Pointer(8);
          }

          @Override
          public Inner at(Member member) {
            return this;
          }

          @Override
          public Among among(View.Alternatives all) {
            return (one, content) -> content.apply(this);
          }
        });
    return followed[0];
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

  private static Format of(Type type, int depth, Inner inner) {
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
      case PointerType t when Views.isMap(t) -> inner.referring(t);
      case PointerType t -> new Format.Pointer(8);
      case ArrayType t -> array(t, depth);
      case StructType t -> struct(t, depth, inner);
      case MemberPointerType t -> memberPointer(t, inner);
      case FunctionType t -> new Format.Opaque(0, "a function has no value");
      case VoidType t -> new Format.Opaque(0, "void has no value");
      case UnknownType t -> new Format.Opaque((int) t.size().orElse(0), t.why());
      case TypedefType t -> throw new IllegalStateException("stripped");
      case QualifiedType t -> throw new IllegalStateException("stripped");
    };
  }

  /** Of a member the type tells all; which function it is, the program has to. */
  private static Format memberPointer(MemberPointerType type, Inner inner) {
    return type.isToFunction()
        ? inner.followed(type, Adapters.view(type).orElseThrow())
        : MemberNames.ofData(type);
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
    int wide = WideTexts.unit(each);
    if (wide > 0) {
      return new Format.WideArray((int) type.size().getAsLong(), wide);
    }
    Format element = of(each, depth + 1, FOLLOWING_NONE);
    return new Format.Array(element, (int) each.size().getAsLong(), (int) count.getAsLong());
  }

  private static Format struct(StructType type, int depth, Inner inner) {
    if (type.size().isEmpty() && !type.isOnlyDeclared()) {
      return new Format.Opaque(0, VARIABLE_SIZE);
    }
    if (type.size().isEmpty()) {
      return new Format.Opaque(0, "`" + type.name() + "` is only declared in the debug info");
    }
    int size = (int) Math.min(Integer.MAX_VALUE, type.size().getAsLong());
    if (depth >= MOST_DEPTH) {
      return new Format.Opaque(size, "nested too deep");
    }
    Optional<View> view = Adapters.view(type);
    if (view.isPresent()) {
      return viewed(type, size, view.get(), depth, inner);
    }
    if (!type.shape().variants().isEmpty()) {
      return new Format.Opaque(size, VARIANTS);
    }
    List<Format.Field> fields = new ArrayList<>();
    for (Shape.Unplaced unplaced : type.shape().unplaced()) {
      fields.add(new Format.Field(Members.name(unplaced), 0, new Format.Opaque(0, VIRTUAL)));
    }
    for (Member member : type.members()) {
      if (isEmptyBase(member)) {
        continue;
      }
      Format format = of(member.type(), depth + 1, inner.at(member));
      fields.add(
          new Format.Field(
              member.name(),
              (int) member.offset(),
              member.bits().<Format>map(b -> bits(b, format)).orElse(format)));
    }
    boolean numbered = fields.stream().allMatch(f -> f.name().matches("\\d+"));
    if (type.name().equals("()") || (numbered && !fields.isEmpty())) {
      fields.sort(Comparator.comparingInt(f -> Integer.parseInt(f.name())));
      return new Format.Tuple(size, fields);
    }
    return new Format.Struct(size, fields);
  }

  /** A base class that has nothing, and no place of its own. */
  private static boolean isEmptyBase(Member member) {
    return member.base()
        && member.type().strip() instanceof StructType base
        && base.size().isPresent()
        && base.shape().unplaced().isEmpty()
        && base.shape().variants().isEmpty()
        && base.members().stream().allMatch(Formats::isEmptyBase);
  }

  private static Format viewed(StructType type, int size, View view, int depth, Inner inner) {
    return switch (view) {
      case View.Text v -> inner.followed(type, v);
      case View.Sequence v -> inner.followed(type, v);
      case View.Scattered v -> inner.followed(type, v);
      case View.Bits v -> inner.followed(type, v);
      case View.Walked v -> inner.followed(type, v);
      case View.Named v -> inner.followed(type, v);
      case View.Alternatives v -> alternatives(size, v, depth, inner);
      case View.Wrapper(Member m) ->
          new Format.Inside(size, (int) m.offset(), of(m.type(), depth + 1, inner.at(m)));
      case View.Pointer v -> pointer(size, v.address());
      case View.Tuple(List<Member> elements) -> {
        List<Format.Field> fields = new ArrayList<>();
        for (Member m : elements) {
          Format format = of(m.type(), depth + 1, inner.at(m));
          fields.add(new Format.Field(m.name(), (int) m.offset(), format));
        }
        yield new Format.Tuple(size, fields);
      }
    };
  }

  private static Format pointer(int size, Quantity address) {
    return switch (address) {
      case Quantity.Field f -> new Format.Inside(size, (int) f.offset(), new Format.Pointer(8));
      case Quantity.Computed(Quantity.Operator operator, Quantity.Field f, Quantity.Constant add)
          when operator == Quantity.Operator.ADD ->
          new Format.Inside(size, (int) f.offset(), new Format.Moved(8, add.value()));
      default -> new Format.Opaque(size, FOLLOW);
    };
  }

  private static Format alternatives(int size, View.Alternatives v, int depth, Inner inner) {
    Optional<Format.Int> kind = v.discriminant().flatMap(d -> discriminant(d.type()));
    if (v.discriminant().isPresent() && kind.isEmpty()) {
      return new Format.Opaque(size, VARIANTS);
    }
    List<Format.Alternative> all = new ArrayList<>();
    Among among = inner.among(v);
    for (View.Alternative one : v.all()) {
      Optional<Format> content =
          one.content().map(m -> among.content(one, in -> of(m.type(), depth + 1, in.at(m))));
      int at = (int) one.content().map(Member::offset).orElse(0L).longValue();
      all.add(new Format.Alternative(one.name(), one.values(), at, content));
    }
    return new Format.Alternatives(
        size, kind, v.discriminant().map(d -> (int) d.offset()).orElse(0), all);
  }

  private static Optional<Format.Int> discriminant(Type type) {
    return type.strip() instanceof IntegerType i && i.bytes() == 16
        ? Optional.of(new Format.Int(16, i.signed()))
        : IntKind.of(type).map(k -> new Format.Int(k.bits() / 8, k.signed()));
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
