package tracebook.resolve;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Variable;
import tracebook.lang.Expr;
import tracebook.source.Names;

/**
 * Variables of Go's packages: {@code http.DefaultClient} of the source is {@code
 * net/http.DefaultClient} in the debug info, with the import path in front.
 */
final class PackageVariables {
  private final Expressions expressions;
  private final Place place;
  private final Variables variables;

  PackageVariables(Expressions expressions, Place place, Variables variables) {
    this.expressions = expressions;
    this.place = place;
    this.variables = variables;
  }

  /**
   * What {@code package.name} means where nothing else has the package's name.
   *
   * @throws Rejected when the package has none of that name, when several packages have, and when a
   *     variable of the function's package has the name of the package
   */
  Optional<Operand> find(Expr.Member e) throws Rejected {
    if (e.arrow()
        || !(e.target() instanceof Expr.Variable target)
        || !place.module().elf().isGo()
        || place.missing().isPresent()
        || expressions.isKnown(target)) {
      return Optional.empty();
    }
    Optional<DebugInfo> debug = place.module().debug();
    Collection<String> all = debug.map(DebugInfo::globalNames).orElse(List.of());
    Optional<String> own =
        ownPackage().filter(path -> all.contains(path + "." + target.name())).map(GoNames::nameOf);
    if (own.isPresent()) {
      // No file of the package can import another one by the name of that variable (Go,
      // "Declarations and scope").
      throw new Rejected(
          target.span(),
          "no variable `" + target.name() + "` at `" + place.where() + "`",
          "did you mean `" + own.get() + "." + target.name() + "`?");
    }
    // As the source writes them, and as the debug info does.
    TreeMap<String, String> ofPackage = new TreeMap<>();
    TreeMap<String, String> meant = new TreeMap<>();
    String written = target.name() + "." + e.member().text();
    for (String name : all) {
      String path = GoNames.pathOf(name);
      if (GoNames.nameOf(path).equals(target.name())) {
        String member = name.substring(path.length());
        ofPackage.put(target.name() + member, path);
        if (member.equals("." + e.member().text())) {
          meant.put(name, path);
        }
      }
    }
    if (ofPackage.isEmpty()) {
      return Optional.empty();
    }
    if (meant.isEmpty()) {
      throw new Rejected(
          e.span(),
          "no variable `" + written + "` at `" + place.where() + "`",
          Names.didYouMean(
              written,
              ofPackage.keySet(),
              "`%globals " + ofPackage.firstEntry().getValue() + ".*` lists those of the package"));
    }
    if (meant.size() > 1) {
      throw new Rejected(
          e.span(),
          "`"
              + written
              + "` is a variable of several packages: "
              + meant.keySet().stream().collect(Collectors.joining("`, `", "`", "`")),
          "`emit $globals(" + meant.firstKey() + ");` shows that one");
    }
    Optional<Variable> found = variables.global(meant.firstKey(), e.span());
    return found.map(variable -> variables.read(variable, e.span()));
  }

  /** The variables of a package, without its name; for completion. */
  Set<String> members(String name) {
    if (!place.module().elf().isGo()) {
      return Set.of();
    }
    return place.module().debug().map(DebugInfo::globalNames).orElse(List.of()).stream()
        .filter(
            global ->
                !GoNames.pathOf(global).isEmpty()
                    && GoNames.nameOf(GoNames.pathOf(global)).equals(name))
        .map(global -> global.substring(GoNames.pathOf(global).length() + 1))
        .filter(member -> member.matches("[A-Za-z_]\\w*"))
        .collect(Collectors.toSet());
  }

  /** The package of the function that the place is in. */
  private Optional<String> ownPackage() {
    return variables
        .function()
        .map(f -> GoNames.pathOf(f.qualifiedName()))
        .filter(p -> !p.isEmpty());
  }
}
