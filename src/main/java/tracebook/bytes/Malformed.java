package tracebook.bytes;

/**
 * A file that contradicts its own format. The message names the file, the section, the offset in it
 * and what is wrong: {@code `/bin/x` is malformed: .debug_info at 0x1c: a string without an end}.
 */
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String section;
  private final long offset;

  public Malformed(String file, String section, long offset, String what) {
    super("`%s` is malformed: %s at 0x%x: %s".formatted(file, section, offset, what));
    this.file = file;
    this.section = section;
    this.offset = offset;
  }

  public String file() {
    return file;
  }

  public String section() {
    return section;
  }

  public long offset() {
    return offset;
  }
}
