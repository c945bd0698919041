package tracebook.target;

/**
 * A line of {@code /proc/PID/maps}.
 *
 * @param start first address
 * @param end address after the last
 * @param permissions for example {@code r-xp}
 * @param fileOffset of {@code start} in the file, in bytes
 * @param file which file; {@link FileId#NONE} for anonymous memory
 * @param path as the process sees it, without the mark of a deleted file; or a name such as {@code
 *     [heap]}; or empty
 * @param deleted whether no path leads to the file any more
 */
public record Mapping(
    long start,
    long end,
    String permissions,
    long fileOffset,
    FileId file,
    String path,
    boolean deleted) {
  private static final String DELETED = " (deleted)";

  /** A file, whatever its name: device as in {@code maps}, for example {@code fe:00}, and inode. */
  public record FileId(String device, long inode) {
    public static final FileId NONE = new FileId("00:00", 0);
  }

  public boolean executable() {
    return permissions.charAt(2) == 'x';
  }

  public boolean writable() {
    return permissions.charAt(1) == 'w';
  }

  public boolean contains(long address) {
    return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) < 0;
  }

  /** Of a line such as {@code 7f00-7f10 r-xp 00001000 fe:00 123 /usr/lib/libc.so.6}. */
  static Mapping parse(String line) {
    String[] fields = line.split(" +", 6);
    int dash = fields[0].indexOf('-');
    if (fields.length < 5 || dash < 0) {
      throw new IllegalArgumentException("no mapping: `" + line + "`");
    }
    long inode = Long.parseLong(fields[4]);
    // The kernel writes a newline in a name as \012 and nothing else in another way.
    String path = fields.length == 6 ? fields[5].replace("\\012", "\n") : "";
    boolean deleted = inode != 0 && path.endsWith(DELETED);
    return new Mapping(
        Long.parseUnsignedLong(fields[0].substring(0, dash), 16),
        Long.parseUnsignedLong(fields[0].substring(dash + 1), 16),
        fields[1],
        Long.parseUnsignedLong(fields[2], 16),
        inode == 0 ? FileId.NONE : new FileId(fields[3], inode),
        deleted ? path.substring(0, path.length() - DELETED.length()) : path,
        deleted);
  }
}
