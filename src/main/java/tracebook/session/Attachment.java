package tracebook.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import tracebook.target.TargetProcess;

/**
 * What a compiled trace is attached to.
 *
 * @param target one process; empty: every process that maps the modules
 * @param files from a site's module, a path as the target sees it, to one that this process can
 *     open; the probe is on the file it leads to, whatever its name
 * @param maxRows the trace ends with that many rows
 * @param ringBytes room for records that wait; made a power of two of at least a page
 */
public record Attachment(
    Optional<TargetProcess> target, Function<String, Path> files, long maxRows, int ringBytes) {
  public static final long DEFAULT_MAX_ROWS = 100_000;
  public static final int DEFAULT_RING_BYTES = 16 << 20;

  private static final int SMALLEST_RING = 4096;
  private static final int LARGEST_RING = 1 << 30;

  public Attachment {
    if (maxRows < 1) {
      throw new IllegalArgumentException(maxRows + " rows");
    }
    if (ringBytes < 1 || ringBytes > LARGEST_RING) {
      throw new IllegalArgumentException("a ring of " + ringBytes + " bytes");
    }
    int rounded = Integer.highestOneBit(ringBytes - 1 | SMALLEST_RING - 1) << 1;
    ringBytes = rounded;
  }

  public static Attachment to(TargetProcess target, Function<String, Path> files) {
    return new Attachment(Optional.of(target), files, DEFAULT_MAX_ROWS, DEFAULT_RING_BYTES);
  }

  public static Attachment toAllProcesses(Function<String, Path> files) {
    return new Attachment(Optional.empty(), files, DEFAULT_MAX_ROWS, DEFAULT_RING_BYTES);
  }

  public Attachment withMaxRows(long rows) {
    return new Attachment(target, files, rows, ringBytes);
  }

  public Attachment withRingBytes(int bytes) {
    return new Attachment(target, files, maxRows, bytes);
  }
}
