package tracebook.cell;

import java.util.Locale;

/** What a user asked for cannot be done: the message and what to do next. Nothing was attached. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final String name;
  private final String message;
  private final String hint;

  /**
   * The name is the kind of error that the notebook shows: {@code TargetError}, {@code
   * AttachError}.
   */
  Refused(String name, String message, String hint) {
    super(message);
    this.name = name;
    this.message = sentence(message);
    this.hint = sentence(hint);
  }

  /**
   * For what a read of a mapped file throws when the file has become shorter.
   *
   * @throws InternalError any other one
   */
  static Refused becauseFileChanged(InternalError fault) {
    if (!String.valueOf(fault.getMessage()).contains("unsafe memory access")) {
      throw fault;
    }
    return new Refused(
        "TargetError",
        "A file of the target became shorter while it was read.",
        "Run the cell again when the file is complete.");
  }

  /** Who refuses says it in their own package's way; here it stands alone. */
  private static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String ended = text.matches("(?s).*[.?!]") ? text : text + ".";
    return ended.substring(0, 1).toUpperCase(Locale.ROOT) + ended.substring(1);
  }

  CellResult.Failed result() {
    String lines = "error: " + message + (hint.isEmpty() ? "" : "\nhint: " + hint);
    return new CellResult.Failed(name, message, lines.lines().toList());
  }
}
