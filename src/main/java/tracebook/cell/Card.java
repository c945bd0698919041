package tracebook.cell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tracebook.display.Html;
import tracebook.display.MimeBundle;
import tracebook.linux.Capability;
import tracebook.linux.Feature;
import tracebook.linux.Features;
import tracebook.linux.Rights;
import tracebook.resolve.Module;
import tracebook.resolve.Modules;
import tracebook.target.LoadedModule;
import tracebook.target.TargetException;
import tracebook.target.TargetProcess;

/** What {@code %attach} says of a target. */
final class Card {
  /** Of an upgrade under a process that runs on: enough to see it. */
  private static final int MOST_REPLACED = 4;

  private Card() {}

  static MimeBundle of(Opened target) throws Refused {
    List<List<String>> lines = new ArrayList<>();
    Module main = target.modules().main();
    lines.add(List.of("target", target.label()));
    lines.add(List.of("executable", main.path()));
    lines.add(List.of("build-id", main.elf().buildId().map(id -> id.hex()).orElse("none")));
    lines.add(
        List.of(
            "debug info",
            main.debug().isPresent() ? "from " + main.debugNote() : "none: " + main.debugNote()));
    if (main.debug().isPresent()) {
      main.refused().forEach(why -> lines.add(List.of("not taken", why)));
    }
    main.debug()
        .ifPresent(d -> lines.add(List.of("compiled by", String.join("; ", d.producers()))));
    lines.add(List.of("probes", probes()));
    if (target.process().isPresent()) {
      try {
        lines.add(List.of("threads", String.valueOf(target.process().get().threads().size())));
        lines.add(List.of("modules", String.valueOf(target.modules().otherPaths().size() + 1)));
        target
            .process()
            .get()
            .tracer()
            .ifPresent(
                pid ->
                    lines.add(
                        List.of("warning", "process " + pid + " is attached to it as a debugger")));
        replaced(target.process().get(), target.modules())
            .forEach(why -> lines.add(List.of("warning", why)));
      } catch (TargetException e) {
        throw new Refused("TargetError", e.reason().message(), e.reason().hint());
      }
    }
    if (main.debug().isEmpty()) {
      lines.add(
          List.of("warning", "without debug info only functions and registers can be traced"));
    }
    return MimeBundle.html(html(lines), text(lines));
  }

  private static List<String> replaced(TargetProcess process, Modules modules)
      throws TargetException {
    Set<String> programs = new HashSet<>(modules.otherPaths());
    programs.add(modules.main().path());
    Set<String> paths = new LinkedHashSet<>();
    for (LoadedModule module : process.modules()) {
      // What memfd_create(2) made has had no path at any time.
      if (programs.contains(module.path())
          && !module.path().startsWith("/memfd:")
          && process.isReplaced(module)) {
        paths.add(module.path());
      }
    }
    List<String> found = new ArrayList<>();
    for (String path : paths) {
      if (found.size() == MOST_REPLACED) {
        found.add((paths.size() - MOST_REPLACED) + " more files were deleted or replaced");
        break;
      }
      found.add(
          "`"
              + path
              + "` was deleted or replaced after the process had loaded it; what it runs, and what"
              + " is traced, is the old file");
    }
    return found;
  }

  /** Aligned in each cell: the notebook's own style aligns cells right. */
  private static String html(List<List<String>> lines) {
    StringBuilder html = new StringBuilder("<table class=\"dataframe\"><tbody>\n");
    for (List<String> line : lines) {
      html.append("<tr><th><div align=\"left\">")
          .append(Html.escape(line.get(0)))
          .append("</div></th><td><div align=\"left\">")
          .append(Html.escape(line.get(1)))
          .append("</div></td></tr>\n");
    }
    return html.append("</tbody></table>\n").toString();
  }

  private static String text(List<List<String>> lines) {
    int width = lines.stream().mapToInt(line -> line.get(0).length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      String name = line.get(0);
      text.append(name).append(" ".repeat(width - name.length() + 2)).append(line.get(1));
      text.append('\n');
    }
    return text.toString().stripTrailing();
  }

  /** How the running kernel attaches, or what is missing for it. */
  private static String probes() {
    Set<Capability> missing = Rights.effective().missing(Rights.Need.UPROBE_MULTI);
    if (!missing.isEmpty()) {
      return "not allowed: this process lacks "
          + missing.stream().map(Capability::name).sorted().collect(Collectors.joining(", "));
    }
    return List.of(
            Feature.UPROBE_MULTI,
            Feature.SLEEPABLE_UPROBE,
            Feature.FIND_VMA,
            Feature.COPY_FROM_USER_STR)
        .stream()
        .map(f -> (Features.has(f) ? "" : "without ") + f.words())
        .collect(Collectors.joining("; "));
  }
}
