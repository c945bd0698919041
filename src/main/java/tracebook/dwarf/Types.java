package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tracebook.types.ArrayType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FunctionType;
import tracebook.types.IntegerType;
import tracebook.types.MemberPointerType;
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

  /** Types that are made for the sake of others at the same time: more are a cycle. */
  private static final int DEEPEST = 100;

  /** Functions that take functions that take functions: deeper ones are a cycle. */
  private static final int DEEPEST_FUNCTION = 8;

  /** Entries that the name of one function's type is made of. */
  private static final int MOST_IN_NAME = 1000;

  private final Module module;
  private final Definitions definitions;
  private final Map<Key, Type> known = new ConcurrentHashMap<>();

  /** What this thread is making. */
  private final ThreadLocal<Set<Key>> making = ThreadLocal.withInitial(HashSet::new);

  private record Key(Unit unit, int offset) {}

  Types(Module module) {
    this.module = module;
    this.definitions = new Definitions(module, this);
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

  /** One of each that lay out the name differently, in their order. */
  List<NameIndex.TypeEntry> distinct(List<NameIndex.TypeEntry> defined) {
    return definitions.distinct(defined);
  }

  /** The entry that an attribute refers to. */
  Optional<Die> target(Die die, int attribute) {
    return module.units.target(die, attribute);
  }

  Type of(Die die) {
    Key key = new Key(die.unit, die.offset);
    Type made = known.get(key);
    if (made != null) {
      return made;
    }
    Set<Key> outer = making.get();
    if (outer.size() >= DEEPEST || !outer.add(key)) {
      return endless(die);
    }
    try {
      made = make(die);
    } finally {
      outer.remove(key);
    }
    Type first = known.putIfAbsent(key, made);
    return first == null ? made : first;
  }

  private static UnknownType endless(Die die) {
    return new UnknownType(
        die.string(DW_AT_name).orElse("(unnamed)"),
        OptionalLong.empty(),
        "its type refers to itself");
  }

  private Type make(Die die) {
    // Dynamic types (section 5.18), such as Fortran's allocatable arrays.
    if (die.has(DW_AT_data_location) || die.has(DW_AT_allocated) || die.has(DW_AT_associated)) {
      return unknown(die, "a descriptor says where it is, and descriptors are not followed");
    }
    return switch (die.tag()) {
      case DW_TAG_base_type -> BaseTypes.of(die);
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
      case DW_TAG_subroutine_type -> die.unit.isGo() ? closure(die) : function(die);
      case DW_TAG_ptr_to_member_type -> memberPointer(die);
      case DW_TAG_string_type -> fortranString(die);
      case DW_TAG_subrange_type -> subrange(die);
      case DW_TAG_shared_type -> qualified(die, "shared");
      case DW_TAG_packed_type -> qualified(die, "packed");
      case DW_TAG_immutable_type -> qualified(die, "immutable");
      case DW_TAG_unspecified_type -> unspecified(die);
      default -> unknown(die, "DW_TAG 0x%x is not supported".formatted(die.tag()));
    };
  }

  static UnknownType unknown(Die die, String why) {
    return new UnknownType(
        die.string(DW_AT_name).orElse("(unnamed)"), die.constant(DW_AT_byte_size), why);
  }

  private static Type unspecified(Die die) {
    String name = die.string(DW_AT_name).orElse("void");
    return name.equals("void")
        ? new VoidType()
        : new UnknownType(name, OptionalLong.empty(), "`" + name + "` has no layout");
  }

  private Type pointer(Die die, PointerType.Kind kind) {
    int bytes = (int) die.constant(DW_AT_byte_size).orElse(die.unit.addressSize);
    return new PointerType(
        kind,
        bytes,
        () -> guarded(die, DW_AT_type),
        () -> named(die, 0),
        die.string(DW_AT_name).orElse(""));
  }

  /**
   * What an entry refers to, for its name: a bare declaration stays one, since its definition may
   * have to be looked for in the whole module.
   */
  private Type named(Die die, int steps) {
    Optional<Die> target = target(die, DW_AT_type);
    if (target.isEmpty() || steps > LONGEST_CHAIN) {
      return guarded(die, DW_AT_type);
    }
    Die its = target.get();
    return switch (its.tag()) {
      case DW_TAG_const_type -> new QualifiedType("const", named(its, steps + 1));
      case DW_TAG_volatile_type -> new QualifiedType("volatile", named(its, steps + 1));
      case DW_TAG_structure_type -> declared(its, StructType.Kind.STRUCT);
      case DW_TAG_class_type -> declared(its, StructType.Kind.CLASS);
      case DW_TAG_union_type -> declared(its, StructType.Kind.UNION);
      default -> guarded(die, DW_AT_type);
    };
  }

  private Type declared(Die die, StructType.Kind kind) {
    return die.flag(DW_AT_declaration) && !die.has(DW_AT_signature)
        ? structure(die, kind)
        : of(die);
  }

  /**
   * {@code int Train::*}: an offset, or for functions a place in the virtual table (Itanium ABI).
   */
  private Type memberPointer(Die die) {
    Type target = guarded(die, DW_AT_type);
    boolean function = target.strip() instanceof FunctionType;
    long size = die.constant(DW_AT_byte_size).orElse(function ? 16 : 8);
    Type type = new MemberPointerType(size, referred(die, DW_AT_containing_type), target);
    return size == (function ? 16 : 8)
        ? type
        : new UnknownType(
            type.name(), OptionalLong.of(size), "a pointer to a member of an unknown kind");
  }

  private static Type fortranString(Die die) {
    OptionalLong size =
        die.has(DW_AT_string_length) ? OptionalLong.empty() : die.constant(DW_AT_byte_size);
    Type character = new CharType("character", 1, false);
    return size.isPresent()
        ? new ArrayType(character, List.of(size))
        : unknown(die, "the length of the string is computed");
  }

  /** A subrange that is not an array's: a type of Ada's or Pascal's with fewer values. */
  private Type subrange(Die die) {
    Type base = guarded(die, DW_AT_type);
    OptionalLong size = die.constant(DW_AT_byte_size);
    if (size.isEmpty() || size.equals(base.size())) {
      return die.has(DW_AT_name)
          ? new TypedefType(die.string(DW_AT_name).orElse(""), () -> base)
          : base;
    }
    return unknown(die, "a subrange that is stored in another size than its base type");
  }

  private Type qualified(Die die, String qualifier) {
    return new QualifiedType(qualifier, guarded(die, DW_AT_type));
  }

  private Type alias(Die die) {
    String name = qualifiedName(die).orElse("(unnamed)");
    return new TypedefType(name, () -> guarded(die, DW_AT_type));
  }

  /** What the entry refers to, unless a walk along the references does not end. */
  private Type guarded(Die die, int attribute) {
    Optional<Die> next = target(die, attribute);
    for (int steps = 0; next.isPresent(); steps++) {
      if (steps > LONGEST_CHAIN) {
        return endless(die);
      }
      next = behind(next.get());
    }
    return referred(die, attribute);
  }

  /** The entry without which nothing can be said of this one. */
  private Optional<Die> behind(Die die) {
    return switch (die.tag()) {
      case DW_TAG_pointer_type,
          DW_TAG_reference_type,
          DW_TAG_rvalue_reference_type,
          DW_TAG_ptr_to_member_type,
          DW_TAG_const_type,
          DW_TAG_volatile_type,
          DW_TAG_restrict_type,
          DW_TAG_atomic_type,
          DW_TAG_shared_type,
          DW_TAG_packed_type,
          DW_TAG_immutable_type,
          DW_TAG_typedef,
          DW_TAG_template_alias,
          DW_TAG_subrange_type,
          DW_TAG_array_type ->
          target(die, DW_AT_type);
      case DW_TAG_enumeration_type ->
          target(
              die,
              die.form(DW_AT_signature) == Forms.DW_FORM_ref_sig8 ? DW_AT_signature : DW_AT_type);
      case DW_TAG_structure_type, DW_TAG_class_type, DW_TAG_interface_type, DW_TAG_union_type ->
          die.form(DW_AT_signature) == Forms.DW_FORM_ref_sig8
              ? target(die, DW_AT_signature)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Type enumeration(Die die) {
    if (die.form(DW_AT_signature) == Forms.DW_FORM_ref_sig8) {
      return guarded(die, DW_AT_signature);
    }
    if (die.flag(DW_AT_declaration)) {
      Optional<Type> definition = definitions.of(die);
      if (definition.isPresent()) {
        return definition.get();
      }
    }
    Optional<Type> underlying =
        die.has(DW_AT_type) ? Optional.of(guarded(die, DW_AT_type).strip()) : Optional.empty();
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

  static long extend(long value, int bytes, boolean signed) {
    if (bytes <= 0 || bytes >= 8) {
      return value;
    }
    int shift = 64 - 8 * bytes;
    return signed ? value << shift >> shift : value << shift >>> shift;
  }

  private Type array(Die die) {
    List<OptionalLong> counts = new ArrayList<>();
    List<OptionalLong> computed = new ArrayList<>();
    boolean plain = !ArrayBounds.areUnusual(die);
    for (Die child : die.children()) {
      if (child.tag() == DW_TAG_subrange_type) {
        counts.add(ArrayBounds.count(child));
        computed.add(
            ArrayBounds.isComputed(child)
                ? OptionalLong.of(child.position())
                : OptionalLong.empty());
        plain &= !ArrayBounds.areUnusual(child) && ArrayBounds.beginAtZero(child);
      } else if (child.tag() == DW_TAG_enumeration_type) {
        counts.add(OptionalLong.of(child.children().size()));
        plain = false;
      } else if (child.tag() == DW_TAG_generic_subrange) {
        plain = false;
      }
    }
    if (!plain) {
      return new UnknownType(
          die.string(DW_AT_name).orElseGet(() -> guarded(die, DW_AT_type).name() + "[]"),
          die.constant(DW_AT_byte_size),
          "its elements do not lie and count as in C");
    }
    if (counts.isEmpty()) {
      counts.add(OptionalLong.empty());
      computed.add(OptionalLong.empty());
    }
    Type element = guarded(die, DW_AT_type);
    String written = ArrayBounds.written(die, element, counts);
    return new ArrayType(element, counts, computed, written, die.flag(DW_AT_GNU_vector));
  }

  /**
   * False where the name would have no end: a function that takes a pointer to one like itself.
   *
   * @param counted entries that are part of the name so far
   */
  private boolean isNameable(Die function, int depth, int[] counted) {
    if (depth > DEEPEST_FUNCTION) {
      return false;
    }
    List<Die> parts = new ArrayList<>(List.of(function));
    parts.addAll(function.children());
    for (Die part : parts) {
      if (++counted[0] > MOST_IN_NAME) {
        return false;
      }
      Optional<Die> next = target(part, DW_AT_type);
      for (int steps = 0; next.isPresent() && steps <= LONGEST_CHAIN; steps++) {
        int tag = next.get().tag();
        if (tag == DW_TAG_subroutine_type && !isNameable(next.get(), depth + 1, counted)) {
          return false;
        }
        next = tag == DW_TAG_typedef ? Optional.empty() : behind(next.get());
      }
    }
    return true;
  }

  /**
   * A value of Go's type of functions is a pointer to a closure, the first word of which is code.
   */
  private Type closure(Die die) {
    Type code = function(die);
    return new PointerType(
        PointerType.Kind.POINTER, die.unit.addressSize, () -> code, () -> code, code.name());
  }

  private Type function(Die die) {
    if (!isNameable(die, 0, new int[1])) {
      return new FunctionType("...", "...", die.string(DW_AT_name).orElse(""));
    }
    List<String> parameters = new ArrayList<>();
    for (Die child : die.children()) {
      if (child.tag() == DW_TAG_formal_parameter && !child.flag(DW_AT_artificial)) {
        parameters.add(referred(child, DW_AT_type).name());
      } else if (child.tag() == DW_TAG_unspecified_parameters) {
        parameters.add("...");
      }
    }
    if (parameters.isEmpty() && die.unit.isC() && die.flag(DW_AT_prototyped)) {
      parameters.add("void");
    }
    return new FunctionType(
        referred(die, DW_AT_type).name(),
        String.join(", ", parameters),
        die.string(DW_AT_name).orElse(""));
  }

  private Type struct(Die die, StructType.Kind kind) {
    if (die.form(DW_AT_signature) == Forms.DW_FORM_ref_sig8) {
      return guarded(die, DW_AT_signature);
    }
    if (die.flag(DW_AT_declaration)) {
      Optional<Type> definition = definitions.of(die);
      if (definition.isPresent()) {
        return definition.get();
      }
    }
    return structure(die, kind);
  }

  private Type structure(Die die, StructType.Kind kind) {
    String name =
        switch (kind) {
          case STRUCT -> keyword(die, "struct ");
          case CLASS -> keyword(die, "class ");
          case UNION -> keyword(die, "union ");
        };
    OptionalLong size =
        die.flag(DW_AT_declaration) ? OptionalLong.empty() : die.constant(DW_AT_byte_size);
    return new StructType(
        kind,
        name,
        size,
        () -> passing(die, name),
        () -> Members.of(die, this),
        die.unit::producer);
  }

  /** DW_CC_pass_by_reference and DW_CC_pass_by_value (DWARF 5, table 7.18); C has only values. */
  private StructType.Passing passing(Die die, String name) {
    if (die.unit.isC()) {
      return StructType.Passing.BY_VALUE;
    }
    return switch ((int) die.constant(DW_AT_calling_convention).orElse(0)) {
      case 4 -> StructType.Passing.BY_REFERENCE;
      case 5 -> StructType.Passing.BY_VALUE;
      default ->
          die.unit.isCpp() ? SpecialMembers.passing(die, this, name) : StructType.Passing.UNKNOWN;
    };
  }

  /** The name in the index, with namespaces and classes, in C with its keyword. */
  Optional<String> indexName(Die die) {
    UnitIndex index = module.units.index(die.unit);
    int at = index.indexOf(die.offset);
    return at < 0 || index.kind(at) != UnitIndex.TYPE
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
