package tracebook.types;

import java.util.OptionalLong;
import java.util.function.Supplier;

/** A pointer or a C++ reference. */
public final class PointerType implements Type {
  /** How the language treats it: references are followed without being asked. */
  public enum Kind {
    POINTER,
    REFERENCE,
    RVALUE_REFERENCE
  }

  private final Kind kind;
  private final int bytes;
  private final Lazy<Type> target;

  public PointerType(Kind kind, int bytes, Supplier<Type> target) {
    this.kind = kind;
    this.bytes = bytes;
    this.target = new Lazy<>(target);
  }

  public Kind kind() {
    return kind;
  }

  public Type target() {
    return target.get();
  }

  @Override
  public String name() {
    String star =
        switch (kind) {
          case POINTER -> "*";
          case REFERENCE -> "&";
          case RVALUE_REFERENCE -> "&&";
        };
    String to = target().name();
    return target() instanceof FunctionType
        ? to.replaceFirst("\\(", "(" + star + ")(")
        : to + (to.endsWith("*") ? "" : " ") + star;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(bytes);
  }

  @Override
  public String toString() {
    return "PointerType[" + kind + "]";
  }
}
