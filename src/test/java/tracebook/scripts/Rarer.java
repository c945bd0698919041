package tracebook.scripts;

import java.util.List;
import java.util.Random;
import tracebook.scripts.Node.Kind;

/** What is seldom said of the values of {@code types.c}. */
final class Rarer {
  private static final List<String> COMPARISONS = List.of("<", "<=", ">", ">=", "==", "!=");
  private static final List<String> NAMES = List.of("types", "type", "t", "", "typeset", "types.c");
  private static final List<String> NUMBERS =
      List.of(
          "char",
          "signed char",
          "unsigned char",
          "short",
          "unsigned short",
          "int",
          "unsigned int",
          "long",
          "unsigned long");
  private static final List<String> WIDE =
      List.of("wide_text", "wider_text", "wide_string", "wider_string");
  private static final List<String> REALS = List.of("float", "double");

  private final Values values;
  private final Random random;

  Rarer(Values values) {
    this.values = values;
    this.random = values.random();
  }

  private String pick(List<String> list) {
    return values.pick(list);
  }

  private Node of(Kind kind, int depth) {
    return values.of(kind, depth);
  }

  Node integer(int depth) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> Node.of(Kind.INTEGER, "((" + pick(NUMBERS) + ")#)", values.compared(depth));
      case 2 -> Node.of(Kind.INTEGER, "((long)(#) >> 3)", real(depth));
      case 3 -> Node.leaf(Kind.INTEGER, "*(int *)addr(\"counter\")");
      case 4 -> Node.of(Kind.INTEGER, "(# - #)", of(Kind.NODE, depth), of(Kind.NODE, depth));
      default -> Node.of(Kind.INTEGER, "sizeof(#)", of(Kind.POINT, 0));
    };
  }

  /** A floating-point number that is made of another one or of an integer. */
  private Node real(int depth) {
    Node of = values.chance(50) ? of(Kind.INTEGER, depth) : values.compared(depth);
    return Node.of(Kind.REAL, "((" + pick(REALS) + ")#)", of);
  }

  Node condition(int depth) {
    return switch (random.nextInt(10)) {
      case 0 ->
          Node.leaf(
              Kind.INTEGER, "($comm " + pick(List.of("==", "!=")) + " \"" + pick(NAMES) + "\")");
      case 1 -> Node.leaf(Kind.INTEGER, "starts_with($comm, \"" + pick(NAMES) + "\")");
      case 2 -> {
        int length = 1 + random.nextInt(6);
        String word = "\"" + pick(Words.WORDS) + "\"";
        yield Node.of(
            Kind.INTEGER, "strncmp(#, " + word + ", " + length + ")", of(Kind.STRING, depth));
      }
      case 3 ->
          Node.of(
              Kind.INTEGER,
              "memcmp(#, #, #)",
              of(Kind.INTS, depth),
              of(Kind.INTS, depth),
              length(depth));
      case 4 ->
          Node.of(
              Kind.INTEGER,
              "memcmp(#, #, #)",
              values.inMemory(Kind.STRING, depth),
              values.inMemory(Kind.STRING, depth),
              length(depth));
      case 5, 6, 7 ->
          Node.of(
              Kind.INTEGER,
              "(# " + pick(COMPARISONS) + " #)",
              real(depth),
              values.chance(50)
                  ? real(depth)
                  : values.chance(50) ? of(Kind.INTEGER, depth) : values.compared(depth));
      case 8 ->
          Node.of(
              Kind.INTEGER,
              "memcmp(#, hex(\"47 45 54 00 ff\"))",
              values.inMemory(values.pick(List.of(Kind.STRING, Kind.INTS)), depth));
      default ->
          Node.of(
              Kind.INTEGER,
              "(&#->points[0] == &#)",
              values.all(depth),
              values.inMemory(Kind.POINT, depth));
    };
  }

  Node memory(int depth) {
    int length = 1 + random.nextInt(16);
    return values.chance(50)
        ? Node.of(
                Kind.INTEGER,
                "memcmp(#->octets, #->text, " + length + ")",
                values.all(depth),
                values.all(depth))
            .inC("(memcmp(#->octets, #->text, " + length + ") == 0)")
        : Node.of(Kind.INTEGER, "memcmp(#->text, hex(\"47 45 54\"), 3)", values.all(depth))
            .inC("(memcmp(#->text, \"GET\", 3) == 0)");
  }

  Node realLiteral() {
    return Node.leaf(
        Kind.REAL, pick(List.of("0.0", "1.5", "-2.25", "1e300", "0.3333333333333333")));
  }

  /** Mostly one of a few bytes, sometimes too many or less than none. */
  private Node length(int depth) {
    return values.chance(70)
        ? Node.of(Kind.INTEGER, "((# ^ " + values.any() + ") & 15)", of(Kind.INTEGER, depth))
        : values.chance(50)
            ? Node.leaf(Kind.INTEGER, values.any())
            : Node.of(Kind.INTEGER, "(# ^ " + values.any() + ")", of(Kind.INTEGER, depth));
  }

  Node shown(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> real(depth);
      case 4 -> Node.of(Kind.ARRAY, "#->" + pick(WIDE), values.all(depth));
      case 1 ->
          Node.leaf(
              Kind.INTEGER,
              pick(
                  List.of(
                      "\"a text\"",
                      "\"\"",
                      "true",
                      "'G'",
                      "1.5",
                      "-7",
                      "null",
                      "addr(\"counter\")")));
      default -> slice(depth);
    };
  }

  /** Some elements; where they begin and end is known only at the hit. */
  private Node slice(int depth) {
    String of = pick(List.of("#->numbers", "#->ints", "#->points", "#->reals", "#->nodes"));
    Node from = end(depth, random.nextInt(3));
    Node to = end(depth, 3);
    return Node.of(Kind.ARRAY, of + "[#..#]", values.all(depth), from, to);
  }

  private Node end(int depth, int known) {
    return switch (random.nextInt(4)) {
      case 0 -> Node.leaf(Kind.INTEGER, String.valueOf(known));
      case 1 -> Node.leaf(Kind.INTEGER, values.any());
      default ->
          Node.of(Kind.INTEGER, "((# ^ " + values.any() + ") & 3)", of(Kind.INTEGER, depth - 1));
    };
  }

  /** Something that has elements, none of them characters. */
  Node elements(int depth) {
    return switch (random.nextInt(10)) {
      case 0 -> Node.of(Kind.ARRAY, "#->numbers", values.all(depth));
      case 1 -> Node.of(Kind.ARRAY, "#->grid", values.all(depth));
      case 2 -> Node.of(Kind.ARRAY, "#->grid[#]", values.all(depth), values.index(depth, 3));
      case 3 -> Node.of(Kind.ARRAY, "#->points", values.all(depth));
      case 4 -> Node.of(Kind.ARRAY, "#->strings", values.all(depth));
      case 5 -> Node.of(Kind.ARRAY, "#->colors", values.all(depth));
      case 6 -> Node.of(Kind.ARRAY, "#->flags", values.all(depth));
      case 7 -> Node.of(Kind.ARRAY, "#->nodes", values.all(depth));
      default -> slice(depth);
    };
  }
}
