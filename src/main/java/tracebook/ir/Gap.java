package tracebook.ir;

/**
 * A stretch of time in which hits of a probe were lost.
 *
 * @param fromNs CLOCK_MONOTONIC, as the records' own times
 * @param toNs not before {@code fromNs}
 * @param probe the label of the probe
 * @param lost how many hits
 * @param cause in words, such as "the ring buffer was full"
 */
public record Gap(long fromNs, long toNs, String probe, long lost, String cause) {}
