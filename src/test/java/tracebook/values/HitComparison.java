package tracebook.values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.SourceLine;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.values.AgainstGdb.Cell;
import tracebook.values.Stops.Leaf;

/** What we and gdb say at one hit, scalar by scalar. */
final class HitComparison {
  /** What compilers keep for themselves: lengths of arrays, iterators of loops over ranges. */
  private static final Pattern KEPT =
      Pattern.compile("__vla_expr.*|__for_(range|begin|end)|__(range|begin|end)\\d+");

  private final String title;
  private final Map<String, Cell> ours;
  private final Stops.Stop stop;
  private final DebugInfo info;
  private final Tally tally;
  private final Set<String> seen = new HashSet<>();

  /**
   * Where values of some types are shown in a form of their own, an enum of Rust as {@code
   * Some(1)}: their parts are not compared.
   */
  private final boolean formed;

  /** Values of ours that are not gdb's. */
  final List<Difference> differences = new ArrayList<>();

  /** Values that gdb alone shows. */
  final List<Alone> alone = new ArrayList<>();

  /** Values that both show. */
  final Set<At> agreed = new HashSet<>();

  /** A variable, or a part of one, at a hit. */
  record At(Stops.Key stop, String path) {}

  /**
   * A value that we do not show.
   *
   * @param declared where the variable is
   * @param fixed whether it has one place for all of the function
   * @param local whether it is no parameter, besides
   * @param why our reason
   */
  record Alone(
      Stops.Stop stop,
      String path,
      SourceLine declared,
      boolean fixed,
      boolean local,
      String why,
      String where) {
    @Override
    public String toString() {
      return why + " | " + where;
    }
  }

  /** A value that is another one for gdb. */
  record Difference(Stops.Stop stop, String path, String ours, Leaf gdbs, String where) {
    @Override
    public String toString() {
      return where + ": ours " + ours + ", gdb " + gdbs.text().orElse("");
    }
  }

  HitComparison(
      String title, Map<String, Cell> ours, Stops.Stop stop, DebugInfo info, Tally tally) {
    this.title = title;
    this.ours = ours;
    this.stop = stop;
    this.info = info;
    this.tally = tally;
    this.formed = title.startsWith("rustc");
  }

  void run() {
    gdbs().forEach(this::variable);
    for (Map.Entry<String, Cell> cell : ours.entrySet()) {
      if (seen.add(cell.getKey())) {
        compare(cell.getKey(), Optional.of(cell.getValue()), Leaf.missing("not known to gdb"));
      }
    }
  }

  /**
   * Each variable once, by our name for it. Of an inlined copy gdb shows some twice: the instance,
   * and the abstract one, which has no value.
   */
  private Map<String, Map<String, Leaf>> gdbs() {
    Map<String, Map<String, Leaf>> found = new LinkedHashMap<>();
    Set<Stops.Said> packed = pack(found);
    for (Stops.Said said : stop.variables()) {
      if (KEPT.matcher(said.name()).matches() || packed.contains(said)) {
        continue;
      }
      String hidden = said.name() + "@" + said.line();
      boolean isHidden =
          ours.keySet().stream().anyMatch(n -> n.equals(hidden) || n.startsWith(hidden + "."));
      String name = isHidden ? hidden : said.name();
      Map<String, Leaf> before = found.get(name);
      if (before == null || before.values().stream().allMatch(l -> l.text().isEmpty())) {
        found.put(name, said.leaves());
      }
    }
    return found;
  }

  /** Parameters of one name, as a template's pack makes them, are told apart by their order. */
  private Set<Stops.Said> pack(Map<String, Map<String, Leaf>> found) {
    Set<Stops.Said> packed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Stops.Said first : stop.variables()) {
      String hidden = first.name() + "@" + first.line();
      List<String> names =
          ours.keySet().stream()
              .map(n -> n.split("[.]", 2)[0])
              .filter(n -> n.equals(first.name()) || n.split("#", 2)[0].equals(hidden))
              .distinct()
              .toList();
      List<Stops.Said> same =
          stop.variables().stream()
              .filter(s -> s.name().equals(first.name()) && s.line() == first.line())
              .toList();
      if (names.size() > 2 && names.size() == same.size() && packed.addAll(same)) {
        for (int i = 0; i < names.size(); i++) {
          found.put(names.get(i), same.get(i).leaves());
        }
      }
    }
    return packed;
  }

  private void variable(String name, Map<String, Leaf> leaves) {
    for (Map.Entry<String, Leaf> leaf : leaves.entrySet()) {
      String path = name + leaf.getKey();
      if (ours.containsKey(path)) {
        seen.add(path);
        compare(path, Optional.ofNullable(ours.get(path)), leaf.getValue());
        continue;
      }
      List<String> inside = ours.keySet().stream().filter(n -> n.startsWith(path + ".")).toList();
      if (!inside.isEmpty()) {
        for (String part : inside) {
          seen.add(part);
          compare(part, Optional.ofNullable(ours.get(part)), leaf.getValue());
        }
        continue;
      }
      Optional<String> around = around(path);
      around.ifPresent(seen::add);
      if (formed && around.map(ours::get).flatMap(Cell::text).isPresent()) {
        continue;
      }
      compare(path, around.map(ours::get), leaf.getValue());
    }
  }

  /** A structure that is missing as a whole. */
  private Optional<String> around(String path) {
    String outer = path;
    while (outer.contains(".")) {
      outer = outer.substring(0, outer.lastIndexOf('.'));
      if (ours.containsKey(outer)) {
        return Optional.of(outer);
      }
    }
    return Optional.empty();
  }

  private void compare(String path, Optional<Cell> cell, Leaf leaf) {
    tally.compared++;
    Optional<String> our = cell.flatMap(Cell::text);
    String why = cell.map(Cell::why).orElse("not known to us");
    if (our.isPresent() && leaf.text().isPresent()) {
      if (leaf.shows(our.get())) {
        tally.equal++;
        agreed.add(new At(stop.at(), path));
      } else {
        differences.add(new Difference(stop, path, our.get(), leaf, describe(path)));
      }
    } else if (our.isPresent() && our.equals(leaf.address())) {
      tally.equal++;
    } else if (our.isPresent()) {
      tally.weAlone++;
      count(tally.weAloneWhere, tally.weAloneFirst, leaf.reason(), path + " = " + our.get());
    } else if (leaf.text().isPresent()) {
      String where = describe("") + path + " = " + leaf.text().get();
      alone.add(
          new Alone(
              stop,
              path,
              declared(path),
              isFixed(path, false),
              isFixed(path, true),
              general(why),
              where));
      tally.gdbAlone++;
      count(tally.gdbAloneBecause, tally.gdbAloneFirst, why, path + " = " + leaf.text().get());
    } else {
      tally.neither++;
      tally.neitherBecause.merge(general(why), 1L, Long::sum);
    }
  }

  private void count(
      Map<String, Long> reasons, Map<String, String> first, String reason, String example) {
    String name = general(reason);
    reasons.merge(name, 1L, Long::sum);
    first.putIfAbsent(name, describe("") + example);
  }

  private static String general(String reason) {
    return reason.replaceAll("0x[0-9a-f]+", "ADDRESS");
  }

  private Optional<Variable> variable(String path) {
    String root = path.split("[.@]", 2)[0];
    return info.scopesAt(new Address(stop.at().address())).stream()
        .flatMap(s -> s.variables().stream())
        .filter(v -> v.name().equals(root))
        .findFirst();
  }

  private boolean isFixed(String path, boolean local) {
    return variable(path)
        .filter(v -> v.kind() == Variable.Kind.LOCAL || !local)
        .filter(v -> !v.hasLocationList())
        .isPresent();
  }

  private SourceLine declared(String path) {
    return variable(path).map(Variable::declared).orElse(SourceLine.UNKNOWN);
  }

  private String describe(String path) {
    Address pc = new Address(stop.at().address());
    String where =
        variable(path)
            .map(v -> " (" + v.locationAt(pc) + "; " + v.describedAt(pc) + ")")
            .orElse("");
    return "%s 0x%x hit %d %s%s"
        .formatted(title, stop.at().address(), stop.at().hit(), path, where);
  }
}
