package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.List;
import java.util.Optional;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * What the special members of a class of C++ tell of how it is passed, where the compiler does not
 * say it: gcc does not. A class is passed by reference when a copy or move constructor or the
 * destructor is not trivial, or when all those constructors are deleted (Itanium C++ ABI, section
 * 1.1, "non-trivial for the purposes of calls"). gcc describes all that a class declares, and what
 * is defaulted (DW_AT_defaulted, DWARF 5, section 5.7.8) in DWARF 4, too; what is defaulted and
 * cannot be made, because a member has none, is deleted there (DW_AT_deleted) as well.
 */
final class SpecialMembers {
  private static final int DW_DEFAULTED_in_class = 1;

  /** Larger ones are in memory, whatever their members are (System V psABI, section 3.2.3). */
  private static final long MOST_IN_REGISTERS = 16;

  private final Types types;
  private final String name;
  private boolean nontrivial;
  private boolean deleted;
  private boolean usable;
  private boolean uncertain;

  /** It has a move assignment, which deletes the copy constructor that it does not declare. */
  private boolean moves;

  private SpecialMembers(Types types, String name) {
    this.types = types;
    this.name = name;
  }

  static StructType.Passing passing(Die die, Types types, String name) {
    if (die.constant(DW_AT_byte_size).orElse(0) > MOST_IN_REGISTERS) {
      return StructType.Passing.BY_VALUE;
    }
    if (!die.unit.producer().startsWith("GNU ")) {
      return StructType.Passing.UNKNOWN;
    }
    SpecialMembers members = new SpecialMembers(types, name);
    String plain = die.string(DW_AT_name).orElse("").replaceFirst("<.*", "");
    for (Die child : die.children()) {
      members.see(child, plain);
    }
    return members.passing();
  }

  private StructType.Passing passing() {
    if (nontrivial || ((deleted || moves) && !usable)) {
      return StructType.Passing.BY_REFERENCE;
    }
    return uncertain ? StructType.Passing.UNKNOWN : StructType.Passing.AS_ITS_MEMBERS;
  }

  private void see(Die child, String plain) {
    switch (child.tag()) {
      case DW_TAG_inheritance -> nontrivial |= child.constant(DW_AT_virtuality).orElse(0) != 0;
      case DW_TAG_member -> nontrivial |= child.string(DW_AT_name).orElse("").startsWith("_vptr");
      case DW_TAG_subprogram -> {
        nontrivial |= child.constant(DW_AT_virtuality).orElse(0) != 0;
        function(child, child.string(DW_AT_name).orElse(""), plain);
      }
      default -> {}
    }
  }

  private void function(Die function, String called, String plain) {
    if (called.startsWith("~")) {
      nontrivial |= !isTrivial(function) && !function.flag(DW_AT_deleted);
    } else if (!plain.isEmpty() && called.equals(plain)) {
      constructor(function);
    } else if (called.equals("operator=")) {
      moves |=
          firstParameter(parameters(function), PointerType.Kind.RVALUE_REFERENCE)
              && !function.flag(DW_AT_artificial);
    }
  }

  private void constructor(Die function) {
    List<Die> parameters = parameters(function);
    if (!firstParameter(parameters, PointerType.Kind.REFERENCE)
        && !firstParameter(parameters, PointerType.Kind.RVALUE_REFERENCE)) {
      return;
    }
    if (parameters.size() > 1) {
      // It copies if the others have values of their own, which is not told.
      uncertain = true;
    } else if (function.flag(DW_AT_deleted)) {
      deleted = true;
    } else if (isTrivial(function)) {
      usable = true;
    } else {
      nontrivial = true;
    }
  }

  /** Not for itself; its members decide. */
  private static boolean isTrivial(Die function) {
    return function.flag(DW_AT_artificial)
        || function.constant(DW_AT_defaulted).orElse(0) == DW_DEFAULTED_in_class;
  }

  private static List<Die> parameters(Die function) {
    return function.children().stream()
        .filter(
            c ->
                (c.tag() == DW_TAG_formal_parameter && !c.flag(DW_AT_artificial))
                    || c.tag() == DW_TAG_unspecified_parameters)
        .toList();
  }

  private boolean firstParameter(List<Die> parameters, PointerType.Kind kind) {
    Optional<Type> first =
        parameters.stream()
            .findFirst()
            .filter(p -> p.tag() == DW_TAG_formal_parameter)
            .map(p -> types.referred(p, DW_AT_type).strip());
    return first.isPresent()
        && first.get() instanceof PointerType p
        && p.kind() == kind
        && p.target().strip() instanceof StructType s
        && s.name().equals(name);
  }
}
