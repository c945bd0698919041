package tracebook.elf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How to get the debug info of a program on the distribution that it runs on, as {@code
 * /etc/os-release} names it.
 *
 * @param root where the file system of the traced process begins
 * @param within the program's path there
 * @param ofGo whether it is a Go program: its linker leaves debug info out only when it is told to
 */
public record PackageAdvice(Path root, Path within, Optional<BuildId> id, boolean ofGo) {
  private static final Path TOP = Path.of("/");

  /** How distributions are asked for debug info. */
  private enum Family {
    DEBIAN,
    UBUNTU,
    FEDORA,
    SUSE,
    ALPINE,
    OTHER
  }

  String text() {
    Family family = family();
    return switch (family) {
      case DEBIAN, UBUNTU -> debian(family);
      case FEDORA ->
          "`dnf debuginfo-install $(rpm -qf " + within + ")` installs it" + server(family);
      case SUSE ->
          id.map(i -> "`zypper install -C 'debuginfo(build-id)=" + i + "'` installs it")
                  .orElse("install its package of debug symbols, named -debuginfo")
              + server(family);
      case ALPINE -> "install its package of debug symbols, named -dbg, or " + rebuild();
      case OTHER -> "install its package of debug symbols, or " + rebuild();
    };
  }

  private String rebuild() {
    return ofGo ? "rebuild it without `-ldflags=-w`" : "rebuild it with -g";
  }

  private String debian(Family family) {
    Optional<String> owner = owner();
    if (owner.isEmpty()) {
      return "no package has `"
          + within
          + "`: name the directory of its debug file, `%debugpath DIR`, or "
          + rebuild();
    }
    return "`apt install %s-dbgsym` installs it where the archive of debug symbols is set up"
            .formatted(owner.get())
        + " (some packages name it -dbg)"
        + server(family);
  }

  /** Distributions have public servers, which find files by build-id only. */
  private String server(Family family) {
    if (id.isEmpty()) {
      return ", or " + rebuild();
    }
    String url =
        switch (family) {
          case DEBIAN -> "https://debuginfod.debian.net";
          case UBUNTU -> "https://debuginfod.ubuntu.com";
          case FEDORA -> "https://debuginfod.fedoraproject.org";
          case SUSE -> "https://debuginfod.opensuse.org";
          case ALPINE, OTHER -> throw new IllegalArgumentException(family.name());
        };
    return "; or start the notebook with `DEBUGINFOD_URLS=" + url + "`, or " + rebuild();
  }

  private Family family() {
    Map<String, String> release = release();
    Set<String> names = new LinkedHashSet<>();
    names.add(release.getOrDefault("ID", ""));
    names.addAll(List.of(release.getOrDefault("ID_LIKE", "").split(" ", -1)));
    for (String name : names) {
      switch (name) {
        case "debian" -> {
          return Family.DEBIAN;
        }
        case "ubuntu" -> {
          return Family.UBUNTU;
        }
        case "fedora", "rhel", "centos" -> {
          return Family.FEDORA;
        }
        case "suse", "opensuse" -> {
          return Family.SUSE;
        }
        case "alpine" -> {
          return Family.ALPINE;
        }
        default -> {}
      }
    }
    return Family.OTHER;
  }

  /** Lines {@code NAME=value} or {@code NAME="value"} (os-release(5)). */
  private Map<String, String> release() {
    Map<String, String> fields = new HashMap<>();
    for (String file : List.of("/usr/lib/os-release", "/etc/os-release")) {
      try {
        for (String line : Files.readString(rooted(Path.of(file))).lines().toList()) {
          int equals = line.indexOf('=');
          if (equals > 0) {
            fields.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
          }
        }
      } catch (IOException notThere) {
        // The other one may be.
      }
    }
    return fields;
  }

  /** The package whose list of files, as dpkg keeps it, has the program. */
  private Optional<String> owner() {
    Set<String> names = new LinkedHashSet<>();
    names.add(within.toString());
    try {
      Path real = rooted(within).toRealPath();
      names.add((real.startsWith(root) ? TOP.resolve(root.relativize(real)) : real).toString());
    } catch (IOException gone) {
      // The name that it had is what the list would have.
    }
    for (String name : List.copyOf(names)) {
      if (name.startsWith("/usr/")) {
        names.add(name.substring("/usr".length()));
      }
    }
    try (DirectoryStream<Path> lists =
        Files.newDirectoryStream(rooted(Path.of("/var/lib/dpkg/info")), "*.list")) {
      for (Path list : lists) {
        String files = "\n" + Files.readString(list, StandardCharsets.ISO_8859_1);
        for (String name : names) {
          if (files.contains("\n" + name + "\n")) {
            String file = list.getFileName().toString();
            return Optional.of(file.replaceFirst("(:[^:]*)?\\.list$", ""));
          }
        }
      }
    } catch (IOException noDpkg) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private Path rooted(Path path) {
    return root.equals(TOP) ? path : root.resolve(TOP.relativize(path));
  }
}
