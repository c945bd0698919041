package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tracebook.elf.Address;
import tracebook.elf.Companions;
import tracebook.elf.ElfFile;

/** The debug info of one module, read from its ELF files. */
final class DwarfFile implements DebugInfo {
  private final Module module;
  private final Optional<Supplementary> supplementary;

  private volatile Optional<List<MethodTable>> methodTables = Optional.empty();

  private volatile Optional<List<Using>> aliases = Optional.empty();

  /** By the position of a subprogram's DIE. */
  private final Map<Long, DieFunction> bodies = new ConcurrentHashMap<>();

  private final FunctionCodes codes = new FunctionCodes();

  private final MergedCode merged;
  private final Map<Long, List<Using>> usings = new ConcurrentHashMap<>();
  private final Map<Unit, List<DieFunction>> byUnit = new ConcurrentHashMap<>();

  DwarfFile(ElfFile program, ElfFile debug, Companions companions) {
    this.supplementary = Supplementary.of(debug, companions);
    Sections sections = new Sections(program, debug, Optional.empty(), supplementary);
    this.module = new Module(sections, companions);
    this.merged = new MergedCode(module);
    module.bodies(pc -> bodyAt(pc).map(DieFunction::body));
  }

  @Override
  public Optional<String> missingAt(Address pc) {
    return supplementary
        .flatMap(Supplementary::why)
        .or(() -> module.units.at(pc).flatMap(module.units::missing));
  }

  @Override
  public List<String> missing() {
    List<String> found = new ArrayList<>();
    supplementary.flatMap(Supplementary::why).ifPresent(found::add);
    found.addAll(module.units.missing());
    return List.copyOf(found);
  }

  @Override
  public List<String> ignoredIndexes() {
    return module.names.ignoredIndexes();
  }

  Module module() {
    return module;
  }

  @Override
  public List<String> producers() {
    Set<String> found = new LinkedHashSet<>();
    boolean opened = false;
    for (Unit unit : module.units.linked()) {
      Unit full = opened ? unit : module.units.full(unit);
      opened |= full.isSplit();
      if (!full.producer().isEmpty()) {
        found.add(full.producer());
      }
    }
    return List.copyOf(found);
  }

  @Override
  public List<Function> functions(String name) {
    return functions(module.names.functions(name));
  }

  @Override
  public List<Function> functionsNamed(Predicate<String> names) {
    return functions(module.names.functions(names));
  }

  private List<Function> functions(List<Long> positions) {
    List<Function> whole = new ArrayList<>();
    List<Function> copies = new ArrayList<>();
    for (long position : positions) {
      Die die = module.units.die(position);
      if (die.tag() == DW_TAG_subprogram) {
        body(die).filter(this::isKept).ifPresent(whole::add);
      } else {
        copy(die).ifPresent(copies::add);
      }
    }
    whole.sort(Comparator.comparing(Function::entry));
    copies.sort(Comparator.comparing(Function::entry));
    whole.addAll(copies);
    return List.copyOf(whole);
  }

  /**
   * False for a copy of an inline function that the linker dropped: it left the copy's debug info
   * pointing to the one that was kept, which another unit describes.
   */
  private boolean isKept(DieFunction function) {
    return bodyAt(function.entry())
        .filter(
            kept ->
                kept != function
                    && kept.entry().equals(function.entry())
                    && kept.qualifiedName().equals(function.qualifiedName()))
        .isEmpty();
  }

  private Optional<DieFunction> body(Die die) {
    DieFunction known = bodies.get(die.position());
    if (known != null) {
      return Optional.of(known);
    }
    List<AddressRange> ranges = Ranges.of(die);
    if (ranges.isEmpty()) {
      return Optional.empty();
    }
    DieFunction made = new DieFunction(module, new FunctionBody(module, die, ranges));
    DieFunction first = bodies.putIfAbsent(die.position(), made);
    return Optional.of(first == null ? made : first);
  }

  /** The inlined copy as a scope of the body that holds its code. */
  private Optional<DieFunction> copy(Die die) {
    List<AddressRange> ranges = Ranges.of(die);
    if (ranges.isEmpty()) {
      return Optional.empty();
    }
    return bodyAt(ranges.get(0).start())
        .flatMap(around -> find(around.scopes(), die.position()))
        .or(Optional::empty);
  }

  private static Optional<DieFunction> find(ScopeTree tree, long position) {
    if (tree.function().die().position() == position) {
      return Optional.of(tree.function());
    }
    for (ScopeTree inner : tree.inner()) {
      Optional<DieFunction> found = find(inner, position);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  @Override
  public Collection<String> functionNames() {
    return module.names.functionNames();
  }

  @Override
  public List<MergedFunction> mergedWith(Function body) {
    return body instanceof DieFunction its && !its.inlined() ? merged.with(its) : List.of();
  }

  @Override
  public List<Function> enteredAt(Address pc) {
    List<Function> found = new ArrayList<>();
    bodyAt(pc).ifPresent(function -> function.scopes().collectEntered(pc, found));
    return List.copyOf(found);
  }

  @Override
  public Optional<Function> functionAt(Address pc) {
    return bodyAt(pc).map(function -> function);
  }

  @Override
  public Optional<FunctionCode> codeAt(Address pc) {
    return bodyAt(pc).map(DieFunction::body).flatMap(codes::of);
  }

  @Override
  public boolean marksStatements(Address pc) {
    return bodyAt(pc).map(DieFunction::body).filter(FunctionCode::marksStatements).isPresent();
  }

  private Optional<DieFunction> bodyAt(Address pc) {
    Optional<DieFunction> claimed = module.units.at(pc).flatMap(unit -> bodyIn(unit, pc));
    if (claimed.isPresent()) {
      return claimed;
    }
    for (Unit unit : module.units.withoutRanges()) {
      Optional<DieFunction> found = bodyIn(unit, pc);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<DieFunction> bodyIn(Unit unit, Address pc) {
    for (DieFunction function : bodiesOf(module.units.full(unit))) {
      if (function.body().contains(pc)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  private List<DieFunction> bodiesOf(Unit unit) {
    List<DieFunction> known = byUnit.get(unit);
    if (known != null) {
      return known;
    }
    UnitIndex index = module.units.index(unit);
    List<DieFunction> found = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      if (index.kind(i) == UnitIndex.BODY) {
        body(new Die(unit, index.offset(i))).ifPresent(found::add);
      }
    }
    byUnit.put(unit, found);
    return found;
  }

  @Override
  public List<Scope> scopesAt(Address pc) {
    List<Scope> found = new ArrayList<>();
    bodyAt(pc).ifPresent(function -> function.scopes().collect(pc, found));
    return List.copyOf(found);
  }

  @Override
  public List<Scope> scopesAt(Address pc, Function inside) {
    List<Scope> found = new ArrayList<>();
    if (inside instanceof DieFunction its) {
      around(pc, its).ifPresent(function -> function.scopes().collect(pc, its, found));
    }
    return List.copyOf(found);
  }

  /** The body that holds an address and a function: of two with the same code, that function. */
  private Optional<DieFunction> around(Address pc, DieFunction inside) {
    return !inside.inlined() && inside.body().contains(pc) ? Optional.of(inside) : bodyAt(pc);
  }

  @Override
  public Set<String> ambiguousAt(Address pc) {
    Set<String> names = new HashSet<>();
    List<Scope> taken = scopesAt(pc);
    bodyAt(pc).ifPresent(function -> function.scopes().beside(pc, taken, true, names));
    return Set.copyOf(names);
  }

  @Override
  public Set<String> ambiguousAt(Address pc, Function inside) {
    Set<String> names = new HashSet<>();
    List<Scope> taken = scopesAt(pc, inside);
    if (inside instanceof DieFunction its) {
      around(pc, its)
          .flatMap(function -> function.scopes().copyOf(its, pc))
          .ifPresent(scope -> scope.beside(pc, taken, false, names));
    }
    return Set.copyOf(names);
  }

  @Override
  public List<Variable> variablesAround(Function inside, String name) {
    return inside instanceof DieFunction its ? module.variablesAround(its, name) : List.of();
  }

  @Override
  public List<Address> directCalls(Function function) {
    return function instanceof DieFunction its && !its.inlined()
        ? CallSites.direct(its.body())
        : List.of();
  }

  @Override
  public Optional<Term> frameAddressAt(Address pc) {
    try {
      return Optional.of(new Place(module.frames(), pc, Optional.empty()).cfa());
    } catch (CannotTell unknown) {
      return Optional.empty();
    }
  }

  @Override
  public Location countAt(long entry, Address pc, OtherModules others) {
    return ArrayCount.at(module, module.units.die(entry), pc, others);
  }

  @Override
  public Collection<String> sourceFiles() {
    return module.lines.files();
  }

  @Override
  public List<LineRow> rows(AddressRange range) {
    return module.lines.rows(range);
  }

  @Override
  public List<LineRow> rows(String file, int line) {
    return module.lines.rows(file, line);
  }

  @Override
  public List<Integer> linesWithCode(String file) {
    return module.lines.linesWithCode(file);
  }

  @Override
  public Optional<LineRow> rowAt(Address pc) {
    return module.lines.at(pc);
  }

  @Override
  public int numberOf(LineRow row) {
    return module.lines.numberOf(row);
  }

  @Override
  public List<Variable> globals(String name) {
    return globals(name, Set.of());
  }

  @Override
  public List<Variable> globals(String name, Address pc) {
    return globals(name, unitsAt(pc));
  }

  @Override
  public List<Variable> globalsOfUnit(String name, Address pc) {
    Set<Unit> units = unitsAt(pc);
    return globals(name, units).stream()
        .filter(variable -> variable instanceof DieVariable its && units.contains(its.die().unit))
        .toList();
  }

  /** The unit of an address and what it imports. */
  private Set<Unit> unitsAt(Address pc) {
    return module
        .units
        .at(pc)
        .map(module.units::full)
        .map(module.units.imports()::of)
        .orElseGet(Set::of);
  }

  private List<Variable> globals(String name, Set<Unit> near) {
    return existing(module.names.globals(name).stream().map(this::chain).toList(), near);
  }

  private List<Die> chain(long position) {
    return module.chain(module.units.die(position));
  }

  @Override
  public List<Variable> globalsOfFile(String file, Address pc) {
    List<List<Die>> declared =
        module.names.globalsOf(unit -> module.lines.mentions(unit, file)).stream()
            .map(this::chain)
            .filter(chain -> module.declared(chain).file().equals(file))
            .toList();
    Map<String, Variable> nearest = new HashMap<>();
    existing(declared, unitsAt(pc))
        .forEach(v -> nearest.putIfAbsent(v.linkageName().orElseGet(v::qualifiedName), v));
    return nearest.values().stream()
        .sorted(Comparator.comparing(Variable::qualifiedName).thenComparing(Variable::name))
        .toList();
  }

  private DieVariable global(List<Die> chain) {
    boolean external = Module.having(chain, DW_AT_external).isPresent();
    Variable.Kind kind = external ? Variable.Kind.GLOBAL : Variable.Kind.STATIC;
    return new DieVariable(module, chain, kind, Optional.empty(), List.of());
  }

  @Override
  public List<Variable> removedGlobals(String name) {
    return module.names.globals(name).stream()
        .map(position -> global(chain(position)))
        .filter(DieVariable::isRemoved)
        .<Variable>map(variable -> variable)
        .toList();
  }

  @Override
  public List<Variable> removedStaticsOfUnit(String name, Address pc) {
    Set<Unit> units = unitsAt(pc);
    // Link-time optimisation describes them in one unit, and says in another where they are.
    Set<Long> instances = new HashSet<>();
    for (Variable variable : globals(name)) {
      if (variable instanceof DieVariable its) {
        instances.add(its.die().position());
        instances.add(its.declaration().position());
      }
    }
    return removedGlobals(name).stream()
        .filter(variable -> variable.kind() == Variable.Kind.STATIC)
        .filter(
            variable ->
                variable instanceof DieVariable its
                    && units.contains(its.die().unit)
                    && !instances.contains(its.die().position()))
        .toList();
  }

  /** The variables that are somewhere, of some entries, each with what it is an instance of. */
  private List<Variable> existing(List<List<Die>> chains, Set<Unit> near) {
    List<DieVariable> found = new ArrayList<>();
    for (List<Die> chain : chains) {
      DieVariable variable = global(chain);
      if (variable.exists()) {
        found.add(variable);
      }
    }
    // A static member of a class that has a value and a definition is one variable.
    Set<Long> defined = new HashSet<>();
    found.forEach(
        v -> {
          if (v.declaration().position() != v.die().position()) {
            defined.add(v.declaration().position());
          }
        });
    found.removeIf(v -> defined.contains(v.die().position()));
    // Nearest first; otherwise in the order of the file.
    found.sort(Comparator.comparing(variable -> !near.contains(variable.die().unit)));
    return List.copyOf(found);
  }

  @Override
  public List<MethodTable> methodTables() {
    Optional<List<MethodTable>> known = methodTables;
    if (known.isEmpty()) {
      known = Optional.of(new MethodTables(module).all());
      methodTables = known;
    }
    return known.get();
  }

  @Override
  public Collection<String> globalNames() {
    return module.names.globalNames();
  }

  @Override
  public List<NamedType> namedTypes(String name, Optional<Address> near) {
    Set<Unit> units = near.map(this::unitsAt).orElseGet(Set::of);
    List<NameIndex.TypeEntry> entries = module.names.types(name);
    List<NameIndex.TypeEntry> defined = entries.stream().filter(e -> !e.declaration()).toList();
    List<NameIndex.TypeEntry> own = defined.stream().filter(e -> units.contains(e.unit())).toList();
    List<NameIndex.TypeEntry> meant =
        defined.isEmpty()
            ? entries.subList(0, Math.min(1, entries.size()))
            : module.types.distinct(own.isEmpty() ? defined : own);
    return meant.stream()
        .map(entry -> new Die(entry.unit(), entry.offset()))
        .map(die -> new NamedType(module.types.of(die), module.declared(List.of(die))))
        .toList();
  }

  @Override
  public List<NamedType> localTypes(String name, Address pc, Function inside) {
    if (!(inside instanceof DieFunction its)) {
      return List.of();
    }
    List<ScopeTree> scopes =
        around(pc, its)
            .flatMap(function -> function.scopes().copyOf(its, pc))
            .map(scope -> scope.ownAt(pc))
            .orElse(List.of());
    return new LocalTypes(module).inScopes(name, scopes);
  }

  @Override
  public List<NamedType> localTypes(String name) {
    return new LocalTypes(module).ofAnyFunction(name);
  }

  @Override
  public Collection<String> typeNames() {
    return module.names.typeNames();
  }

  @Override
  public List<Using> usings(Function inside) {
    if (!(inside instanceof DieFunction its)) {
      return List.of();
    }
    return usings.computeIfAbsent(its.die().position(), position -> readUsings(its.die()));
  }

  private List<Using> readUsings(Die function) {
    List<Die> chain = module.chain(function);
    Set<Unit> units = new LinkedHashSet<>();
    chain.forEach(die -> units.addAll(module.units.imports().of(die.unit)));
    return Usings.of(module, units, chain);
  }

  @Override
  public List<Using> namespaceAliases() {
    Optional<List<Using>> known = aliases;
    if (known.isEmpty()) {
      known = Optional.of(Usings.aliases(module, module.units.all()));
      aliases = known;
    }
    return known.get();
  }

  @Override
  public Collection<String> inlineNamespaces() {
    return module.names.inlineNamespaces();
  }

  @Override
  public void close() {
    module.names.close();
    bodies.clear();
    byUnit.clear();
    module.units.close();
    supplementary.ifPresent(Supplementary::close);
  }
}
