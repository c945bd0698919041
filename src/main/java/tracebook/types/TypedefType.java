package tracebook.types;

import java.util.OptionalLong;
import java.util.function.Supplier;

/** Another name for a type. */
public final class TypedefType implements Type {
  private final String name;
  private final Lazy<Type> target;

  public TypedefType(String name, Supplier<Type> target) {
    this.name = name;
    this.target = new Lazy<>(target);
  }

  @Override
  public String name() {
    return name;
  }

  public Type target() {
    return target.get();
  }

  @Override
  public OptionalLong size() {
    return target().size();
  }

  @Override
  public String toString() {
    return "TypedefType[" + name + "]";
  }
}
