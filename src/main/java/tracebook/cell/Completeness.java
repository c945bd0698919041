package tracebook.cell;

/** Whether a console should run what was typed, or ask for another line. */
public enum Completeness {
  COMPLETE,
  INCOMPLETE,
  INVALID
}
