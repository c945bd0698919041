package tracebook.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tracebook.display.HtmlTable;
import tracebook.display.MimeBundle;
import tracebook.linux.Capability;
import tracebook.linux.Feature;
import tracebook.linux.Features;
import tracebook.linux.Rights;
import tracebook.resolve.Module;
import tracebook.target.TargetException;

/** What {@code %attach} says of a target. */
final class Card {
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
      } catch (TargetException e) {
        throw new Refused("TargetError", e.reason().message(), e.reason().hint());
      }
    }
    if (main.debug().isEmpty()) {
      lines.add(
          List.of("warning", "without debug info only functions and registers can be traced"));
    }
    return new HtmlTable(List.of("", ""), lines, lines.size()).render();
  }

  /** How the running kernel attaches, or what is missing for it. */
  private static String probes() {
    java.util.Set<Capability> missing = Rights.effective().missing(Rights.Need.UPROBE_MULTI);
    if (!missing.isEmpty()) {
      return "not allowed: this process lacks "
          + missing.stream().map(Capability::name).sorted().collect(Collectors.joining(", "));
    }
    return List.of(Feature.UPROBE_MULTI, Feature.SLEEPABLE_UPROBE, Feature.COPY_FROM_USER_STR)
        .stream()
        .map(f -> (Features.has(f) ? "" : "without ") + f.words())
        .collect(Collectors.joining("; "));
  }
}
