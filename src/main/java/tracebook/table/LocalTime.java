package tracebook.table;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Nanoseconds since the epoch, as the clock on the wall shows them. */
final class LocalTime {
  private static final long SECOND = 1_000_000_000L;
  private static final DateTimeFormatter TO_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private LocalTime() {}

  /** {@code 2026-11-23 14:03:07.000000012}. */
  static String text(long nanoseconds) {
    long seconds = Math.floorDiv(nanoseconds, SECOND);
    String fraction = Long.toString(Math.floorMod(nanoseconds, SECOND) + SECOND);
    return TO_SECONDS.format(Instant.ofEpochSecond(seconds)) + '.' + fraction.substring(1);
  }
}
