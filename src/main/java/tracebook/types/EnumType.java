package tracebook.types;

import java.util.List;
import java.util.OptionalLong;

/** An enumeration with its enumerators in the order of declaration. */
public record EnumType(String name, int bytes, boolean signed, List<Enumerator> enumerators)
    implements Type {
  /** {@code value} is sign- or zero-extended as the enumeration's own type is. */
  public record Enumerator(String name, long value) {}

  public EnumType {
    enumerators = List.copyOf(enumerators);
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(bytes);
  }
}
