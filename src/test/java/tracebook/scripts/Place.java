package tracebook.scripts;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where an expression is evaluated, and what is visible there.
 *
 * @param facts numbers that the kernel or the debug information knows of a hit
 * @param sure what some script is sure to show, one after the other
 * @param any a number that is not known before
 * @param byteSized one from 0 to 255
 */
record Place(
    List<String> integers,
    List<String> facts,
    List<String> sure,
    List<String> conditions,
    String all,
    List<String> nodes,
    List<String> strings,
    List<String> points,
    List<String> ints,
    String array,
    String enumeration,
    String any,
    String byteSized) {
  Place {
    integers = List.copyOf(integers);
    facts = List.copyOf(facts);
    sure = List.copyOf(sure);
    conditions = List.copyOf(conditions);
    nodes = List.copyOf(nodes);
    strings = List.copyOf(strings);
    points = List.copyOf(points);
    ints = List.copyOf(ints);
  }

  private static final List<String> FACTS =
      List.of(
          "$pid",
          "$tid",
          "$hit",
          "$uid",
          "$gid",
          "(long)$pc",
          "((long)$sp & 15)",
          "($cpu / 65536)",
          "($cgroup >> 63)",
          "($timestamp / 4000000000000000000)",
          "($time / 4000000000000000000)",
          "$host_pid",
          "$host_tid");

  private static final List<String> FACTS_AT_A_LINE =
      join(FACTS, "$line", "$reg(\"rbx\")", "$arg1");

  private static final List<String> FACTS_AT_A_RETURN = join(FACTS, "($elapsed / 1000000000000)");

  /** What is seldom by chance. */
  private static final String[] SELDOM = {
    "a->wide_text",
    "a->wider_text",
    "a->wide_string",
    "a->wider_string",
    "a->tail[0..1]",
    "$file",
    "$function",
    "$probe",
    "$comm"
  };

  private static List<String> join(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  /** The probed line. */
  static final Place LINE =
      new Place(
          List.of(
              "n",
              "small",
              "big",
              "tiny",
              "huge",
              "odd",
              "shade",
              "counter",
              "total",
              "level",
              "here.x",
              "here.y",
              "origin.x",
              "origin.y"),
          FACTS_AT_A_LINE,
          join(FACTS_AT_A_LINE, SELDOM),
          List.of("odd", "(n > 0)", "a->yes", "(s != null)", "!list", "a->f1"),
          "a",
          List.of("list", "a->node", "a->none", "a->gone"),
          List.of("s", "a->string", "a->text", "greeting"),
          List.of("here", "origin", "a->at", "list->at"),
          List.of("a->ints", "(&counter)", "(&locals[0])", "(&a->at.x)"),
          "locals",
          "shade",
          "n",
          "small");

  /** Where the function begins: its variables have no values yet. */
  static final Place ENTRY =
      new Place(
          List.of("n", "small", "big", "counter", "total", "level", "origin.x", "a->u32", "a->s64"),
          List.of(),
          List.of(),
          List.of("(n > 0)", "a->yes", "(s != null)", "!list", "a->f1"),
          "a",
          List.of("list", "a->node", "a->none", "a->gone"),
          List.of("s", "a->string", "a->text", "greeting"),
          List.of("origin", "a->at", "list->at"),
          List.of("a->ints", "(&counter)", "(&a->at.x)"),
          "a->numbers",
          "a->color",
          "n",
          "small");

  /** A copy of an inlined function. */
  static final Place INLINED =
      new Place(
          List.of("m", "letter", "counter", "total", "level", "origin.x", "a->u32", "a->s64"),
          FACTS,
          FACTS,
          List.of("(m > 0)", "a->yes", "(s != null)", "a->f1"),
          "a",
          List.of("a->node", "a->none", "a->gone"),
          List.of("s", "a->string", "a->text", "greeting"),
          List.of("origin", "a->at"),
          List.of("a->ints", "(&counter)", "(&a->at.x)"),
          "a->numbers",
          "a->color",
          "m",
          "(m & 255)");

  /** A static probe has its arguments. */
  static final Place STATIC =
      new Place(
          List.of("$arg0", "$arg1", "$arg2", "$arg3", "counter", "total"),
          FACTS,
          FACTS,
          List.of("($arg0 > 0)", "everything.yes", "($arg1 != null)", "everything.f1"),
          "(&everything)",
          List.of("everything.node", "everything.none", "everything.gone"),
          List.of("greeting", "everything.string", "((char *)$arg1)", "everything.text"),
          List.of("origin", "everything.at"),
          List.of("(&counter)", "everything.ints"),
          "everything.numbers",
          "everything.color",
          "$arg0",
          "($arg0 & 255)");

  /** Where the function returns: its variables are gone. */
  static final Place RETURN =
      new Place(
          List.of("counter", "total", "level", "origin.x", "origin.y", "everything.h40", "$retval"),
          FACTS_AT_A_RETURN,
          FACTS_AT_A_RETURN,
          List.of("(counter > 0)", "everything.yes", "(greeting != null)", "($elapsed > 0)"),
          "(&everything)",
          List.of("everything.node", "everything.none", "everything.gone"),
          List.of("greeting", "everything.string", "everything.text"),
          List.of("origin", "everything.at"),
          List.of("(&counter)", "everything.ints"),
          "everything.numbers",
          "everything.color",
          "counter",
          "(counter & 255)");
}
