package tracebook.elf;

/**
 * NT_GNU_BUILD_ID in lower-case hexadecimal digits: what a debug file has in common with its
 * program.
 */
public record BuildId(String hex) {
  @Override
  public String toString() {
    return hex;
  }
}
