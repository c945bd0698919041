package tracebook.elf;

/**
 * A program header (ELF gABI, figure 5-1).
 *
 * @param type PT_…
 * @param flags PF_X 1, PF_W 2, PF_R 4
 */
public record Segment(
    int type,
    int flags,
    FileOffset offset,
    Address address,
    long fileSize,
    long memorySize,
    long alignment) {
  static final int PT_LOAD = 1;
  static final int PT_INTERP = 3;
  static final int PT_NOTE = 4;
  static final int PT_TLS = 7;

  public boolean isLoaded() {
    return type == PT_LOAD;
  }

  /** The first values of a file's thread-local variables. */
  public boolean isThreadLocal() {
    return type == PT_TLS;
  }

  public boolean isExecutable() {
    return isLoaded() && (flags & 1) != 0;
  }

  public boolean covers(Address at) {
    return address.compareTo(at) <= 0
        && Long.compareUnsigned(at.value() - address.value(), memorySize) < 0;
  }

  /** True of the addresses whose bytes come from the file. */
  boolean holds(Address at) {
    return address.compareTo(at) <= 0
        && Long.compareUnsigned(at.value() - address.value(), fileSize) < 0;
  }
}
