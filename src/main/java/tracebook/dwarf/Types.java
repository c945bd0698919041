package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.FunctionType;
import tracebook.types.IntegerType;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.TypedefType;
import tracebook.types.UnknownType;
import tracebook.types.VoidType;

/** DIEs of types (DWARF 5, chapter 5) as {@link Type}s; each DIE becomes one object. */
final class Types {
  /** Longer chains of pointers, qualifiers and typedefs are a cycle. */
  private static final int LONGEST_CHAIN = 100;

  private final Module module;
  private final Map<Key, Type> known = new ConcurrentHashMap<>();

  private record Key(Unit unit, int offset) {}

  Types(Module module) {
    this.module = module;
  }

  /** What DW_AT_type (or its like) of an entry refers to; void without it. */
  Type referred(Die die, int attribute) {
    Optional<Die> target = target(die, attribute);
    if (target.isPresent()) {
      return of(target.get());
    }
    Optional<String> missing = module.units.missing(die, attribute);
    return missing.isPresent()
        ? new UnknownType("(missing)", OptionalLong.empty(), missing.get())
        : new VoidType();
  }

  private Optional<Die> target(Die die, int attribute) {
    return module.units.target(die, attribute);
  }

  Type of(Die die) {
    Key key = new Key(die.unit, die.offset);
    Type made = known.get(key);
    if (made == null) {
      made = make(die);
      Type first = known.putIfAbsent(key, made);
      return first == null ? made : first;
    }
    return made;
  }

  private Type make(Die die) {
    return switch (die.tag()) {
      case DW_TAG_base_type -> base(die);
      case DW_TAG_pointer_type -> pointer(die, PointerType.Kind.POINTER);
      case DW_TAG_reference_type -> pointer(die, PointerType.Kind.REFERENCE);
      case DW_TAG_rvalue_reference_type -> pointer(die, PointerType.Kind.RVALUE_REFERENCE);
      case DW_TAG_const_type -> qualified(die, "const");
      case DW_TAG_volatile_type -> qualified(die, "volatile");
      case DW_TAG_restrict_type -> qualified(die, "restrict");
      case DW_TAG_atomic_type -> qualified(die, "_Atomic");
      case DW_TAG_typedef, DW_TAG_template_alias -> alias(die);
      case DW_TAG_structure_type -> struct(die, StructType.Kind.STRUCT);
      case DW_TAG_class_type, DW_TAG_interface_type -> struct(die, StructType.Kind.CLASS);
      case DW_TAG_union_type -> struct(die, StructType.Kind.UNION);
      case DW_TAG_enumeration_type -> enumeration(die);
      case DW_TAG_array_type -> array(die);
      case DW_TAG_subroutine_type -> new FunctionType(functionName(die));
      case DW_TAG_unspecified_type -> unspecified(die);
      default -> unknown(die, "DW_TAG 0x%x is not supported".formatted(die.tag()));
    };
  }

  private static UnknownType unknown(Die die, String why) {
    return new UnknownType(
        die.string(DW_AT_name).orElse("(unnamed)"), die.constant(DW_AT_byte_size), why);
  }

  private static Type unspecified(Die die) {
    String name = die.string(DW_AT_name).orElse("void");
    return name.equals("void")
        ? new VoidType()
        : new UnknownType(name, OptionalLong.empty(), "`" + name + "` has no layout");
  }

  /** DW_ATE_… (DWARF 5, table 7.11). */
  private static Type base(Die die) {
    String name = die.string(DW_AT_name).orElse("(unnamed)");
    long size = die.constant(DW_AT_byte_size).orElse(0);
    int bytes = (int) size;
    int encoding = (int) die.constant(DW_AT_encoding).orElse(0);
    boolean simple = size == 1 || size == 2 || size == 4 || size == 8;
    return switch (encoding) {
      case 0x02 ->
          simple ? new BoolType(name, bytes) : unknown(die, "a bool of " + size + " bytes");
      case 0x04 ->
          size == 4 || size == 8 || size == 16
              ? new FloatType(name, bytes)
              : unknown(die, "a floating number of " + size + " bytes");
      case 0x05, 0x07 ->
          simple || size == 16
              ? new IntegerType(name, bytes, encoding == 0x05)
              : unknown(die, "an integer of " + size + " bytes");
      case 0x06, 0x08, 0x10, 0x12 ->
          simple
              ? new CharType(name, bytes, encoding == 0x06)
              : unknown(die, "a character of " + size + " bytes");
      default -> unknown(die, "DW_ATE 0x%x is not supported".formatted(encoding));
    };
  }

  private Type pointer(Die die, PointerType.Kind kind) {
    int bytes = (int) die.constant(DW_AT_byte_size).orElse(die.unit.addressSize);
    return new PointerType(kind, bytes, () -> guarded(die));
  }

  private Type qualified(Die die, String qualifier) {
    return new QualifiedType(qualifier, guarded(die));
  }

  private Type alias(Die die) {
    String name = qualifiedName(die).orElse("(unnamed)");
    return new TypedefType(name, () -> guarded(die));
  }

  /** What the entry refers to, unless a walk along the references does not end. */
  private Type guarded(Die die) {
    Optional<Die> next = target(die, DW_AT_type);
    for (int steps = 0; next.isPresent(); steps++) {
      if (steps > LONGEST_CHAIN) {
        return new UnknownType(
            die.string(DW_AT_name).orElse("(unnamed)"),
            OptionalLong.empty(),
            "its type refers to itself");
      }
      next =
          switch (next.get().tag()) {
            case DW_TAG_pointer_type,
                DW_TAG_reference_type,
                DW_TAG_rvalue_reference_type,
                DW_TAG_const_type,
                DW_TAG_volatile_type,
                DW_TAG_restrict_type,
                DW_TAG_atomic_type,
                DW_TAG_typedef,
                DW_TAG_template_alias,
                DW_TAG_array_type ->
                target(next.get(), DW_AT_type);
            default -> Optional.empty();
          };
    }
    return referred(die, DW_AT_type);
  }

  private Type enumeration(Die die) {
    Optional<Type> underlying =
        die.has(DW_AT_type) ? Optional.of(referred(die, DW_AT_type).strip()) : Optional.empty();
    OptionalLong size = die.constant(DW_AT_byte_size);
    if (size.isEmpty() && underlying.isPresent()) {
      size = underlying.get().size();
    }
    boolean signed = isSigned(underlying);
    int bytes = (int) size.orElse(0);
    List<EnumType.Enumerator> enumerators = new ArrayList<>();
    for (Die child : die.children()) {
      if (child.tag() == DW_TAG_enumerator) {
        long value = child.constant(DW_AT_const_value).orElse(0);
        enumerators.add(
            new EnumType.Enumerator(
                child.string(DW_AT_name).orElse(""), extend(value, bytes, signed)));
      }
    }
    if (underlying.isEmpty()) {
      // DWARF 2 and clang's C say it only by a negative enumerator.
      signed = enumerators.stream().anyMatch(e -> e.value() < 0);
    }
    return new EnumType(keyword(die, "enum "), bytes, signed, enumerators);
  }

  private static boolean isSigned(Optional<Type> underlying) {
    return underlying.isEmpty()
        || (underlying.get() instanceof IntegerType integer && integer.signed())
        || (underlying.get() instanceof CharType character && character.signed());
  }

  private static long extend(long value, int bytes, boolean signed) {
    if (bytes <= 0 || bytes >= 8) {
      return value;
    }
    int shift = 64 - 8 * bytes;
    return signed ? value << shift >> shift : value << shift >>> shift;
  }

  private Type array(Die die) {
    List<OptionalLong> counts = new ArrayList<>();
    for (Die child : die.children()) {
      if (child.tag() == DW_TAG_subrange_type) {
        counts.add(count(child));
      } else if (child.tag() == DW_TAG_enumeration_type) {
        counts.add(OptionalLong.of(child.children().size()));
      }
    }
    if (counts.isEmpty()) {
      counts.add(OptionalLong.empty());
    }
    return new ArrayType(guarded(die), counts);
  }

  /** A bound that is an expression or a reference (a variable-length array) is no count. */
  private static OptionalLong count(Die subrange) {
    if (isConstant(subrange, DW_AT_count)) {
      return subrange.constant(DW_AT_count);
    }
    if (isConstant(subrange, DW_AT_upper_bound)) {
      long lower = subrange.constant(DW_AT_lower_bound).orElse(0);
      long count = subrange.constant(DW_AT_upper_bound).orElse(0) - lower + 1;
      // GCC writes int a[0] with the upper bound -1, in as many bytes as it likes.
      return OptionalLong.of(Math.max(0, count == 1L << 32 ? 0 : count));
    }
    return OptionalLong.empty();
  }

  private static boolean isConstant(Die die, int attribute) {
    return switch (die.form(attribute)) {
      case Forms.DW_FORM_data1,
          Forms.DW_FORM_data2,
          Forms.DW_FORM_data4,
          Forms.DW_FORM_data8,
          Forms.DW_FORM_sdata,
          Forms.DW_FORM_udata,
          Forms.DW_FORM_implicit_const ->
          true;
      default -> false;
    };
  }

  /** {@code int (struct req *, int)}. */
  private String functionName(Die die) {
    StringBuilder out = new StringBuilder(referred(die, DW_AT_type).name()).append(" (");
    String separator = "";
    boolean any = false;
    for (Die child : die.children()) {
      if (child.tag() == DW_TAG_formal_parameter) {
        out.append(separator).append(referred(child, DW_AT_type).name());
      } else if (child.tag() == DW_TAG_unspecified_parameters) {
        out.append(separator).append("...");
      } else {
        continue;
      }
      any = true;
      separator = ", ";
    }
    if (!any && die.flag(DW_AT_prototyped)) {
      out.append("void");
    }
    return out.append(')').toString();
  }

  private Type struct(Die die, StructType.Kind kind) {
    if (die.form(DW_AT_signature) == Forms.DW_FORM_ref_sig8) {
      return target(die, DW_AT_signature).map(this::of).orElseGet(VoidType::new);
    }
    if (die.flag(DW_AT_declaration)) {
      Optional<Type> definition = definition(die);
      if (definition.isPresent()) {
        return definition.get();
      }
    }
    String name =
        switch (kind) {
          case STRUCT -> keyword(die, "struct ");
          case CLASS -> keyword(die, "class ");
          case UNION -> keyword(die, "union ");
        };
    OptionalLong size =
        die.flag(DW_AT_declaration) ? OptionalLong.empty() : die.constant(DW_AT_byte_size);
    return new StructType(kind, name, size, () -> Members.of(die, this));
  }

  /** A definition of the same name in another unit: nothing else a bare declaration can mean. */
  private Optional<Type> definition(Die declaration) {
    Optional<String> name = indexName(declaration);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return module.names.types(name.get()).stream()
        .filter(entry -> !entry.declaration())
        .findFirst()
        .map(entry -> of(new Die(entry.unit(), entry.offset())));
  }

  private Optional<String> indexName(Die die) {
    UnitIndex index = module.units.index(die.unit);
    int at = index.indexOf(die.offset);
    return at < 0
        ? Optional.empty()
        : Optional.ofNullable(index.name(at))
            .map(name -> index.keyword(at) + index.prefix(at) + name);
  }

  private Optional<String> qualifiedName(Die die) {
    Optional<String> plain = die.string(DW_AT_name);
    return die.unit.isC() || plain.isEmpty() ? plain : indexName(die).or(() -> plain);
  }

  private String keyword(Die die, String keyword) {
    Optional<String> name = qualifiedName(die);
    if (name.isEmpty()) {
      return keyword + "{...}";
    }
    return die.unit.isC() ? keyword + name.get() : name.get();
  }
}
