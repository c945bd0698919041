package tracebook.types;

import java.util.OptionalLong;

/** An integer of {@code bytes} (1, 2, 4, 8 or 16) bytes: DW_ATE_signed or DW_ATE_unsigned. */
public record IntegerType(String name, int bytes, boolean signed) implements Type {
  @Override
  public OptionalLong size() {
    return OptionalLong.of(bytes);
  }
}
