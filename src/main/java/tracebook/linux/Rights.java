package tracebook.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rights of this process.
 *
 * @param capabilities those in effect
 */
public record Rights(Set<Capability> capabilities) {
  /** How a program will be attached decides what is needed. */
  public enum Need {
    UPROBE_MULTI,
    PERF_EVENT
  }

  public Rights {
    capabilities = Set.copyOf(capabilities);
  }

  /** The rights in effect now ({@code CapEff} in {@code /proc/self/status}). */
  public static Rights effective() {
    try {
      return parse(Files.readString(Path.of("/proc/self/status")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Rights parse(String status) {
    long bits =
        status
            .lines()
            .filter(line -> line.startsWith("CapEff:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no CapEff"));
    EnumSet<Capability> capabilities = EnumSet.noneOf(Capability.class);
    for (Capability capability : Capability.values()) {
      if ((bits >>> capability.bit & 1) != 0) {
        capabilities.add(capability);
      }
    }
    return new Rights(capabilities);
  }

  /** What is missing for a need; empty if nothing is. */
  public Set<Capability> missing(Need need) {
    EnumSet<Capability> missing = EnumSet.noneOf(Capability.class);
    if (!capabilities.contains(Capability.CAP_SYS_ADMIN)) {
      switch (need) {
        case UPROBE_MULTI -> {
          missing.add(Capability.CAP_BPF);
          missing.add(Capability.CAP_PERFMON);
        }
        case PERF_EVENT -> missing.add(Capability.CAP_SYS_ADMIN);
      }
      missing.removeAll(capabilities);
    }
    return missing;
  }

  /** A sentence that names what is missing. */
  public static String message(Set<Capability> missing) {
    String names =
        missing.stream().sorted().map(c -> "`" + c + "`").collect(Collectors.joining(" and "));
    return "This notebook has no right to attach probes: it lacks " + names + ".";
  }

  /** What to type to have a notebook with the rights to attach to any process. */
  public static String hint(Set<Capability> missing) {
    String list =
        java.util.stream.Stream.concat(
                missing.stream(), java.util.stream.Stream.of(Capability.CAP_SYS_PTRACE))
            .distinct()
            .sorted()
            .map(c -> "+" + c.lower())
            .collect(Collectors.joining(","));
    return "Start it as root, or with these rights only: `sudo setpriv --reuid \"$USER\" --regid"
        + " \"$(id -g)\" --init-groups --inh-caps "
        + list
        + " --ambient-caps "
        + list
        + " jupyter lab`.";
  }
}
