package tracebook.types;

import java.util.OptionalLong;

/** DW_ATE_boolean. */
public record BoolType(String name, int bytes) implements Type {
  @Override
  public OptionalLong size() {
    return OptionalLong.of(bytes);
  }
}
