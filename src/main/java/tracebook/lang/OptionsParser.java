package tracebook.lang;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import tracebook.lang.Words.Word;
import tracebook.source.CellText;
import tracebook.source.Names;
import tracebook.source.Problems;
import tracebook.source.Span;

/** Reads {@code [TARGET] [OPTIONS]}: the rest of the line after a magic. */
final class OptionsParser {
  private static final List<String> TARGETS = List.of("-p", "-t", "--launch");
  private static final List<String> ALL =
      List.of(
          "-p",
          "-t",
          "--launch",
          "--for",
          "--max",
          "--as",
          "--background",
          "--dry-run",
          "--budget",
          "--depth",
          "--cap",
          "--record",
          "--replay",
          "--keep");

  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");
  private static final int MOST_FRAMES = 128;
  private static final int MOST_BYTES = 65536;

  /** Keeps the number of nanoseconds in a long. */
  private static final double MOST_HOURS = 100_000;

  private final List<Word> words;
  private final List<String> known;
  private final Problems problems;
  private final Set<String> seen = new HashSet<>();
  private int next;

  private @Nullable Word pid;
  private @Nullable Word path;
  private @Nullable Word name;
  private Options.@Nullable Launch launch;
  private @Nullable Duration duration;
  private @Nullable Long maxRows;
  private @Nullable Name as;
  private boolean background;
  private boolean dryRun;
  private @Nullable Double budget;
  private @Nullable Integer depth;
  private @Nullable Integer cap;
  private @Nullable String record;
  private @Nullable String replay;
  private boolean keep;

  private OptionsParser(CellText cell, int from, int to, List<String> known, Problems problems) {
    this.words = Words.split(cell.text(), from, to, problems);
    this.known = known;
    this.problems = problems;
  }

  /** The options of a {@code %%trace} line, from the end of that word to the end of the line. */
  static Options options(CellText cell, int from, int to, Problems problems) {
    return new OptionsParser(cell, from, to, ALL, problems).read();
  }

  /** The target of a magic such as {@code %attach}; an unquoted command runs to the end. */
  static Optional<Options.Target> target(CellText cell, int from, int to, Problems problems) {
    return new OptionsParser(cell, from, to, TARGETS, problems).read().target();
  }

  private Options read() {
    while (next < words.size()) {
      option(words.get(next++));
    }
    return new Options(
        target(),
        Optional.ofNullable(duration),
        Optional.ofNullable(maxRows),
        Optional.ofNullable(as),
        background,
        dryRun,
        Optional.ofNullable(budget),
        Optional.ofNullable(depth),
        Optional.ofNullable(cap),
        Optional.ofNullable(record),
        Optional.ofNullable(replay),
        keep);
  }

  private void option(Word word) {
    String text = word.text();
    if (word.quoted() || !text.startsWith("-")) {
      positional(word);
      return;
    }
    int equals = text.startsWith("--") ? text.indexOf('=') : -1;
    String option = equals < 0 ? text : text.substring(0, equals);
    if (!known.contains(option)) {
      problems.error(
          word.span(),
          "there is no option `" + option + "`",
          Names.didYouMean(option, known, "the options are `" + String.join("`, `", known) + "`"));
      skipValueOfUnknown(equals);
      return;
    }
    if (!seen.add(option)) {
      problems.error(word.span(), "`" + option + "` is given twice", "leave one of them out");
    }
    Supply value = new Supply(option, word, equals);
    switch (option) {
      case "-p" -> pid = value.word("a process id, as in `-p 1234`");
      case "-t" -> path = value.word("a path, as in `-t /usr/lib/libfoo.so`");
      case "--launch" -> launch(value);
      case "--for" -> duration = duration(value);
      case "--max" -> maxRows = number(value, "a number of rows, as in `--max 10000`", 1, 1L << 40);
      case "--as" -> as = variable(value);
      case "--background" -> background = value.none();
      case "--dry-run" -> dryRun = value.none();
      case "--budget" -> budget = percent(value);
      case "--depth" ->
          depth = small(number(value, "a number of frames, as in `--depth 64`", 1, MOST_FRAMES));
      case "--cap" ->
          cap = small(number(value, "a number of bytes, as in `--cap 256`", 1, MOST_BYTES));
      case "--record" -> record = value.text("a file, as in `--record run.tbr`");
      case "--replay" -> replay = value.text("a file, as in `--replay run.tbr`");
      case "--keep" -> keep = value.none();
      default -> throw new IllegalStateException(option);
    }
  }

  /** What follows an unknown option is taken for its value, unless it looks like an option. */
  private void skipValueOfUnknown(int equals) {
    if (equals < 0 && next < words.size() && !words.get(next).text().startsWith("-")) {
      next++;
    }
  }

  private void positional(Word word) {
    Word earlier = name;
    if (earlier != null) {
      problems.error(
          word.span(),
          "`" + word.text() + "` is a second target after `" + earlier.text() + "`",
          "name one process; options begin with `--`");
    } else {
      name = word;
    }
  }

  private void launch(Supply value) {
    Word command = value.word("a command, as in `--launch './server -p 80'`");
    if (command == null) {
      return;
    }
    List<String> parts = new ArrayList<>();
    for (Word part : Words.split(command.text(), 0, command.text().length(), new Problems())) {
      parts.add(part.text());
    }
    Span span = command.span();
    if (known.equals(TARGETS) && !command.quoted()) {
      while (next < words.size()) {
        Word more = words.get(next++);
        parts.add(more.text());
        span = span.to(more.span());
      }
    }
    if (parts.isEmpty()) {
      problems.error(
          span, "`--launch` has an empty command", "name a program, as in `--launch './server'`");
      return;
    }
    launch = new Options.Launch(parts, span);
  }

  private Optional<Options.Target> target() {
    Word byName = name;
    Word byPid = pid;
    Options.Launch started = launch;
    if (byName != null && byName.text().matches("\\d+") && !byName.quoted()) {
      if (byPid != null) {
        problems.error(
            byName.span(), "`" + byName.text() + "` is a second process", "leave one of them out");
      } else {
        byPid = byName;
      }
      byName = null;
    }
    if (byName != null && (byPid != null || path != null)) {
      problems.error(
          byName.span(),
          "`" + byName.text() + "` is a second target",
          "a name stands alone; a process and a path go together as `-p PID -t PATH`");
      return Optional.empty();
    }
    if (started != null) {
      if (byName != null || byPid != null || path != null) {
        problems.error(
            started.span(),
            "`--launch` starts a process of its own, so it has no other target",
            "leave out `--launch` or the other target");
        return Optional.empty();
      }
      return Optional.of(started);
    }
    if (byPid != null) {
      return process(byPid);
    }
    if (path != null) {
      return Optional.of(new Options.Everyone(path.text(), path.span()));
    }
    return byName == null
        ? Optional.empty()
        : Optional.of(new Options.ProcessName(byName.text(), byName.span()));
  }

  private Optional<Options.Target> process(Word word) {
    long number = word.text().matches("\\d{1,18}") ? Long.parseLong(word.text()) : 0;
    if (number < 1 || number > Integer.MAX_VALUE) {
      problems.error(
          word.span(),
          "`" + word.text() + "` is not a process id",
          "a process id is a number from 1, as in `-p 1234`; a name goes without `-p`");
      return Optional.empty();
    }
    Span span = path == null ? word.span() : word.span().to(path.span());
    return Optional.of(
        new Options.Pid((int) number, Optional.ofNullable(path).map(Word::text), span));
  }

  private @Nullable Duration duration(Supply value) {
    Word word = value.word("a time, as in `--for 5s`");
    if (word == null) {
      return null;
    }
    Matcher matcher = DURATION.matcher(word.text());
    if (matcher.matches()) {
      double amount = Double.parseDouble(matcher.group(1));
      double seconds =
          amount
              * switch (matcher.group(2)) {
                case "ms" -> 0.001;
                case "s" -> 1;
                case "m" -> 60;
                default -> 3600;
              };
      if (seconds > 0 && seconds <= MOST_HOURS * 3600) {
        return Duration.ofNanos(Math.max(1, Math.round(seconds * 1e9)));
      }
    }
    problems.error(
        word.span(),
        "`" + word.text() + "` is not a time that a trace can last",
        "write a number above 0 and a unit of `ms`, `s`, `m` or `h`, as in `--for 5s`");
    return null;
  }

  private @Nullable Long number(Supply value, String what, long least, long most) {
    Word word = value.word(what);
    if (word == null) {
      return null;
    }
    String digits = word.text().replace("_", "");
    long number = digits.matches("\\d{1,18}") ? Long.parseLong(digits) : least - 1;
    if (number < least || number > most) {
      problems.error(
          word.span(),
          "`" + word.text() + "` is not a number from " + least + " to " + most,
          "give " + what);
      return null;
    }
    return number;
  }

  private static @Nullable Integer small(@Nullable Long number) {
    return number == null ? null : number.intValue();
  }

  private @Nullable Double percent(Supply value) {
    Word word = value.word("a share of CPU time, as in `--budget 1%`");
    if (word == null) {
      return null;
    }
    if (word.text().matches("\\d{1,3}(\\.\\d{1,6})?%")) {
      double percent = Double.parseDouble(word.text().substring(0, word.text().length() - 1));
      if (percent > 0 && percent <= 100) {
        return percent;
      }
    }
    problems.error(
        word.span(),
        "`" + word.text() + "` is not a share of CPU time",
        "write a percentage above 0 and up to 100, as in `--budget 1%`");
    return null;
  }

  private @Nullable Name variable(Supply value) {
    Word word = value.word("a variable, as in `--as events`");
    return word == null ? null : javaName(new Name(word.text(), word.span()), problems);
  }

  /** The name, when a Java variable can have it; else a problem. */
  static @Nullable Name javaName(Name name, Problems problems) {
    if (SourceVersion.isIdentifier(name.text()) && !SourceVersion.isKeyword(name.text())) {
      return name;
    }
    problems.error(
        name.span(),
        "`" + name.text() + "` cannot be the name of a Java variable",
        "use letters, digits and `_`, beginning with a letter, and no word of Java");
    return null;
  }

  /** The value of one option: after {@code =} in the same word, or the next word. */
  private final class Supply {
    private final String option;
    private final Word word;
    private final int equals;

    Supply(String option, Word word, int equals) {
      this.option = option;
      this.word = word;
      this.equals = equals;
    }

    @Nullable Word word(String what) {
      if (equals >= 0) {
        String value = word.text().substring(equals + 1);
        int start = Math.min(word.span().start() + equals + 1, word.span().end());
        return new Word(value, word.quoted(), new Span(start, word.span().end()));
      }
      if (next < words.size() && !isOption(words.get(next))) {
        return words.get(next++);
      }
      problems.error(word.span(), "`" + option + "` has no value", "give " + what);
      return null;
    }

    @Nullable String text(String what) {
      Word value = word(what);
      return value == null ? null : value.text();
    }

    boolean none() {
      if (equals >= 0) {
        problems.error(
            word.span(), "`" + option + "` takes no value", "write `" + option + "` alone");
      }
      return true;
    }

    private boolean isOption(Word other) {
      return !other.quoted() && other.text().matches("-[^0-9].*");
    }
  }
}
