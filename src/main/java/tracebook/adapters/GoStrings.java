package tracebook.adapters;

import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.StructType;

/** Go's {@code string} and types that are one. */
final class GoStrings implements Adapter {
  @Override
  public Optional<View> view(StructType type) {
    if (type.members().size() != 2 || type.size().orElse(0) != 16) {
      return Optional.empty();
    }
    Optional<Member> bytes = Go.pointer(type, "str").filter(m -> Go.target(m).equals("uint8"));
    Optional<Quantity> length = Go.length(type, "len");
    return bytes
        .filter(b -> length.isPresent())
        .map(b -> new View.Text(Fields.word(b), length.orElseThrow(), View.anyLength(1), 1));
  }
}
