package tracebook.lang;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tracebook.lang.Token.Kind;
import tracebook.source.CellText;
import tracebook.source.Names;
import tracebook.source.Problems;
import tracebook.source.Span;

/**
 * Reads blocks and their statements. After a mistake it goes on behind the next {@code ;} or at the
 * end of the block, so that one cell shows all of its mistakes. The last statement of a block needs
 * no {@code ;}.
 */
final class StatementParser {
  /** What statements begin with. */
  static final List<String> WORDS =
      List.of(
          "emit", "print", "summarize", "let", "if", "every", "limit", "bt", "backtrace", "exit");

  private static final List<String> AGGREGATES =
      List.of("count", "sum", "min", "max", "avg", "stddev", "distinct", "hist");

  private static final List<String> STACK_WORDS = List.of("raw", "full", "inline", "noinline");

  private static final Set<String> ITEMS = Set.of("trace", "span", "sample");

  /** Words of other tools and languages, and what to write here. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "for", "there are no loops: a probe does a bounded amount of work",
          "while", "there are no loops: a probe does a bounded amount of work",
          "return", "`exit;` ends the trace; a condition is written `if … { … }`",
          "printf", "`print \"x is {}\", x;` writes a line",
          "else", "`else` follows the `}` of an `if`",
          "var", "`let x = …;` names a value",
          "delete", "nothing is stored between hits: `summarize … by …;` makes groups",
          "clear", "nothing is stored between hits: `summarize … by …;` makes groups",
          "var_dump", "`emit $locals;` shows every variable");

  private final CellText cell;
  private final Lexer lexer;
  private final Problems problems;
  private final ExpressionParser expressions;

  /** The variables of the script that are in scope, with the place of their {@code let}. */
  private Map<String, Span> declared = new HashMap<>();

  StatementParser(CellText cell, Lexer lexer, Problems problems) {
    this.cell = cell;
    this.lexer = lexer;
    this.problems = problems;
    this.expressions = new ExpressionParser(lexer, problems);
  }

  ExpressionParser expressions() {
    return expressions;
  }

  /** From <code>{</code> to its <code>}</code>. */
  Block block() {
    expressions.enter("nest fewer blocks: join conditions by `&&`");
    Map<String, Span> outer = declared;
    declared = new HashMap<>(outer);
    try {
      Token open = expressions.expect("{", "a block is written `{ … }`");
      List<Statement> statements = new ArrayList<>();
      while (!lexer.peek().is("}")) {
        if (lexer.peek().kind() == Kind.END || itemBegins()) {
          problems.error(
              open.span(),
              "`{` is not closed",
              lexer.peek().kind() == Kind.END
                  ? "add `}` at the end"
                  : "add `}` before `"
                      + lexer.peek().text()
                      + "` on line "
                      + cell.line(lexer.peek().span().start()));
          return new Block(statements, upTo(open.span()));
        }
        if (!lexer.take(";")) {
          statementOrSkip(statements);
        }
      }
      lexer.next();
      return new Block(statements, upTo(open.span()));
    } finally {
      expressions.leave();
      declared = outer;
    }
  }

  /** An item inside of a block: the block before it was not closed. */
  private boolean itemBegins() {
    Token token = lexer.peek();
    if (token.kind() != Kind.NAME || !ITEMS.contains(token.text())) {
      return false;
    }
    int after = lexer.skipBlanks(token.span().end());
    if (after == token.span().end() || after >= lexer.text().length()) {
      return false;
    }
    int c = lexer.text().codePointAt(after);
    return Lexer.isNamePart(c) || c == '/' || c == '*' || c == '~';
  }

  private void statementOrSkip(List<Statement> statements) {
    int before = lexer.mark();
    try {
      statements.add(statement());
    } catch (SyntaxException wrong) {
      problems.error(wrong.span(), wrong.sentence(), wrong.hint());
      recover(before);
    }
  }

  /**
   * Goes on behind the {@code ;} that ends the wrong statement, or at the brace that ends its
   * block. A block on the way is read as one, for its own mistakes.
   */
  private void recover(int before) {
    if (lexer.mark() == before && !lexer.peek().is("{")) {
      lexer.next();
    }
    while (true) {
      Token token = lexer.peek();
      if (token.kind() == Kind.END || token.is("}") || itemBegins()) {
        return;
      }
      if (token.is("{")) {
        blockOnTheWay();
        if (!lexer.peek().is("else")) {
          return;
        }
      }
      if (lexer.newLine() && token.kind() == Kind.NAME && WORDS.contains(token.text())) {
        return;
      }
      lexer.next();
      if (token.is(";")) {
        return;
      }
    }
  }

  private void blockOnTheWay() {
    try {
      block();
    } catch (SyntaxException tooDeep) {
      if (problems.all().stream().noneMatch(p -> p.message().equals(tooDeep.sentence()))) {
        problems.error(tooDeep.span(), tooDeep.sentence(), tooDeep.hint());
      }
      skipBlock();
    }
  }

  /** To behind the brace that closes what the next one opens. */
  private void skipBlock() {
    int open = 0;
    do {
      Token token = lexer.next();
      if (token.kind() == Kind.END) {
        return;
      }
      open += token.is("{") ? 1 : token.is("}") ? -1 : 0;
    } while (open > 0);
  }

  private Statement statement() {
    Token token = lexer.peek();
    if (token.is("{")) {
      throw expressions.unexpected("a statement", "a block follows `if`, `every` or `limit`");
    }
    if (token.kind() != Kind.NAME || !isStatementWord(token)) {
      return evaluate();
    }
    return switch (token.text()) {
      case "emit" -> emit();
      case "print" -> print();
      case "summarize" -> summarize();
      case "let" -> let();
      case "if" -> condition();
      case "every" -> every();
      case "limit" -> limit();
      case "bt", "backtrace" -> backtrace();
      case "exit" -> {
        lexer.next();
        end("exit");
        yield new Statement.Exit(token.span());
      }
      default -> evaluate();
    };
  }

  /** A variable may be called like a statement: {@code limit.max;}. */
  private boolean isStatementWord(Token token) {
    String text = lexer.text();
    int after = lexer.skipBlanks(token.span().end());
    boolean comparison = text.startsWith("==", after);
    return WORDS.contains(token.text())
        && (after >= text.length()
            || (".[=".indexOf(text.charAt(after)) < 0 && !text.startsWith("->", after))
            || (text.charAt(after) == '.' && text.startsWith("..", after)))
        && !comparison;
  }

  private Statement emit() {
    Token word = lexer.next();
    List<Statement.Column> columns = columns("a column, as in `emit size;`");
    end("emit");
    return new Statement.Emit(columns, upTo(word.span()));
  }

  private List<Statement.Column> columns(String wanted) {
    List<Statement.Column> columns = new ArrayList<>();
    do {
      if (ends()) {
        throw columns.isEmpty()
            ? expressions.unexpected(wanted, "`emit $args;` takes every argument")
            : expressions.trailingComma();
      }
      columns.add(column());
    } while (comma());
    return columns;
  }

  private Statement.Column column() {
    Optional<Name> name = columnName();
    int start = lexer.mark();
    Expr value = expressions.expression();
    boolean each =
        value instanceof Expr.Call call
            && call.function().text().equals("each")
            && call.arguments().size() == 1;
    Span text =
        each
            ? ((Expr.Call) value).arguments().getFirst().span()
            : new Span(start, lexer.lastEnd());
    return new Statement.Column(name, value, written(text));
  }

  /** {@code NAME =} in front of a value. */
  private Optional<Name> columnName() {
    Token token = lexer.peek();
    int after = lexer.skipBlanks(token.span().end());
    boolean named = lexer.text().startsWith("=", after) && !lexer.text().startsWith("==", after);
    if (!named) {
      return Optional.empty();
    }
    if (token.kind() != Kind.NAME || token.text().contains("::")) {
      throw new SyntaxException(
          token.span(),
          token.shown() + " cannot be the name of a column",
          "a name has letters, digits and `_`: `emit size = r->size;`");
    }
    lexer.next();
    lexer.next();
    return Optional.of(new Name(token.text(), token.span()));
  }

  private Statement print() {
    Token word = lexer.next();
    if (ends()) {
      throw expressions.unexpected("what to print", "as in `print \"size {}\", size;`");
    }
    Token format = lexer.peek();
    int after = lexer.skipBlanks(format.span().end());
    boolean formatted =
        format.kind() == Kind.STRING
            && (after >= lexer.text().length()
                || ",;}\n".indexOf(lexer.text().charAt(after)) >= 0
                || newLineBetween(format.span().end(), after));
    if (!formatted) {
      int start = lexer.mark();
      Expr value = expressions.expression();
      String text = written(new Span(start, lexer.lastEnd()));
      end("print");
      return new Statement.PrintValue(value, text, upTo(word.span()));
    }
    lexer.next();
    Format parsed = FormatParser.parse(format, problems);
    List<Expr> arguments = new ArrayList<>();
    while (comma()) {
      if (ends()) {
        throw expressions.trailingComma();
      }
      arguments.add(expressions.expression());
    }
    end("print");
    if (arguments.size() != parsed.arguments()) {
      problems.error(
          format.span(),
          "this text has places for "
              + count(parsed.arguments(), "value")
              + " and is given "
              + arguments.size(),
          parsed.arguments() < arguments.size()
              ? "each value needs a `{}` in the text"
              : "each `{}` takes a value behind the text, `{:x.*}` takes a length and a value");
    }
    return new Statement.Print(parsed, arguments, upTo(word.span()));
  }

  private boolean newLineBetween(int from, int to) {
    return lexer.text().substring(from, to).indexOf('\n') >= 0;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private Statement summarize() {
    Token word = lexer.next();
    List<Statement.Aggregate> aggregates = new ArrayList<>();
    do {
      aggregates.add(aggregate());
    } while (comma());
    List<Statement.Column> keys = lexer.take("by") ? columns("a key, as in `by $tid`") : List.of();
    end("summarize");
    return new Statement.Summarize(aggregates, keys, upTo(word.span()));
  }

  private Statement.Aggregate aggregate() {
    String known =
        "the aggregates are `count()`, `sum(x)`, `min(x)`, `max(x)`, `avg(x)`, "
            + "`stddev(x)`, `distinct(x)` and `hist(x)`";
    Optional<Name> name = columnName();
    Token function = lexer.peek();
    if (function.kind() != Kind.NAME) {
      throw expressions.unexpected("an aggregate", known);
    }
    lexer.next();
    if (!AGGREGATES.contains(function.text())) {
      problems.error(
          function.span(),
          "`" + function.text() + "` is not an aggregate",
          Names.didYouMean(function.text(), AGGREGATES, known));
    }
    expressions.expect("(", "as in `sum(size)`");
    Optional<Expr> argument =
        lexer.peek().is(")") ? Optional.empty() : Optional.of(expressions.expression());
    expressions.expect(")", "an aggregate takes one value");
    Span span = upTo(name.map(Name::span).orElse(function.span()));
    boolean counts = function.text().equals("count");
    if (AGGREGATES.contains(function.text()) && argument.isPresent() == counts) {
      problems.error(
          upTo(function.span()),
          "`" + function.text() + "` takes " + (counts ? "no value" : "one value"),
          counts
              ? "write `count()`; a condition goes around the `summarize`"
              : "as in `" + function.text() + "(size)`");
    }
    return new Statement.Aggregate(
        name,
        new Name(function.text(), function.span()),
        argument,
        written(upTo(function.span())),
        span);
  }

  private Statement let() {
    Token word = lexer.next();
    Token name = lexer.peek();
    if (name.kind() != Kind.NAME || name.text().contains("::")) {
      throw expressions.unexpected("a name after `let`", "as in `let size = r->size;`");
    }
    lexer.next();
    expressions.expect("=", "as in `let " + name.text() + " = r->size;`");
    Expr value = expressions.expression();
    end("let");
    Span earlier = declared.putIfAbsent(name.text(), name.span());
    if (earlier != null) {
      problems.error(
          name.span(),
          "`" + name.text() + "` already has a `let` on line " + cell.line(earlier.start()),
          "a `let` keeps its value: choose another name");
    }
    return new Statement.Let(new Name(name.text(), name.span()), value, upTo(word.span()));
  }

  private Statement condition() {
    Token word = lexer.next();
    Expr condition = expressions.expression();
    Block then = bodyOf("if", "`if size > 10 { emit size; }`");
    if (!lexer.take("else")) {
      return new Statement.If(condition, then, Optional.empty(), upTo(word.span()));
    }
    Block otherwise;
    if (lexer.peek().is("if")) {
      int start = lexer.mark();
      expressions.enter("write the rest as `if`s of their own");
      try {
        Statement next = condition();
        otherwise = new Block(List.of(next), upTo(new Span(start, start)));
      } finally {
        expressions.leave();
      }
    } else {
      otherwise = bodyOf("else", "`else { emit size; }`");
    }
    return new Statement.If(condition, then, Optional.of(otherwise), upTo(word.span()));
  }

  private Block bodyOf(String word, String example) {
    if (!lexer.peek().is("{")) {
      throw expressions.unexpected("`{` after `" + word + "`", "as in " + example);
    }
    return block();
  }

  private Statement every() {
    Token word = lexer.next();
    long count = positive("every", "as in `every 100 { … }`");
    Block block = bodyOf("every", "`every 100 { emit $hit; }`");
    return new Statement.Every(count, block, upTo(word.span()));
  }

  private Statement limit() {
    Token word = lexer.next();
    String example = "as in `limit 5/s { … }`";
    long count = positive("limit", example);
    expressions.expect("/", example);
    Token unit = lexer.peek();
    long nanoseconds =
        switch (unit.text()) {
          case "ms" -> 1_000_000L;
          case "s", "sec" -> 1_000_000_000L;
          case "m", "min" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default ->
              throw expressions.unexpected(
                  "a unit of time", "units are `ms`, `s`, `min` and `h`: `limit 5/s { … }`");
        };
    lexer.next();
    Block block = bodyOf("limit", "`limit 5/s { emit $hit; }`");
    return new Statement.Limit(count, nanoseconds, block, upTo(word.span()));
  }

  private long positive(String word, String example) {
    Token token = lexer.peek();
    if (token.kind() != Kind.NUMBER) {
      throw expressions.unexpected("a number after `" + word + "`", example);
    }
    lexer.next();
    Problems found = new Problems();
    Expr number = Literals.number(token, found);
    problems.addAll(found.all());
    if (number instanceof Expr.IntegerLiteral literal && literal.value() >= 1) {
      return literal.value();
    }
    if (!found.hasErrors()) {
      problems.error(token.span(), "`" + word + "` needs a number from 1", example);
    }
    return 1;
  }

  private Statement backtrace() {
    Token word = lexer.next();
    List<Name> words = new ArrayList<>();
    while (lexer.peek().kind() == Kind.NAME && !lexer.newLine()) {
      Token option = lexer.next();
      if (!STACK_WORDS.contains(option.text())) {
        problems.error(
            option.span(),
            "`" + word.text() + "` has no form `" + option.text() + "`",
            Names.didYouMean(
                option.text(), STACK_WORDS, "the forms are `raw`, `full`, `inline`, `noinline`"));
      }
      words.add(new Name(option.text(), option.span()));
    }
    end(word.text());
    return new Statement.Backtrace(words, upTo(word.span()));
  }

  private Statement evaluate() {
    Token first = lexer.peek();
    String elsewhere = first.kind() == Kind.NAME ? ELSEWHERE.get(first.text()) : null;
    if (elsewhere != null) {
      int after = lexer.skipBlanks(first.span().end());
      boolean alone =
          after < lexer.text().length() && ".;-[".indexOf(lexer.text().charAt(after)) >= 0;
      if (!alone) {
        throw new SyntaxException(
            first.span(), "`" + first.text() + "` is not a statement", elsewhere);
      }
    }
    Expr value = expressions.expression();
    Token after = lexer.peek();
    if (after.is("=") || expressions.isStep(after)) {
      String target = written(value.span());
      throw new SyntaxException(
          first.span().to(after.span()),
          "`" + target + "` cannot be assigned: a trace changes nothing",
          value instanceof Expr.Variable && declared.containsKey(target)
              ? "a `let` keeps its value: bind a new name with `let`"
              : "`let x = …;` names a value, `emit x = …;` names a column");
    }
    boolean misspelt =
        value instanceof Expr.Variable && !ends() && !lexer.newLine() && first.kind() == Kind.NAME;
    if (misspelt) {
      throw new SyntaxException(
          first.span(),
          "`" + first.text() + "` is not a statement",
          Names.didYouMean(
              first.text(), WORDS, "statements begin with `" + String.join("`, `", WORDS) + "`"));
    }
    end(null);
    return new Statement.Evaluate(value, upTo(first.span()));
  }

  private boolean comma() {
    return lexer.take(",");
  }

  private boolean ends() {
    Token token = lexer.peek();
    return token.is(";") || token.is("}") || token.kind() == Kind.END;
  }

  /** The {@code ;} of a statement. A missing one at a line's end is reported, and that is all. */
  private void end(@Nullable String word) {
    if (lexer.take(";") || ends()) {
      return;
    }
    String after = word == null ? "an expression" : "`" + word + "`";
    if (lexer.newLine()) {
      problems.error(
          new Span(lexer.lastEnd() - 1, lexer.lastEnd()),
          "the `;` is missing after " + after,
          "statements are separated by `;`");
      return;
    }
    throw expressions.unexpected("`;` after " + after, "statements are separated by `;`");
  }

  /** Text of the cell on one line. */
  private String written(Span span) {
    return cell.slice(span).replaceAll("\\s*\\n\\s*", " ").strip();
  }

  private Span upTo(Span first) {
    return new Span(first.start(), Math.max(first.end(), lexer.lastEnd()));
  }
}
