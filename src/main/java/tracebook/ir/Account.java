package tracebook.ir;

/**
 * What became of every hit of one probe: {@code hits = rows + filtered + throttled + lost},
 * exactly.
 *
 * @param rows hits that became a row or went into a group
 * @param filtered by the script's own conditions
 * @param throttled by {@code limit} or the budget
 * @param lost for which there was no room
 * @param unreadable hits in which something could not be read; they are counted above as well
 */
public record Account(
    long hits, long rows, long filtered, long throttled, long lost, long unreadable) {

  /** Whether every hit is accounted for. */
  public boolean balances() {
    return hits == rows + filtered + throttled + lost;
  }
}
