package tracebook.types;

import java.util.List;
import java.util.Optional;

/**
 * Alternatives of a structure, one of which an object has (DW_TAG_variant_part, DWARF 5, section
 * 5.7.10).
 *
 * @param discriminant the member that tells which; empty where there is only one
 */
public record VariantPart(Optional<Member> discriminant, List<Variant> variants) {
  public VariantPart {
    variants = List.copyOf(variants);
  }

  /**
   * An alternative.
   *
   * @param values of the discriminant that choose it; empty for the one that all others choose
   * @param members in Rust one, with the variant's name
   * @param inner alternatives in this alternative
   */
  public record Variant(List<Values> values, List<Member> members, List<VariantPart> inner) {
    public Variant {
      values = List.copyOf(values);
      members = List.copyOf(members);
      inner = List.copyOf(inner);
    }
  }

  /**
   * Values of a discriminant, both ends included.
   *
   * @param low extended as the discriminant's type demands
   */
  public record Values(long low, long high) {
    /** Whether a value is one of them. */
    public boolean has(long value, boolean signed) {
      return signed
          ? low <= value && value <= high
          : Long.compareUnsigned(low, value) <= 0 && Long.compareUnsigned(value, high) <= 0;
    }

    @Override
    public String toString() {
      return low == high ? Long.toString(low) : low + ".." + high;
    }
  }
}
