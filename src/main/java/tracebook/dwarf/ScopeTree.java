package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;

/**
 * One scope of a function's body with the scopes in it: the body, a lexical block, or an inlined
 * copy of another function.
 *
 * @param die its entry
 * @param ranges its code; empty in a block that the debug info gives none: then it is part of the
 *     scope around it
 * @param outside what it declares that is defined outside of the function: {@code extern int x;}
 * @param unplaced of an inlined copy: variables of blocks that it does not have, or not with them
 * @param search among those in it
 */
record ScopeTree(
    DieFunction function,
    Die die,
    List<AddressRange> ranges,
    List<DieVariable> variables,
    List<DieVariable> outside,
    List<Die> unplaced,
    List<ScopeTree> inner,
    ScopeSearch search) {

  /** Reads the entries below a function's. */
  static ScopeTree of(DieFunction function) {
    return of(function, new Size(), 0);
  }

  private static ScopeTree of(DieFunction function, Size size, int depth) {
    Instances none =
        new Instances(
            new HashSet<>(), Optional.empty(), new HashSet<>(), new HashMap<>(), new HashSet<>());
    return read(function, function.die(), function.ranges(), none, size, depth);
  }

  /** Many copies of a function with many variables would make a small file a large one. */
  private static final class Size {
    private static final int MOST_VARIABLES = 1 << 18;

    private int variables;

    void add(Die scope, int more) {
      variables += more;
      if (variables > MOST_VARIABLES) {
        throw scope.unit.bytes.malformed(
            scope.offset,
            "its function and the copies in it have more than %d variables"
                .formatted(MOST_VARIABLES));
      }
    }
  }

  /**
   * The abstract variables that have an instance in a scope or around it, where GCC puts those of
   * static variables.
   *
   * @param all those of the whole function
   * @param moved static variables that GCC's link-time optimisation describes outside of their
   *     blocks, by those
   * @param placed those that are in a block again
   */
  private record Instances(
      Set<Long> own,
      Optional<Instances> around,
      Set<Long> all,
      Map<Long, List<List<Die>>> moved,
      Set<Long> placed) {
    Instances inner() {
      return new Instances(new HashSet<>(), Optional.of(this), all, moved, placed);
    }

    void add(long position) {
      own.add(position);
      all.add(position);
    }

    boolean have(long position) {
      return own.contains(position) || around.filter(outer -> outer.have(position)).isPresent();
    }
  }

  private static ScopeTree read(
      DieFunction function,
      Die scope,
      List<AddressRange> ranges,
      Instances instances,
      Size size,
      int depth) {
    Module module = function.module();
    if (depth > Die.DEEPEST) {
      throw scope.unit.bytes.malformed(
          scope.offset, "scopes are nested more than " + Die.DEEPEST + " deep");
    }
    List<DieVariable> variables = new ArrayList<>();
    List<DieVariable> outside = new ArrayList<>();
    List<Die> children = scope.children();
    for (Die child : children) {
      if (child.tag() == DW_TAG_formal_parameter || child.tag() == DW_TAG_variable) {
        List<Die> chain = module.chain(child);
        instances.add(chain.get(chain.size() - 1).position());
        if (isOutside(child)) {
          outside.add(outside(module, chain));
        }
        Optional<Die> block =
            isBlock(scope) || chain.size() == 1 || !isStatic(chain)
                ? Optional.empty()
                : module.blocksOf(function).of(chain.getLast().position());
        if (block.isPresent()) {
          instances
              .moved()
              .computeIfAbsent(block.get().position(), b -> new ArrayList<>())
              .add(chain);
          continue;
        }
        variable(function, chain, ranges)
            .map(v -> isBlock(scope) || child.unit.hasBlocks() ? v : v.ofAnyBlock())
            .ifPresent(variables::add);
      }
    }
    List<ScopeTree> inner = new ArrayList<>();
    for (Die child : children) {
      switch (child.tag()) {
        case DW_TAG_lexical_block, DW_TAG_try_block, DW_TAG_catch_block -> {
          List<AddressRange> code = Ranges.of(child);
          ScopeTree block =
              read(
                  function,
                  child,
                  code.isEmpty() ? ranges : code,
                  instances.inner(),
                  size,
                  depth + 1);
          if (code.isEmpty()) {
            // Without code of its own: GCC keeps the block for its inlined copies.
            inner.addAll(block.inner());
          } else {
            inner.add(block);
          }
        }
        case DW_TAG_inlined_subroutine -> {
          List<AddressRange> code = Ranges.of(child);
          if (!code.isEmpty()) {
            inner.add(of(function.inlinedCopy(child, code), size, depth + 1));
          }
        }
        default -> {}
      }
    }
    boolean complete = !function.inlined() || function.die().unit.hasBlocks();
    AbstractBlocks blocks = complete ? AbstractBlocks.NONE : module.blocksOf(function);
    List<Die> chain = module.chain(scope);
    List<Die> origins =
        chain.size() == 1 && isBlock(scope)
            ? blocks.of(instances.own()).stream().toList()
            : chain.subList(1, chain.size());
    for (Die origin : isBlock(scope) ? origins : List.<Die>of()) {
      for (List<Die> its : instances.moved().getOrDefault(origin.position(), List.of())) {
        variable(function, its, ranges).ifPresent(variables::add);
        instances.placed().add(its.getFirst().position());
      }
    }
    lost(function, origins, ranges, instances, variables, outside);
    if (scope.tag() == DW_TAG_inlined_subroutine) {
      statics(function, scope, ranges, variables);
    }
    size.add(scope, variables.size());
    if (!isBlock(scope)) {
      instances.moved().values().stream()
          .flatMap(List::stream)
          .filter(its -> !instances.placed().contains(its.getFirst().position()))
          .flatMap(its -> variable(function, its, ranges).stream())
          .map(DieVariable::ofAnyBlock)
          .forEach(variables::add);
    }
    variables.sort(Comparator.comparingLong(DieVariable::order));
    List<Die> unplaced = isBlock(scope) ? List.of() : blocks.without(instances.all());
    return new ScopeTree(
        function, scope, ranges, variables, outside, unplaced, inner, new ScopeSearch(inner));
  }

  private static boolean isBlock(Die scope) {
    return switch (scope.tag()) {
      case DW_TAG_lexical_block, DW_TAG_try_block, DW_TAG_catch_block -> true;
      default -> false;
    };
  }

  /** {@code extern int x;} in a block: the name is no local's there. */
  private static boolean isOutside(Die child) {
    return child.tag() == DW_TAG_variable
        && child.flag(DW_AT_declaration)
        && child.flag(DW_AT_external);
  }

  /** Variables of the source that this instance has nothing to say of: optimised out. */
  private static void lost(
      DieFunction function,
      List<Die> origins,
      List<AddressRange> ranges,
      Instances instances,
      List<DieVariable> variables,
      List<DieVariable> outside) {
    Module module = function.module();
    // A declaration in a class names its parameters or does not; the abstract instance does.
    for (Die origin : origins) {
      Set<String> named = new HashSet<>();
      variables.forEach(variable -> named.add(variable.name()));
      for (Die child : origin.children()) {
        if (child.tag() == DW_TAG_formal_parameter || child.tag() == DW_TAG_variable) {
          List<Die> own = module.chain(child);
          if (isOutside(child)) {
            outside.add(outside(module, own));
          } else if (!instances.have(own.getLast().position()) && !named.contains(nameOf(own))) {
            instances.add(own.getLast().position());
            Optional<Die> placed =
                Module.having(own, DW_AT_location).isEmpty()
                    ? module.staticOf(own.getLast(), function.die().unit)
                    : Optional.empty();
            variable(function, placed.map(module::chain).orElse(own), ranges)
                .ifPresent(variables::add);
          }
        }
      }
    }
  }

  private static DieVariable outside(Module module, List<Die> chain) {
    return new DieVariable(module, chain, Variable.Kind.GLOBAL, Optional.empty(), List.of());
  }

  private static void statics(
      DieFunction function, Die scope, List<AddressRange> ranges, List<DieVariable> variables) {
    Set<String> named = new HashSet<>();
    variables.forEach(variable -> named.add(variable.name()));
    Module module = function.module();
    List<Die> origins = module.chain(scope);
    for (Die origin : origins.subList(1, origins.size())) {
      Set<String> certain = new HashSet<>();
      Set<String> several = new HashSet<>();
      List<List<Die>> statics = new ArrayList<>();
      for (Die its : module.staticsOf(origin)) {
        List<Die> chain = module.chain(its);
        statics.add(chain);
        if (!certain.add(nameOf(chain))) {
          several.add(nameOf(chain));
        }
      }
      for (Die its : module.perhapsStaticsOf(origin)) {
        List<Die> chain = module.chain(its);
        statics.add(chain);
        several.add(nameOf(chain));
      }
      for (List<Die> chain : statics) {
        if (named.add(nameOf(chain))) {
          variable(function, chain, ranges)
              .map(v -> several.contains(v.name()) ? v.ofOneOfSeveral() : v.ofAnyBlock())
              .ifPresent(variables::add);
        }
      }
    }
  }

  private static String nameOf(List<Die> chain) {
    return Module.string(chain, DW_AT_name).orElse("");
  }

  private static Optional<DieVariable> variable(
      DieFunction function, List<Die> chain, List<AddressRange> ranges) {
    Die own = chain.get(0);
    // A declaration of something that lives elsewhere, a parameter without a name, or a length or
    // an iterator that the compiler keeps for itself; what a lambda captures is artificial too.
    String name = Module.string(chain, DW_AT_name).orElse("");
    if (own.flag(DW_AT_declaration)
        || name.isEmpty()
        || (own.tag() == DW_TAG_variable
            && name.startsWith("__")
            && Module.having(chain, DW_AT_artificial).isPresent())) {
      return Optional.empty();
    }
    boolean result = Signature.isResult(chain);
    if (result && Module.string(chain, DW_AT_name).orElse("").startsWith("~")) {
      return Optional.empty(); // What a Go function returns has a place, and no name.
    }
    Variable.Kind kind =
        own.tag() == DW_TAG_formal_parameter && !result
            ? Variable.Kind.PARAMETER
            : isStatic(chain) ? Variable.Kind.STATIC : Variable.Kind.LOCAL;
    return Optional.of(
        new DieVariable(function.module(), chain, kind, Optional.of(function.body()), ranges));
  }

  /**
   * At an address of the module, or thread-local: its location is one DW_OP_addr, or a constant.
   */
  static boolean isStatic(List<Die> chain) {
    Optional<Die> located = Module.having(chain, DW_AT_location);
    return located
        .flatMap(die -> die.block(DW_AT_location))
        .filter(expression -> !expression.atEnd())
        .map(
            expression ->
                switch (expression.u8()) {
                  case Operations.DW_OP_addr,
                      Operations.DW_OP_addrx,
                      Operations.DW_OP_GNU_addr_index ->
                      true;
                  case Operations.DW_OP_const4u -> isThreadLocal(expression, 4);
                  case Operations.DW_OP_const8u -> isThreadLocal(expression, 8);
                  default -> false;
                })
        .orElse(false);
  }

  private static boolean isThreadLocal(Cursor expression, int constant) {
    expression.skip(constant);
    if (expression.atEnd()) {
      return false;
    }
    int opcode = expression.u8();
    return opcode == Operations.DW_OP_form_tls_address
        || opcode == Operations.DW_OP_GNU_push_tls_address;
  }

  boolean contains(Address pc) {
    return ranges.stream().anyMatch(range -> range.contains(pc));
  }

  /** An inlined copy is in all scopes around it where it begins, if between their instructions. */
  private boolean mayHold(DieFunction wanted, Address pc) {
    return contains(pc) || pc.equals(wanted.entry());
  }

  /**
   * Whether it is a block of this function that holds an address. Where a copy begins between other
   * instructions, the block that is all of its code begins too.
   */
  private boolean hasBlockAt(ScopeTree block, Address pc) {
    return block.function.equals(function)
        && (block.contains(pc) || (pc.equals(function.entry()) && block.ranges.equals(ranges)));
  }

  /** Adds the scopes that hold an address, innermost first. */
  void collect(Address pc, List<Scope> found) {
    search.at(pc).ifPresent(scope -> scope.collect(pc, found));
    found.add(scope(found));
  }

  /** Adds the inlined copies that are entered at an address. */
  void collectEntered(Address pc, List<Function> found) {
    for (ScopeTree scope : inner) {
      if (scope.function != function && scope.function.entry().equals(pc)) {
        found.add(scope.function);
      }
      scope.collectEntered(pc, found);
    }
  }

  /**
   * Adds the scopes of one function that hold an address, innermost first, and those around it.
   *
   * @return false when it is not in this scope
   */
  boolean collect(Address pc, DieFunction wanted, List<Scope> found) {
    if (function.die().position() == wanted.die().position()) {
      own(pc, found);
      return true;
    }
    for (ScopeTree scope : inner) {
      if (scope.mayHold(wanted, pc) && scope.collect(pc, wanted, found)) {
        found.add(scope(found));
        return true;
      }
    }
    return false;
  }

  /** Without the inlined copies in it. */
  private void own(Address pc, List<Scope> found) {
    for (ScopeTree scope : inner) {
      if (hasBlockAt(scope, pc)) {
        scope.own(pc, found);
        break;
      }
    }
    found.add(scope(found));
  }

  /** The blocks of this function that hold an address, innermost first, then the function. */
  List<ScopeTree> ownAt(Address pc) {
    List<ScopeTree> found = new ArrayList<>();
    for (ScopeTree scope : inner) {
      if (hasBlockAt(scope, pc)) {
        found.addAll(scope.ownAt(pc));
        break;
      }
    }
    found.add(this);
    return found;
  }

  /**
   * Adds the names of variables in the scopes that hold an address beside those that {@link
   * #collect} takes.
   *
   * @param taken what it takes: the same variable at the same place is no other
   * @param copies whether inlined copies of other functions count
   */
  void beside(Address pc, List<Scope> taken, boolean copies, Set<String> names) {
    boolean first = true;
    for (ScopeTree scope : inner) {
      if (scope.contains(pc) && (copies || scope.function.equals(function))) {
        if (first) {
          scope.beside(pc, taken, copies, names);
        } else {
          scope.other(pc, taken, copies, names);
        }
        first = false;
      }
    }
  }

  private void other(Address pc, List<Scope> taken, boolean copies, Set<String> names) {
    for (DieVariable variable : variables) {
      if (taken.stream().noneMatch(scope -> has(scope, variable, pc))) {
        names.add(variable.name());
      }
    }
    for (ScopeTree scope : inner) {
      if (scope.contains(pc) && (copies || scope.function.equals(function))) {
        scope.other(pc, taken, copies, names);
      }
    }
  }

  private boolean has(Scope scope, DieVariable wanted, Address pc) {
    return scope.variables().stream()
        .anyMatch(
            v ->
                v instanceof DieVariable its
                    && v.name().equals(wanted.name())
                    && origin(its) == origin(wanted)
                    && v.locationAt(pc).equals(wanted.locationAt(pc)));
  }

  /** The scope of an inlined copy of a function, or its body, at an address. */
  Optional<ScopeTree> copyOf(DieFunction wanted, Address pc) {
    if (function.die().position() == wanted.die().position()) {
      return Optional.of(this);
    }
    return inner.stream()
        .filter(scope -> scope.mayHold(wanted, pc))
        .flatMap(scope -> scope.copyOf(wanted, pc).stream())
        .findFirst();
  }

  /**
   * Without what a scope in this one has: of a block that only this instance has, the source has
   * the variables around it, where they are optimised out.
   *
   * @param inside the scopes in this one that hold the address
   */
  private Scope scope(List<Scope> inside) {
    Set<Long> had = new HashSet<>();
    for (Scope scope : inside) {
      if (scope.function().equals(function)) {
        for (Variable variable : scope.variables()) {
          if (variable instanceof DieVariable its) {
            had.add(origin(its));
          }
        }
      }
    }
    return new Scope(
        function,
        had.isEmpty()
            ? List.copyOf(variables)
            : variables.stream()
                .filter(variable -> !had.contains(origin(variable)))
                .<Variable>map(variable -> variable)
                .toList(),
        List.copyOf(outside),
        unplaced.stream()
            .flatMap(its -> variable(function, function.module().chain(its), ranges).stream())
            .<Variable>map(variable -> variable)
            .toList());
  }

  private long origin(DieVariable variable) {
    return function.module().chain(variable.die()).getLast().position();
  }
}
