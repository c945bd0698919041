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
  private final Lazy<Type> named;
  private final String written;

  public PointerType(Kind kind, int bytes, Supplier<Type> target) {
    this(kind, bytes, target, target, "");
  }

  /**
   * A pointer that may have a name.
   *
   * @param named what has the target's name, and is found faster: a declaration, where the target
   *     is defined elsewhere
   * @param written as in Rust and Go, {@code &mut Order}, {@code *main.Ship}; else empty
   */
  public PointerType(
      Kind kind, int bytes, Supplier<Type> target, Supplier<Type> named, String written) {
    this.kind = kind;
    this.bytes = bytes;
    this.target = new Lazy<>(target);
    this.named = new Lazy<>(named);
    this.written = written;
  }

  public Kind kind() {
    return kind;
  }

  public Type target() {
    return target.get();
  }

  /** For the name alone. */
  Type named() {
    return named.get();
  }

  /** Its own name; empty in C and C++. */
  public String written() {
    return written;
  }

  /**
   * Whether an index behind it means an element of the array that it points to, as in Rust and Go,
   * not the array so many arrays further on, as in C and for Rust's raw pointers.
   */
  public boolean isFollowedToElements() {
    return !written.isEmpty() && !written.startsWith("*const ") && !written.startsWith("*mut ");
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
    return "PointerType[" + kind + "]";
  }
}
