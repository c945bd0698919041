package tracebook.jupyter;

/** Whether a console should run what was typed, or ask for another line. */
public sealed interface Completeness {
  record Complete() implements Completeness {}

  /**
   * It goes on.
   *
   * @param indent what the next line should begin with
   */
  record Incomplete(String indent) implements Completeness {}

  record Invalid() implements Completeness {}
}
