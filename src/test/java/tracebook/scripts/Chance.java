package tracebook.scripts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import tracebook.scripts.Node.Kind;

/** Blocks by chance, equal for an equal seed: well typed, and mostly sensible. */
final class Chance {
  private static final List<String> HEX =
      List.of("{:x}", "{:X}", "{:8x}", "{:016X}", "{:3x}", "{:p}", "{}");
  private static final List<String> DUMPS =
      List.of("{:s.8}", "{:x.8}", "{:X.3}", "{:s.0x7}", "{:x.1}");
  private static final List<String> BYTES = List.of("{:x}", "{:X}");
  private static final List<String> FUNCTIONS =
      List.of("sum", "min", "max", "avg", "stddev", "distinct", "hist");

  /** Of scripts, in their order. */
  private static final List<Script.Kind> KINDS =
      Stream.concat(
              Stream.of(
                  Script.Kind.RETURN,
                  Script.Kind.RETURN,
                  Script.Kind.SPAN,
                  Script.Kind.KEYED,
                  Script.Kind.INLINED,
                  Script.Kind.STATIC),
              Stream.generate(() -> Script.Kind.LINE).limit(14))
          .toList();

  private final Random random;
  private final Grammar values;
  private int column;
  private int variables;

  /** The variables of the script that are lengths. */
  private final List<String> lengths = new ArrayList<>();

  /** Whether a statement shows many variables already: two might show one twice. */
  private boolean all;

  private final Script.Kind kind;

  /** How many scripts of the kind come before. */
  private final long turn;

  private Chance(Sources sources, long seed) {
    random = new Random(seed * 0x9e3779b97f4a7c15L);
    int in = (int) Math.floorMod(seed, (long) KINDS.size());
    Script.Kind wanted = KINDS.get(in);
    turn =
        Math.floorDiv(seed, KINDS.size()) * Collections.frequency(KINDS, wanted)
            + Collections.frequency(KINDS.subList(0, in), wanted);
    kind = sources.kinds().contains(wanted) ? wanted : Script.Kind.LINE;
    values = sources.grammar(kind, random);
  }

  static Script script(Flavor flavor, Sources sources, long seed) {
    Chance chance = new Chance(sources, seed);
    Node block =
        switch (flavor) {
          case ROWS, PARTS ->
              chance.surely(chance.block(1 + chance.random.nextInt(6), 2, chance.ends()));
          // What is read behind a container makes programs long.
          case LIBRARY, RUST ->
              chance.surely(chance.block(1 + chance.random.nextInt(2), 1, chance.ends()));
          case GROUPS -> chance.grouping(2);
        };
    return new Script(chance.kind, block, chance.values.pick(sources.keys()));
  }

  private <T> T inTurn(List<T> list) {
    return list.get((int) Math.floorMod(turn, (long) list.size()));
  }

  /** With what it is its turn to show in front. */
  private Node surely(Node block) {
    if (values.sure().isEmpty()) {
      return block;
    }
    Node column = Node.leaf(Kind.COLUMN, "sure = " + inTurn(values.sure()));
    List<Node> all = new ArrayList<>();
    all.add(Node.list(Kind.STATEMENT, "emit ", ", ", ";", List.of(column)));
    all.addAll(block.kids());
    return Node.list(Kind.BLOCK, "{ ", " ", " }", all);
  }

  private boolean ends() {
    return random.nextInt(20) == 0;
  }

  /** A block with one {@code summarize} in it, somewhere. */
  private Node grouping(int depth) {
    Map<String, Kind> outside = new LinkedHashMap<>(values.variables());
    List<Node> all = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      all.add(let());
    }
    all.add(
        switch (depth == 0 ? 5 : random.nextInt(6)) {
          case 0 ->
              Node.of(
                  Kind.STATEMENT, "every " + (1 + random.nextInt(3)) + " #", grouping(depth - 1));
          case 1 ->
              Node.of(
                  Kind.STATEMENT,
                  "limit " + (1 + random.nextInt(20)) + "/h #",
                  grouping(depth - 1));
          case 2 -> Node.of(Kind.STATEMENT, "if # #", values.condition(2), grouping(depth - 1));
          case 3 ->
              Node.of(Kind.STATEMENT, "if # { } else #", values.condition(2), grouping(depth - 1));
          default -> summarize();
        });
    values.variables().clear();
    values.variables().putAll(outside);
    return Node.list(Kind.BLOCK, "{ ", " ", " }", all);
  }

  private Node summarize() {
    List<Node> aggregates = new ArrayList<>();
    aggregates.add(
        Node.of(
            Kind.COLUMN,
            "c" + column++ + " = " + inTurn(FUNCTIONS) + "(#)",
            values.of(Kind.INTEGER, 2)));
    for (int i = random.nextInt(3); i > 0; i--) {
      String name = "c" + column++ + " = ";
      aggregates.add(
          switch (random.nextInt(8)) {
            case 0 -> Node.leaf(Kind.COLUMN, name + "count()");
            case 1 -> Node.of(Kind.COLUMN, name + "distinct(#)", values.of(Kind.STRING, 1));
            default ->
                Node.of(
                    Kind.COLUMN,
                    name + values.pick(FUNCTIONS) + "(#)",
                    values.of(values.chance(90) ? Kind.INTEGER : Kind.ENUMERATION, 2));
          });
    }
    List<Node> keys = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      keys.add(Node.of(Kind.COLUMN, "c" + column++ + " = #", key(i == 1)));
    }
    Node by = Node.list(Kind.STATEMENT, "", ", ", "", keys);
    return Node.of(
        Kind.STATEMENT,
        keys.isEmpty() ? "summarize ##;" : "summarize # by #;",
        Node.list(Kind.STATEMENT, "", ", ", "", aggregates),
        by);
  }

  /**
   * @param text whether it may be a string: their keys are long
   */
  private Node key(boolean text) {
    return switch (random.nextInt(text ? 8 : 6)) {
      case 0 -> values.of(Kind.ENUMERATION, 1);
      case 1 -> values.condition(2);
      case 2 -> Node.leaf(Kind.STRING, values.pick(List.of("$function", "$probe", "$line")));
      case 3 -> values.of(Kind.INTEGER, 2);
      case 4, 5 -> Node.of(Kind.INTEGER, "(# & 1)", values.of(Kind.INTEGER, 1));
      case 6 -> Node.leaf(Kind.STRING, "$comm");
      default -> values.of(Kind.STRING, 1);
    };
  }

  private Node block(int statements, int depth, boolean exits) {
    Map<String, Kind> outside = new LinkedHashMap<>(values.variables());
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < statements; i++) {
      all.add(statement(depth));
    }
    if (exits) {
      all.add(Node.leaf(Kind.STATEMENT, "exit;"));
    }
    values.variables().clear();
    values.variables().putAll(outside);
    return Node.list(Kind.BLOCK, "{ ", " ", " }", all);
  }

  private Node statement(int depth) {
    return switch (random.nextInt(depth == 0 ? 12 : 17)) {
      case 0, 1, 2, 3, 4, 5 -> emit();
      case 6, 7, 8 -> let();
      case 9, 10 -> print();
      case 11 -> Node.of(Kind.STATEMENT, "#;", values.of(Kind.INTEGER, 2));
      case 12 ->
          Node.of(
              Kind.STATEMENT,
              "every " + (1 + random.nextInt(3)) + " #",
              block(2, depth - 1, false));
      case 13 ->
          Node.of(
              Kind.STATEMENT,
              "limit " + (1 + random.nextInt(3)) + "/h #",
              block(2, depth - 1, false));
      default -> branch(depth);
    };
  }

  private Node branch(int depth) {
    Node condition = values.condition(1 + random.nextInt(4));
    Node then = block(random.nextInt(4), depth - 1, random.nextInt(30) == 0);
    if (random.nextInt(3) == 0) {
      return Node.of(Kind.STATEMENT, "if # #", condition, then);
    }
    Node last = block(random.nextInt(3), depth - 1, false);
    if (random.nextBoolean()) {
      return Node.of(Kind.STATEMENT, "if # # else #", condition, then, last);
    }
    Node second = values.condition(1 + random.nextInt(3));
    Node middle = block(random.nextInt(3), depth - 1, false);
    return Node.of(
        Kind.STATEMENT, "if # # else if # # else #", condition, then, second, middle, last);
  }

  private Node emit() {
    if (!all && random.nextInt(25) == 0) {
      all = true;
      return Node.leaf(Kind.STATEMENT, values.pick(values.all()));
    }
    List<Node> columns = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String name = "c" + column++;
      columns.add(
          values.chance(8) && values.hasElements()
              ? Node.of(Kind.COLUMN, name + " = each(#)", values.elements(1 + random.nextInt(3)))
              : values.chance(25) && !inColumns().isEmpty()
                  ? Node.leaf(Kind.COLUMN, name + " = " + values.pick(inColumns()).expression())
                  : Node.of(Kind.COLUMN, name + " = #", values.shown(1 + random.nextInt(4))));
    }
    return Node.list(Kind.STATEMENT, "emit ", ", ", ";", columns);
  }

  /** Of what it is said what the program has, also in a column: as it is in the program. */
  private List<Said.Of> inColumns() {
    return values.said().stream().filter(of -> of.style().isEmpty()).toList();
  }

  private Node let() {
    String name = "v" + variables++;
    if (random.nextInt(8) == 0) {
      Node length = Node.of(Kind.STATEMENT, "let " + name + " = #;", length());
      values.variables().put(name, Kind.INTEGER);
      lengths.add(name);
      return length;
    }
    Kind shown = values.pick(values.lets());
    Node let = Node.of(Kind.STATEMENT, "let " + name + " = #;", values.of(shown, 3));
    values.variables().put(name, shown);
    return let;
  }

  private Node print() {
    if (random.nextInt(4) == 0) {
      return Node.of(Kind.STATEMENT, "print #;", values.shown(3));
    }
    StringBuilder format = new StringBuilder();
    List<Node> arguments = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      format.append("w").append(i).append(' ');
      if (values.chance(40) && !values.said().isEmpty()) {
        Said.Of of = values.pick(values.said());
        String how = of.style().isEmpty() ? "{}" : of.style();
        add(format, how, arguments, Node.leaf(Kind.ARRAY, of.expression()));
        continue;
      }
      switch (random.nextInt(12)) {
        case 0 -> {
          String how = values.pick(HEX);
          Node number = values.of(Kind.INTEGER, 3);
          // A truth value is no pointer.
          boolean pointer = how.equals("{:p}");
          add(format, how, arguments, pointer ? Node.of(Kind.INTEGER, "+#", number) : number);
        }
        case 1 ->
            add(
                format,
                values.pick(List.of("{:x}", "{:X}", "{:4x}", "{:08X}", "{}")),
                arguments,
                values.of(Kind.ENUMERATION, 2));
        case 2 -> add(format, "{:p}", arguments, values.of(values.pick(values.dumped()), 3));
        case 3 -> add(format, "{:s}", arguments, values.of(Kind.STRING, 3));
        case 4 -> add(format, values.pick(DUMPS), arguments, dumped());
        case 5 -> {
          arguments.add(length());
          add(format, values.pick(List.of("{:x.*}", "{:s.*}", "{:X.*}")), arguments, dumped());
        }
        case 6 -> {
          String length = lengthByName();
          add(format, "{:" + values.pick(List.of("x", "s")) + "." + length, arguments, dumped());
        }
        case 7 -> add(format, values.pick(BYTES), arguments, together());
        case 8 -> {
          Node whole = together();
          // How many bytes a few elements have is not known here.
          boolean few = whole.text().contains("..");
          add(format, few ? "{:x.1}" : values.pick(DUMPS), arguments, whole);
        }
        default -> add(format, "{}", arguments, values.shown(3));
      }
    }
    List<String> pieces = new ArrayList<>();
    pieces.add("print \"" + format.toString().strip() + "\"");
    for (int i = 0; i < arguments.size(); i++) {
      pieces.set(i, pieces.get(i) + ", ");
      pieces.add("");
    }
    pieces.set(pieces.size() - 1, pieces.getLast() + ";");
    return new Node(Kind.STATEMENT, pieces, List.of(), arguments, false);
  }

  /** A string that was kept at the start is not in memory at the end: it can have no length. */
  private Node dumped() {
    Kind kind = values.pick(values.dumped());
    return values.of(kind, kind == Kind.STRING ? 0 : 3);
  }

  private Node together() {
    return values.of(values.pick(values.together()), 0);
  }

  /** A length of a dump, of which nobody knows before that it is none. */
  private Node length() {
    return Node.of(Kind.INTEGER, "((# ^ " + values.any() + ") & 31)", values.of(Kind.INTEGER, 2));
  }

  /** The length of a dump: a variable of the script, or none. */
  private String lengthByName() {
    List<String> visible = lengths.stream().filter(values.variables()::containsKey).toList();
    return visible.isEmpty() ? "5}" : values.pick(visible) + "$}";
  }

  private static void add(StringBuilder format, String how, List<Node> arguments, Node argument) {
    format.append(how).append(' ');
    arguments.add(argument);
  }
}
