package tracebook.dwarf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tracebook.elf.Address;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.FunctionType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.TypedefType;
import tracebook.types.UnknownType;
import tracebook.types.VoidType;

/** What is in scope at addresses, and its types, against gdb (scopes.py). */
final class ScopeComparison {
  private static final int DEPTH = 1;
  private static final int DW_TAG_LABEL = 0x0a;

  final Comparison scopes = new Comparison("functions around");
  final Comparison variables = new Comparison("variables in scope");
  final Comparison types = new Comparison("types of variables");
  private final Subject subject;
  private final Map<String, String> descriptions = new HashMap<>();
  private final List<Level> levels = new ArrayList<>();
  private List<Seen> pending = new ArrayList<>();
  private String address = "";

  private record Seen(String name, int line, boolean nowhere, String type) {
    String key() {
      return name + " of line " + line;
    }
  }

  /** The body of a function, or an inlined copy, with all scopes in it that hold the address. */
  private record Level(String function, List<Seen> seen) {}

  ScopeComparison(Subject subject) {
    this.subject = subject;
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
                  "set $addresses = \"" + list + "\"",
                  "-x",
                  Path.of("src/test/resources/tracebook/dwarf/scopes.py").toString(),
                  subject.program().path().toString()),
              this::line);
      finish();
      Files.delete(list);
      if (status != 0) {
        scopes.different("gdb ended with status " + status);
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
    List<Function> functions = new ArrayList<>();
    List<List<Variable>> visible = new ArrayList<>();
    for (Scope scope : subject.info().scopesAt(pc)) {
      if (functions.isEmpty() || !scope.function().equals(functions.getLast())) {
        functions.add(scope.function());
        visible.add(new ArrayList<>());
      }
      visible.getLast().addAll(scope.variables());
    }
    if (!functions.isEmpty()
        && levels.size() > functions.size()
        && isElsewhere(pc, levels.get(functions.size()).function())) {
      scopes.fault(OracleFault.LOCAL_CLASS);
      levels.subList(functions.size(), levels.size()).clear();
    }
    boolean same = functions.size() == levels.size();
    for (int i = 0; same && i < functions.size(); i++) {
      same = isCalled(functions.get(i), levels.get(i).function());
    }
    if (!same) {
      List<String> have = functions.stream().map(Function::qualifiedName).toList();
      scopes.different(
          pc + ": have " + have + ", want " + levels.stream().map(Level::function).toList());
      return;
    }
    scopes.equal++;
    for (int i = 0; i < functions.size(); i++) {
      compare(pc, functions.get(i), visible.get(i), levels.get(i).seen());
    }
  }

  /** Whether several units describe the code here: the linker kept one of several copies. */
  private boolean isFolded(Address pc) {
    return subject.module().units.all().stream()
            .filter(
                unit -> Ranges.of(unit.root().die()).stream().anyMatch(range -> range.contains(pc)))
            .count()
        > 1;
  }

  private boolean isElsewhere(Address pc, String function) {
    return subject.info().functions(function).stream()
        .flatMap(each -> each.ranges().stream())
        .noneMatch(range -> range.contains(pc));
  }

  /** gdb makes up a name, with parameters or without, for some that have a linkage name. */
  private boolean isCalled(Function function, String shown) {
    String name = gdbs(function.qualifiedName());
    return shown.equals(function.linkageName().orElse(function.name()))
        || shown.equals(name)
        || shown.startsWith(name + "(")
        || isAlias(function, shown);
  }

  /** gdb says {@code unsigned long} where GCC says {@code long unsigned int}. */
  private static String gdbs(String name) {
    return name.replace("long unsigned int", "unsigned long")
        .replace("short unsigned int", "unsigned short")
        .replace("long int", "long")
        .replace("short int", "short");
  }

  /** Another name for the same code, as assembler files give them. */
  private boolean isAlias(Function function, String shown) {
    return subject.info().functions(shown).stream()
        .anyMatch(alias -> alias.ranges().equals(function.ranges()));
  }

  private static String key(Variable variable) {
    return variable.name() + " of line " + variable.declared().line();
  }

  private void compare(Address pc, Function function, List<Variable> have, List<Seen> want) {
    Map<String, Variable> ours = new LinkedHashMap<>();
    have.forEach(variable -> ours.putIfAbsent(key(variable), variable));
    for (Seen seen : want) {
      Variable variable = ours.get(seen.key());
      String where = pc + " " + function.name() + " " + seen.key();
      if (variable == null) {
        explained(function, seen)
            .or(() -> Optional.of(OracleFault.OTHER_COPY).filter(fault -> isFolded(pc)))
            .ifPresentOrElse(variables::fault, () -> variables.different(where + ": have none"));
        continue;
      }
      if (!seen.nowhere()) {
        variables.equal++;
      } else if (variable.locationAt(pc) instanceof Location.OptimizedOut) {
        variables.equal++;
      } else {
        explained(function, seen)
            .ifPresentOrElse(
                variables::fault,
                () -> variables.different(where + ": have " + variable.locationAt(pc)));
      }
      types.same(where, describe(variable.type(), DEPTH), seen.type());
    }
    want.forEach(seen -> ours.remove(seen.key()));
    ours.values()
        .removeIf(left -> left.locationAt(pc).equals(new Location.Unreadable(Expression.LEFT_OUT)));
    ours.forEach(
        (key, left) -> {
          if (isFolded(pc)) {
            variables.fault(OracleFault.OTHER_COPY);
          } else if (isInstance(function) && left.locationAt(pc) instanceof Location.OptimizedOut) {
            variables.fault(OracleFault.FARTHER_ORIGIN);
          } else {
            variables.different(pc + " " + function.name() + " " + key + ": have it, want none");
          }
        });
  }

  /** An inlined copy, or the body of a function that is inlined elsewhere. */
  private static boolean isInstance(Function function) {
    return function instanceof DieFunction made && made.die().has(Attributes.DW_AT_abstract_origin);
  }

  /** What explains a variable that gdb alone shows. */
  private Optional<OracleFault> explained(Function function, Seen seen) {
    if (seen.line() == 0 && seen.name().startsWith("__")) {
      return Optional.of(OracleFault.COMPILERS_OWN);
    }
    if (function instanceof DieFunction made) {
      for (Die die : subject.module().chain(made.die())) {
        Optional<OracleFault> found = explained(die, false, seen);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return seen.nowhere() && isInstance(function)
        ? Optional.of(OracleFault.ABSTRACT_VARIABLE)
        : Optional.empty();
  }

  private Optional<OracleFault> explained(Die scope, boolean codeless, Seen seen) {
    for (Die child : scope.children()) {
      Optional<OracleFault> found = Optional.empty();
      switch (child.tag()) {
        case DW_TAG_LABEL ->
            found = Optional.of(OracleFault.LABEL).filter(fault -> isNamed(child, seen));
        case Tags.DW_TAG_variable ->
            found =
                Optional.of(OracleFault.BLOCK_WITHOUT_CODE)
                    .filter(fault -> codeless && isNamed(child, seen));
        case Tags.DW_TAG_lexical_block ->
            found = explained(child, codeless || Ranges.of(child).isEmpty(), seen);
        default -> {}
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private boolean isNamed(Die die, Seen seen) {
    return Module.string(subject.module().chain(die), Attributes.DW_AT_name)
        .filter(seen.name()::equals)
        .isPresent();
  }

  static String describe(Type of, int depth) {
    return switch (of) {
      case TypedefType alias -> describe(alias.target(), depth);
      case QualifiedType qualified -> describe(qualified.target(), depth);
      case IntegerType integer -> "int" + integer.bytes() + (integer.signed() ? "s" : "u");
      case CharType character -> "int" + character.bytes() + (character.signed() ? "s" : "u");
      case BoolType bool -> "bool" + bool.bytes();
      case FloatType number -> "float" + number.bytes();
      case PointerType pointer ->
          (pointer.kind() == PointerType.Kind.POINTER ? "*" : "&")
              + (depth > 0 ? describe(pointer.target(), depth - 1) : "");
      case EnumType enumeration ->
          "enum"
              + enumeration.bytes()
              + "{"
              + String.join(
                  ",",
                  enumeration.enumerators().stream().map(e -> e.name() + "=" + e.value()).toList())
              + "}";
      case StructType struct ->
          (struct.kind() == StructType.Kind.UNION ? "union" : "struct")
              + struct.size().orElse(0)
              + "{"
              + String.join(
                  ",", struct.members().stream().map(each -> member(each, depth)).toList())
              + "}";
      case ArrayType array ->
          "["
              + (array.counts().get(0).isPresent() ? array.counts().get(0).getAsLong() : "")
              + "]"
              + describe(array.indexed(), depth);
      case FunctionType function -> "function";
      case VoidType nothing -> "void";
      case UnknownType unknown when unknown.name().equals("decltype(nullptr)") -> "void"; // gdb's
      case UnknownType unknown -> "?" + unknown.size().orElse(0);
    };
  }

  private static String member(Member member, int depth) {
    long bits = 8 * member.offset() + member.bits().map(Member.BitField::shift).orElse(0);
    return (member.base() ? "^" : member.name())
        + "@"
        + bits
        + member.bits().map(field -> ":" + field.width()).orElse("")
        + " "
        + describe(member.type(), depth);
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
