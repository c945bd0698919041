package tracebook.types;

import java.util.List;

/**
 * What is inside of a structure.
 *
 * @param members those with a place that is the same in every object, base classes too, in the
 *     order of declaration
 * @param variants parts of which an object has one alternative: Rust's enums
 * @param statics members that belong to the class, not to an object
 * @param unplaced what has no constant offset: virtual base classes
 */
public record Shape(
    List<Member> members,
    List<VariantPart> variants,
    List<Static> statics,
    List<Unplaced> unplaced) {
  public Shape {
    members = List.copyOf(members);
    variants = List.copyOf(variants);
    statics = List.copyOf(statics);
    unplaced = List.copyOf(unplaced);
  }

  /** A static member. */
  public record Static(String name, Type type) {}

  /**
   * A member or a base class whose place depends on the object.
   *
   * @param name empty for a base class
   */
  public record Unplaced(String name, Type type) {}
}
