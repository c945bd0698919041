package tracebook.scripts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What can be read at a place of a program, by what it is. Optimised code has less.
 *
 * @param wholes what only a column can hold: structures, arrays, containers
 * @param sequences those of which each element can be a row
 * @param lacking what there would be
 */
record Visible(
    List<String> integers,
    List<String> conditions,
    List<String> strings,
    List<String> enumerations,
    List<String> pointers,
    List<String> wholes,
    List<String> sequences,
    List<String> lacking) {
  Visible {
    sequences = List.copyOf(sequences);
    integers = List.copyOf(integers);
    conditions = List.copyOf(conditions);
    strings = List.copyOf(strings);
    enumerations = List.copyOf(enumerations);
    pointers = List.copyOf(pointers);
    wholes = List.copyOf(wholes);
    lacking = List.copyOf(lacking);
  }

  /** Whether a column can hold it. */
  boolean shows(String expression) {
    return wholes.contains(expression)
        || strings.contains(expression)
        || integers.contains(expression);
  }

  /**
   * @param item a cell with one expression, where {@code #} stands
   */
  Visible readable(String item, Subject subject) {
    UnaryOperator<String> asNumber = e -> "if (" + e + ") == 0 { }";
    UnaryOperator<String> asText = e -> "if starts_with(" + e + ", \"G\") { }";
    UnaryOperator<String> asColumn = e -> "emit x = " + e + ";";
    UnaryOperator<String> asRows = e -> "emit x = each(" + e + ");";
    List<String> lacking = new ArrayList<>();
    Where at = new Where(item, subject);
    List<String> columns = at.kept(wholes, asColumn, lacking);
    List<String> sequences =
        at.kept(columns.stream().filter(Visible::hasElements).toList(), asRows, lacking);
    return new Visible(
        at.kept(integers, asNumber, lacking),
        at.kept(conditions, asNumber, lacking),
        at.kept(strings, asText, lacking),
        at.kept(enumerations, asNumber, lacking),
        at.kept(pointers, asNumber, lacking),
        columns,
        sequences,
        lacking);
  }

  private static final Set<String> WITH_ELEMENTS =
      Set.of(
          ("held guarded shares seen l.v numbers items names few queue list words forward map"
                  + " named_by set several table hashed lines lists vectors slice counts sets flags"
                  + " numbers[1..3]")
              .split(" ", -1));

  private static boolean hasElements(String whole) {
    return WITH_ELEMENTS.contains(
        whole.substring(whole.indexOf("->") < 0 ? 0 : whole.indexOf("->") + 2));
  }

  /** A place, and what of many is taken there. */
  private record Where(String item, Subject subject) {
    List<String> kept(List<String> all, UnaryOperator<String> statement, List<String> lacking) {
      List<String> kept = new ArrayList<>();
      List<String> once = all.stream().distinct().toList();
      keep(once, statement, kept);
      once.stream().filter(e -> !kept.contains(e)).forEach(lacking::add);
      return all.stream().filter(kept::contains).toList();
    }

    /** Mostly all of them are taken: only when they are not is it asked of which. */
    private void keep(List<String> all, UnaryOperator<String> statement, List<String> kept) {
      if (all.isEmpty()) {
        return;
      }
      StringBuilder block = new StringBuilder("{ ");
      for (int i = 0; i < all.size(); i++) {
        block.append(statement.apply(all.get(i)).replace("x =", "x" + i + " =")).append(' ');
      }
      if (!subject.resolve(item.replace("#", block + "}")).wrong()) {
        kept.addAll(all);
      } else if (all.size() > 1) {
        keep(all.subList(0, all.size() / 2), statement, kept);
        keep(all.subList(all.size() / 2, all.size()), statement, kept);
      }
    }
  }

  private static Visible all(
      List<String> integers,
      List<String> conditions,
      List<String> strings,
      List<String> enumerations,
      List<String> pointers,
      List<String> wholes) {
    return new Visible(
        integers, conditions, strings, enumerations, pointers, wholes, List.of(), List.of());
  }

  private static List<String> members(String names, String... objects) {
    return Stream.of(objects)
        .flatMap(o -> Stream.of(names.split(" ", -1)).map(m -> o + m))
        .toList();
  }

  @SafeVarargs
  private static List<String> join(List<String>... lists) {
    List<String> all = new ArrayList<>();
    for (List<String> list : lists) {
      all.addAll(list);
    }
    return all;
  }

  private static final String TWO = ".first .second .third .fourth";

  /** The probed line of {@code passed.c}. */
  static Visible passed() {
    return all(
        join(
            members(TWO, "t", "local", "half", "kept", "l.inner"),
            members(".a .b .c", "o", "turned", "seen[1]"),
            members(".f5 .g7 .h40 .i12", "b"),
            members(".number", "m", "own"),
            List.of("n", "big", "counter", "l.v[0]", "l.v[n & 3]", "l.text[2]")),
        List.of("o.d", "turned.d", "seen[2].d", "(n > 0)"),
        List.of("l.text"),
        List.of("m.color", "own.color"),
        List.of("(&kept)", "(&counter)", "(&seen[1])"),
        List.of(
            "t",
            "o",
            "b",
            "m",
            "l",
            "local",
            "turned",
            "half",
            "own",
            "kept",
            "seen",
            "seen[1]",
            "l.v",
            "l.inner",
            "l.v[1..3]",
            "m.real",
            "own.real"));
  }

  /** Where the function of {@code passed.c} begins. */
  static Visible passedAtEntry() {
    return all(
        join(
            members(TWO, "t", "kept", "l.inner"),
            members(".a .b .c", "o", "seen[1]"),
            members(".f5 .g7 .h40 .i12", "b"),
            List.of("m.number", "n", "big", "counter", "l.v[3]")),
        List.of("o.d", "(n > 0)"),
        List.of("l.text"),
        List.of("m.color"),
        List.of("(&kept)"),
        List.of("t", "o", "b", "l", "l.inner", "kept", "l.v"));
  }

  /** Where it returns. */
  static Visible passedAtReturn() {
    return all(
        join(members(TWO, "$retval", "kept"), List.of("counter", "seen[2].a")),
        List.of("seen[1].d", "(counter > 0)"),
        List.of("$function"),
        List.of("(enum color)counter"),
        List.of("(&kept)"),
        List.of("$retval", "kept", "seen"));
  }

  /** The probed line of {@code library.cc}. */
  static Visible library() {
    return library("a->", "broken->");
  }

  /** The same values, where the function has returned. */
  static Visible libraryAtReturn() {
    return library("one->", "one->");
  }

  /** The probed line of {@code rusty.rs}. */
  static Visible rust() {
    return rust("a->", "broken->");
  }

  /** The same values, where the function has returned. */
  static Visible rustAtReturn() {
    return rust("one->", "one->");
  }

  private static Visible rust(String whole, String broken) {
    String[] both = whole.equals(broken) ? new String[] {whole} : new String[] {whole, broken};
    return all(
        join(
            members(
                "numbers[0] numbers[3] numbers[counter&3] numbers.len() items.len() items[0].id"
                    + " items[1].both.0 items[1].both.1 names.len() few[2] slice[1] slice.len()"
                    + " queue[0] queue[5] queue.len() pair.0 owned->id shared->id"
                    + " shared->both.1 cell text.len() map.len() counts.len() set.len()"
                    + " hashed.len() maybe.Some.0 shape.Rect.w shape.Rect.h either.Ok.0"
                    + " perhaps.Some.0->id items[0].maybe.Some.0 lent",
                both),
            List.of("counter", "(counter & 7)")),
        join(members("flag", both), List.of("(counter > 0)")),
        members(
            "text view boxed path pair.1 names[0] names[2] items[0].name owned->name"
                + " named.Some.0 either.Err.0 shape.Named.0 lines[1]",
            both),
        List.of(),
        members("owned shared", both),
        join(
            members(
                "text view boxed path numbers items names few slice queue lines maybe letter named"
                    + " either shape owned perhaps shared cell lent pair table counts hashed map"
                    + " named_by set list words vectors sets nested wide flag numbers[1..3]"
                    + " names[0..2] items[0] queue[1..4] table counts map set list named_by"
                    + " numbers.len() map.len() counts.len() queue.len() text.len() pair.0 pair.1"
                    + " shared->id owned->name owned->both.1 maybe.Some.0 named.Some.0"
                    + " perhaps.Some.0->id shape.Rect.w shape.Rect.h either.Err.0 numbers[3]"
                    + " queue[5] names[2] guarded guarded shares drawn",
                both),
            whole.equals("one->") ? List.of() : List.of("list", "maybe", "by", "view")));
  }

  private static Visible library(String whole, String broken) {
    String[] both = whole.equals(broken) ? new String[] {whole} : new String[] {whole, broken};
    List<String> integers =
        members(
            "numbers[0] numbers[3] numbers[counter&3] numbers.size() items.size() items[0].id"
                + " items[1].both.first items[1].both.second names.size() few[2] queue[0] queue[5]"
                + " queue.size() pair.first tuple.0 tuple.1 owned->id shared->id"
                + " shared->both.second atomic text.size() view.length() pair.second.size()"
                + " list.size() map.size() table.size() hashed.size() lines.size() set.size()"
                + " diamond->id diamond->on_right side->id",
            both);
    return all(
        join(integers, List.of("counter", "(counter & 7)")),
        join(
            members("owned shared", both).stream().map(p -> "(" + p + " == null)").toList(),
            List.of("(counter > 0)")),
        members("text view pair.second names[0] names[2] items[0].name owned->name lines[1]", both),
        List.of(),
        members("owned shared", both),
        members(
                "text view numbers items names few queue maybe named pair tuple owned shared either"
                    + " atomic wait numbers[1..3] names[0..2] items[0] items[1].maybe *owned"
                    + " shared->maybe either.0 either.1 queue[1..4] list words forward map named_by"
                    + " set several table hashed lines lists vectors perhaps other other.1 names[2]"
                    + " lines[0..3] list map set table pair.first pair.second numbers[3]"
                    + " numbers.size() map.size() diamond->id diamond->on_left diamond->on_right"
                    + " diamond->name side->id side->on_right *diamond *side flags flags bits"
                    + " held held member wide wider widest",
                both)
            .stream()
            .map(e -> e.contains("*") ? "*" + e.replace("*", "") : e)
            .toList());
  }
}
