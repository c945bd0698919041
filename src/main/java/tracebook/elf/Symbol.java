package tracebook.elf;

/**
 * A symbol that is defined in the file.
 *
 * @param size in bytes; 0 when unknown
 */
public record Symbol(String name, Address address, long size, Kind kind, boolean global) {
  /** STT_FUNC, STT_OBJECT, STT_TLS, STT_GNU_IFUNC; everything else is OTHER. */
  public enum Kind {
    FUNCTION,
    OBJECT,
    THREAD_LOCAL,
    INDIRECT_FUNCTION,
    OTHER
  }

  /** Whether it is code. */
  public boolean isFunction() {
    return switch (kind) {
      case FUNCTION, INDIRECT_FUNCTION -> true;
      case OBJECT, THREAD_LOCAL, OTHER -> false;
    };
  }
}
