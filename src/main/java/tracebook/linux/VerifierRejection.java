package tracebook.linux;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's verifier would not accept a program. */
public final class VerifierRejection extends SystemCallException {
  private static final Pattern INSTRUCTION = Pattern.compile("(\\d+): \\([0-9a-f]{2}\\) .*");

  private final String log;
  private final List<String> lines;

  VerifierRejection(String call, Errno errno, String log) {
    super(call, errno);
    this.log = log;
    this.lines = log.lines().toList();
  }

  /** All that the verifier wrote; may be long. */
  public String log() {
    return log;
  }

  /** The last line that says something: what follows it are statistics. Empty for an empty log. */
  public String tellingLine() {
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i);
      boolean statistics =
          line.startsWith("processed ")
              || line.startsWith("verification time")
              || line.startsWith("stack depth");
      if (!statistics && !line.isBlank()) {
        return line;
      }
    }
    return "";
  }

  /** Whether the program may be right, and the verifier gave up following it. */
  public boolean gaveUp() {
    String line = tellingLine();
    return line.startsWith("BPF program is too large. Processed ")
        || (line.startsWith("The sequence of ") && line.endsWith(" jumps is too complex."));
  }

  /** How many lines the log has besides the telling one. */
  public int linesOmitted() {
    return Math.max(0, lines.size() - 1);
  }

  /** The slot of the instruction that the verifier looked at last. */
  public OptionalInt slot() {
    for (int i = lines.size() - 1; i >= 0; i--) {
      Matcher matcher = INSTRUCTION.matcher(lines.get(i));
      if (matcher.matches()) {
        return OptionalInt.of(Integer.parseInt(matcher.group(1)));
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public String getMessage() {
    return super.getMessage() + ": " + tellingLine();
  }
}
