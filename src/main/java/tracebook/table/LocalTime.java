package tracebook.table;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Nanoseconds since the epoch, as the clock on the wall shows them. */
final class LocalTime {
  private static final long SECOND = 1_000_000_000L;
  private static final DateTimeFormatter TO_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** The second shown last: rows that follow each other mostly share theirs. */
  private static volatile Second last = new Second(0, ZoneOffset.UTC, "1970-01-01 00:00:00");

  private record Second(long number, ZoneId zone, String text) {
    static Second of(long number, ZoneId zone) {
      return new Second(
          number, zone, TO_SECONDS.format(Instant.ofEpochSecond(number).atZone(zone)));
    }
  }

  private LocalTime() {}

  /** {@code 2026-11-23 14:03:07.000000012}. */
  static String text(long nanoseconds) {
    long number = Math.floorDiv(nanoseconds, SECOND);
    ZoneId zone = ZoneId.systemDefault();
    Second second = last;
    if (second.number() != number || !second.zone().equals(zone)) {
      second = Second.of(number, zone);
      last = second;
    }
    String fraction = Long.toString(Math.floorMod(nanoseconds, SECOND) + SECOND);
    return second.text() + '.' + fraction.substring(1);
  }
}
