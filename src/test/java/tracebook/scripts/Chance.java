package tracebook.scripts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tracebook.scripts.Node.Kind;

/** Blocks by chance, equal for an equal seed: well typed, and mostly sensible. */
final class Chance {
  private final Random random;
  private final Values values;
  private int columns;
  private int variables;
  private boolean locals;

  private final Script.Kind kind;

  private Chance(long seed) {
    random = new Random(seed * 0x9e3779b97f4a7c15L);
    kind =
        switch (random.nextInt(10)) {
          case 0 -> Script.Kind.RETURN;
          case 1 -> Script.Kind.SPAN;
          default -> Script.Kind.LINE;
        };
    values =
        switch (kind) {
          case LINE -> new Values(random, Place.LINE, Optional.empty());
          case RETURN -> new Values(random, Place.RETURN, Optional.of("entry"));
          case SPAN -> new Values(random, Place.LINE, Optional.of("start"));
        };
  }

  static Script script(long seed) {
    Chance chance = new Chance(seed);
    Node block = chance.block(1 + chance.random.nextInt(6), 2, chance.random.nextInt(20) == 0);
    return new Script(chance.kind, block);
  }

  private Node block(int statements, int depth, boolean exits) {
    Map<String, Kind> outside = new LinkedHashMap<>(values.variables);
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < statements; i++) {
      all.add(statement(depth));
    }
    if (exits) {
      all.add(Node.leaf(Kind.STATEMENT, "exit;"));
    }
    values.variables.clear();
    values.variables.putAll(outside);
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
    if (!locals && kind != Script.Kind.RETURN && random.nextInt(30) == 0) {
      locals = true;
      return Node.leaf(Kind.STATEMENT, random.nextBoolean() ? "emit $locals;" : "emit $args;");
    }
    List<Node> all = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      all.add(Node.of(Kind.COLUMN, "c" + columns++ + " = #", shown(1 + random.nextInt(4))));
    }
    return Node.list(Kind.STATEMENT, "emit ", ", ", ";", all);
  }

  /** Something that a column can hold. */
  private Node shown(int depth) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> values.of(Kind.STRING, depth);
      case 3 -> values.of(Kind.POINT, depth);
      case 4 ->
          random.nextInt(4) == 0 ? Node.of(Kind.ALL, "*#", values.of(Kind.ALL, 0)) : whole(depth);
      case 5, 6 -> values.of(Kind.ARRAY, depth);
      case 7 -> values.of(Kind.REAL, depth);
      case 8 -> values.of(Kind.ENUMERATION, depth);
      case 9, 10 -> values.pointer(depth);
      case 11 ->
          Node.leaf(Kind.STRING, values.pick(List.of("$comm", "$function", "$file", "$probe")));
      case 12 -> values.condition(depth);
      default -> values.of(Kind.INTEGER, depth);
    };
  }

  private Node whole(int depth) {
    return random.nextBoolean()
        ? Node.of(Kind.POINT, "*#", values.of(Kind.NODE, depth))
        : Node.of(Kind.POINT, "#->inner", values.of(Kind.NODE, depth));
  }

  private Node let() {
    String name = "v" + variables++;
    Kind shown =
        values.pick(
            List.of(Kind.INTEGER, Kind.INTEGER, Kind.INTEGER, Kind.STRING, Kind.NODE, Kind.POINT));
    Node let = Node.of(Kind.STATEMENT, "let " + name + " = #;", values.of(shown, 3));
    values.variables.put(name, shown);
    return let;
  }

  private Node print() {
    if (random.nextInt(4) == 0) {
      return Node.of(Kind.STATEMENT, "print #;", shown(3));
    }
    StringBuilder format = new StringBuilder();
    List<Node> arguments = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      format.append("w").append(i).append(' ');
      switch (random.nextInt(7)) {
        case 0 -> add(format, "{:x}", arguments, values.of(Kind.INTEGER, 3));
        case 1 -> add(format, "{:X}", arguments, values.of(Kind.INTEGER, 2));
        case 2 -> add(format, "{:p}", arguments, values.of(Kind.NODE, 3));
        case 3 -> add(format, "{:s}", arguments, values.of(Kind.STRING, 3));
        case 4 -> add(format, "{:s.8}", arguments, values.of(Kind.STRING, 3));
        case 5 -> add(format, "{:x.16}", arguments, values.of(Kind.INTS, 3));
        default -> add(format, "{}", arguments, shown(3));
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

  private static void add(StringBuilder format, String how, List<Node> arguments, Node argument) {
    format.append(how).append(' ');
    arguments.add(argument);
  }
}
