package tracebook.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.bytes.Malformed;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Location;
import tracebook.dwarf.Scope;
import tracebook.dwarf.Term;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.elf.DebugFiles;
import tracebook.elf.ElfFile;
import tracebook.elf.ElfRefused;
import tracebook.elf.Symbol;
import tracebook.types.ArrayType;
import tracebook.types.FunctionType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.TypedefType;

/**
 * Asks a file everything that a notebook can ask of it. Each question may fail as the packages
 * {@code elf} and {@code dwarf} say it can; any other exception, and an answer that contradicts
 * another, leaves this class.
 */
final class Walk {
  /** Of each kind of thing: enough for every reader, few enough to be quick. */
  private static final int MOST = 40;

  private static final int DEEPEST_TYPE = 5;

  private int types;

  /** Whose answers do not depend on the place, by identity. */
  private final Set<Variable> asked = Collections.newSetFromMap(new IdentityHashMap<>());

  private Walk() {}

  /** Opens and asks a file; a file that is refused is fine. */
  static void file(Path path) {
    try (ElfFile elf = ElfFile.open(path)) {
      Walk walk = new Walk();
      walk.elf(elf);
      try (DebugInfo info = DebugInfo.open(elf, elf)) {
        walk.info(elf, info);
      }
    } catch (ElfRefused | IOException | UncheckedIOException | Malformed documented) {
      return;
    }
  }

  private static void ask(Runnable question) {
    try {
      question.run();
    } catch (Malformed | UncheckedIOException documented) {
      return;
    }
  }

  private static <T> List<T> some(Collection<T> all) {
    return all.stream().limit(MOST).toList();
  }

  private void elf(ElfFile elf) {
    ask(elf::buildId);
    ask(elf::isGo);
    ask(elf::interpreter);
    ask(elf::hasDebugInfo);
    ask(() -> elf.linkage().stubs().forEach(stub -> elf.linkage().at(stub.address())));
    elf.sections().stream().limit(MOST).forEach(section -> ask(() -> elf.bytes(section)));
    ask(
        () -> {
          for (String name : some(elf.symbols().names())) {
            for (Symbol symbol : elf.symbols().named(name)) {
              elf.symbols().functionAt(symbol.address());
              elf.text(symbol.address(), 16);
              elf.offsetOf(symbol.address()).ifPresent(offset -> elf.addressOf(offset));
              elf.isCode(symbol.address());
            }
          }
        });
    ask(() -> new DebugFiles(Path.of("/"), List.of(Path.of("/nonexistent"))).find(elf));
  }

  private void info(ElfFile elf, DebugInfo info) {
    ask(info::producers);
    ask(info::missing);
    ask(info::ignoredIndexes);
    ask(() -> info.functions("main"));
    Set<Address> places = new HashSet<>();
    elf.segments().stream()
        .filter(segment -> segment.isExecutable() && segment.memorySize() > 0)
        .limit(2)
        .forEach(segment -> places.add(segment.address()));
    ask(() -> some(info.functionNames()).forEach(name -> ask(() -> functions(info, name, places))));
    ask(() -> some(info.sourceFiles()).forEach(file -> ask(() -> lines(info, file, places))));
    ask(() -> some(info.globalNames()).forEach(name -> ask(() -> globals(info, name))));
    ask(() -> some(info.typeNames()).forEach(name -> ask(() -> types(info, name))));
    for (Address pc : places.stream().sorted().limit(MOST).toList()) {
      ask(() -> place(info, pc));
    }
  }

  private void functions(DebugInfo info, String name, Set<Address> places) {
    for (Function function : some(info.functions(name))) {
      places.add(function.entry());
      ask(() -> places.add(function.bodyStart()));
      function.ranges().forEach(range -> places.add(range.start()));
      function.ranges().forEach(range -> places.add(range.end().plus(-1)));
      // A copy may begin between its instructions.
      require(
          function.inlined()
              || function.ranges().stream().anyMatch(range -> range.contains(function.entry())),
          "the entry of %s is not in its code",
          name);
      ask(function::signature);
      ask(function::qualifiedName);
      ask(function::linkageName);
      ask(function::declared);
      ask(function::callSite);
      ask(() -> function.returnType().ifPresent(type -> type(type, 0)));
    }
  }

  private void lines(DebugInfo info, String file, Set<Address> places) {
    for (int line : some(info.linesWithCode(file))) {
      for (LineRow row : some(info.rows(file, line))) {
        require(row.source().line() == line, "a row of line %s for another", line);
        if (places.size() < 4 * MOST) {
          places.add(row.address());
        }
      }
    }
  }

  private void globals(DebugInfo info, String name) {
    for (Variable variable : some(info.globals(name))) {
      variable(variable, new Address(0));
    }
  }

  private void types(DebugInfo info, String name) {
    info.types(name, Optional.empty()).stream().limit(4).forEach(type -> ask(() -> type(type, 0)));
  }

  private void place(DebugInfo info, Address pc) {
    ask(() -> info.missingAt(pc));
    ask(() -> info.rowAt(pc).ifPresent(row -> holds(row, pc)));
    ask(() -> info.functionAt(pc).ifPresent(function -> holds(function, pc)));
    for (Scope scope : info.scopesAt(pc)) {
      scope.variables().stream().limit(MOST).forEach(variable -> variable(variable, pc));
    }
  }

  private static void holds(LineRow row, Address pc) {
    require(row.address().compareTo(pc) <= 0, "the row of %s begins behind it", pc);
  }

  private static void holds(Function function, Address pc) {
    require(
        function.ranges().stream().anyMatch(range -> range.contains(pc)),
        "the function at %s is elsewhere",
        pc);
  }

  private void variable(Variable variable, Address pc) {
    ask(() -> location(variable.locationAt(pc)));
    if (asked.add(variable)) {
      ask(variable::name);
      ask(variable::qualifiedName);
      ask(variable::declared);
      ask(() -> type(variable.type(), 0));
      ask(variable::readableAt);
    }
  }

  /** Everything that is in a location is of a size that can be worked with. */
  private static void location(Location location) {
    switch (location) {
      case Location.InMemory memory -> term(memory.address());
      case Location.Computed computed -> term(computed.value());
      case Location.Pieces pieces -> pieces.pieces().forEach(piece -> location(piece.place()));
      default -> require(!location.toString().isEmpty(), "%s", location.getClass());
    }
  }

  private static void term(Term term) {
    require(!term.toString().isEmpty(), "%s", term.getClass());
    List<Term> inner = new ArrayList<>(List.of(term));
    int size = 0;
    while (!inner.isEmpty()) {
      require(++size < 100_000, "a term of more than %s parts", size);
      switch (inner.remove(inner.size() - 1)) {
        case Term.Binary binary -> {
          inner.add(binary.left());
          inner.add(binary.right());
        }
        case Term.Unary unary -> inner.add(unary.operand());
        case Term.Load load -> inner.add(load.address());
        case Term.Conditional conditional -> {
          inner.add(conditional.condition());
          inner.add(conditional.then());
          inner.add(conditional.otherwise());
        }
        default -> {}
      }
    }
  }

  private void type(Type type, int depth) {
    if (depth > DEEPEST_TYPE || ++types > 50 * MOST) {
      return;
    }
    ask(type::name);
    ask(type::size);
    ask(type::strip);
    ask(
        () -> {
          switch (type) {
            case ArrayType array -> {
              type(array.element(), depth + 1);
              type(array.indexed(), depth + 1);
            }
            case FunctionType function -> require(!function.name().isEmpty(), "no name");
            case PointerType pointer -> type(pointer.target(), depth + 1);
            case QualifiedType qualified -> type(qualified.target(), depth + 1);
            case StructType struct -> {
              for (Member member : some(struct.members())) {
                type(member.type(), depth + 1);
              }
            }
            case TypedefType alias -> type(alias.target(), depth + 1);
            default -> {}
          }
        });
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static void require(boolean holds, String message, Object... about) {
    if (!holds) {
      throw new AssertionError(message.formatted(about));
    }
  }
}
