package tracebook.adapters;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tracebook.types.IntegerType;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * {@code &str} and what else is a fat pointer to text ({@code &mut str}, {@code Box<str>}, {@code
 * &Path}), {@code String} and {@code PathBuf}, which are vectors of bytes, and C's strings, of
 * which the length counts the NUL.
 */
final class RustStrings implements Adapter {
  @Override
  public Optional<View> view(StructType type) {
    String name = type.name();
    if (BUFFERS.containsKey(name)) {
      return Fields.at(type, BUFFERS.get(name))
          .filter(m -> m.offset() == 0 && m.type().strip() instanceof StructType)
          .flatMap(m -> RustVec.parts((StructType) m.type().strip()))
          .filter(v -> isByte(v.element()))
          .map(v -> new View.Text(v.address(), v.length(), v.limit(), 1));
    }
    if (name.equals("alloc::ffi::c_str::CString")) {
      return pointed(type, "inner.", m -> isByte(m.target()), 1);
    }
    if (name.equals("&core::ffi::c_str::CStr")) {
      return pointed(type, "", m -> m.target().name().equals(name.substring(1)), 1);
    }
    if (PATHS.contains(name)) {
      return pointed(type, "", m -> m.target().name().equals(name.substring(1)), 0);
    }
    return isText(name) ? pointed(type, "", m -> isByte(m.target()), 0) : Optional.empty();
  }

  /** Vectors of bytes that are text, and where in them the vector is. */
  private static final Map<String, String> BUFFERS =
      Map.of(
          "alloc::string::String", "vec",
          "std::ffi::os_str::OsString", "inner.inner",
          "std::path::PathBuf", "inner.inner.inner");

  private static final Set<String> PATHS = Set.of("&std::path::Path", "&std::ffi::os_str::OsStr");

  /**
   * @param more bytes that the length counts besides the text
   */
  private static Optional<View> pointed(
      StructType type, String path, Predicate<PointerType> target, int more) {
    Optional<Quantity> length = Fields.size(type, path + "length").map(l -> l.plus(-more));
    return Fields.at(type, path + "data_ptr")
        .filter(m -> m.type().strip() instanceof PointerType p && target.test(p))
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
