package tracebook.dwarf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Looking up by name, against the entries that llvm-dwarfdump shows: every name is listed, no other
 * is, and each has the same entries, whether they are searched for in the bytes of the file or
 * looked up in the index. The rules for names are written here once more.
 */
final class NameComparison {
  private static final Set<String> C =
      Set.of("DW_LANG_C", "DW_LANG_C89", "DW_LANG_C99", "DW_LANG_C11", "DW_LANG_C17");
  private static final Map<String, String> KEYWORDS =
      Map.of(
          "DW_TAG_structure_type", "struct ",
          "DW_TAG_union_type", "union ",
          "DW_TAG_enumeration_type", "enum ");
  private static final Set<String> UNITS =
      Set.of("DW_TAG_compile_unit", "DW_TAG_partial_unit", "DW_TAG_type_unit");
  private static final Set<String> CLASSES =
      Set.of(
          "DW_TAG_structure_type",
          "DW_TAG_class_type",
          "DW_TAG_union_type",
          "DW_TAG_interface_type");
  private static final Set<String> OTHER_TYPES =
      Set.of(
          "DW_TAG_typedef",
          "DW_TAG_base_type",
          "DW_TAG_enumeration_type",
          "DW_TAG_unspecified_type");

  final Comparison listed = new Comparison("names listed");
  final Comparison found = new Comparison("entries by name");
  final Comparison absent = new Comparison("names that are not there");

  private final List<Node> stack = new ArrayList<>();
  private final Map<Long, Node> nodes = new HashMap<>();
  private final List<Node> entries = new ArrayList<>();

  /** The type of each type unit, by signature. */
  private final Map<Long, Long> signatures = new HashMap<>();

  private final Map<Long, List<Long>> imports = new HashMap<>();

  /** An entry that may have a name, or be around one. */
  private static final class Node {
    final long position;
    final String tag;
    final List<Node> around;
    final String name;
    final String linkage;
    final OptionalLong origin;
    final OptionalLong signature;
    final boolean code;

    /** Of a variable: more than a declaration. */
    final boolean defined;

    String language;

    Node(Dump.Entry entry, List<Node> around) {
      this.position = entry.position();
      this.tag = entry.tag();
      this.around = around;
      this.name = EntryComparison.unescaped(entry.quoted("DW_AT_name"));
      this.linkage = entry.quoted("DW_AT_linkage_name") + entry.quoted("DW_AT_MIPS_linkage_name");
      OptionalLong instance = entry.referred("DW_AT_abstract_origin");
      this.origin = instance.isPresent() ? instance : entry.referred("DW_AT_specification");
      this.signature =
          entry.has("DW_AT_signature")
              ? OptionalLong.of(Dump.number(entry.value("DW_AT_signature")))
              : OptionalLong.empty();
      this.code = entry.has("DW_AT_low_pc") || entry.has("DW_AT_ranges");
      this.defined =
          !entry.has("DW_AT_declaration")
              || entry.has("DW_AT_const_value")
              || entry.has("DW_AT_location");
      this.language = entry.value("DW_AT_language");
    }

    boolean isFunction() {
      return tag.equals("DW_TAG_subprogram");
    }

    boolean isVariable() {
      return tag.equals("DW_TAG_variable") || tag.equals("DW_TAG_member");
    }

    boolean isClass() {
      return CLASSES.contains(tag);
    }

    boolean isC() {
      return C.contains((around.isEmpty() ? this : around.getFirst()).language);
    }
  }

  /** Takes the entries in the order of the dump. */
  void add(Dump.Entry entry) {
    while (stack.size() > entry.depth()) {
      stack.removeLast();
    }
    Node node = new Node(entry, List.copyOf(stack));
    stack.add(node);
    if (entry.has(Dump.TYPE_SIGNATURE)) {
      signatures.putIfAbsent(
          Dump.number(entry.value(Dump.TYPE_SIGNATURE)),
          Dump.number(entry.value(Dump.TYPE_POSITION)));
    }
    if (node.tag.equals("DW_TAG_imported_unit")) {
      entry
          .referred("DW_AT_import")
          .ifPresent(
              to ->
                  imports
                      .computeIfAbsent(stack.getFirst().position, key -> new ArrayList<>())
                      .add(to));
    }
    boolean kept =
        UNITS.contains(node.tag)
            || node.isClass()
            || OTHER_TYPES.contains(node.tag)
            || node.isFunction()
            || (node.isVariable()
                && (node.tag.equals("DW_TAG_variable") || entry.has("DW_AT_external")))
            || node.tag.equals("DW_TAG_inlined_subroutine");
    if (kept) {
      nodes.put(node.position, node);
      entries.add(node);
    }
  }

  /** What a name means to the oracle. */
  private static final class Meant {
    final Map<String, Set<Long>> functions = new TreeMap<>();
    final Map<String, Set<Long>> globals = new TreeMap<>();
    final Map<String, Set<Long>> types = new TreeMap<>();
    final Set<String> functionNames = new TreeSet<>();
    final Set<String> globalNames = new TreeSet<>();
  }

  /**
   * Compares.
   *
   * @param indexed so many names of a kind at most are looked up, evenly spread
   * @param searched so many are searched for
   */
  void compare(Subject subject, int indexed, int searched) {
    Meant meant = meant();
    NameIndex index = subject.module().names;
    list("function", index.functionNames(), meant.functionNames);
    list("global", index.globalNames(), meant.globalNames);
    list("type", index.typeNames(), meant.types.keySet());
    compare(subject.module(), meant, indexed);
    try (Subject.Fresh fresh = subject.fresh()) {
      compare(fresh.module(), meant, searched);
    }
  }

  private void compare(Module module, Meant meant, int most) {
    Lookup functions = new Lookup("function", module.names::functions, meant.functions);
    functions.compare(most, meant.functions.keySet());
    Lookup globals = new Lookup("global", name -> definitions(module, name), meant.globals);
    globals.compare(most, meant.globalNames);
    Lookup types = new Lookup("type", name -> types(module, name), meant.types);
    types.compare(most, meant.types.keySet());
  }

  private void list(String kind, Collection<String> have, Set<String> want) {
    Set<String> all = new TreeSet<>(have);
    all.addAll(want);
    for (String name : all) {
      listed.same(kind + " " + name, have.contains(name), want.contains(name));
    }
  }

  private static List<Long> definitions(Module module, String name) {
    return module.names.globals(name).stream()
        .filter(
            position -> {
              Die die = module.units.die(position);
              return !die.flag(Attributes.DW_AT_declaration)
                  || die.has(Attributes.DW_AT_const_value)
                  || die.has(Attributes.DW_AT_location);
            })
        .toList();
  }

  private static List<Long> types(Module module, String name) {
    return module.names.types(name).stream()
        .map(type -> type.unit().position(type.offset()))
        .toList();
  }

  /** Names of one kind. */
  private final class Lookup {
    private final String kind;
    private final Function<String, List<Long>> ours;
    private final Map<String, Set<Long>> want;

    Lookup(String kind, Function<String, List<Long>> ours, Map<String, Set<Long>> want) {
      this.kind = kind;
      this.ours = ours;
      this.want = want;
    }

    void compare(int most, Set<String> known) {
      List<String> all = new ArrayList<>(known);
      int count = Math.min(most, all.size());
      for (int i = 0; i < count; i++) {
        String name = all.get((int) ((long) i * all.size() / count));
        found.same(
            kind + " " + name,
            new TreeSet<>(ours.apply(name)),
            want.getOrDefault(name, new TreeSet<>()));
        for (String other :
            List.of(name + "_", name.substring(1), name.substring(0, name.length() - 1))) {
          if (!known.contains(other)) {
            absent.same(kind + " " + other, ours.apply(other), List.of());
          }
        }
      }
    }
  }

  private Meant meant() {
    Set<Node> used = inherit();
    Meant meant = new Meant();
    for (Node node : entries) {
      if (!used.contains(node.around.isEmpty() ? node : node.around.getFirst())) {
        continue;
      }
      if (node.isFunction() && node.code) {
        function(node, node, meant);
      } else if (node.tag.equals("DW_TAG_inlined_subroutine") && isInBody(node)) {
        node.origin.ifPresent(to -> function(node, node(to), meant));
      } else if (node.isVariable() && isNamed(node)) {
        variable(node, meant);
      } else if ((node.isClass() || OTHER_TYPES.contains(node.tag)) && isNamed(node)) {
        type(node, meant);
      }
    }
    return meant;
  }

  /**
   * Gives the language of units to those that they import, where these have none; the units of this
   * module, of the supplementary file those that are imported.
   */
  private Set<Node> inherit() {
    Set<Node> used = new HashSet<>();
    for (Node unit : entries) {
      if (unit.around.isEmpty() && unit.position >>> 32 != Unit.SUPPLEMENTARY) {
        inherit(unit, unit.language, used);
      }
    }
    return used;
  }

  private void inherit(Node unit, String language, Set<Node> used) {
    if (unit.language.isEmpty()) {
      unit.language = language;
    } else if (!unit.language.equals(language)) {
      return;
    }
    used.add(unit);
    for (long to : imports.getOrDefault(unit.position, List.of())) {
      Node imported = node(to);
      if (!used.contains(imported) || imported.language.isEmpty()) {
        inherit(imported, unit.language, used);
      }
    }
  }

  private static boolean isInBody(Node node) {
    return node.around.reversed().stream()
        .filter(Node::isFunction)
        .findFirst()
        .filter(body -> body.code)
        .isPresent();
  }

  /** Not in a function; in C not in a structure either. */
  private static boolean isNamed(Node node) {
    return node.around.stream()
        .allMatch(
            each ->
                UNITS.contains(each.tag)
                    || each.tag.equals("DW_TAG_namespace")
                    || each.tag.equals("DW_TAG_module")
                    || (each.isClass() && !node.isC()));
  }

  private Node node(long position) {
    return Optional.ofNullable(nodes.get(position)).orElseThrow();
  }

  private List<Node> chain(Node node) {
    List<Node> chain = new ArrayList<>(List.of(node));
    while (chain.getLast().origin.isPresent()) {
      chain.add(node(chain.getLast().origin.getAsLong()));
    }
    return chain;
  }

  private void function(Node code, Node named, Meant meant) {
    for (Node each : chain(named)) {
      if (!each.name.isEmpty()) {
        for (String name : List.of(each.name, prefix(each) + each.name)) {
          meant.functionNames.add(name);
          add(meant.functions, name, code);
        }
      }
      if (!each.linkage.isEmpty()) {
        add(meant.functions, each.linkage, code);
      }
    }
  }

  private void variable(Node variable, Meant meant) {
    for (Node each : chain(variable)) {
      if (!each.name.isEmpty() && isNamed(each)) {
        for (String name : List.of(each.name, prefix(each) + each.name)) {
          if (each == variable) {
            meant.globalNames.add(name);
          }
          if (variable.defined) {
            add(meant.globals, name, variable);
          }
        }
      }
    }
  }

  private void type(Node type, Meant meant) {
    String name = type.name;
    String prefix = prefix(type);
    if (type.origin.isPresent() && !type.isC()) {
      Node declared = node(type.origin.getAsLong());
      prefix = prefix(declared);
      name = name.isEmpty() ? declared.name : name;
    }
    if (!name.isEmpty()) {
      add(
          meant.types,
          (type.isC() ? KEYWORDS.getOrDefault(type.tag, "") : "") + prefix + name,
          type);
    }
  }

  private static void add(Map<String, Set<Long>> to, String name, Node entry) {
    to.computeIfAbsent(name, key -> new TreeSet<>()).add(entry.position);
  }

  /** Of the namespaces and classes around an entry, from the nearest function on. */
  private String prefix(Node node) {
    StringBuilder prefix = new StringBuilder();
    for (int i = 0; i < node.around.size(); i++) {
      Node each = node.around.get(i);
      if (each.tag.equals("DW_TAG_namespace")) {
        prefix.append(each.name.isEmpty() ? "(anonymous namespace)" : each.name).append("::");
      } else if (each.isClass() && !node.isC()) {
        prefix.append(className(each, prefix));
      } else if (!UNITS.contains(each.tag) && !each.tag.equals("DW_TAG_module")) {
        prefix.setLength(0);
      }
    }
    return prefix.toString();
  }

  /** With the colons; a class without a name adds nothing. */
  private String className(Node type, StringBuilder prefix) {
    if (!type.name.isEmpty()) {
      if (type.origin.isPresent()) {
        // GCC's type units have it outside of its namespace.
        prefix.setLength(0);
        prefix.append(prefix(node(type.origin.getAsLong())));
      }
      return type.name + "::";
    }
    if (type.origin.isPresent()) {
      Node declared = node(type.origin.getAsLong());
      prefix.setLength(0);
      return prefix(declared) + declared.name + "::";
    }
    if (type.signature.isPresent()) {
      return node(Optional.ofNullable(signatures.get(type.signature.getAsLong())).orElseThrow())
              .name
          + "::";
    }
    return "";
  }
}
