package tracebook.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tracebook.lang.Expr.BinaryOperator;
import tracebook.lang.Expr.UnaryOperator;
import tracebook.lang.Token.Kind;
import tracebook.source.Problems;
import tracebook.source.Span;

/** Reads expressions: C's operators with C's precedence. */
final class ExpressionParser {
  /** Deepest nesting of parentheses, blocks and prefix operators. */
  static final int MOST_DEPTH = 200;

  /** Most operators in one expression: the tree is as deep as a chain of them is long. */
  private static final int MOST_OPERATORS = 500;

  private static final String VALUE =
      "a value is missing here: a variable, a number, `$pid`, `(…)`";

  private static final String APART = "take it apart with `let`";

  /** C's levels, loosest first (C11, section 6.5). */
  private static final List<List<BinaryOperator>> LEVELS =
      List.of(
          List.of(BinaryOperator.OR),
          List.of(BinaryOperator.AND),
          List.of(BinaryOperator.BIT_OR),
          List.of(BinaryOperator.BIT_XOR),
          List.of(BinaryOperator.BIT_AND),
          List.of(BinaryOperator.EQUAL, BinaryOperator.NOT_EQUAL),
          List.of(
              BinaryOperator.LESS,
              BinaryOperator.LESS_EQUAL,
              BinaryOperator.GREATER,
              BinaryOperator.GREATER_EQUAL),
          List.of(BinaryOperator.SHIFT_LEFT, BinaryOperator.SHIFT_RIGHT),
          List.of(BinaryOperator.ADD, BinaryOperator.SUBTRACT),
          List.of(BinaryOperator.MULTIPLY, BinaryOperator.DIVIDE, BinaryOperator.REMAINDER));

  private static final Map<String, UnaryOperator> PREFIX =
      Map.of(
          "*", UnaryOperator.DEREFERENCE,
          "&", UnaryOperator.ADDRESS_OF,
          "-", UnaryOperator.MINUS,
          "+", UnaryOperator.PLUS,
          "!", UnaryOperator.NOT,
          "~", UnaryOperator.COMPLEMENT);

  /** With a {@code =} right behind them they assign. */
  private static final Set<String> CHANGES =
      Set.of("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>");

  private final Lexer lexer;
  private final Problems problems;
  private final TypeNames types;
  private int depth;
  private int operators;

  /** Whether an operand may begin with this symbol. */
  static boolean begins(Token symbol) {
    return symbol.is("(") || PREFIX.containsKey(symbol.text());
  }

  ExpressionParser(Lexer lexer, Problems problems) {
    this.lexer = lexer;
    this.problems = problems;
    this.types = new TypeNames(lexer);
  }

  /** A whole expression. */
  Expr expression() {
    operators = 0;
    return conditional();
  }

  /** Goes one level down, for the parser of statements too; {@link #leave} comes back. */
  void enter(String hint) {
    if (depth >= MOST_DEPTH) {
      throw new SyntaxException(
          lexer.peek().span(), "this is nested deeper than " + MOST_DEPTH + " levels", hint);
    }
    depth++;
  }

  void leave() {
    depth--;
  }

  private Expr conditional() {
    int start = lexer.mark();
    Expr condition = climb(unary(), start, 0);
    if (!lexer.take("?")) {
      return condition;
    }
    enter(APART);
    try {
      Expr then = conditional();
      expect(":", "a conditional is written `c ? a : b`");
      Expr otherwise = conditional();
      return new Expr.Conditional(condition, then, otherwise, from(start));
    } finally {
      leave();
    }
  }

  /** Operators of this level and tighter ones, to the right of an operand that starts there. */
  private Expr climb(Expr first, int start, int level) {
    Expr left = first;
    while (true) {
      Token token = lexer.peek();
      int found = level(token);
      if (found < level) {
        return left;
      }
      BinaryOperator operator = operator(token, found);
      lexer.next();
      count(token);
      int rightStart = lexer.mark();
      Expr right = climb(unary(), rightStart, found + 1);
      left = new Expr.Binary(operator, left, right, token.span(), from(start));
    }
  }

  /** The level of an infix operator; -1 for anything else. */
  private int level(Token token) {
    if (token.kind() == Kind.SYMBOL && !isStep(token)) {
      for (int level = 0; level < LEVELS.size(); level++) {
        for (BinaryOperator operator : LEVELS.get(level)) {
          if (operator.symbol().equals(token.text())) {
            return level;
          }
        }
      }
    }
    return -1;
  }

  private static BinaryOperator operator(Token token, int level) {
    for (BinaryOperator operator : LEVELS.get(level)) {
      if (operator.symbol().equals(token.text())) {
        return operator;
      }
    }
    throw new IllegalStateException(token.text());
  }

  /** {@code x++}, {@code x--} and {@code x += 1}, which end an operand; {@code x - -1} does not. */
  boolean isStep(Token token) {
    if (token.kind() != Kind.SYMBOL) {
      return false;
    }
    String text = lexer.text();
    int second = token.span().end();
    if (CHANGES.contains(token.text()) && text.startsWith("=", second)) {
      return !text.startsWith("==", second);
    }
    if ((!token.is("+") && !token.is("-")) || !text.startsWith(token.text(), second)) {
      return false;
    }
    int after = lexer.skipBlanks(second + 1);
    return after >= text.length() || ";),}]".indexOf(text.charAt(after)) >= 0;
  }

  private void count(Token token) {
    if (++operators > MOST_OPERATORS) {
      throw new SyntaxException(
          token.span(), "this expression has more than " + MOST_OPERATORS + " operators", APART);
    }
  }

  private Expr unary() {
    enter(APART);
    try {
      Token token = lexer.peek();
      UnaryOperator operator = token.kind() == Kind.SYMBOL ? PREFIX.get(token.text()) : null;
      if (operator != null) {
        lexer.next();
        Expr operand = unary();
        Span span = from(token.span().start());
        boolean smallest =
            operator == UnaryOperator.MINUS
                && operand instanceof Expr.IntegerLiteral literal
                && literal.value() == Long.MIN_VALUE;
        return smallest
            ? new Expr.IntegerLiteral(Long.MIN_VALUE, false, span)
            : new Expr.Unary(operator, operand, span);
      }
      if (token.is("sizeof")) {
        return sizeOf();
      }
      if (token.is("(")) {
        Optional<Expr.TypeName> type = types.inParentheses(true);
        if (type.isPresent()) {
          Expr operand = unary();
          return new Expr.Cast(type.get(), operand, from(token.span().start()));
        }
      }
      return postfix(primary(), token.span().start());
    } finally {
      leave();
    }
  }

  private Expr sizeOf() {
    Token word = lexer.next();
    Optional<Expr.TypeName> type = types.inParentheses(false);
    if (type.isPresent()) {
      return new Expr.SizeOf(type, Optional.empty(), upTo(word.span()));
    }
    Expr operand = unary();
    return new Expr.SizeOf(Optional.empty(), Optional.of(operand), upTo(word.span()));
  }

  private Expr postfix(Expr first, int start) {
    Expr value = first;
    while (true) {
      Token token = lexer.peek();
      if (token.is(".") || token.is("->")) {
        lexer.next();
        count(token);
        Name member = member(token);
        value = new Expr.Member(value, member, token.is("->"), from(start));
      } else if (token.is("[")) {
        lexer.next();
        count(token);
        value = index(value, start);
      } else if (token.is("(") && value instanceof Expr.Variable function) {
        value = call(new Name(function.name(), function.span()));
      } else if (token.is("(") && value instanceof Expr.Member method) {
        value = method(method);
      } else {
        return value;
      }
    }
  }

  /** {@code v.size()}: a function of what stands in front of it. */
  private Expr method(Expr.Member method) {
    lexer.next();
    expect(")", "methods cannot be called; `v.size()` is the length of `v`");
    return new Expr.Call(method.member(), List.of(method.target()), upTo(method.span()));
  }

  private Name member(Token dot) {
    Token index = lexer.tupleIndex();
    if (index != null) {
      return new Name(index.text(), index.span());
    }
    Token name = lexer.peek();
    if (name.kind() != Kind.NAME) {
      throw unexpected("the name of a member after `" + dot.text() + "`", "as in `r->uri`, `t.0`");
    }
    Token whole = withArguments(lexer.next(), true);
    return new Name(whole.text(), whole.span());
  }

  /** A name with the template arguments that belong to it. */
  private Token withArguments(Token name, boolean member) {
    int end = TemplateNames.end(lexer.text(), name.span().end(), member);
    if (end == name.span().end()) {
      return name;
    }
    lexer.skipTo(end);
    Span span = new Span(name.span().start(), end);
    return new Token(Kind.NAME, lexer.text().substring(span.start(), end), span);
  }

  private Expr index(Expr target, int start) {
    Expr from = conditional();
    if (lexer.take("..")) {
      Expr to = conditional();
      expect("]", "a slice is written `a[0..n]`");
      return new Expr.Slice(target, from, to, from(start));
    }
    expect("]", "an element is written `a[i]`, a slice `a[0..n]`");
    return new Expr.Index(target, from, from(start));
  }

  private Expr primary() {
    Token token = lexer.peek();
    return switch (token.kind()) {
      case NUMBER -> Literals.number(lexer.next(), problems);
      case STRING -> new Expr.StringLiteral(Literals.bytes(lexer.next(), problems), token.span());
      case CHARACTER -> Literals.character(lexer.next(), problems);
      case SPECIAL -> special(lexer.next());
      case NAME -> named(lexer.next());
      case SYMBOL -> {
        if (!token.is("(")) {
          throw unexpected("an expression", VALUE);
        }
        lexer.next();
        Expr inside = conditional();
        expect(")", "every `(` needs its `)`");
        yield inside;
      }
      case STRANGE, END -> throw unexpected("an expression", VALUE);
    };
  }

  private Expr named(Token token) {
    return switch (token.text()) {
      case "true" -> new Expr.BoolLiteral(true, token.span());
      case "false" -> new Expr.BoolLiteral(false, token.span());
      case "null", "NULL", "nullptr" -> new Expr.NullLiteral(token.span());
      case "cast" -> lexer.peek().is("(") ? cast(token) : variable(token);
      default -> variable(withArguments(token, false));
    };
  }

  private static Expr variable(Token token) {
    return new Expr.Variable(token.text(), token.span());
  }

  private Expr special(Token token) {
    if (token.text().length() == 1) {
      throw new SyntaxException(
          token.span(), "`$` has no name", "a special value is written like `$pid`");
    }
    if (!lexer.peek().is("(")) {
      return new Expr.Special(token.text().substring(1), token.span());
    }
    Name function = new Name(token.text(), token.span());
    return token.text().equals("$globals") ? globals(function) : call(function);
  }

  private Expr call(Name function) {
    lexer.next();
    List<Expr> arguments = new ArrayList<>();
    if (!lexer.peek().is(")")) {
      do {
        if (lexer.peek().is(")")) {
          throw trailingComma();
        }
        arguments.add(conditional());
      } while (lexer.take(","));
    }
    expect(")", "arguments are separated by `,`");
    return new Expr.Call(function, arguments, upTo(function.span()));
  }

  /** {@code $globals(ngx_*)}: the text in the parentheses is a pattern, quoted or not. */
  private Expr globals(Name function) {
    Token open = lexer.next();
    int close = lexer.text().indexOf(')', open.span().end());
    int line = lexer.text().indexOf('\n', open.span().end());
    if (close < 0 || (line >= 0 && line < close)) {
      throw new SyntaxException(
          open.span(), "`(` is not closed", "names of globals are written `$globals(conn_*)`");
    }
    String inside = lexer.text().substring(open.span().end(), close);
    String glob = inside.strip();
    int start = open.span().end() + inside.indexOf(glob);
    Span span = new Span(start, start + glob.length());
    if (glob.length() >= 2 && glob.startsWith("\"") && glob.endsWith("\"")) {
      glob = glob.substring(1, glob.length() - 1);
    }
    if (glob.isEmpty()) {
      lexer.skipTo(close + 1);
      throw new SyntaxException(
          open.span(), "`$globals` needs a pattern", "all of them are `$globals(*)`");
    }
    lexer.skipTo(close + 1);
    return new Expr.Call(
        function, List.of(new Expr.StringLiteral(glob, span)), upTo(function.span()));
  }

  /** {@code cast(e, "T")}. */
  private Expr cast(Token word) {
    lexer.next();
    Expr operand = conditional();
    expect(",", "a cast is written `cast(e, \"struct req *\")`");
    Token type = lexer.peek();
    if (type.kind() != Kind.STRING) {
      throw unexpected("the type in double quotes", "as in `cast(e, \"struct req *\")`");
    }
    lexer.next();
    String text = Literals.decode(Literals.bytes(type, problems)).strip().replaceAll("\\s+", " ");
    if (text.isEmpty()) {
      throw new SyntaxException(
          type.span(), "`cast` has an empty type", "as in `cast(e, \"struct req *\")`");
    }
    expect(")", "a cast is written `cast(e, \"struct req *\")`");
    return new Expr.Cast(new Expr.TypeName(text, type.span()), operand, upTo(word.span()));
  }

  /** From an offset to the end of the last token taken: parentheses around a part are in it. */
  private Span from(int start) {
    return new Span(start, Math.max(start, lexer.lastEnd()));
  }

  /** From a first span to the end of the last token taken. */
  private Span upTo(Span first) {
    return new Span(first.start(), Math.max(first.end(), lexer.lastEnd()));
  }

  Token expect(String symbol, String hint) {
    if (!lexer.peek().is(symbol)) {
      throw unexpected("`" + symbol + "`", hint);
    }
    return lexer.next();
  }

  SyntaxException trailingComma() {
    return new SyntaxException(
        new Span(lexer.lastEnd() - 1, lexer.lastEnd()),
        "nothing follows this `,`",
        "leave the last `,` out");
  }

  /** What is wrong with the token to come, when something else was wanted. */
  SyntaxException unexpected(String wanted, String otherwise) {
    Token token = lexer.peek();
    return new SyntaxException(
        place(token),
        "expected "
            + wanted
            + ", found "
            + (lexer.newLine() ? "the end of the line" : token.shown()),
        Elsewhere.token(token).orElse(otherwise));
  }

  /** Of what is on a later line: the end of the last word, where something is missing. */
  Span place(Token token) {
    return (token.kind() == Kind.END || lexer.newLine()) && lexer.lastEnd() > 0
        ? new Span(lexer.lastEnd() - 1, lexer.lastEnd())
        : token.span();
  }
}
