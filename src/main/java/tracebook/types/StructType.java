package tracebook.types;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A structure, class or union. */
public final class StructType implements Type {
  /** The keyword it was declared with. */
  public enum Kind {
    STRUCT,
    CLASS,
    UNION
  }

  /** How a function gets and returns a small one (DW_AT_calling_convention, DWARF 5, 5.7.1). */
  public enum Passing {
    /** As the calling convention does with what it is made of. */
    BY_VALUE,
    /** Where a hidden pointer says, however small it is. */
    BY_REFERENCE,
    /** By reference when one of its members or base classes is, else by value. */
    AS_ITS_MEMBERS,
    /** The debug info does not say, or the language has a convention of its own. */
    UNKNOWN
  }

  private final Kind kind;
  private final String name;
  private final OptionalLong size;
  private final Lazy<Passing> passing;
  private final Lazy<Shape> shape;
  private final Lazy<String> producer;

  /**
   * @param name with the keyword in C ({@code struct req}), without it in C++ and Rust
   * @param size empty when the debug info has only a declaration, and for what has a size of its
   *     own in each call
   */
  public StructType(
      Kind kind, String name, OptionalLong size, Passing passing, Supplier<Shape> shape) {
    this(kind, name, size, () -> passing, shape);
  }

  public StructType(
      Kind kind, String name, OptionalLong size, Supplier<Passing> passing, Supplier<Shape> shape) {
    this(kind, name, size, passing, shape, () -> "");
  }

  /**
   * @param producer what compiled it
   */
  public StructType(
      Kind kind,
      String name,
      OptionalLong size,
      Supplier<Passing> passing,
      Supplier<Shape> shape,
      Supplier<String> producer) {
    this.kind = kind;
    this.name = name;
    this.size = size;
    this.passing = new Lazy<>(passing);
    this.shape = new Lazy<>(shape);
    this.producer = new Lazy<>(producer);
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public OptionalLong size() {
    return size;
  }

  /**
   * Whether the debug info has no definition of it. A structure with a variable-length array in it,
   * which GNU C has, is defined and has no size.
   */
  public boolean isOnlyDeclared() {
    return size.isEmpty() && shape().members().isEmpty();
  }

  public Passing passing() {
    return passing.get();
  }

  /** What compiled it, as that names itself (DW_AT_producer, DWARF 5, 3.1.1); empty if unknown. */
  public String producer() {
    return producer.get();
  }

  /** Members and base classes with a place, in the order of declaration. */
  public List<Member> members() {
    return shape().members();
  }

  /** All that is inside. */
  public Shape shape() {
    return shape.get();
  }

  @Override
  public String toString() {
    return "StructType[" + name + "]";
  }
}
