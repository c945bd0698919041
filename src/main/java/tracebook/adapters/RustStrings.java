package tracebook.adapters;

import java.util.Optional;
import tracebook.types.IntegerType;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * {@code &str} and what else is a fat pointer to text ({@code &mut str}, {@code Box<str>}), and
 * {@code String}, which is a vector of bytes.
 */
final class RustStrings implements Adapter {
  @Override
  public Optional<View> view(StructType type) {
    String name = type.name();
    if (name.equals("alloc::string::String")) {
      return Fields.at(type, "vec")
          .filter(m -> m.offset() == 0 && m.type().strip() instanceof StructType)
          .flatMap(m -> RustVec.parts((StructType) m.type().strip()))
          .filter(v -> isByte(v.element()))
          .map(v -> new View.Text(v.address(), v.length(), v.limit(), 1));
    }
    if (!isText(name)) {
      return Optional.empty();
    }
    Optional<Quantity> length = Fields.size(type, "length");
    return Fields.at(type, "data_ptr")
        .filter(m -> m.type().strip() instanceof PointerType p && isByte(p.target()))
        .filter(m -> length.isPresent() && type.size().orElse(0) == 16)
        .map(m -> new View.Text(Fields.word(m), length.orElseThrow(), View.anyLength(1), 1));
  }

  private static boolean isText(String name) {
    return name.equals("&str")
        || name.equals("&mut str")
        || name.startsWith("alloc::boxed::Box<str,");
  }

  private static boolean isByte(Type type) {
    return type.strip() instanceof IntegerType i && i.bytes() == 1 && !i.signed();
  }
}
