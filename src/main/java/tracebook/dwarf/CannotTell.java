package tracebook.dwarf;

/**
 * Why an expression has no value here; ends its evaluation and becomes {@link Location.Unreadable}.
 */
final class CannotTell extends Exception {
  private static final long serialVersionUID = 1L;

  final String why;

  CannotTell(String why) {
    super(why, null, false, false);
    this.why = why;
  }
}
