package tracebook.dwarf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tracebook.elf.Address;

/** What is in scope at addresses, and its types, against gdb (scopes.py). */
final class ScopeComparison {
  private static final int DEPTH = 1;

  final Comparison scopes = new Comparison("functions around");
  final Comparison variables = new Comparison("variables in scope");
  final Comparison types = new Comparison("types of variables");
  private final Subject subject;
  private final ScopeFaults faults;
  private final Map<String, String> descriptions = new HashMap<>();
  private final List<Level> levels = new ArrayList<>();
  private List<Seen> pending = new ArrayList<>();
  private String address = "";
  private int answered;

  private record Seen(String name, int line, boolean nowhere, String type) {
    String key() {
      return name + " of line " + line;
    }
  }

  /** The body of a function, or an inlined copy, with all scopes in it that hold the address. */
  private record Level(String function, List<Seen> seen) {}

  ScopeComparison(Subject subject) {
    this.subject = subject;
    this.faults = new ScopeFaults(subject.module());
  }

  void run(List<Address> addresses) {
    try {
      Path list = Files.createTempFile("tracebook", ".addresses");
      Files.write(list, addresses.stream().map(pc -> Long.toHexString(pc.value())).toList());
      int status =
          Oracle.lines(
              List.of(
                  "gdb",
                  "-nx",
                  "-batch",
                  "-ex",
                  "python addresses = \"" + list + "\"",
                  "-x",
                  Path.of("src/test/resources/tracebook/dwarf/scopes.py").toString(),
                  subject.program().path().toString()),
              this::line);
      finish();
      Files.delete(list);
      if (status != 0 || answered != addresses.size()) {
        scopes.different(
            "gdb ended with status %d after %d of %d addresses"
                .formatted(status, answered, addresses.size()));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void line(String text) {
    String[] words = text.split(" ", -1);
    switch (words[0]) {
      case "at" -> {
        finish();
        address = words[1];
      }
      case "type" -> descriptions.put(words[1], text.substring(6 + words[1].length()));
      case "var" ->
          pending.add(
              new Seen(
                  words[1],
                  Integer.parseInt(words[2]),
                  words[3].equals("o"),
                  descriptions.getOrDefault(words[4], "")));
      case "end" -> {
        levels.add(new Level(text.substring(4), pending));
        pending = new ArrayList<>();
      }
      default -> {}
    }
  }

  private void finish() {
    if (!address.isEmpty()) {
      compare(new Address(Long.parseUnsignedLong(address, 16)));
    }
    address = "";
    levels.clear();
    pending = new ArrayList<>();
  }

  private void compare(Address pc) {
    answered++;
    Verdict ours = new Verdict(pc, subject.info().scopesAt(pc));
    if (ours.isDifferent()) {
      for (List<Scope> copy : otherCopies(pc)) {
        Verdict other = new Verdict(pc, copy);
        if (!other.isDifferent()) {
          other.variables.fault(OracleFault.OTHER_COPY);
          other.count();
          return;
        }
      }
    }
    ours.count();
  }

  /** What other units say of the code here: the linker kept one of several copies. */
  private List<List<Scope>> otherCopies(Address pc) {
    Module module = subject.module();
    List<List<Scope>> found = new ArrayList<>();
    for (Unit unit : module.units.all()) {
      if (Ranges.of(unit.root().die()).stream().noneMatch(range -> range.contains(pc))) {
        continue;
      }
      UnitIndex index = module.units.index(unit);
      for (int i = 0; i < index.size(); i++) {
        if (index.kind(i) == UnitIndex.BODY) {
          Die die = new Die(unit, index.offset(i));
          List<AddressRange> code = Ranges.of(die);
          if (code.stream().anyMatch(range -> range.contains(pc))) {
            List<Scope> scopes = new ArrayList<>();
            new DieFunction(module, new FunctionBody(module, die, code))
                .scopes()
                .collect(pc, scopes);
            found.add(scopes);
          }
        }
      }
    }
    return found;
  }

  /** What comparing at one address gives. */
  private final class Verdict {
    final Comparison variables = new Comparison(ScopeComparison.this.variables.kind);
    private final Comparison scopes = new Comparison(ScopeComparison.this.scopes.kind);
    private final Comparison types = new Comparison(ScopeComparison.this.types.kind);
    private final Address pc;

    Verdict(Address pc, List<Scope> have) {
      this.pc = pc;
      List<Function> functions = new ArrayList<>();
      List<List<Variable>> visible = new ArrayList<>();
      for (Scope scope : have) {
        if (functions.isEmpty() || !scope.function().equals(functions.getLast())) {
          functions.add(scope.function());
          visible.add(new ArrayList<>());
        }
        visible.getLast().addAll(scope.variables());
      }
      List<Level> want = new ArrayList<>(levels);
      if (!functions.isEmpty()
          && want.size() > functions.size()
          && faults.isOfLocalClass(functions.getLast(), want.get(functions.size()).function())) {
        scopes.fault(OracleFault.LOCAL_CLASS);
        want.subList(functions.size(), want.size()).clear();
      }
      boolean same = functions.size() == want.size();
      for (int i = 0; same && i < functions.size(); i++) {
        same = isCalled(functions.get(i), want.get(i).function());
      }
      if (!same) {
        scopes.different(
            pc
                + ": have "
                + functions.stream().map(Function::qualifiedName).toList()
                + ", want "
                + want.stream().map(Level::function).toList());
        return;
      }
      scopes.equal++;
      for (int i = 0; i < functions.size(); i++) {
        compare(functions.get(i), visible.get(i), want.get(i).seen());
      }
    }

    boolean isDifferent() {
      return variables.different + scopes.different + types.different > 0;
    }

    void count() {
      ScopeComparison.this.variables.add(variables);
      ScopeComparison.this.scopes.add(scopes);
      ScopeComparison.this.types.add(types);
    }

    /** Innermost first: where several have a name and a line, they are compared in order. */
    private void compare(Function function, List<Variable> have, List<Seen> want) {
      Map<String, Deque<Variable>> ours = new LinkedHashMap<>();
      for (Variable variable : have) {
        ours.computeIfAbsent(key(variable), key -> new ArrayDeque<>()).add(variable);
      }
      for (Seen seen : want) {
        Deque<Variable> left = ours.get(seen.key());
        String where = pc + " " + function.name() + " " + seen.key();
        if (left == null || left.isEmpty()) {
          faults
              .ofOnlyGdbs(
                  function,
                  pc,
                  new ScopeFaults.Shown(seen.name(), seen.line(), seen.nowhere(), left != null))
              .ifPresentOrElse(
                  variables::fault, () -> variables.different(where + ": have none, want " + seen));
          continue;
        }
        Variable variable = left.removeFirst();
        if (seen.nowhere() && !(variable.locationAt(pc) instanceof Location.OptimizedOut)) {
          Optional<OracleFault> fault = faults.ofWithoutPlace(function, pc, variable);
          if (fault.isPresent()) {
            variables.fault(fault.get());
            if (fault.get() == OracleFault.MOVED_OUT) {
              left.addFirst(variable); // gdb shows it in the scope around, too
            }
            continue;
          }
          variables.different(where + ": have " + variable.locationAt(pc) + ", want nowhere");
        } else {
          variables.equal++;
        }
        types.same(where, TypeText.describe(variable.type(), DEPTH), seen.type());
      }
      for (Deque<Variable> left : ours.values()) {
        for (Variable variable : left) {
          faults
              .ofOnlyOurs(function, pc, variable)
              .ifPresentOrElse(
                  variables::fault,
                  () ->
                      variables.different(
                          pc
                              + " "
                              + function.name()
                              + " "
                              + key(variable)
                              + ": have it, want none"));
        }
      }
    }
  }

  private boolean isCalled(Function function, String shown) {
    return (function instanceof DieFunction made
            && faults.isCalled(subject.module().chain(made.die()), shown))
        || isAlias(function, shown);
  }

  /** Another name for the same code, as assembler files give them. */
  private boolean isAlias(Function function, String shown) {
    return subject.info().functions(shown).stream()
        .anyMatch(alias -> alias.ranges().equals(function.ranges()));
  }

  private static String key(Variable variable) {
    return variable.name() + " of line " + variable.declared().line();
  }

  /** Where rows of the line tables start: so many of them at most, evenly spread. */
  static List<Address> addresses(Subject subject, int most) {
    TreeSet<Address> all = new TreeSet<>();
    for (Unit unit : subject.module().units.all()) {
      subject
          .module()
          .lines
          .table(unit)
          .ifPresent(table -> table.rows().forEach(row -> all.add(row.address())));
    }
    List<Address> found = new ArrayList<>(all);
    found.removeIf(pc -> subject.info().functionAt(pc).isEmpty());
    int count = Math.min(most, found.size());
    List<Address> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(found.get((int) ((long) i * found.size() / count)));
    }
    return some;
  }
}
