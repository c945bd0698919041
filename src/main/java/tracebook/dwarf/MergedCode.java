package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tracebook.elf.Symbol;
import tracebook.elf.Symbols;
import tracebook.types.PointerType;
import tracebook.types.Type;

/**
 * The functions of a module that were made one. Their symbols are left, at one address. In the
 * debug info gold leaves both with that code, lld one with it and one with code that is nowhere,
 * and GCC describes the second without any. An alias of the source has no description.
 */
final class MergedCode {
  /** Beyond, all names are looked up at once. */
  private static final int MOST_SEARCHES = 8;

  private final Module module;

  /** By the position of a body's entry. */
  private final Map<Long, List<MergedFunction>> known = new ConcurrentHashMap<>();

  private final AtomicInteger searches = new AtomicInteger();
  private volatile Optional<Map<String, List<Long>>> all = Optional.empty();

  MergedCode(Module module) {
    this.module = module;
  }

  /** Those that have the code of a function, by their names. */
  List<MergedFunction> with(DieFunction function) {
    return known.computeIfAbsent(function.die().position(), position -> find(function));
  }

  private List<MergedFunction> find(DieFunction function) {
    Set<String> others = others(symbols(), function);
    if (others.isEmpty()) {
      return List.of();
    }
    Map<String, Other> found = new LinkedHashMap<>();
    for (String name : others) {
      for (Die die : definitions(name, function)) {
        List<Die> chain = module.chain(die);
        String shown = module.qualifiedName(chain).orElse(name);
        SourceLine declared = module.declared(chain);
        if (!shown.equals(function.qualifiedName()) || !declared.equals(function.declared())) {
          Other other = new Other(shown, declared, alike(function, die));
          // An abstract entry and the instance of it that the linker dropped are one.
          found.merge(shown + declared, other, (a, b) -> a.alike().locals() ? a : b);
        }
      }
    }
    return found.values().stream()
        .sorted((a, b) -> a.qualifiedName().compareTo(b.qualifiedName()))
        .<MergedFunction>map(other -> other)
        .toList();
  }

  private Symbols symbols() {
    return module.sections.program().symbols();
  }

  /** The names of other functions' symbols at a function's entry. */
  private static Set<String> others(Symbols symbols, DieFunction function) {
    List<Symbol> here = symbols.beginningAt(function.entry());
    if (here.size() < 2) {
      return Set.of();
    }
    String own = function.linkageName().orElseGet(function::name);
    Set<String> names = new LinkedHashSet<>();
    for (Symbol symbol : here) {
      String name = withoutSuffix(symbol.name());
      if (!name.equals(own) && !isVariant(name, own)) {
        names.add(name);
      }
    }
    return names;
  }

  /** Without what GCC adds to the name of a changed function: {@code first.isra.0}. */
  private static String withoutSuffix(String name) {
    int dot = name.indexOf('.', 1);
    return dot < 0 ? name : name.substring(0, dot);
  }

  /**
   * Whether two names are of a constructor or destructor of one class: {@code _ZN1AC1Ev} and {@code
   * _ZN1AC2Ev} (Itanium C++ ABI, section 5.1.4.3).
   */
  private static boolean isVariant(String one, String other) {
    if (one.length() != other.length() || !one.startsWith("_Z") || !other.startsWith("_Z")) {
      return false;
    }
    int at = 0;
    while (one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return one.substring(at + 1).equals(other.substring(at + 1))
        && (one.charAt(at - 1) == 'C' || one.charAt(at - 1) == 'D')
        && Character.isDigit(one.charAt(at))
        && Character.isDigit(other.charAt(at));
  }

  /** Of the functions of a name those that have this very code, or none of their own. */
  private List<Die> definitions(String name, DieFunction function) {
    Set<Long> own = new HashSet<>();
    module.chain(function.die()).forEach(die -> own.add(die.position()));
    List<Die> without = new ArrayList<>();
    List<Die> found = new ArrayList<>();
    for (long position : positions(name)) {
      Die die = module.units.die(position);
      List<Die> chain = module.chain(die);
      if (die.tag() != DW_TAG_subprogram
          || die.flag(DW_AT_declaration)
          || own.contains(position)
          || !Module.linkageName(chain).orElse(name).equals(name)) {
        continue;
      }
      List<AddressRange> code = Ranges.of(die);
      if (code.isEmpty()) {
        without.add(die);
      } else {
        chain.forEach(origin -> own.add(origin.position()));
        if (FunctionBody.entry(die, code).equals(function.entry())) {
          found.add(die);
        }
      }
    }
    without.stream().filter(die -> !own.contains(die.position())).forEach(found::add);
    return found;
  }

  private List<Long> positions(String name) {
    if (all.isEmpty() && searches.incrementAndGet() <= MOST_SEARCHES) {
      return module.names.subprograms(name);
    }
    Optional<Map<String, List<Long>>> read = all;
    if (read.isEmpty()) {
      read = Optional.of(module.names.subprograms(sharing()));
      all = read;
    }
    return read.get().getOrDefault(name, List.of());
  }

  /** The names of all functions that share an address. */
  private Set<String> sharing() {
    Set<String> names = new HashSet<>();
    List<Symbol> functions = symbols().functions();
    for (int i = 1; i < functions.size(); i++) {
      if (functions.get(i).address().equals(functions.get(i - 1).address())) {
        names.add(withoutSuffix(functions.get(i - 1).name()));
        names.add(withoutSuffix(functions.get(i).name()));
      }
    }
    return names;
  }

  // ---- what is alike

  private record Other(String qualifiedName, SourceLine declared, Alike alike)
      implements MergedFunction {
    @Override
    public boolean returnsAlike() {
      return alike.returned();
    }

    @Override
    public boolean hasAlike(Variable variable) {
      return variable instanceof DieVariable its && alike.has(its.die().position());
    }
  }

  /**
   * What two functions have in common.
   *
   * @param parameters positions of the first one's that are alike
   * @param ownLocals positions of the first one's, of its own blocks
   * @param locals whether all of these are alike
   * @param inlined whether what is inlined is as well
   */
  private record Alike(
      boolean returned,
      Set<Long> parameters,
      Set<Long> others,
      Set<Long> ownLocals,
      boolean locals,
      boolean inlined) {
    boolean has(long position) {
      if (others.contains(position)) {
        return false;
      }
      return parameters.contains(position) || (ownLocals.contains(position) ? locals : inlined);
    }
  }

  private Alike alike(DieFunction function, Die other) {
    Contents mine = contents(function.die());
    Contents its = contents(other);
    Set<Long> parameters = new HashSet<>();
    Set<Long> others = new HashSet<>();
    for (int i = 0; i < mine.parameters.size(); i++) {
      boolean same =
          i < its.parameters.size()
              && mine.parameters.get(i).type.equals(its.parameters.get(i).type);
      (same ? parameters : others).add(mine.parameters.get(i).position);
    }
    Set<Long> ownLocals = new HashSet<>();
    mine.locals.forEach(local -> ownLocals.add(local.position));
    boolean locals = others.isEmpty() && types(mine.locals).equals(types(its.locals));
    return new Alike(
        text(module.typeOf(module.chain(function.die())))
            .equals(text(module.typeOf(module.chain(other)))),
        parameters,
        others,
        ownLocals,
        locals,
        locals && mine.inlined.equals(its.inlined));
  }

  private static List<String> types(List<Declared> variables) {
    return variables.stream().map(Declared::type).toList();
  }

  private record Declared(long position, String type) {}

  /** What a function declares itself, and what is inlined into it. */
  private record Contents(List<Declared> parameters, List<Declared> locals, List<String> inlined) {}

  private Contents contents(Die function) {
    Contents found = new Contents(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    collect(function, found, 0);
    return found;
  }

  private void collect(Die scope, Contents found, int depth) {
    if (depth > Die.DEEPEST) {
      return;
    }
    for (Die child : scope.children()) {
      switch (child.tag()) {
        case DW_TAG_formal_parameter -> found.parameters.add(declared(child));
        case DW_TAG_variable -> found.locals.add(declared(child));
        case DW_TAG_lexical_block, DW_TAG_try_block, DW_TAG_catch_block ->
            collect(child, found, depth + 1);
        case DW_TAG_inlined_subroutine -> {
          List<Die> chain = module.chain(child);
          found.inlined.add(module.qualifiedName(chain).orElse("") + module.declared(chain));
        }
        default -> {}
      }
    }
  }

  private Declared declared(Die variable) {
    return new Declared(variable.position(), text(module.typeOf(module.chain(variable))));
  }

  /** Of a pointer with what it points to: two files may have other types of that name. */
  private static String text(Type type) {
    String text = Fingerprint.of(type);
    return type.strip() instanceof PointerType pointer
        ? text + " to " + Fingerprint.of(pointer.target())
        : text;
  }
}
