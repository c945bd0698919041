package tracebook.adapters;

import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/** Go's slices: {@code []int} and types that are one. */
final class GoSlices implements Adapter {
  @Override
  public Optional<View> view(StructType type) {
    if (type.members().size() != 3 || type.size().orElse(0) != 24) {
      return Optional.empty();
    }
    Optional<Member> array = Go.pointer(type, "array");
    Optional<Quantity> length = Go.length(type, "len");
    Optional<Quantity> capacity = Go.length(type, "cap");
    if (array.isEmpty() || length.isEmpty() || capacity.isEmpty()) {
      return Optional.empty();
    }
    Type element = ((PointerType) array.get().type().strip()).target();
    return Optional.of(
        new View.Sequence(Fields.word(array.get()), length.get(), capacity.get(), element));
  }
}
