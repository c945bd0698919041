package tracebook.adapters;

import static tracebook.adapters.Quantity.Operator.EQ;

import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * {@code std::basic_string} of libstdc++. Of the ABI of 2015: pointer, length, and a buffer for
 * short strings that shares its place with the capacity of long ones. Of the ABI before it: a
 * pointer to characters, in front of which lie length, capacity and a count of references.
 */
final class LibstdcxxString implements Adapter {
  /** {@code _Rep_base}: length, capacity, reference count padded to 8 bytes. */
  private static final long REP_LENGTH = -24;

  private static final long REP_CAPACITY = -16;

  @Override
  public Optional<View> view(StructType type) {
    Optional<Quantity> characters = Fields.pointer(type, "_M_dataplus._M_p");
    Optional<Type> character = Fields.pointee(type, "_M_dataplus._M_p");
    if (characters.isEmpty() || character.isEmpty() || !type.name().contains("basic_string<")) {
      return Optional.empty();
    }
    int unit = Fields.unit(character.get());
    if (unit == 0) {
      return Optional.empty();
    }
    return type.size().orElse(0) == 8
        ? Optional.of(counted(characters.get(), unit))
        : small(type, characters.get(), unit);
  }

  private static Optional<View> small(StructType type, Quantity characters, int unit) {
    Optional<Quantity> length = Fields.size(type, "_M_string_length");
    Optional<Quantity> capacity = Fields.size(type, "_M_allocated_capacity");
    Optional<Member> buffer = Fields.at(type, "_M_local_buf");
    long room = Fields.characters(type, "_M_local_buf", unit);
    if (length.isEmpty() || capacity.isEmpty() || buffer.isEmpty() || room == 0) {
      return Optional.empty();
    }
    Quantity inside =
        new Quantity.Computed(EQ, characters, new Quantity.Place(buffer.get().offset()));
    Quantity limit = new Quantity.Either(inside, new Quantity.Constant(room - 1), capacity.get());
    return Optional.of(new View.Text(characters, length.get(), limit, unit));
  }

  private static View counted(Quantity characters, int unit) {
    return new View.Text(
        characters,
        new Quantity.Load(characters.plus(REP_LENGTH)),
        new Quantity.Load(characters.plus(REP_CAPACITY)),
        unit);
  }
}
