package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.IntegerType;
import tracebook.types.Shape;
import tracebook.types.Type;

/** What a template or a generic type or function was made for (DWARF 5, section 2.23). */
final class TemplateArguments {
  private final Types types;
  private final List<Shape.Argument> arguments = new ArrayList<>();
  private final List<Shape.Constant> constants = new ArrayList<>();

  TemplateArguments(Types types) {
    this.types = types;
  }

  /** The types, packs in their place. */
  List<Shape.Argument> types() {
    return arguments;
  }

  /** Numbers; what else a template can be made for, such as an address, is left out. */
  List<Shape.Constant> constants() {
    return constants;
  }

  /** Takes a child of a type or a function that is one; leaves any other. */
  void add(Die child) {
    switch (child.tag()) {
      case DW_TAG_template_type_parameter ->
          arguments.add(new Shape.Argument(name(child), () -> types.referred(child, DW_AT_type)));
      case DW_TAG_template_value_parameter -> constant(child).ifPresent(constants::add);
      case DW_TAG_GNU_template_parameter_pack ->
          child.children().stream()
              .filter(c -> c.tag() == DW_TAG_template_type_parameter)
              .forEach(this::add);
      default -> {}
    }
  }

  private static String name(Die die) {
    return die.string(DW_AT_name).orElse("");
  }

  private Optional<Shape.Constant> constant(Die die) {
    OptionalLong value = die.constant(DW_AT_const_value);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Type type = types.referred(die, DW_AT_type);
    int bytes = (int) type.size().orElse(0);
    return switch (type.strip()) {
      case IntegerType t when bytes <= 8 -> made(die, type, value.getAsLong(), bytes, t.signed());
      case CharType t -> made(die, type, value.getAsLong(), bytes, t.signed());
      case EnumType t -> made(die, type, value.getAsLong(), bytes, t.signed());
      case BoolType t -> made(die, type, value.getAsLong(), bytes, false);
      default -> Optional.empty();
    };
  }

  private static Optional<Shape.Constant> made(
      Die die, Type type, long value, int bytes, boolean signed) {
    return Optional.of(new Shape.Constant(name(die), type, Types.extend(value, bytes, signed)));
  }
}
