package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.StructType;
import tracebook.types.Type;

/** {@code std::basic_string_view} of libstdc++ and libc++: a length and a pointer. */
final class StringViews implements Adapter {
  private record Names(String characters, String length) {}

  private static final List<Names> LIBRARIES =
      List.of(
          new Names("_M_str", "_M_len"),
          new Names("__data", "__size"),
          new Names("__data_", "__size_"));

  @Override
  public Optional<View> view(StructType type) {
    if (!type.name().contains("basic_string_view<") || type.size().orElse(0) != 16) {
      return Optional.empty();
    }
    for (Names names : LIBRARIES) {
      Optional<Quantity> characters = Fields.pointer(type, names.characters());
      Optional<Quantity> length = Fields.size(type, names.length());
      int unit =
          Fields.pointee(type, names.characters()).map(Type::strip).map(Fields::unit).orElse(0);
      if (characters.isPresent() && length.isPresent() && unit > 0) {
        return Optional.of(
            new View.Text(characters.get(), length.get(), View.anyLength(unit), unit));
      }
    }
    return Optional.empty();
  }
}
