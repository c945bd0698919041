package tracebook.types;

import java.util.OptionalLong;

/**
 * A pointer to a member of C++ (Itanium C++ ABI, 2.3): {@code int Train::*} has 8 bytes, where in
 * an object the member lies, -1 for none; {@code int (Train::*)(int)} has 16: the address of a
 * function, or one more than where in the virtual table it is, or 0 for none, and then what is
 * added to {@code this}.
 *
 * @param of the class
 * @param target the type of the member, a {@link FunctionType} for functions
 */
public record MemberPointerType(long bytes, Type of, Type target) implements Type {
  /** Whether it is one to functions. */
  public boolean isToFunction() {
    return target.strip() instanceof FunctionType;
  }

  @Override
  public String name() {
    return Declarator.of(this, "");
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(bytes);
  }

  @Override
  public String toString() {
    return "MemberPointerType[" + bytes + "]";
  }
}
