package tracebook.types;

import java.util.OptionalLong;

/**
 * A character: DW_ATE_signed_char, DW_ATE_unsigned_char (1 byte) or DW_ATE_UTF (1, 2 or 4 bytes).
 * C's {@code uint8_t} is a typedef of one.
 */
public record CharType(String name, int bytes, boolean signed) implements Type {
  @Override
  public OptionalLong size() {
    return OptionalLong.of(bytes);
  }
}
