package tracebook.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tracebook.lang.Token.Kind;
import tracebook.source.CellText;
import tracebook.source.Names;
import tracebook.source.Problem;
import tracebook.source.Problems;
import tracebook.source.Span;

/** Reads statements without blocks of their own. The last one of a block needs no {@code ;}. */
final class StatementParser {
  /** What statements begin with. */
  static final List<String> WORDS =
      List.of(
          "emit", "print", "summarize", "let", "if", "every", "limit", "bt", "backtrace", "exit");

  static final List<String> AGGREGATES =
      List.of("count", "sum", "min", "max", "avg", "stddev", "distinct", "hist");

  private static final List<String> STACK_WORDS = List.of("raw", "full", "inline", "noinline");

  private final CellText cell;
  private final Lexer lexer;
  private final Problems problems;
  private final ExpressionParser expressions;

  /** Takes the name of each {@code let} that was read. */
  private final Consumer<Name> declared;

  StatementParser(
      CellText cell,
      Lexer lexer,
      ExpressionParser expressions,
      Problems problems,
      Consumer<Name> declared) {
    this.cell = cell;
    this.lexer = lexer;
    this.problems = problems;
    this.expressions = expressions;
    this.declared = declared;
  }

  /** The statement that begins with this word. */
  Statement simple(Token word) {
    return switch (word.text()) {
      case "emit" -> emit();
      case "print" -> print();
      case "summarize" -> summarize();
      case "let" -> let();
      case "bt", "backtrace" -> backtrace();
      case "exit" -> {
        lexer.next();
        if (lexer.peek().is("(")) {
          throw new SyntaxException(lexer.peek().span(), "`exit` takes nothing", "write `exit;`");
        }
        end("exit");
        yield new Statement.Exit(word.span());
      }
      default -> evaluate();
    };
  }

  /** A variable may be called like a statement: {@code limit.max;}. */
  boolean isStatementWord(Token token) {
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
    throwIfListInParentheses(word);
    List<Statement.Column> columns =
        columns("a column", "as in `emit size;`; `emit $args;` takes every argument");
    end("emit");
    return new Statement.Emit(columns, upTo(word.span()));
  }

  private List<Statement.Column> columns(String wanted, String example) {
    List<Statement.Column> columns = new ArrayList<>();
    do {
      if (ends()) {
        throw columns.isEmpty()
            ? expressions.unexpected(wanted, example)
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
        each ? ((Expr.Call) value).arguments().getFirst().span() : new Span(start, lexer.lastEnd());
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
    throwIfListInParentheses(word);
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
    Problems inText = new Problems();
    Format parsed = FormatParser.parse(format, inText);
    problems.addAll(inText.all());
    List<Expr> arguments = new ArrayList<>();
    while (comma()) {
      if (ends()) {
        throw expressions.trailingComma();
      }
      arguments.add(expressions.expression());
    }
    end("print");
    boolean fits = arguments.size() == parsed.arguments();
    if (!fits && !inText.hasErrors()) {
      problems.error(
          format.span(),
          "this text has places for "
              + count(parsed.arguments(), "value")
              + " and is given "
              + arguments.size(),
          parsed.arguments() < arguments.size()
              ? Elsewhere.format(format.text()).orElse("each value needs a `{}` in the text")
              : "each `{}` takes a value behind the text, `{:x.*}` takes a length and a value");
    }
    Format shown =
        fits && !inText.hasErrors() ? parsed : Format.plain(arguments.size(), format.span());
    return new Statement.Print(shown, arguments, upTo(word.span()));
  }

  /** {@code print("x is {}", x);}, {@code emit(a, b);}: a function of other languages. */
  private void throwIfListInParentheses(Token word) {
    if (!lexer.peek().is("(")) {
      return;
    }
    Lexer ahead = new Lexer(lexer.text(), lexer.mark(), new Problems());
    int depth = 0;
    do {
      Token token = ahead.next();
      if (token.kind() == Kind.END || token.is(";") || token.is("{") || token.is("}")) {
        return;
      }
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth == 1 && token.is(",")) {
        throw new SyntaxException(
            lexer.peek().span(),
            "`" + word.text() + "` takes no parentheses",
            word.is("print") ? "write `print \"x is {}\", x;`" : "write `emit a, b;`");
      }
    } while (depth > 0);
  }

  private boolean newLineBetween(int from, int to) {
    return lexer.text().substring(from, to).indexOf('\n') >= 0;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private Statement summarize() {
    Token word = lexer.next();
    Problems wrong = new Problems();
    List<Statement.Aggregate> aggregates = new ArrayList<>();
    try {
      do {
        aggregates.add(aggregate(wrong));
      } while (comma());
    } finally {
      problems.addAll(wrong.all());
    }
    List<Statement.Column> keys =
        lexer.take("by") ? columns("a key", "as in `summarize count() by $tid;`") : List.of();
    end("summarize");
    if (wrong.hasErrors()) {
      Problem first = wrong.all().getFirst();
      return new Statement.Wrong(first, Optional.empty(), List.of(), upTo(word.span()));
    }
    return new Statement.Summarize(aggregates, keys, upTo(word.span()));
  }

  private Statement.Aggregate aggregate(Problems wrong) {
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
      String message = "`" + function.text() + "` is not an aggregate";
      String hint =
          Elsewhere.aggregate(function.text())
              .orElseGet(() -> Names.didYouMean(function.text(), AGGREGATES, known));
      if (!lexer.peek().is("(")) {
        throw new SyntaxException(function.span(), message, hint);
      }
      wrong.error(function.span(), message, hint);
    }
    expressions.expect("(", "as in `sum(size)`");
    Optional<Expr> argument =
        lexer.peek().is(")") ? Optional.empty() : Optional.of(expressions.expression());
    if (argument.isPresent() && wrong.hasErrors()) {
      // The bounds and widths of other languages.
      while (comma()) {
        expressions.expression();
      }
    }
    expressions.expect(")", "an aggregate takes one value");
    Span span = upTo(name.map(Name::span).orElse(function.span()));
    boolean counts = function.text().equals("count");
    if (AGGREGATES.contains(function.text()) && argument.isPresent() == counts) {
      wrong.error(
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
    expressions.expect(
        "=",
        name.is("mut")
            ? "a `let` keeps its value: leave out `mut`"
            : "as in `let " + name.text() + " = r->size;`");
    Expr value = expressions.expression();
    end("let");
    Name let = new Name(name.text(), name.span());
    declared.accept(let);
    return new Statement.Let(let, value, upTo(word.span()));
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

  Statement evaluate() {
    Token first = lexer.peek();
    int behind = lexer.skipBlanks(first.span().end());
    Optional<SyntaxException> foreign = Elsewhere.statement(lexer.text(), first, behind);
    if (foreign.isPresent()) {
      throw foreign.get();
    }
    Expr value = expressions.expression();
    Token after = lexer.peek();
    if (after.is("=")
        || expressions.isStep(after)
        || (after.is(":") && lexer.text().startsWith("=", after.span().end()))) {
      String target = written(value.span());
      throw new SyntaxException(
          first.span().to(after.span()),
          "`" + target + "` cannot be assigned: a trace changes nothing",
          "`let x = …;` names a value and keeps it, `emit x = …;` names a column");
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
    Token token = lexer.peek();
    if (lexer.newLine() || (token.kind() == Kind.NAME && isStatementWord(token))) {
      problems.error(
          new Span(lexer.lastEnd() - 1, lexer.lastEnd()),
          "the `;` is missing after " + after,
          "statements are separated by `;`");
      return;
    }
    boolean value = "emit".equals(word) || "print".equals(word) || "summarize".equals(word);
    boolean operand =
        switch (token.kind()) {
          case NAME, SPECIAL, NUMBER, STRING, CHARACTER -> true;
          case SYMBOL, STRANGE, END -> false;
        };
    throw expressions.unexpected(
        "`;` after " + after,
        value && operand
            ? "values are separated by `,`, statements by `;`"
            : "statements are separated by `;`");
  }

  /** Text of the cell on one line. */
  String written(Span span) {
    return cell.slice(span).replaceAll("\\s*\\n\\s*", " ").strip();
  }

  private Span upTo(Span first) {
    return new Span(first.start(), Math.max(first.end(), lexer.lastEnd()));
  }
}
