package tracebook.types;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What is inside of a structure.
 *
 * @param members those with a place that is the same in every object, base classes too, in the
 *     order of declaration
 * @param variants parts of which an object has one alternative: Rust's enums
 * @param statics members that belong to the class, not to an object
 * @param unplaced what has no constant offset: virtual base classes
 * @param arguments of a template or a generic type
 * @param constants values that a template was made for
 * @param virtuals the functions that the class itself has in its virtual table
 * @param embedded names of members whose own members are reached without naming it, as in Go
 */
public record Shape(
    List<Member> members,
    List<VariantPart> variants,
    List<Static> statics,
    List<Unplaced> unplaced,
    List<Argument> arguments,
    List<Constant> constants,
    List<Virtual> virtuals,
    List<String> embedded) {
  public Shape {
    members = List.copyOf(members);
    variants = List.copyOf(variants);
    statics = List.copyOf(statics);
    unplaced = List.copyOf(unplaced);
    arguments = List.copyOf(arguments);
    constants = List.copyOf(constants);
    virtuals = List.copyOf(virtuals);
    embedded = List.copyOf(embedded);
  }

  /** Of members alone. */
  public static Shape of(List<Member> members) {
    return new Shape(
        members, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /**
   * A virtual function (DW_AT_vtable_elem_location, DWARF 5, 5.7.8).
   *
   * @param slot its number in the virtual table
   * @param name mangled, or plain where that is all there is
   */
  public record Virtual(long slot, String name) {}

  /** A static member. */
  public record Static(String name, Type type) {}

  /**
   * A member or a base class whose place depends on the object.
   *
   * @param name empty for a base class
   * @param slot of a virtual base class: how many bytes in front of where the pointer to the
   *     virtual table, at the start of the object, points its offset in the object stands (Itanium
   *     C++ ABI, 2.5.2); empty where the debug info says it in another way
   */
  public record Unplaced(String name, Type type, OptionalLong slot) {}

  /**
   * A number that a template was made for (DW_TAG_template_value_parameter, DWARF 5, 2.23).
   *
   * @param value extended as its type demands
   */
  public record Constant(String name, Type type, long value) {}

  /** A type that a template was made for (DW_TAG_template_type_parameter, DWARF 5, 2.23). */
  public static final class Argument {
    private final String name;
    private final Lazy<Type> type;

    /**
     * @param type may be expensive to find, and is seldom asked for
     */
    public Argument(String name, Supplier<Type> type) {
      this.name = name;
      this.type = new Lazy<>(type);
    }

    public String name() {
      return name;
    }

    public Type type() {
      return type.get();
    }
  }
}
