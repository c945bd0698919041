package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tracebook.dwarf.Function;
import tracebook.elf.StaticProbe;
import tracebook.elf.Symbol;
import tracebook.lang.Name;
import tracebook.lang.Pattern;
import tracebook.source.Names;

/** {@code usdt:provider:name}: the probes that a program offers. */
final class StaticProbes {
  private final Places places;
  private final Modules modules;

  StaticProbes(Places places, Modules modules) {
    this.places = places;
    this.modules = modules;
  }

  /** Those of the module, else of the main module, else of the first other one that has any. */
  List<Place> find(Pattern.StaticProbe pattern, Optional<Name> module) throws Rejected {
    List<Module> searched = new ArrayList<>(List.of(places.module(module)));
    List<Place> found = in(searched.getFirst(), pattern);
    if (module.isEmpty()) {
      for (String path : modules.otherPaths()) {
        if (!found.isEmpty()) {
          break;
        }
        searched.add(modules.open(path));
        found = in(searched.getLast(), pattern);
      }
    }
    if (found.isEmpty()) {
      throw none(pattern, searched);
    }
    return found;
  }

  private static List<Place> in(Module module, Pattern.StaticProbe pattern) {
    Glob provider = Glob.whole(pattern.provider());
    Glob name = Glob.whole(pattern.name());
    List<Place> found = new ArrayList<>();
    for (StaticProbe probe : module.elf().staticProbes()) {
      if (provider.matches(probe.provider()) && name.matches(probe.name())) {
        found.add(Place.of(module, probe.address(), holder(module, probe), false).marked(probe));
      }
    }
    return found;
  }

  private static String holder(Module module, StaticProbe probe) {
    return module
        .debug()
        .flatMap(d -> d.functionAt(probe.address()))
        .map(Function::qualifiedName)
        .or(() -> module.elf().symbols().functionAt(probe.address()).map(Symbol::name))
        .orElse("");
  }

  private static Rejected none(Pattern.StaticProbe pattern, List<Module> searched) {
    TreeSet<String> known = new TreeSet<>();
    for (Module module : searched) {
      module.elf().staticProbes().forEach(p -> known.add(p.provider() + ":" + p.name()));
    }
    String wanted = pattern.provider() + ":" + pattern.name();
    return new Rejected(
        pattern.span(),
        "no static probe `" + wanted + "` in `" + searched.getFirst().name() + "`",
        known.isEmpty()
            ? "it has none: probe the function or the line"
            : Names.didYouMean(
                wanted,
                known,
                "there is `" + String.join("`, `", known.stream().limit(8).toList()) + "`"));
  }
}
