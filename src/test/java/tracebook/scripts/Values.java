package tracebook.scripts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tracebook.scripts.Node.Kind;

/** Expressions by chance over what is visible at the probed line of {@code types.c}. */
final class Values implements Grammar {
  private final Random random;

  private final Map<String, Kind> variables = new LinkedHashMap<>();

  private final boolean saidInC;

  private final Place place;

  /** What gives an expression as it was at an earlier place: {@code entry} or {@code start}. */
  private final Optional<String> earlier;

  private final List<Said.Of> said;

  /**
   * @param earlier {@code entry} or {@code start}, where there is one
   * @param said of what the program says what is shown
   */
  Values(Random random, Place place, Optional<String> earlier, List<Said.Of> said) {
    this(random, place, earlier, said, false);
  }

  private Values(
      Random random, Place place, Optional<String> earlier, List<Said.Of> said, boolean saidInC) {
    this.said = List.copyOf(said);
    this.random = random;
    this.place = place;
    this.earlier = earlier;
    this.saidInC = saidInC;
  }

  /** A number that C has too. */
  static Node inC(long seed, int depth) {
    Values values =
        new Values(
            new Random(seed * 0x9e3779b97f4a7c15L), Place.LINE, Optional.empty(), List.of(), true);
    return values.integer(depth);
  }

  /** C has not what the kernel knows. */
  private String plain() {
    boolean known = !saidInC && !place.facts().isEmpty() && chance(35);
    return pick(known ? place.facts() : place.integers());
  }

  /** Gcc computes with a wide bit field in as many bits as it has. */
  private String ofAll() {
    String member = pick(Words.INTEGERS_OF_ALL);
    return saidInC && (member.equals("h40") || member.equals("h63")) ? "u64" : member;
  }

  private Node literal() {
    String literal = pick(Words.LITERALS);
    String inC =
        switch (literal) {
          case "0xffffffffffffffff" -> literal + "ul";
          case "0o17" -> "017l";
          case "1_000" -> "1000l";
          case "'G'" -> "(long)'G'";
          case "true", "false", "sizeof(struct all)", "sizeof(everything.text)" -> literal;
          default -> literal + "l";
        };
    return Node.leaf(Kind.INTEGER, literal, inC);
  }

  private static Node leaf(Kind kind, String text) {
    return Node.leaf(kind, text);
  }

  @Override
  public Random random() {
    return random;
  }

  @Override
  public Map<String, Kind> variables() {
    return variables;
  }

  @Override
  public List<Kind> lets() {
    return List.of(Kind.INTEGER, Kind.INTEGER, Kind.INTEGER, Kind.STRING, Kind.NODE, Kind.POINT);
  }

  @Override
  public List<String> sure() {
    return place.sure();
  }

  @Override
  public String any() {
    return place.any();
  }

  @Override
  public List<Said.Of> said() {
    return said;
  }

  @Override
  public List<Kind> together() {
    return List.of(Kind.POINT, Kind.ARRAY);
  }

  @Override
  public List<Kind> dumped() {
    return List.of(Kind.INTS, Kind.NODE, Kind.STRING);
  }

  /** There are no locals at a return. */
  @Override
  public List<String> all() {
    List<String> globals =
        List.of(
            "emit $globals(c*);",
            "emit $globals(*o*l*);",
            "emit $globals(greeting);",
            "emit $globals(everything);",
            "emit $globals(*g*);");
    List<String> all = new ArrayList<>(globals);
    if (!place.equals(Place.RETURN)) {
      all.addAll(List.of("emit $locals;", "emit $args;", "emit $locals;", "emit $args;"));
    }
    return all;
  }

  @Override
  public Node shown(int depth) {
    return switch (random.nextInt(22)) {
      case 20, 21 -> new Rarer(this).shown(depth - 1);
      case 0, 1, 2 -> of(Kind.STRING, depth);
      case 3 -> of(Kind.POINT, depth);
      case 4 -> random.nextInt(4) == 0 ? Node.of(Kind.ALL, "*#", of(Kind.ALL, 0)) : whole(depth);
      case 5, 6 -> of(Kind.ARRAY, depth);
      case 7 -> of(Kind.REAL, depth);
      case 8 -> of(Kind.ENUMERATION, depth);
      case 9, 10 -> pointer(depth);
      case 11 -> Node.leaf(Kind.STRING, pick(List.of("$comm", "$function", "$file", "$probe")));
      case 12 -> condition(depth);
      default -> of(Kind.INTEGER, depth);
    };
  }

  @Override
  public boolean hasElements() {
    return true;
  }

  @Override
  public Node elements(int depth) {
    return new Rarer(this).elements(depth);
  }

  private Node whole(int depth) {
    return random.nextBoolean()
        ? Node.of(Kind.POINT, "*#", of(Kind.NODE, depth))
        : Node.of(Kind.POINT, "#->inner", of(Kind.NODE, depth));
  }

  @Override
  public Node of(Kind kind, int depth) {
    if (earlier.isPresent() && depth > 0 && chance(30)) {
      Values then = new Values(random, Place.ENTRY, Optional.empty(), List.of());
      return Node.of(kind, earlier.get() + "(#)", then.of(kind, depth - 1));
    }
    return switch (kind) {
      case INTEGER -> integer(depth);
      case ENUMERATION -> enumeration(depth);
      case REAL -> real(depth);
      case STRING -> string(depth);
      case ALL -> all(depth);
      case NODE -> node(depth);
      case POINT -> point(depth);
      case INTS -> ints(depth);
      case ARRAY -> array(depth);
      case BLOCK, STATEMENT, COLUMN -> throw new IllegalArgumentException(kind.toString());
    };
  }

  /** A variable of the script, if there is one of the kind and chance wants it. */
  private List<Node> variable(Kind kind) {
    List<String> names = new ArrayList<>();
    variables.forEach(
        (name, k) -> {
          if (k == kind) {
            names.add(name);
          }
        });
    return names.isEmpty() || !chance(25) ? List.of() : List.of(leaf(kind, pick(names)));
  }

  Node integer(int depth) {
    List<Node> variable = variable(Kind.INTEGER);
    if (!variable.isEmpty()) {
      return variable.getFirst();
    }
    if (depth <= 0) {
      return chance(35)
          ? literal()
          : chance(50)
              ? leaf(Kind.INTEGER, plain())
              : leaf(Kind.INTEGER, place.all() + "->" + ofAll());
    }
    int d = depth - 1;
    return switch (random.nextInt(saidInC ? 25 : 28)) {
      case 25, 26, 27 -> new Rarer(this).integer(d);
      case 24 -> Node.of(Kind.INTEGER, "strlen(#)", string(d)).inC("(long)strlen(#)");
      case 0, 1, 2 -> Node.of(Kind.INTEGER, "#->" + ofAll(), all(d));
      case 3, 4 -> Node.of(Kind.INTEGER, "#->" + pick(Words.INTEGERS_OF_NODE), node(d));
      case 5, 6 -> element(d);
      case 7, 8, 9, 10 ->
          Node.of(
              Kind.INTEGER,
              "(# " + pick(List.of("+", "-", "*", "&", "|", "^")) + " #)",
              integer(d),
              integer(d));
      case 11 -> {
        String shift = pick(List.of("<<", ">>"));
        yield Node.of(Kind.INTEGER, "(# " + shift + " #)", integer(d), integer(d))
            .inC("SHIFT(#, " + shift + ", #)");
      }
      case 12, 13 ->
          Node.of(Kind.INTEGER, "(# " + pick(List.of("/", "%")) + " #)", integer(d), integer(d));
      case 14 -> Node.of(Kind.INTEGER, "(" + pick(List.of("-", "+", "~")) + "#)", integer(d));
      case 15 -> Node.of(Kind.INTEGER, "((" + pick(Words.TYPES) + ")#)", integer(d));
      case 16 -> {
        String type = pick(Words.TYPES);
        yield Node.of(Kind.INTEGER, "cast(#, \"" + type + "\")", integer(d))
            .inC("((" + type + ")#)");
      }
      case 17 -> Node.of(Kind.INTEGER, "(# ? # : #)", condition(d), integer(d), integer(d));
      case 18 -> Node.of(Kind.INTEGER, "*#", ints(d));
      case 19 -> Node.of(Kind.INTEGER, "#.x", point(d));
      case 20 -> Node.of(Kind.INTEGER, "(# - #)", ints(d), ints(d)).inC("DISTANCE(#, #)");
      case 21 -> Node.of(Kind.INTEGER, "(long)#", pointer(d));
      default -> condition(d);
    };
  }

  private Node element(int depth) {
    return switch (random.nextInt(12)) {
      case 0 -> Node.of(Kind.INTEGER, "#->numbers[#]", all(depth), index(depth, 8));
      case 1 ->
          Node.of(Kind.INTEGER, "#->grid[#][#]", all(depth), index(depth, 3), index(depth, 4));
      case 2 -> Node.of(Kind.INTEGER, "#->longs[#]", all(depth), index(depth, 5));
      case 3 -> Node.of(Kind.INTEGER, "#->flags[#]", all(depth), index(depth, 2));
      case 4 -> Node.of(Kind.INTEGER, "#->colors[#]", all(depth), index(depth, 3));
      case 5 -> Node.of(Kind.INTEGER, "#->word.halves[#]", all(depth), index(depth, 2));
      case 6 -> Node.of(Kind.INTEGER, "#->word.bytes[#]", all(depth), index(depth, 4));
      case 7 -> Node.of(Kind.INTEGER, "#[#]", ints(depth), index(depth, 8));
      case 8 -> Node.of(Kind.INTEGER, "#->octets[#]", all(depth), index(depth, 32));
      case 9 -> Node.of(Kind.INTEGER, "#[#]", string(depth), index(depth, 8));
      case 10 -> Node.of(Kind.INTEGER, "**#->indirect", all(depth));
      default -> Node.of(Kind.INTEGER, place.array() + "[#]", index(depth, 4));
    };
  }

  /** Mostly inside; what is a constant always is. */
  Node index(int depth, int size) {
    if (depth <= 0 || chance(50)) {
      return leaf(Kind.INTEGER, String.valueOf(random.nextInt(size)));
    }
    String mask = String.valueOf(Integer.highestOneBit(size) - 1);
    // Beside a variable, so that it is not a constant.
    return saidInC || chance(80)
        ? Node.of(Kind.INTEGER, "((# ^ " + place.any() + ") & " + mask + ")", integer(depth - 1))
        : Node.of(Kind.INTEGER, "(# ^ " + place.byteSized() + ")", integer(depth - 1));
  }

  @Override
  public Node condition(int depth) {
    if (depth <= 0) {
      return leaf(Kind.INTEGER, pick(place.conditions()));
    }
    int d = depth - 1;
    return switch (random.nextInt(saidInC ? 18 : 21)) {
      case 18, 19, 20 -> new Rarer(this).condition(d);
      case 13 -> {
        String word = "\"" + (saidInC ? "ET" : pick(Words.WORDS)) + "\"";
        yield Node.of(Kind.INTEGER, "contains(#, " + word + ")", string(d))
            .inC("(strstr(#, " + word + ") != NULL)");
      }
      case 14 -> {
        int length = 1 + random.nextInt(9);
        yield Node.of(Kind.INTEGER, "strncmp(#, #, " + length + ")", string(d), string(d))
            .inC("(strncmp(#, #, " + length + ") == 0)");
      }
      case 15 -> new Rarer(this).memory(d);
      case 16, 17 ->
          Node.of(
              Kind.INTEGER,
              "(# " + pick(List.of("<", "<=", ">", ">=", "==", "!=")) + " #)",
              compared(d),
              chance(60) ? compared(d) : chance(50) ? integer(d) : new Rarer(this).realLiteral());
      case 0, 1, 2, 3 ->
          Node.of(
              Kind.INTEGER,
              "(# " + pick(List.of("<", "<=", ">", ">=", "==", "!=")) + " #)",
              integer(d),
              integer(d));
      case 4 -> Node.of(Kind.INTEGER, "(# && #)", condition(d), condition(d));
      case 5 -> Node.of(Kind.INTEGER, "(# || #)", condition(d), condition(d));
      case 6 -> Node.of(Kind.INTEGER, "!#", condition(d));
      case 7 -> {
        String equal = pick(List.of("==", "!="));
        // A literal that an array cannot hold is another one, whether or not the array can be read.
        String word = "\"" + (saidInC ? "0123456789" : pick(Words.WORDS)) + "\"";
        yield Node.of(Kind.INTEGER, "(# " + equal + " " + word + ")", string(d))
            .inC((equal.equals("==") ? "" : "!") + "EQUAL(#, " + word + ")");
      }
      case 8 -> {
        String word = "\"" + pick(Words.WORDS) + "\"";
        yield Node.of(Kind.INTEGER, "starts_with(#, " + word + ")", string(d))
            .inC("STARTS(#, " + word + ")");
      }
      case 9 ->
          Node.of(
              Kind.INTEGER,
              "(# " + pick(List.of("==", "!=", "<")) + " " + pick(Words.ENUMERATORS) + ")",
              enumeration(d));
      case 10 -> Node.of(Kind.INTEGER, "(# == null)", pointer(d));
      case 11 ->
          Node.of(
              Kind.INTEGER, "(# " + pick(List.of("==", "!=", "<", ">=")) + " #)", node(d), node(d));
      default -> Node.of(Kind.INTEGER, "(#)", integer(d));
    };
  }

  /** A float or a double. */
  Node compared(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> Node.of(Kind.REAL, "#->real", all(depth - 1));
      case 1 -> Node.of(Kind.REAL, "#->reals[#]", all(depth - 1), index(depth - 1, 3));
      case 2 -> Node.of(Kind.REAL, "#->word.real", all(depth - 1));
      default -> Node.of(Kind.REAL, "#->wide", all(depth - 1));
    };
  }

  private Node enumeration(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> leaf(Kind.ENUMERATION, place.enumeration());
      case 1 -> Node.of(Kind.ENUMERATION, "#->f3", all(depth - 1));
      case 2 -> Node.of(Kind.ENUMERATION, "#->colors[#]", all(depth - 1), index(depth - 1, 3));
      default -> Node.of(Kind.ENUMERATION, "#->color", all(depth - 1));
    };
  }

  private Node real(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> Node.of(Kind.REAL, "#->real", all(depth - 1));
      case 1 -> Node.of(Kind.REAL, "#->widest", all(depth - 1));
      case 2 -> Node.of(Kind.REAL, "#->reals[#]", all(depth - 1), index(depth - 1, 3));
      case 3 -> Node.of(Kind.REAL, "#->word.real", all(depth - 1));
      default -> Node.of(Kind.REAL, "#->wide", all(depth - 1));
    };
  }

  Node string(int depth) {
    List<Node> variable = variable(Kind.STRING);
    if (!variable.isEmpty()) {
      return variable.getFirst();
    }
    if (depth <= 0) {
      return leaf(Kind.STRING, pick(place.strings()));
    }
    int d = depth - 1;
    return switch (random.nextInt(7)) {
      case 0 -> Node.of(Kind.STRING, "#->string", all(d));
      case 1 -> Node.of(Kind.STRING, "#->text", all(d));
      case 2 -> Node.of(Kind.STRING, "#->strings[#]", all(d), index(d, 3));
      case 3 -> Node.of(Kind.STRING, "#->name", node(d));
      case 4 -> Node.of(Kind.STRING, "((char *)#->nothing)", all(d));
      case 5 -> Node.of(Kind.STRING, "(" + place.strings().getFirst() + " + (# & 3))", integer(d));
      default -> leaf(Kind.STRING, place.strings().getFirst());
    };
  }

  Node all(int depth) {
    if (depth <= 0 || chance(60)) {
      return leaf(Kind.ALL, place.all());
    }
    return switch (random.nextInt(5)) {
      case 0 -> leaf(Kind.ALL, "(&everything)");
      case 1 ->
          Node.leaf(
              Kind.ALL,
              "container_of(&" + place.all() + "->at, \"struct all\", \"at\")",
              "container_of(&" + place.all() + "->at, struct all, at)");
      case 2 -> Node.of(Kind.ALL, "((struct all *)#)", integer(depth - 1));
      case 3 -> Node.of(Kind.ALL, "(&#[0])", all(depth - 1));
      default -> Node.of(Kind.ALL, "#->self", all(depth - 1));
    };
  }

  Node node(int depth) {
    List<Node> variable = variable(Kind.NODE);
    if (!variable.isEmpty()) {
      return variable.getFirst();
    }
    if (depth <= 0) {
      return leaf(Kind.NODE, pick(place.nodes()));
    }
    int d = depth - 1;
    return switch (random.nextInt(8)) {
      case 0, 1 -> Node.of(Kind.NODE, "#->next", node(d));
      case 2 -> Node.of(Kind.NODE, "#->nodes[#]", all(d), index(d, 3));
      case 3 -> Node.of(Kind.NODE, "(# ? # : #)", condition(d), node(d), node(d));
      case 4 ->
          Node.of(Kind.NODE, "cast(#->nothing, \"struct node *\")", all(d))
              .inC("((struct node *)#->nothing)");
      case 5 ->
          Node.of(Kind.NODE, "container_of(&#->at, \"struct node\", \"at\")", node(d))
              .inC("container_of(&#->at, struct node, at)");
      case 6 -> Node.of(Kind.NODE, "#->gone", all(d));
      default -> Node.of(Kind.NODE, "#->node", all(d));
    };
  }

  Node point(int depth) {
    List<Node> variable = variable(Kind.POINT);
    if (!variable.isEmpty()) {
      return variable.getFirst();
    }
    if (depth <= 0) {
      return leaf(Kind.POINT, pick(place.points()));
    }
    int d = depth - 1;
    return switch (random.nextInt(5)) {
      case 0 -> Node.of(Kind.POINT, "#->at", all(d));
      case 1 -> Node.of(Kind.POINT, "#->points[#]", all(d), index(d, 4));
      case 2 -> Node.of(Kind.POINT, "(*&#)", inMemory(Kind.POINT, d));
      case 3 -> Node.of(Kind.POINT, "(*(&#->points[0] + (# & 3)))", all(d), integer(d));
      default -> Node.of(Kind.POINT, "#->at", node(d));
    };
  }

  /** What was earlier has no address. */
  Node inMemory(Kind kind, int depth) {
    return new Values(random, place, Optional.empty(), List.of(), saidInC).of(kind, depth);
  }

  Node ints(int depth) {
    if (depth <= 0) {
      return leaf(Kind.INTS, pick(place.ints()));
    }
    int d = depth - 1;
    return switch (random.nextInt(6)) {
      case 0 -> Node.of(Kind.INTS, "(# + (# & 7))", ints(d), integer(d));
      case 1 -> Node.of(Kind.INTS, "(# - 1)", ints(d));
      case 2 -> Node.of(Kind.INTS, "(&#->numbers[#])", all(d), index(d, 8));
      case 3 -> Node.of(Kind.INTS, "(*#->indirect)", all(d));
      case 4 -> Node.of(Kind.INTS, "(&#->value)", node(d));
      default -> Node.of(Kind.INTS, "#->ints", all(d));
    };
  }

  Node pointer(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> all(depth);
      case 1 -> ints(depth);
      case 2 -> Node.of(Kind.INTS, "#->nothing", all(depth));
      case 3 -> Node.of(Kind.INTS, "&#", inMemory(Kind.POINT, depth));
      default -> node(depth);
    };
  }

  Node array(int depth) {
    int from = random.nextInt(3);
    int to = from + 1 + random.nextInt(2);
    String slice = "[" + from + ".." + to + "]";
    return switch (random.nextInt(12)) {
      case 0 -> Node.of(Kind.ARRAY, "#->numbers", all(depth - 1));
      case 1 -> Node.of(Kind.ARRAY, "#->grid", all(depth - 1));
      case 2 -> Node.of(Kind.ARRAY, "#->grid[#]", all(depth - 1), index(depth - 1, 3));
      case 3 -> Node.of(Kind.ARRAY, "#->numbers" + slice, all(depth - 1));
      case 4 -> Node.of(Kind.ARRAY, "#" + slice, ints(depth - 1));
      case 5 -> Node.of(Kind.ARRAY, "#->points" + slice, all(depth - 1));
      case 6 ->
          Node.of(Kind.ARRAY, "#->octets[0.." + (1 + random.nextInt(32)) + "]", all(depth - 1));
      case 7 -> Node.of(Kind.ARRAY, "#->reals", all(depth - 1));
      case 8 -> Node.of(Kind.ARRAY, "#->colors", all(depth - 1));
      case 9 -> Node.of(Kind.ARRAY, "#->nodes", all(depth - 1));
      case 10 -> Node.of(Kind.ARRAY, "#" + slice, string(depth - 1));
      default -> leaf(Kind.ARRAY, place.array());
    };
  }
}
