package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tracebook.elf.Address;

/**
 * The static variables of functions that clang inlines. Where the function has code of its own too,
 * its instance has them and the abstract function does not; where it has none, they are in a
 * function without a name or anything else, one for each function. Whose they are is then told by
 * their symbols, {@code _ZZ4openiE5count}, {@code open.count}, or where there are none by the line
 * that declares them: of the function that begins last before it, lambdas and other functions of
 * its own classes left out. Without them a name would mean a global.
 *
 * <p>GCC's link-time optimisation says of the variable itself whose it is, in an instance of the
 * function that has no code, among the code and not where the function is described.
 */
final class InlinedStatics {
  private static final String GCC_LTO = "GNU GIMPLE";

  /** By the position of what they are instances of: of functions without code here. */
  private final Map<Long, Die> byOrigin = new HashMap<>();

  /** Of the instances that have code, by the position of the abstract function. */
  private final Map<Long, List<Die>> ofInstances = new HashMap<>();

  /** By the number of their file and the line at which they begin. */
  private final Map<Long, TreeMap<Long, List<Die>>> functions = new HashMap<>();

  private final List<Homeless> withoutFunction = new ArrayList<>();

  /**
   * A variable in a function without a name.
   *
   * @param inner positions of the functions of classes that are declared beside it
   */
  private record Homeless(Die variable, Set<Long> inner) {}

  /** Whether a variable is a function's. */
  private enum Belongs {
    YES,
    PERHAPS,
    NO
  }

  /**
   * Whose a variable is.
   *
   * @param functions positions; several only where their symbols are one, or it is not certain
   */
  private record Owner(Set<Long> functions, Belongs how) {
    static final Owner NOBODY = new Owner(Set.of(), Belongs.NO);

    Belongs belongs(Die function) {
      return functions.contains(function.position()) ? how : Belongs.NO;
    }
  }

  /** Of those without a function, by their positions, as they are asked about. */
  private final Map<Long, Owner> owners = new ConcurrentHashMap<>();

  private final Module module;

  private InlinedStatics(Module module) {
    this.module = module;
  }

  static InlinedStatics of(Unit unit, Module module) {
    InlinedStatics found = new InlinedStatics(module);
    Die root = unit.root().die();
    String producer = root.string(DW_AT_producer).orElse("");
    if (producer.contains("clang")) {
      found.read(root, 0);
    } else if (producer.startsWith(GCC_LTO)) {
      root.children().forEach(found::instanceWithoutCode);
    }
    return found;
  }

  private void read(Die parent, int depth) {
    if (depth > Die.DEEPEST) {
      return;
    }
    for (Die child : parent.children()) {
      switch (child.tag()) {
        case DW_TAG_namespace -> read(child, depth + 1);
        case DW_TAG_subprogram -> function(child);
        default -> {}
      }
    }
  }

  private void instanceWithoutCode(Die function) {
    if (function.tag() == DW_TAG_subprogram
        && function.has(DW_AT_abstract_origin)
        && !function.has(DW_AT_low_pc)
        && !function.has(DW_AT_ranges)) {
      List<Die> its = new ArrayList<>();
      statics(function, its);
      its.forEach(die -> byOrigin.put(module.chain(die).getLast().position(), die));
    }
  }

  private void function(Die function) {
    Optional<Die> origin = module.types.target(function, DW_AT_abstract_origin);
    if (origin.isPresent()) {
      statics(
          function, ofInstances.computeIfAbsent(origin.get().position(), p -> new ArrayList<>()));
    } else if (function.has(DW_AT_name) || function.has(DW_AT_specification)) {
      line(function)
          .ifPresent(
              line ->
                  functions
                      .computeIfAbsent(file(function), file -> new TreeMap<>())
                      .computeIfAbsent(line, l -> new ArrayList<>())
                      .add(function));
    } else if (!function.has(DW_AT_low_pc) && !function.has(DW_AT_ranges)) {
      List<Die> variables = new ArrayList<>();
      statics(function, variables);
      Set<Long> inner = new HashSet<>();
      functionsOfClasses(function, inner, 0);
      variables.forEach(v -> withoutFunction.add(new Homeless(v, inner)));
    }
  }

  private static void functionsOfClasses(Die parent, Set<Long> found, int depth) {
    for (Die child : parent.children()) {
      switch (child.tag()) {
        case DW_TAG_class_type, DW_TAG_structure_type, DW_TAG_union_type -> {
          if (depth < Die.DEEPEST) {
            functionsOfClasses(child, found, depth + 1);
          }
        }
        case DW_TAG_subprogram -> found.add(child.position());
        default -> {}
      }
    }
  }

  private static void statics(Die function, List<Die> found) {
    for (Die child : function.children()) {
      if (child.tag() == DW_TAG_variable && ScopeTree.isStatic(List.of(child))) {
        found.add(child);
      }
    }
  }

  /** What a variable that an abstract function has without a place is in the code. */
  Optional<Die> instanceOf(Die variable) {
    return Optional.ofNullable(byOrigin.get(variable.position()));
  }

  /**
   * Those of a function.
   *
   * @param function its abstract instance
   */
  List<Die> of(Die function) {
    List<Die> found = new ArrayList<>(ofInstances.getOrDefault(function.position(), List.of()));
    found.addAll(of(function, Belongs.YES));
    return found;
  }

  /** Those that may be of the function, or of another one that begins on the same line. */
  List<Die> perhapsOf(Die function) {
    return of(function, Belongs.PERHAPS);
  }

  private List<Die> of(Die function, Belongs wanted) {
    return withoutFunction.stream()
        .filter(each -> owner(each).belongs(function) == wanted)
        .map(Homeless::variable)
        .toList();
  }

  /** Found once: a unit may have thousands of functions, and each scope asks. */
  private Owner owner(Homeless each) {
    return owners.computeIfAbsent(each.variable().position(), p -> find(each));
  }

  private Owner find(Homeless each) {
    Die variable = each.variable();
    Optional<Long> line = line(variable);
    if (line.isEmpty()) {
      return Owner.NOBODY;
    }
    TreeMap<Long, List<Die>> all = functions.getOrDefault(file(variable), new TreeMap<>());
    Optional<Address> address = MethodTables.address(variable, module);
    if (address.isPresent()) {
      Set<Long> bySymbol =
          positions(
              all.headMap(line.get(), true).values().stream()
                  .flatMap(List::stream)
                  .filter(f -> hasSymbol(f, variable, address.get())));
      if (!bySymbol.isEmpty()) {
        return new Owner(bySymbol, Belongs.YES);
      }
    }
    for (List<Die> candidates : all.headMap(line.get(), true).descendingMap().values()) {
      Set<Long> outer = positions(candidates.stream().filter(f -> !isOneOf(f, each.inner())));
      if (!outer.isEmpty()) {
        return new Owner(outer, outer.size() == 1 ? Belongs.YES : Belongs.PERHAPS);
      }
    }
    return Owner.NOBODY;
  }

  private static Set<Long> positions(Stream<Die> functions) {
    return functions.map(Die::position).collect(Collectors.toSet());
  }

  private boolean isOneOf(Die function, Set<Long> declarations) {
    return module.chain(function).stream().anyMatch(die -> declarations.contains(die.position()));
  }

  /** Whether a symbol says that the variable is the function's (Itanium C++ ABI, 5.1.6). */
  private boolean hasSymbol(Die function, Die variable, Address address) {
    String name = variable.string(DW_AT_name).orElse("");
    List<Die> chain = module.chain(function);
    String plain = Module.string(chain, DW_AT_name).orElse("");
    String mangled =
        Module.linkageName(chain)
            .filter(l -> l.startsWith("_Z"))
            .map(l -> l.substring(2))
            .orElse(plain.length() + plain);
    String inCpp = "_ZZ" + mangled + "E" + name.length() + name;
    return isAt(inCpp, address)
        || isAt(plain + "." + name, address)
        || IntStream.range(0, 10).anyMatch(i -> isAt(inCpp + "_" + i, address));
  }

  private boolean isAt(String symbol, Address address) {
    return module.sections.program().symbols().named(symbol).stream()
        .anyMatch(s -> s.address().equals(address));
  }

  private Optional<Long> line(Die die) {
    return number(die, DW_AT_decl_line);
  }

  private long file(Die die) {
    return number(die, DW_AT_decl_file).orElse(-1L);
  }

  /** Of its own entry, or of what that is a definition of. */
  private Optional<Long> number(Die die, int attribute) {
    return Module.having(module.chain(die), attribute)
        .flatMap(its -> its.constant(attribute).stream().boxed().findFirst());
  }
}
