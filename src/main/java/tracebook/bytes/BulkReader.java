package tracebook.bytes;

/**
 * Copies large parts of what else is mapped. A page that is only mapped counts as this process's
 * memory from the first touch on, and costs a fault there.
 */
public interface BulkReader {
  /** Of bytes that have no other source. */
  BulkReader NONE = (offset, to, at, count) -> false;

  /**
   * Copies {@code count} bytes from {@code offset} on into {@code to}, from {@code at} on.
   *
   * @return false when it cannot, or not any more: then the mapping has them
   */
  boolean read(long offset, byte[] to, int at, int count);
}
