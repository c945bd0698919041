package tracebook.scripts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Blocks that are large in one way each. */
final class Giants {
  private Giants() {}

  private static String times(int count, String between, IntFunction<String> part) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(between));
  }

  /** A block that is {@code count} large, by the name of the way. */
  static Map<String, IntFunction<String>> all() {
    Map<String, IntFunction<String>> all = new LinkedHashMap<>();
    all.put(
        "emits", n -> "{ " + times(n, " ", i -> "emit c" + i + " = a->s32 + " + i + ";") + " }");
    all.put(
        "loads", n -> "{ emit " + times(n, ", ", i -> "c" + i + " = a->node->next->value") + "; }");
    all.put("strings", n -> "{ emit " + times(n, ", ", i -> "c" + i + " = a->string") + "; }");
    all.put(
        "slices",
        n ->
            "{ emit "
                + times(n, ", ", i -> "c" + i + " = a->ints[" + i + ".." + (i + 2) + "]")
                + "; }");
    all.put("structures", n -> "{ emit " + times(n, ", ", i -> "c" + i + " = *a") + "; }");
    all.put(
        "prints", n -> "{ " + times(n, " ", i -> "print \"{} {:x} {:s.8}\", n, a->u64, s;") + " }");
    all.put(
        "left", n -> "{ emit c = " + "(".repeat(n) + "n" + times(n, "", i -> " + small)") + "; }");
    all.put(
        "right",
        n -> "{ emit c = " + times(n, "", i -> "(a->s32 + ") + "n" + ")".repeat(n) + "; }");
    all.put("divisions", n -> "{ emit c = n" + times(n, "", i -> " / small") + "; }");
    all.put("quotients", n -> "{ emit " + times(n, ", ", i -> "c" + i + " = a->s64 / big") + "; }");
    all.put(
        "sums",
        n -> "{ emit c = a->numbers[0]" + times(n, "", i -> " + a->numbers[n & 7]") + "; }");
    all.put("links", n -> "{ emit c = a" + "->self".repeat(n) + "->s32; }");
    all.put(
        "conditionals",
        n -> "{ emit c = " + times(n, "", i -> "n == " + i + " ? a->s32 : ") + "0; }");
    all.put(
        "conjunctions",
        n ->
            "{ if "
                + times(n, " && ", i -> "a->numbers[" + i % 8 + "] != " + i)
                + " { emit n; } }");
    all.put(
        "alternatives",
        n ->
            "{ if "
                + times(n, " || ", i -> "a->numbers[" + i % 8 + "] == " + i)
                + " { emit n; } }");
    all.put(
        "comparisons",
        n -> "{ if " + times(n, " || ", i -> "a->string == \"GET /" + i + "\"") + " { emit n; } }");
    all.put(
        "matches",
        n -> "{ emit " + times(n, ", ", i -> "c" + i + " = s == \"GET /" + i + "\"") + "; }");
    all.put(
        "lets",
        n ->
            "{ "
                + times(n, " ", i -> "let v" + i + " = a->numbers[" + i % 8 + "];")
                + " emit c = "
                + times(n, " + ", i -> "v" + i)
                + "; }");
    all.put(
        "nested ifs",
        n ->
            "{ "
                + times(
                    n,
                    " ",
                    i -> "if a->numbers[" + i % 8 + "] != " + i + " { emit c" + i + " = a->s32;")
                + " }".repeat(n)
                + " }");
    all.put(
        "ifs",
        n ->
            "{ "
                + times(
                    n,
                    " ",
                    i ->
                        "if a->numbers["
                            + i % 8
                            + "] != "
                            + i
                            + " { emit c"
                            + i
                            + " = a->s32; } else { emit d"
                            + i
                            + " = s; }")
                + " }");
    all.put(
        "else ifs",
        n ->
            "{ "
                + times(
                    n,
                    " else ",
                    i -> "if a->node->value == " + i + " { emit c" + i + " = a->s32; }")
                + " else { emit d = s; } }");
    all.put(
        "empty ifs",
        n ->
            "{ "
                + times(n, " ", i -> "if a->numbers[" + i % 8 + "] != " + i + " { }")
                + " emit n; }");
    all.put(
        "lengths", n -> "{ emit " + times(n, ", ", i -> "c" + i + " = strlen(a->string)") + "; }");
    all.put(
        "searches",
        n -> "{ emit " + times(n, ", ", i -> "c" + i + " = contains(s, \"GET" + i + "\")") + "; }");
    all.put(
        "memories",
        n ->
            "{ if "
                + times(n, " || ", i -> "memcmp(a->octets, a->text, " + (1 + i % 16) + ")")
                + " { emit n; } }");
    all.put(
        "reals", n -> "{ emit " + times(n, ", ", i -> "c" + i + " = a->wide < a->real") + "; }");
    all.put(
        "real conditions",
        n ->
            "{ if "
                + times(n, " && ", i -> "a->reals[" + i % 3 + "] != a->s64")
                + " { emit n; } }");
    all.put(
        "everies", n -> "{ " + times(n, " ", i -> "every 1 { emit c" + i + " = a->s32; }") + " }");
    all.put(
        "nested everies",
        n -> "{ " + times(n, " ", i -> "every 1 { ") + "emit n;" + " }".repeat(n) + " }");
    all.put(
        "limits", n -> "{ " + times(n, " ", i -> "limit 3/h { emit c" + i + " = a->s32; }") + " }");
    all.put(
        "nested limits",
        n -> "{ " + times(n, " ", i -> "limit 3/h { ") + "emit n;" + " }".repeat(n) + " }");
    all.put(
        "exits",
        n ->
            "{ "
                + times(n, " ", i -> "if a->s32 == " + (i + 1) * 7919 + " { exit; }")
                + " emit n; }");
    all.put("one emit", n -> "{ emit " + times(n, ", ", i -> "c" + i + " = a->numbers") + "; }");
    all.put(
        "texts of the site",
        n -> "{ emit " + times(n, ", ", i -> "c" + i + " = $function, d" + i + " = $comm") + "; }");
    all.put("dumps", n -> "{ " + times(n, " ", i -> "print \"{:x.*}\", a->s32, a->string;") + " }");
    all.put(
        "one print",
        n ->
            "{ print \""
                + times(n, " ", i -> "{:s.16}")
                + "\""
                + times(n, "", i -> ", a->string")
                + "; }");
    all.put(
        "text lets",
        n ->
            "{ "
                + times(n, " ", i -> "let t" + i + " = a->string;")
                + " emit "
                + times(n, ", ", i -> "c" + i + " = t" + i)
                + "; }");
    all.put(
        "aliases",
        n ->
            "{ let v0 = a; "
                + times(n, " ", i -> "let v" + (i + 1) + " = v" + i + "->self;")
                + " emit v"
                + n
                + "->s32; }");
    all.put(
        "everything",
        n ->
            "{ "
                + times(
                    n,
                    " ",
                    i ->
                        "if a->s32 != "
                            + i
                            + " { emit c"
                            + i
                            + " = a->string, d"
                            + i
                            + " = a->numbers; print \"{} {:x.8}\", s, a->string; } ")
                + " }");
    return all;
  }

  /** The same, of groups. */
  static Map<String, IntFunction<String>> groups() {
    Map<String, IntFunction<String>> all = new LinkedHashMap<>();
    all.put(
        "aggregates of one value",
        n -> "{ summarize " + times(n, ", ", i -> "c" + i + " = sum(a->s32)") + "; }");
    all.put(
        "sums",
        n -> "{ summarize " + times(n, ", ", i -> "c" + i + " = sum(a->s32 + " + i + ")") + "; }");
    all.put(
        "deviations",
        n ->
            "{ summarize "
                + times(n, ", ", i -> "c" + i + " = stddev(a->s64 + " + i + ")")
                + "; }");
    all.put(
        "least values",
        n ->
            "{ summarize "
                + times(n, ", ", i -> "c" + i + " = min(a->u64 / (small + " + i + "))")
                + "; }");
    all.put(
        "histograms",
        n -> "{ summarize " + times(n, ", ", i -> "c" + i + " = hist(a->s64 + " + i + ")") + "; }");
    all.put(
        "distinct numbers",
        n ->
            "{ summarize "
                + times(n, ", ", i -> "c" + i + " = distinct(a->s64 + " + i + ")")
                + "; }");
    all.put(
        "distinct strings",
        n ->
            "{ summarize "
                + times(n, ", ", i -> "c" + i + " = distinct(a->strings[" + i % 3 + "])")
                + "; }");
    all.put(
        "keys",
        n ->
            "{ summarize count() by "
                + times(n, ", ", i -> "k" + i + " = a->node->value + " + i)
                + "; }");
    all.put(
        "keys that are strings",
        n -> "{ summarize count() by " + times(n, ", ", i -> "k" + i + " = a->string") + "; }");
    all.put(
        "conditions",
        n ->
            "{ "
                + times(
                    n,
                    " ",
                    i -> "if a->numbers[" + i % 8 + "] != " + i + " { let v" + i + " = 1; }")
                + " summarize stddev(a->s64), min(a->s64), hist(a->s64), distinct(s) by a->string,"
                + " a->color; }");
    return all;
  }

  /** The same, when the function has returned. */
  static Map<String, IntFunction<String>> returns() {
    Map<String, IntFunction<String>> all = new LinkedHashMap<>();
    all.put(
        "entry values",
        n ->
            "{ emit "
                + times(n, ", ", i -> "c" + i + " = entry(a->node->value + " + i + ")")
                + "; }");
    all.put(
        "entry strings",
        n ->
            "{ emit "
                + times(n, ", ", i -> "c" + i + " = entry(a->strings[" + i % 3 + "])")
                + "; }");
    all.put(
        "entry groups",
        n ->
            "{ summarize "
                + times(n, ", ", i -> "c" + i + " = sum(entry(a->s32 + " + i + "))")
                + " by entry(s); }");
    return all;
  }

  /** The same, of structures in pieces. */
  static Map<String, IntFunction<String>> pieces() {
    Map<String, IntFunction<String>> all = new LinkedHashMap<>();
    all.put(
        "pieces",
        n -> "{ emit " + times(n, ", ", i -> "c" + i + " = half, d" + i + " = own") + "; }");
    all.put(
        "pieces in messages",
        n -> "{ " + times(n, " ", i -> "print \"{} {} {}\", t, o, b;") + " }");
    return all;
  }

  /** The same, of the C++ library. */
  static Map<String, IntFunction<String>> library() {
    Map<String, IntFunction<String>> all = new LinkedHashMap<>();
    all.put(
        "library strings", n -> "{ emit " + times(n, ", ", i -> "c" + i + " = a->text") + "; }");
    all.put(
        "vectors of strings",
        n -> "{ emit " + times(n, ", ", i -> "c" + i + " = a->names") + "; }");
    all.put(
        "tables of elements",
        n -> "{ emit " + times(n, ", ", i -> "c" + i + " = each(a->items)") + "; }");
    all.put("deques", n -> "{ emit " + times(n, ", ", i -> "c" + i + " = a->queue") + "; }");
    all.put("variants", n -> "{ emit " + times(n, ", ", i -> "c" + i + " = a->either") + "; }");
    all.put(
        "elements",
        n -> "{ emit " + times(n, ", ", i -> "c" + i + " = a->names[" + i + "]") + "; }");
    return all;
  }
}
