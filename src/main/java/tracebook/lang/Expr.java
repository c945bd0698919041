package tracebook.lang;

import java.util.List;
import java.util.Optional;
import tracebook.source.Span;

/** An expression as written; nothing is resolved yet. */
public sealed interface Expr {
  Span span();

  /**
   * A decimal, hexadecimal, octal or binary literal. Above 2^63-1 the value is negative and {@code
   * unsigned} is set.
   */
  record IntegerLiteral(long value, boolean unsigned, Span span) implements Expr {}

  record FloatLiteral(double value, Span span) implements Expr {}

  /** {@code 'c'}: its code point. */
  record CharLiteral(int value, Span span) implements Expr {}

  /** With C's escapes resolved: the bytes, in UTF-8, as ISO-8859-1 characters of {@code bytes}. */
  record StringLiteral(String bytes, Span span) implements Expr {}

  record BoolLiteral(boolean value, Span span) implements Expr {}

  record NullLiteral(Span span) implements Expr {}

  /**
   * A variable of the program or of the script, possibly qualified: {@code conn}, {@code
   * ns::counter}.
   */
  record Variable(String name, Span span) implements Expr {}

  /** {@code $pid}, {@code $arg0}; the name without the dollar sign. */
  record Special(String name, Span span) implements Expr {}

  /** {@code a.b}, {@code a->b}, {@code t.0}. */
  record Member(Expr target, Name member, boolean arrow, Span span) implements Expr {}

  record Index(Expr target, Expr index, Span span) implements Expr {}

  /** {@code a[0..n]}, n excluded. */
  record Slice(Expr target, Expr from, Expr to, Span span) implements Expr {}

  record Unary(UnaryOperator operator, Expr operand, Span span) implements Expr {}

  record Binary(BinaryOperator operator, Expr left, Expr right, Span operatorSpan, Span span)
      implements Expr {}

  record Conditional(Expr condition, Expr then, Expr otherwise, Span span) implements Expr {}

  /** {@code cast(e, "T")} or {@code (T)e}. */
  record Cast(TypeName type, Expr operand, Span span) implements Expr {}

  /** {@code sizeof(T)} or {@code sizeof e}; exactly one of the two is present. */
  record SizeOf(Optional<TypeName> type, Optional<Expr> operand, Span span) implements Expr {}

  /**
   * {@code strlen(s)}, {@code entry(e)}, {@code container_of(p, "struct x", "m")}, {@code
   * $reg("rax")} (name {@code $reg}).
   */
  record Call(Name function, List<Expr> arguments, Span span) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * A type as written: {@code struct req *}, {@code unsigned int}, {@code ns::T}; blanks folded.
   */
  record TypeName(String text, Span span) {}

  /** Prefix operators. */
  enum UnaryOperator {
    DEREFERENCE,
    ADDRESS_OF,
    MINUS,
    PLUS,
    NOT,
    COMPLEMENT
  }

  /** Infix operators, by C's names. */
  enum BinaryOperator {
    MULTIPLY("*"),
    DIVIDE("/"),
    REMAINDER("%"),
    ADD("+"),
    SUBTRACT("-"),
    SHIFT_LEFT("<<"),
    SHIFT_RIGHT(">>"),
    LESS("<"),
    LESS_EQUAL("<="),
    GREATER(">"),
    GREATER_EQUAL(">="),
    EQUAL("=="),
    NOT_EQUAL("!="),
    BIT_AND("&"),
    BIT_XOR("^"),
    BIT_OR("|"),
    AND("&&"),
    OR("||");

    private final String symbol;

    BinaryOperator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
