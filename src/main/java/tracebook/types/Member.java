package tracebook.types;

import java.util.Optional;

/**
 * A member of a structure.
 *
 * @param name empty for an anonymous struct or union, whose members are reached through the outer
 *     one
 * @param offset bytes from the start of the structure; for a bit field, of the byte that holds its
 *     lowest bit
 * @param base true for a base class (DW_TAG_inheritance): its members are reached through the
 *     derived one
 */
public record Member(String name, Type type, long offset, Optional<BitField> bits, boolean base) {

  /**
   * Where a bit field lies, counted as on a little-endian machine: bit 0 is the lowest bit of the
   * byte at the member's offset. DW_AT_data_bit_offset and the older DW_AT_bit_offset are both
   * turned into this.
   *
   * @param shift 0..7
   * @param width bits
   */
  public record BitField(int shift, int width) {}
}
