package tracebook.resolve;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names that other tools give to what is called otherwise here: hints for a name that is none. */
final class ForeignNames {
  private static final String ALL_ARGUMENTS =
      "an argument has its own name, and `emit $args;` shows all of them";
  private static final String GROUPS = "aggregates follow `summarize`: `summarize count() by key;`";
  private static final String TEXT = "a `char *` is shown as text: `emit s;`";
  private static final String STACK = "`bt;` is the stack";
  private static final String SYMBOLS = "`%where ADDRESS` tells the function of an address";

  /** bpftrace, DTrace, SystemTap, gdb. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("pid", "write `$pid`"),
          Map.entry("tid", "write `$tid`"),
          Map.entry("comm", "write `$comm`"),
          Map.entry("execname", "write `$comm`"),
          Map.entry("cpu", "write `$cpu`"),
          Map.entry("uid", "write `$uid`"),
          Map.entry("gid", "write `$gid`"),
          Map.entry("cgroup", "write `$cgroup`"),
          Map.entry("nsecs", "write `$timestamp`"),
          Map.entry("elapsed", "write `$elapsed`"),
          Map.entry("retval", "write `$retval`"),
          Map.entry("probe", "write `$probe`"),
          Map.entry("func", "write `$function`"),
          Map.entry("args", ALL_ARGUMENTS),
          Map.entry("kstack", STACK),
          Map.entry("ustack", STACK),
          Map.entry("nil", "write `null`"),
          Map.entry("None", "write `null`"),
          Map.entry("True", "write `true`"),
          Map.entry("False", "write `false`"),
          Map.entry("$rip", "write `$pc`"),
          Map.entry("$eip", "write `$pc`"),
          Map.entry("$return", "write `$retval`"),
          Map.entry("$$vars", "write `$locals`"),
          Map.entry("$execname", "write `$comm`"),
          Map.entry("$nsecs", "write `$timestamp`"));

  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("count", GROUPS),
          Map.entry("sum", GROUPS),
          Map.entry("min", GROUPS),
          Map.entry("max", GROUPS),
          Map.entry("avg", GROUPS),
          Map.entry("hist", GROUPS),
          Map.entry("str", TEXT),
          Map.entry("kstr", TEXT),
          Map.entry("ustr", TEXT),
          Map.entry("user_string", TEXT),
          Map.entry("copyinstr", TEXT),
          Map.entry("buf", "`print \"{:x.16}\", p;` shows the bytes that `p` points to"),
          Map.entry("uptr", "a pointer is followed as it is: `*p`, `p->x`"),
          Map.entry("usym", SYMBOLS),
          Map.entry("ksym", SYMBOLS),
          Map.entry("sym", SYMBOLS),
          Map.entry("ustack", STACK),
          Map.entry("kstack", STACK),
          Map.entry("pid", "write `$pid`"),
          Map.entry("tid", "write `$tid`"),
          Map.entry("execname", "write `$comm`"),
          Map.entry("reg", "write `$reg(\"rax\")`"),
          Map.entry("uaddr", "write `addr(\"symbol\")`"),
          Map.entry("strcmp", "strings are compared by `==`: `s == \"text\"`"),
          Map.entry("strstr", "write `contains(s, \"text\")`"));

  private static final Pattern ARGUMENT = Pattern.compile("\\$?s?arg(\\d)");
  private static final Pattern REGISTER =
      Pattern.compile("\\$([re][a-d]x|[re][sd]i|[re][sb]p|r(?:8|9|1[0-5])d?)");

  private ForeignNames() {}

  /** What a variable of another tool is; with its dollar sign where it has one. */
  static Optional<String> variable(String name) {
    Matcher argument = ARGUMENT.matcher(name);
    if (argument.matches()) {
      return Optional.of("write `$arg" + argument.group(1) + "`");
    }
    Matcher register = REGISTER.matcher(name);
    if (register.matches()) {
      return Optional.of("write `$reg(\"" + register.group(1) + "\")`");
    }
    return Optional.ofNullable(NAMES.get(name));
  }

  /** What a function of another tool is. */
  static Optional<String> function(String name) {
    return Optional.ofNullable(FUNCTIONS.get(name));
  }
}
