package tracebook.elf;

/** A file that cannot be traced, as its first bytes tell. The message is for the user. */
public final class ElfRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** What it is instead of a 64-bit little-endian ELF file. */
  public enum Reason {
    NOT_ELF,
    NOT_64_BIT,
    BIG_ENDIAN,
    TRUNCATED
  }

  private final Reason reason;

  ElfRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
