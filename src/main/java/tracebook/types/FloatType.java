package tracebook.types;

import java.util.OptionalLong;

/**
 * DW_ATE_float of 4, 8 or 16 bytes (16: x87 extended, 10 bytes of which count, or IEEE quad by its
 * name).
 */
public record FloatType(String name, int bytes) implements Type {
  @Override
  public OptionalLong size() {
    return OptionalLong.of(bytes);
  }
}
