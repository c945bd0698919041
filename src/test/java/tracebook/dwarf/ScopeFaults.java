package tracebook.dwarf;

import static tracebook.dwarf.Attributes.DW_AT_artificial;
import static tracebook.dwarf.Attributes.DW_AT_location;
import static tracebook.dwarf.Attributes.DW_AT_low_pc;
import static tracebook.dwarf.Attributes.DW_AT_name;
import static tracebook.dwarf.Attributes.DW_AT_variable_parameter;
import static tracebook.dwarf.Tags.DW_TAG_inlined_subroutine;
import static tracebook.dwarf.Tags.DW_TAG_lexical_block;
import static tracebook.dwarf.Tags.DW_TAG_subprogram;
import static tracebook.dwarf.Tags.DW_TAG_variable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tracebook.elf.Address;
import tracebook.elf.Symbols;

/**
 * Why gdb shows a variable that we do not, or the other way round. Each reason is looked up in the
 * entries: what it claims must stand there.
 */
final class ScopeFaults {
  private static final int DW_TAG_LABEL = 0x0a;
  private final Module module;

  ScopeFaults(Module module) {
    this.module = module;
  }

  /**
   * A variable as gdb shows it.
   *
   * @param nowhere optimised out
   * @param again we show one of this name and line, and gdb has shown that already
   */
  record Shown(String name, int line, boolean nowhere, boolean again) {}

  /** What explains a variable that gdb alone shows. */
  Optional<OracleFault> ofOnlyGdbs(Function function, Address pc, Shown shown) {
    if (!(function instanceof DieFunction made)) {
      return Optional.empty();
    }
    List<Die> chain = module.chain(made.die());
    if (isCompilersOwn(chain, shown)) {
      return Optional.of(OracleFault.COMPILERS_OWN);
    }
    if (shown.name().startsWith("~") && isResult(chain, shown)) {
      return Optional.of(OracleFault.UNNAMED_RESULT);
    }
    if (shown.nowhere() && isLabel(chain, shown)) {
      return Optional.of(OracleFault.LABEL);
    }
    if (isInBlockWithoutCode(made.die(), false, shown)) {
      return Optional.of(OracleFault.BLOCK_WITHOUT_CODE);
    }
    return isAbstract(chain, pc, shown)
        ? Optional.of(OracleFault.ABSTRACT_VARIABLE)
        : Optional.empty();
  }

  private boolean isCompilersOwn(List<Die> chain, Shown shown) {
    return shown.line() == 0
        && shown.name().startsWith("__")
        && chain.stream()
            .anyMatch(
                scope ->
                    any(
                        scope,
                        die ->
                            die.tag() == DW_TAG_variable
                                && is(die, shown)
                                && Module.having(module.chain(die), DW_AT_artificial).isPresent()));
  }

  private boolean isResult(List<Die> chain, Shown shown) {
    return chain.stream()
        .flatMap(scope -> scope.children().stream())
        .anyMatch(die -> die.has(DW_AT_variable_parameter) && is(die, shown));
  }

  private boolean isLabel(List<Die> chain, Shown shown) {
    return chain.stream()
        .anyMatch(
            scope ->
                any(
                    scope,
                    die -> die.tag() == DW_TAG_LABEL && is(die, shown) && !die.has(DW_AT_low_pc)));
  }

  private boolean isInBlockWithoutCode(Die scope, boolean codeless, Shown shown) {
    for (Die child : scope.children()) {
      boolean found =
          child.tag() == DW_TAG_lexical_block
              ? isInBlockWithoutCode(child, codeless || Ranges.of(child).isEmpty(), shown)
              : codeless && child.tag() == DW_TAG_variable && is(child, shown);
      if (found) {
        return true;
      }
    }
    return false;
  }

  /**
   * True of a variable in a block of what the function is an instance of, where that block is not
   * around the address in this instance; and of one that gdb shows for the second time.
   */
  private boolean isAbstract(List<Die> chain, Address pc, Shown shown) {
    Set<Long> held = new HashSet<>();
    hold(chain.getFirst(), pc, held);
    return chain.subList(1, chain.size()).stream()
        .anyMatch(origin -> isAbstract(origin, origin, held, shown));
  }

  private boolean isAbstract(Die function, Die scope, Set<Long> held, Shown shown) {
    boolean elsewhere = !scope.equals(function) && !held.contains(scope.position());
    for (Die child : scope.children()) {
      // What has a place here has the same one in all instances: a static variable.
      boolean found =
          child.tag() == DW_TAG_lexical_block
              ? isAbstract(function, child, held, shown)
              : (elsewhere || shown.again())
                  && shown.nowhere() != child.has(DW_AT_location)
                  && is(child, shown);
      if (found) {
        return true;
      }
    }
    return false;
  }

  /** The blocks that hold an address, the first of any that overlap, and their origins. */
  private List<Die> hold(Die scope, Address pc, Set<Long> held) {
    List<Die> blocks = new ArrayList<>();
    for (Die child : scope.children()) {
      if ((child.tag() == DW_TAG_lexical_block || child.tag() == DW_TAG_inlined_subroutine)
          && Ranges.of(child).stream().anyMatch(range -> range.contains(pc))) {
        if (child.tag() == DW_TAG_lexical_block) {
          module.chain(child).forEach(die -> held.add(die.position()));
          blocks.add(child);
          blocks.addAll(hold(child, pc, held));
        }
        return blocks;
      }
    }
    return blocks;
  }

  /**
   * What explains a variable that gdb shows as optimised out, and we do not.
   *
   * @param variable ours of that name and line
   */
  Optional<OracleFault> ofWithoutPlace(Function function, Address pc, Variable variable) {
    if (!(function instanceof DieFunction made && variable instanceof DieVariable its)) {
      return Optional.empty();
    }
    long instance = its.die().position();
    long origin = module.chain(its.die()).getLast().position();
    for (Die block : hold(made.die(), pc, new HashSet<>())) {
      List<Die> chain = module.chain(block);
      boolean declares =
          chain.subList(1, chain.size()).stream()
              .flatMap(source -> source.children().stream())
              .anyMatch(child -> child.position() == origin);
      boolean has = block.children().stream().anyMatch(child -> child.position() == instance);
      if (declares && !has) {
        return Optional.of(OracleFault.MOVED_OUT);
      }
    }
    return isOfInstanceWithoutCode(made, its) && hasSymbol(its)
        ? Optional.of(OracleFault.PLACE_ELSEWHERE)
        : Optional.empty();
  }

  /** True where only an instance of the same function, without code, says where the variable is. */
  private boolean isOfInstanceWithoutCode(DieFunction function, DieVariable variable) {
    List<Die> chain = module.chain(variable.die());
    long described = module.chain(function.die()).getLast().position();
    return chain.size() > 1
        && Module.having(chain.subList(1, chain.size()), DW_AT_location).isEmpty()
        && function.die().unit.root().die().children().stream()
            .filter(die -> die.tag() == DW_TAG_subprogram && Ranges.of(die).isEmpty())
            .filter(die -> module.chain(die).getLast().position() == described)
            .flatMap(die -> die.children().stream())
            .anyMatch(die -> die.position() == variable.die().position());
  }

  /** Whether a symbol of the name is where the variable is: {@code calls.0}. */
  private boolean hasSymbol(DieVariable variable) {
    Symbols symbols = module.sections.program().symbols();
    Optional<Address> address = MethodTables.address(variable.die(), module);
    return symbols.names().stream()
        .filter(name -> name.startsWith(variable.name() + "."))
        .flatMap(name -> symbols.named(name).stream())
        .anyMatch(symbol -> address.filter(symbol.address()::equals).isPresent());
  }

  /** What explains a variable that gdb does not show. */
  Optional<OracleFault> ofOnlyOurs(Function function, Address pc, Variable variable) {
    Location location = variable.locationAt(pc);
    if (location.equals(new Location.Unreadable(Expression.LEFT_OUT))) {
      return Optional.of(OracleFault.LEFT_OUT);
    }
    if (location instanceof Location.OptimizedOut
        && function instanceof DieFunction made
        && variable instanceof DieVariable its) {
      List<Die> chain = module.chain(made.die());
      long position = its.die().position();
      boolean farther =
          chain.size() > 2
              && !any(chain.get(1), die -> die.position() == position)
              && chain.subList(2, chain.size()).stream()
                  .anyMatch(origin -> any(origin, die -> die.position() == position));
      return farther ? Optional.of(OracleFault.FARTHER_ORIGIN) : Optional.empty();
    }
    return Optional.empty();
  }

  /**
   * True of a function of a class that is in another function, of which gdb shows the scopes too.
   *
   * @param around the name of that other one
   */
  boolean isOfLocalClass(Function function, String around) {
    if (!(function instanceof DieFunction made)) {
      return false;
    }
    Die declared = module.chain(made.die()).getLast();
    UnitIndex index = module.units.index(declared.unit);
    for (int i = 0; i < index.size(); i++) {
      if (index.isFunction(i)) {
        List<Die> chain = module.chain(new Die(declared.unit, index.offset(i)));
        if (isCalled(chain, around)
            && chain.stream()
                .anyMatch(outer -> any(outer, die -> die.position() == declared.position()))) {
          return true;
        }
      }
    }
    return false;
  }

  /** gdb makes up a name, with parameters or without, for some that have a linkage name. */
  boolean isCalled(List<Die> chain, String shown) {
    String plain = Module.string(chain, DW_AT_name).orElse("(unnamed)");
    String name = gdbs(module.qualifiedName(chain).orElse(plain));
    return shown.equals(Module.linkageName(chain).orElse(plain))
        || shown.equals(name)
        || shown.startsWith(name + "(");
  }

  /** gdb says {@code unsigned long} where GCC says {@code long unsigned int}. */
  private static String gdbs(String name) {
    return name.replace("long unsigned int", "unsigned long")
        .replace("short unsigned int", "unsigned short")
        .replace("long int", "long")
        .replace("short int", "short");
  }

  private boolean is(Die die, Shown shown) {
    List<Die> chain = module.chain(die);
    return Module.string(chain, DW_AT_name).filter(shown.name()::equals).isPresent()
        && module.declared(chain).line() == shown.line();
  }

  private static boolean any(Die scope, Predicate<Die> test) {
    for (Die child : scope.children()) {
      if (test.test(child) || any(child, test)) {
        return true;
      }
    }
    return false;
  }
}
