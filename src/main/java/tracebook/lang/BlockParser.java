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
import tracebook.source.Problem;
import tracebook.source.Problems;
import tracebook.source.Span;

/**
 * Reads blocks, and the statements that have blocks of their own. After a mistake it goes on behind
 * the next {@code ;} or at the end of the block, so that one cell shows all of its mistakes; what
 * was wrong stays in the tree as {@link Statement.Wrong}.
 */
final class BlockParser {
  private static final String DEEP = "nest fewer blocks: join conditions by `&&`";

  /** What has blocks that mean the same when its head is wrong. */
  private static final Set<String> HAVE_BLOCKS =
      Set.of("if", "else", "every", "limit", "while", "do", "{");

  /** Words of other languages whose blocks have variables of their own, or are none of ours. */
  private static final Set<String> DECLARE =
      Set.of("foreach", "match", "function", "fn", "def", "try", "catch", "with");

  private static final Set<String> ITEMS = Set.of("trace", "span", "sample");

  private final CellText cell;
  private final Lexer lexer;
  private final Problems problems;
  private final ExpressionParser expressions;
  private final StatementParser statements;

  /** The variables of the script that are in scope, with the place of their {@code let}. */
  private Map<String, Span> declared = new HashMap<>();

  /** How many blocks are open. */
  private int open;

  /** Blocks of statements that are not read to their end yet. */
  private final List<Block> unfinished = new ArrayList<>();

  /** A brace whose partner, by the look of the lines, closes an outer one. */
  private @Nullable Span askew;

  BlockParser(CellText cell, Lexer lexer, Problems problems) {
    this.cell = cell;
    this.lexer = lexer;
    this.problems = problems;
    this.expressions = new ExpressionParser(lexer, problems);
    this.statements = new StatementParser(cell, lexer, expressions, problems, this::declare);
  }

  ExpressionParser expressions() {
    return expressions;
  }

  /** From <code>{</code> to its <code>}</code>. */
  Block block() {
    expressions.enter(DEEP);
    try {
      Token brace = expressions.expect("{", "a block is written `{ … }`");
      return rest(brace.span());
    } finally {
      expressions.leave();
    }
  }

  /**
   * The block behind what was read last: {@code trace f}, {@code if x}. Where only its brace is
   * missing that is reported, and all is read as if it were there.
   *
   * @param otherwise the mistake when there is no block at all
   */
  Block body(SyntaxException otherwise) {
    if (lexer.peek().is("{")) {
      return block();
    }
    if (lexer.peek().is("}") || closing() <= open) {
      throw otherwise;
    }
    expressions.enter(DEEP);
    try {
      Span before = new Span(lexer.lastEnd() - 1, lexer.lastEnd());
      problems.error(before, "the `{` of this block is missing", "a block is written `{ … }`");
      return rest(before);
    } finally {
      expressions.leave();
    }
  }

  /** Behind an open brace, to the one that closes it. */
  private Block rest(Span brace) {
    Map<String, Span> outer = declared;
    declared = new HashMap<>(outer);
    open++;
    try {
      List<Statement> all = new ArrayList<>();
      while (!lexer.peek().is("}")) {
        if (lexer.peek().kind() == Kind.END || itemBegins(lexer)) {
          notClosed(brace);
          return new Block(all, upTo(brace));
        }
        if (!lexer.take(";")) {
          statementOrSkip(all);
        }
      }
      Token close = lexer.next();
      if (askew == null && closesAnother(brace, close.span())) {
        askew = brace;
      }
      return new Block(all, upTo(brace));
    } finally {
      open--;
      declared = outer;
      if (open == 0) {
        askew = null;
      }
    }
  }

  private void notClosed(Span brace) {
    Token token = lexer.peek();
    Span wrong = askew == null ? brace : askew;
    askew = null;
    String hint =
        token.kind() == Kind.END
            ? "add `}` at the end"
            : "add `}` before `" + token.text() + "` on line " + cell.line(token.span().start());
    problems.error(
        wrong,
        "`{` is not closed",
        wrong.equals(brace) ? hint : "add its `}` at the end of what is in it");
  }

  /** A brace that begins its line, further to the left than the line of the open one. */
  private boolean closesAnother(Span brace, Span close) {
    int from = indentation(brace.start());
    int to = indentation(close.start());
    return cell.line(brace.start()) < cell.line(close.start())
        && cell.column(close.start()) == to + 1
        && to < from;
  }

  private int indentation(int offset) {
    int start = lexer.text().lastIndexOf('\n', offset - 1) + 1;
    int at = start;
    while (at < offset && Character.isWhitespace(lexer.text().charAt(at))) {
      at++;
    }
    return at - start;
  }

  /** How many braces more are closed than opened in what is left of this item. */
  private int closing() {
    Lexer ahead = new Lexer(lexer.text(), lexer.mark(), new Problems());
    int more = 0;
    while (ahead.peek().kind() != Kind.END && !itemBegins(ahead)) {
      Token token = ahead.next();
      more += token.is("}") ? 1 : token.is("{") ? -1 : 0;
    }
    return more;
  }

  /** An item inside of a block: the block before it was not closed. */
  private static boolean itemBegins(Lexer lexer) {
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

  private void statementOrSkip(List<Statement> all) {
    int before = lexer.mark();
    boolean hasBlocks = hasBlocks(lexer.peek());
    int finished = unfinished.size();
    try {
      all.add(statement());
    } catch (SyntaxException wrong) {
      Problem problem = Problem.error(wrong.span(), wrong.sentence(), wrong.hint());
      problems.addAll(List.of(problem));
      List<Block> more = unfinished.subList(finished, unfinished.size());
      List<Block> inside = new ArrayList<>(more);
      more.clear();
      recover(before, inside);
      Span span = upTo(new Span(before, before));
      Optional<String> lost = LostNames.in(cell.slice(span));
      lost.ifPresent(name -> declared.putIfAbsent(name, span));
      all.add(new Statement.Wrong(problem, lost, hasBlocks ? inside : List.of(), span));
    }
  }

  /**
   * Also a word that is no statement, as {@code iff} or {@code unless}: its block is meant as one.
   */
  private static boolean hasBlocks(Token word) {
    boolean misspelt =
        word.kind() == Kind.NAME
            && !StatementParser.WORDS.contains(word.text())
            && !Elsewhere.isKeyword(word.text())
            && !DECLARE.contains(word.text());
    return misspelt || HAVE_BLOCKS.contains(word.text());
  }

  /**
   * Goes on behind the {@code ;} that ends the wrong statement, or at the brace that ends its
   * block. A block on the way is read as one, for its own mistakes.
   */
  private void recover(int before, List<Block> inside) {
    if (lexer.mark() == before && !lexer.peek().is("{")) {
      lexer.next();
    }
    if (lexer.text().startsWith("for", before) && lexer.peek().is("(")) {
      skipParentheses();
    }
    boolean assigned = false;
    while (true) {
      Token token = lexer.peek();
      if (token.kind() == Kind.END || token.is("}") || itemBegins(lexer)) {
        return;
      }
      if (assigned && token.is("{")) {
        skipBlock();
        continue;
      }
      assigned = token.is("=");
      if (token.is("{")) {
        blockOnTheWay(inside);
        if (!lexer.peek().is("else")) {
          return;
        }
      }
      if (lexer.newLine()
          && token.kind() == Kind.NAME
          && StatementParser.WORDS.contains(token.text())) {
        return;
      }
      lexer.next();
      if (token.is(";") && !lexer.peek().is("else")) {
        return;
      }
    }
  }

  private void blockOnTheWay(List<Block> inside) {
    try {
      inside.add(block());
    } catch (SyntaxException tooDeep) {
      if (problems.all().stream().noneMatch(p -> p.message().equals(tooDeep.sentence()))) {
        problems.error(tooDeep.span(), tooDeep.sentence(), tooDeep.hint());
      }
      skipBlock();
    }
  }

  /** The head of a loop of C, whose semicolons end no statement; unless it is not closed. */
  private void skipParentheses() {
    int start = lexer.mark();
    int depth = 0;
    do {
      Token token = lexer.next();
      if (token.kind() == Kind.END || token.is("{") || token.is("}")) {
        lexer.reset(start);
        return;
      }
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    } while (depth > 0);
  }

  /** To behind the brace that closes what the next one opens. */
  private void skipBlock() {
    int depth = 0;
    do {
      Token token = lexer.next();
      if (token.kind() == Kind.END) {
        return;
      }
      depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
    } while (depth > 0);
  }

  private Statement statement() {
    Token token = lexer.peek();
    boolean operand =
        switch (token.kind()) {
          case NAME, SPECIAL, NUMBER, STRING, CHARACTER -> true;
          case SYMBOL -> ExpressionParser.begins(token);
          case STRANGE -> token.text().equals("@");
          case END -> false;
        };
    if (!operand) {
      String known = "statements begin with `" + String.join("`, `", StatementParser.WORDS) + "`";
      throw new SyntaxException(
          token.span(),
          token.shown() + " begins no statement",
          token.is("{")
              ? "a block follows `if`, `every` or `limit`"
              : Elsewhere.token(token).orElse(known));
    }
    if (token.kind() != Kind.NAME || !statements.isStatementWord(token)) {
      return statements.evaluate();
    }
    return switch (token.text()) {
      case "if" -> condition();
      case "every" -> every();
      case "limit" -> limit();
      default -> statements.simple(token);
    };
  }

  /** A {@code let}: the name is known from here to the end of the block. */
  private void declare(Name name) {
    Span earlier = declared.putIfAbsent(name.text(), name.span());
    if (earlier != null) {
      problems.error(
          name.span(),
          "`" + name.text() + "` already has a `let` on line " + cell.line(earlier.start()),
          "a `let` keeps its value: choose another name");
    }
  }

  private Statement condition() {
    Token word = lexer.next();
    int start = lexer.mark();
    Expr condition = expressions.expression();
    String text = statements.written(new Span(start, lexer.lastEnd()));
    Block then = bodyOf("if", "`if size > 10 { emit size; }`");
    if (!lexer.take("else")) {
      return new Statement.If(condition, text, then, Optional.empty(), upTo(word.span()));
    }
    unfinished.add(then);
    Block otherwise;
    if (lexer.peek().is("if")) {
      int next = lexer.mark();
      expressions.enter("write the rest as `if`s of their own");
      try {
        otherwise = new Block(List.of(condition()), upTo(new Span(next, next)));
      } finally {
        expressions.leave();
      }
    } else {
      otherwise = bodyOf("else", "`else { emit size; }`");
    }
    unfinished.removeLast();
    return new Statement.If(condition, text, then, Optional.of(otherwise), upTo(word.span()));
  }

  private Block bodyOf(String word, String example) {
    return body(expressions.unexpected("`{` after `" + word + "`", "as in " + example));
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

  private Span upTo(Span first) {
    return new Span(first.start(), Math.max(first.end(), lexer.lastEnd()));
  }
}
