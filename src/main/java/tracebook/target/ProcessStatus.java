package tracebook.target;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code /proc/PID/status} and the fields of {@code /proc/PID/stat} that it lacks.
 *
 * @param startTicks when it started, in clock ticks since boot: with the number it names a process
 */
record ProcessStatus(
    String name,
    char state,
    int tgid,
    int tracerPid,
    int uid,
    int innermostPid,
    boolean kernelThread,
    long startTicks) {
  private static final int PF_KTHREAD = 0x00200000;

  static ProcessStatus parse(String status, String stat) {
    Map<String, String> fields =
        status
            .lines()
            .filter(line -> line.contains(":\t"))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')),
                    line -> line.substring(line.indexOf(':') + 2),
                    (first, second) -> first));
    // The name in parentheses may itself hold parentheses and spaces; what follows holds neither.
    String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    String[] pids = field(fields, "NSpid", field(fields, "Tgid", "0")).split("\t", -1);
    return new ProcessStatus(
        stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
        rest[0].charAt(0),
        Integer.parseInt(field(fields, "Tgid", "0")),
        Integer.parseInt(field(fields, "TracerPid", "0")),
        Integer.parseInt(field(fields, "Uid", "0").split("\t", 2)[0]),
        Integer.parseInt(pids[pids.length - 1]),
        (Long.parseLong(rest[6]) & PF_KTHREAD) != 0,
        Long.parseLong(rest[19]));
  }

  private static String field(Map<String, String> fields, String name, String otherwise) {
    return fields.getOrDefault(name, otherwise).strip();
  }

  /** Exited, and waiting for its parent to notice; or worse. */
  boolean dead() {
    return state == 'Z' || state == 'X';
  }
}
