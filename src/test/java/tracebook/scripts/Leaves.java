package tracebook.scripts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import tracebook.scripts.Node.Kind;

/** Expressions by chance over what is {@link Visible}: plain, what matters are the values. */
final class Leaves implements Grammar {
  private static final List<String> WORDS =
      List.of("", "G", "GET", "GET /index.html and more", "a view", "x", "large");

  /** Members that are shown as no other is. */
  private static final Set<String> SELDOM =
      Set.of("member", "held", "wide", "wider", "widest", "drawn", "guarded", "shares", "flags");

  private final Random random;
  private final Visible visible;
  private final Optional<Visible> before;
  private final String earlier;
  private final List<String> all;
  private final Map<String, Kind> variables = new LinkedHashMap<>();
  private final List<Said.Of> said;

  /**
   * @param before what is visible at the earlier place, where there is one
   * @param earlier what gives an expression as it was there
   * @param all statements that show many variables
   * @param said of what the program says what is shown
   */
  Leaves(
      Random random,
      Visible visible,
      Optional<Visible> before,
      String earlier,
      List<String> all,
      List<Said.Of> said) {
    this.said = List.copyOf(said);
    this.random = random;
    this.visible = visible;
    this.before = before;
    this.earlier = earlier;
    this.all = List.copyOf(all);
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
    return visible.strings().isEmpty()
        ? List.of(Kind.INTEGER)
        : List.of(Kind.INTEGER, Kind.INTEGER, Kind.STRING);
  }

  @Override
  public List<String> sure() {
    return visible.wholes().stream()
        .distinct()
        .filter(whole -> SELDOM.contains(whole.substring(whole.indexOf('>') + 1)))
        .toList();
  }

  @Override
  public String any() {
    return "counter";
  }

  @Override
  public List<Said.Of> said() {
    return said;
  }

  @Override
  public List<Kind> together() {
    return List.of(Kind.INTS);
  }

  @Override
  public List<Kind> dumped() {
    return List.of(Kind.INTS);
  }

  @Override
  public List<String> all() {
    return all;
  }

  @Override
  public Node of(Kind kind, int depth) {
    List<String> named =
        variables.keySet().stream().filter(name -> variables.get(name) == kind).toList();
    if (!named.isEmpty() && chance(25)) {
      return Node.leaf(kind, pick(named));
    }
    if (before.isPresent() && depth > 0 && chance(40)) {
      Leaves then = new Leaves(random, before.get(), Optional.empty(), "", List.of(), List.of());
      return Node.of(kind, earlier + "(#)", then.of(kind, depth - 1));
    }
    return switch (kind) {
      case INTEGER -> integer(depth);
      case STRING -> leaf(kind, visible.strings(), "$function");
      case ENUMERATION -> leaf(kind, visible.enumerations(), "counter");
      case NODE -> leaf(kind, visible.pointers(), "(&counter)");
      case INTS -> Node.leaf(kind, "(&counter)");
      default -> leaf(kind, visible.wholes(), "counter");
    };
  }

  @Override
  public boolean hasElements() {
    return !visible.sequences().isEmpty();
  }

  @Override
  public Node elements(int depth) {
    return leaf(Kind.ARRAY, visible.sequences(), "counter");
  }

  private Node leaf(Kind kind, List<String> from, String otherwise) {
    return Node.leaf(kind, from.isEmpty() ? otherwise : pick(from));
  }

  private Node integer(int depth) {
    if (depth <= 0 || chance(50)) {
      return chance(15)
          ? Node.leaf(Kind.INTEGER, pick(List.of("0", "1", "-1", "7", "0xffffffff")))
          : leaf(Kind.INTEGER, visible.integers(), "1");
    }
    int d = depth - 1;
    return switch (random.nextInt(6)) {
      case 0, 1 ->
          Node.of(
              Kind.INTEGER,
              "(# " + pick(List.of("+", "-", "*", "&", "|", "^", ">>", "/", "%")) + " #)",
              of(Kind.INTEGER, d),
              of(Kind.INTEGER, d));
      case 2 ->
          Node.of(
              Kind.INTEGER,
              "((" + pick(List.of("char", "short", "unsigned int", "long")) + ")#)",
              of(Kind.INTEGER, d));
      case 3 ->
          Node.of(
              Kind.INTEGER, "(# ? # : #)", condition(d), of(Kind.INTEGER, d), of(Kind.INTEGER, d));
      case 4 -> Node.of(Kind.INTEGER, "(long)#", of(Kind.NODE, d));
      default -> condition(d);
    };
  }

  @Override
  public Node condition(int depth) {
    if (depth <= 0) {
      return leaf(Kind.INTEGER, visible.conditions(), "1");
    }
    int d = depth - 1;
    return switch (random.nextInt(visible.strings().isEmpty() ? 7 : 8)) {
      case 4 -> Node.of(Kind.INTEGER, "contains(#, \"" + pick(WORDS) + "\")", of(Kind.STRING, d));
      case 0 -> Node.of(Kind.INTEGER, "(# && #)", condition(d), condition(d));
      case 1 -> Node.of(Kind.INTEGER, "(# || !#)", condition(d), condition(d));
      case 2 ->
          Node.of(
              Kind.INTEGER,
              "(# " + pick(List.of("==", "!=")) + " \"" + pick(WORDS) + "\")",
              of(Kind.STRING, d));
      case 3 ->
          Node.of(Kind.INTEGER, "starts_with(#, \"" + pick(WORDS) + "\")", of(Kind.STRING, d));
      default ->
          Node.of(
              Kind.INTEGER,
              "(# " + pick(List.of("<", "<=", ">", ">=", "==", "!=")) + " #)",
              of(Kind.INTEGER, d),
              of(Kind.INTEGER, d));
    };
  }

  @Override
  public Node shown(int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> of(Kind.STRING, depth);
      case 1 -> of(Kind.NODE, depth);
      case 2 -> of(Kind.ENUMERATION, depth);
      case 3 -> of(Kind.INTEGER, depth);
      default -> of(Kind.ARRAY, depth);
    };
  }
}
