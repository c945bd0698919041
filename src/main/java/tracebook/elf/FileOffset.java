package tracebook.elf;

/** A position in a file, in bytes from its start: what a uprobe is attached at. */
public record FileOffset(long value) {
  @Override
  public String toString() {
    return "+0x" + Long.toHexString(value);
  }
}
