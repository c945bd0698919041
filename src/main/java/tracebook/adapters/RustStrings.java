package tracebook.adapters;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tracebook.types.IntegerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * {@code &str} and what else is a fat pointer to text ({@code Box<str>}, {@code Arc<str>}, {@code
 * &Path}), {@code String} and {@code PathBuf}, which are vectors of bytes, and C's strings, of
 * which the length counts the NUL.
 */
final class RustStrings implements Adapter {
  /** Vectors of bytes that are text, and where in them the vector is. */
  private static final Map<String, String> BUFFERS =
      Map.of(
          "alloc::string::String", "vec",
          "std::ffi::os_str::OsString", "inner.inner",
          "std::path::PathBuf", "inner.inner.inner");

  private static final String C_STRING = "core::ffi::c_str::CStr";

  /** What is text without a length of its own. */
  private static final Set<String> TEXTS =
      Set.of("str", "std::path::Path", "std::ffi::os_str::OsStr", C_STRING);

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
      return FatPointer.of(type, "inner.").filter(p -> isByte(p.target())).map(p -> text(p, 1));
    }
    return FatPointer.of(type)
        .filter(p -> TEXTS.contains(p.to()))
        .filter(p -> p.to().equals("str") ? isByte(p.target()) : p.target().name().equals(p.to()))
        .map(p -> text(p, p.to().equals(C_STRING) ? 1 : 0));
  }

  /**
   * @param more bytes that the length counts besides the text
   */
  private static View text(FatPointer pointer, int more) {
    return new View.Text(pointer.address(), pointer.length().plus(-more), View.anyLength(1), 1);
  }

  private static boolean isByte(Type type) {
    return type.strip() instanceof IntegerType i && i.bytes() == 1 && !i.signed();
  }
}
