package tracebook.scripts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a program says of its values, beside what a script shows of them. */
final class Said {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");

  /**
   * An expression of which a program says what is shown.
   *
   * @param style what stands for it in the text of a {@code print}; empty where a column has it too
   */
  record Of(String style, String expression) {
    static Of key(String key) {
      int end = key.startsWith("{") ? key.indexOf(' ') : -1;
      return new Of(key.substring(0, Math.max(0, end)), key.substring(end + 1));
    }

    private String key() {
      return style.isEmpty() ? expression : style + " " + expression;
    }
  }

  private final Subject subject;
  private final Script script;
  private final Map<String, String> columns;

  Said(Subject subject, Script script) {
    this.subject = subject;
    this.script = script;
    this.columns = script.columns();
  }

  /** What is hidden has a column and no name; of results and of the semaphore it has the words. */
  static boolean isExpression(String key) {
    return !key.contains("@") && !key.startsWith("give_") && !key.equals("semaphore");
  }

  /** Whether names mean what they mean at the probed line. */
  static boolean hasVariables(Script.Kind kind) {
    return switch (kind) {
      case LINE, SPAN, KEYED -> true;
      case RETURN, INLINED, STATIC -> false;
    };
  }

  /** What a column has at a hit. */
  Optional<String> column(int hit, String name) {
    String of = columns.get(name);
    if (of != null) {
      return truth(hit, of);
    }
    int dot = name.indexOf('.');
    String whole = dot < 0 ? null : columns.get(name.substring(0, dot));
    return truth(hit, whole == null ? name : plain(whole) + name.substring(dot));
  }

  /** Of the columns that there must be, one that there is not. */
  Optional<String> lacking(Collection<String> names) {
    return hasVariables(script.kind()) ? lacking(script.block(), names) : Optional.empty();
  }

  private Optional<String> lacking(Node node, Collection<String> names) {
    Stream<String> own = subject.variables.getOrDefault(node.text(), List.of()).stream();
    // A structure that is nowhere has no members.
    return own.filter(
            name ->
                !names.contains(name)
                    && !(subject.optimised && names.contains(name.split("\\.", -1)[0])))
        .findFirst()
        .or(() -> node.kids().stream().flatMap(kid -> lacking(kid, names).stream()).findFirst());
  }

  private Optional<String> truth(int hit, String expression) {
    String plain = plain(expression);
    return plain.startsWith("a->") || hasVariables(script.kind())
        ? subject.truth(hit, plain)
        : Optional.empty();
  }

  /** Optimised code need not have a variable's value, and says why. */
  boolean mayLack(String name) {
    return subject.optimised && !plain(columns.getOrDefault(name, name)).startsWith("a->");
  }

  /** What is read through {@code a} is the same everywhere in the function. */
  private static String plain(String expression) {
    return expression
        .replaceFirst(
            "^(?:entry|start)[(](\\(&everything\\)->[^ ()]+|a->[^ ()]+(?:[(][)])?)[)]$", "$1")
        .replaceFirst("^(?:one->|\\(&everything\\)->)", "a->");
  }

  /**
   * The lines of its prints in the order of the text; a part of which nothing is said matches
   * anything.
   */
  List<Pattern> prints(int hit) {
    List<Pattern> prints = new ArrayList<>();
    prints(hit, script.block(), prints);
    return prints;
  }

  private void prints(int hit, Node node, List<Pattern> to) {
    if (node.kind() == Node.Kind.STATEMENT && node.text().startsWith("print ")) {
      to.add(print(hit, node));
    } else {
      node.kids().forEach(kid -> prints(hit, kid, to));
    }
  }

  private Pattern print(int hit, Node print) {
    String text = print.pieces().getFirst();
    int end = text.lastIndexOf('"');
    if (end < 0) {
      return Pattern.compile(".*");
    }
    String format = text.substring(text.indexOf('"') + 1, end);
    Matcher places = PLACEHOLDER.matcher(format);
    StringBuilder pattern = new StringBuilder();
    int from = 0;
    int kid = 0;
    for (MatchResult place : places.results().toList()) {
      pattern.append(Pattern.quote(format.substring(from, place.start())));
      kid += place.group().contains("*") ? 1 : 0;
      String expression = print.kids().get(kid++).text();
      Optional<String> said = argument(hit, place.group(), expression);
      pattern.append(
          said.map(one -> Pattern.quote(one) + (one.contains("…") ? "…?" : ""))
              .map(one -> mayLack(expression) ? "(?:" + one + "|<.*>)" : one)
              .orElse(".*"));
      from = place.end();
    }
    return Pattern.compile(pattern + Pattern.quote(format.substring(from)));
  }

  private Optional<String> argument(int hit, String style, String expression) {
    String plain = plain(expression);
    Optional<String> said = truth(hit, new Of(style, plain));
    return said.isEmpty() && style.equals("{}") ? truth(hit, new Of("", plain)) : said;
  }

  private Optional<String> truth(int hit, Of of) {
    return of.expression.startsWith("a->") || hasVariables(script.kind())
        ? subject.truth(hit, of.key())
        : Optional.empty();
  }
}
