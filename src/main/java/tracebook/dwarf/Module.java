package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tracebook.elf.Address;
import tracebook.elf.Companions;
import tracebook.types.Type;
import tracebook.types.VoidType;

/** What the readers of one module share. */
final class Module {
  /** An entry is an instance of one that is the definition of a declaration; LTO adds one more. */
  private static final int LONGEST_CHAIN = 8;

  final Sections sections;
  final Units units;
  final Lines lines;
  final Types types;
  final NameIndex names;
  private volatile Optional<Frames> frames = Optional.empty();
  private volatile Optional<CallIndex> calls = Optional.empty();
  private volatile Optional<CodeReferences> references = Optional.empty();
  private final Map<Unit, InlinedStatics> inlinedStatics = new ConcurrentHashMap<>();
  private final Map<Unit, EnclosingFunctions> enclosing = new ConcurrentHashMap<>();
  private final Map<Long, AbstractBlocks> blocks = new ConcurrentHashMap<>();
  private Function<Address, Optional<FunctionBody>> bodies = pc -> Optional.empty();

  Module(Sections sections, Companions companions) {
    this.sections = sections;
    this.units = new Units(sections, companions);
    this.lines = new Lines(units);
    this.names = new NameIndex(units);
    this.types = new Types(this);
  }

  /** Says who finds the body that holds an address. */
  void bodies(Function<Address, Optional<FunctionBody>> finder) {
    bodies = finder;
  }

  /** The body of a function that holds an address. */
  Optional<FunctionBody> bodyAt(Address pc) {
    return bodies.apply(pc);
  }

  Frames frames() {
    Optional<Frames> known = frames;
    if (known.isEmpty()) {
      known = Optional.of(new Frames(sections));
      frames = known;
    }
    return known.get();
  }

  /** Static variables of an abstract function that its inlined copies do not have. */
  List<Die> staticsOf(Die function) {
    return inlinedStatics(function.unit).of(function);
  }

  /** Those of which it is not certain. */
  List<Die> perhapsStaticsOf(Die function) {
    return inlinedStatics(function.unit).perhapsOf(function);
  }

  /** A static variable that an abstract function describes, and the code's unit places. */
  Optional<Die> staticOf(Die variable, Unit code) {
    return inlinedStatics(code).instanceOf(variable);
  }

  /** The blocks of what a function is an instance of. */
  AbstractBlocks blocksOf(DieFunction instance) {
    return units
        .target(instance.die(), DW_AT_abstract_origin)
        .map(o -> blocks.computeIfAbsent(o.position(), p -> AbstractBlocks.of(o, this)))
        .orElse(AbstractBlocks.NONE);
  }

  /** Variables of the functions around a lambda, a function of a local class or a nested one. */
  List<Variable> variablesAround(DieFunction function, String name) {
    Die declaration = chain(function.die()).getLast();
    UnitIndex index = units.index(declaration.unit);
    int at = index.indexOf(declaration.offset);
    boolean ofClass =
        at >= 0 && index.parent(at) >= 0 && index.kind(index.parent(at)) == UnitIndex.TYPE;
    boolean alone = !declaration.flag(DW_AT_declaration) && !declaration.unit.hasBlocks();
    if (ofClass || alone || declaration.unit.isGo()) {
      return List.of(); // Of LLVM only what is declared in a class is in a function.
    }
    EnclosingFunctions known = enclosing.get(declaration.unit);
    if (known == null) {
      known = new EnclosingFunctions(declaration.unit, this);
      enclosing.putIfAbsent(declaration.unit, known);
    }
    return List.copyOf(known.variables(declaration, name));
  }

  private InlinedStatics inlinedStatics(Unit unit) {
    InlinedStatics known = inlinedStatics.get(unit);
    if (known == null) {
      known = InlinedStatics.of(unit, this);
      inlinedStatics.putIfAbsent(unit, known);
    }
    return known;
  }

  CallIndex calls() {
    Optional<CallIndex> known = calls;
    if (known.isEmpty()) {
      known = Optional.of(new CallIndex(sections.program()));
      calls = known;
    }
    return known.get();
  }

  CodeReferences references() {
    Optional<CodeReferences> known = references;
    if (known.isEmpty()) {
      known = Optional.of(new CodeReferences(sections.program()));
      references = known;
    }
    return known.get();
  }

  /** The entry itself, what it is an instance of, what that is the definition of, and so on. */
  List<Die> chain(Die die) {
    List<Die> found = new ArrayList<>(3);
    Die next = die;
    while (true) {
      found.add(next);
      Optional<Die> origin = units.target(next, DW_AT_abstract_origin);
      if (origin.isEmpty()) {
        origin = units.target(next, DW_AT_specification);
      }
      if (origin.isEmpty()) {
        return found;
      }
      if (found.size() > LONGEST_CHAIN) {
        throw die.unit.bytes.malformed(die.offset, "its origins refer to each other in a cycle");
      }
      next = origin.get();
    }
  }

  static Optional<Die> having(List<Die> chain, int attribute) {
    for (Die die : chain) {
      if (die.has(attribute)) {
        return Optional.of(die);
      }
    }
    return Optional.empty();
  }

  static Optional<String> string(List<Die> chain, int attribute) {
    return having(chain, attribute).flatMap(die -> die.string(attribute));
  }

  static Optional<String> linkageName(List<Die> chain) {
    return string(chain, DW_AT_linkage_name).or(() -> string(chain, DW_AT_MIPS_linkage_name));
  }

  SourceLine declared(List<Die> chain) {
    Optional<Die> line = having(chain, DW_AT_decl_line);
    if (line.isEmpty()) {
      return objectOf(chain)
          .map(its -> lines.source(its, DW_AT_decl_file, DW_AT_decl_line))
          .orElse(SourceLine.UNKNOWN);
    }
    // GCC leaves out of a definition what is the same in its declaration: the file, often.
    Die file = having(chain, DW_AT_decl_file).orElse(line.get());
    return new SourceLine(lines.source(file, DW_AT_decl_file, DW_AT_decl_line).file(), line(chain));
  }

  /**
   * The class of what {@code this} points to in a method: GCC says where a lambda is, and not where
   * the function is in it.
   */
  private Optional<Die> objectOf(List<Die> chain) {
    Optional<Die> type =
        having(chain, DW_AT_object_pointer)
            .flatMap(its -> units.target(its, DW_AT_object_pointer))
            .flatMap(self -> units.target(self, DW_AT_type));
    // A constant pointer to a constant object.
    for (int i = 0; i < 4 && type.isPresent(); i++) {
      switch (type.get().tag()) {
        case DW_TAG_const_type, DW_TAG_volatile_type, DW_TAG_pointer_type ->
            type = units.target(type.get(), DW_AT_type);
        default -> {
          return type;
        }
      }
    }
    return type;
  }

  int line(List<Die> chain) {
    return having(chain, DW_AT_decl_line)
        .map(die -> (int) die.constant(DW_AT_decl_line).orElse(0))
        .orElse(0);
  }

  /** The type that an entry, or what it is an instance of, refers to. */
  Type typeOf(List<Die> chain) {
    return having(chain, DW_AT_type)
        .map(die -> types.referred(die, DW_AT_type))
        .orElseGet(VoidType::new);
  }

  /** With namespaces and classes; empty for what is local. */
  Optional<String> qualifiedName(List<Die> chain) {
    Die named = chain.get(chain.size() - 1);
    UnitIndex index = units.index(named.unit);
    int at = index.indexOf(named.offset);
    return at < 0
        ? Optional.empty()
        : Optional.ofNullable(index.name(at)).map(name -> index.prefix(at) + name);
  }
}
