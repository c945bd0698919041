package tracebook.cell;

import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import tracebook.bytes.Malformed;

/** What a user asked for cannot be done: the message and what to do next. Nothing was attached. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  /** Sections that a program does not need to run; its tables for unwinding are read with them. */
  private static final Pattern DEBUG_INFO = Pattern.compile("\\.(z?debug_|gnu_debug|eh_frame)");

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

  /** Something that reads the files of a target. */
  interface Reading<T, E extends Exception> {
    T done() throws Refused, E;
  }

  /** Reads files of a target, which may be damaged, or may be replaced while they are read. */
  static <T, E extends Exception> T ifDamaged(Reading<T, E> reading) throws Refused, E {
    try {
      return reading.done();
    } catch (Malformed e) {
      boolean debugInfo = DEBUG_INFO.matcher(e.section()).lookingAt();
      throw new Refused(
          debugInfo ? "DebugInfoError" : "TargetError",
          "The %s cannot be read: %s".formatted(debugInfo ? "debug info" : "file", e.getMessage()),
          debugInfo
              ? "The file may be damaged, or use a form of DWARF that Tracebook does not know."
              : "The file may be damaged.");
    } catch (InternalError e) {
      throw becauseFileChanged(e);
    } catch (UncheckedIOException e) {
      throw new Refused(
          "TargetError",
          "A file of the target cannot be read: "
              + Targets.why(Objects.requireNonNull(e.getCause())),
          "Run the cell again when the file is complete.");
    } catch (TargetModules.UnreadableModule e) {
      throw new Refused(
          "TargetError",
          String.valueOf(e.getMessage()),
          "The file may have been replaced: attach anew.");
    }
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

  String sentence() {
    return message;
  }

  String hint() {
    return hint;
  }

  CellResult.Failed result() {
    String lines = "error: " + message + (hint.isEmpty() ? "" : "\nhint: " + hint);
    return new CellResult.Failed(name, message, lines.lines().toList());
  }
}
