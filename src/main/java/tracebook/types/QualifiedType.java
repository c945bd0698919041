package tracebook.types;

import java.util.OptionalLong;

/**
 * A type with a qualifier.
 *
 * @param qualifier {@code const}, {@code volatile}, {@code restrict}, {@code _Atomic}
 */
public record QualifiedType(String qualifier, Type target) implements Type {
  @Override
  public String name() {
    return Declarator.of(this, "");
  }

  @Override
  public OptionalLong size() {
    return target.size();
  }
}
