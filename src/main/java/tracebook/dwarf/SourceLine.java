package tracebook.dwarf;

/**
 * A line of a source file.
 *
 * @param file the path as the debug info gives it, joined with its directory; empty when unknown
 * @param line from 1; 0 when unknown
 */
public record SourceLine(String file, int line) {
  public static final SourceLine UNKNOWN = new SourceLine("", 0);

  /** The last component of the path. */
  public String fileName() {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return file.isEmpty() ? "?" : file + ":" + line;
  }
}
