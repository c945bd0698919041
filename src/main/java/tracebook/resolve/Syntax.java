package tracebook.resolve;

import tracebook.lang.Expr;

/** What an expression tells before any name in it is looked up. */
final class Syntax {
  private Syntax() {}

  /**
   * Whether an expression only says where something is: {@code r->uri}, {@code *p}, {@code a[2]}.
   */
  static boolean isPath(Expr expr) {
    return switch (expr) {
      case Expr.Variable e -> true;
      case Expr.Special e -> true;
      case Expr.Member e -> isPath(e.target());
      case Expr.Index e -> isPath(e.target());
      case Expr.Slice e -> isPath(e.target());
      case Expr.Unary e -> e.operator() == Expr.UnaryOperator.DEREFERENCE && isPath(e.operand());
      case Expr.Cast e -> isPath(e.operand());
      case Expr.Call e ->
          (e.function().text().equals("entry") || e.function().text().equals("start"))
              && e.arguments().size() == 1
              && isPath(e.arguments().getFirst());
      default -> false;
    };
  }

  /** Whether an operator makes it 0 or 1. */
  static boolean isTruth(Expr expr) {
    return switch (expr) {
      case Expr.Unary e -> e.operator() == Expr.UnaryOperator.NOT;
      case Expr.Binary e ->
          switch (e.operator()) {
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> true;
            case MULTIPLY,
                DIVIDE,
                REMAINDER,
                ADD,
                SUBTRACT,
                SHIFT_LEFT,
                SHIFT_RIGHT,
                BIT_AND,
                BIT_XOR,
                BIT_OR ->
                false;
          };
      default -> false;
    };
  }

  /** Whether a variable occurs in an expression. */
  static boolean mentions(Expr expr, String name) {
    return switch (expr) {
      case Expr.Variable e -> e.name().equals(name);
      case Expr.Member e -> mentions(e.target(), name);
      case Expr.Index e -> mentions(e.target(), name) || mentions(e.index(), name);
      case Expr.Slice e ->
          mentions(e.target(), name) || mentions(e.from(), name) || mentions(e.to(), name);
      case Expr.Unary e -> mentions(e.operand(), name);
      case Expr.Binary e -> mentions(e.left(), name) || mentions(e.right(), name);
      case Expr.Conditional e ->
          mentions(e.condition(), name)
              || mentions(e.then(), name)
              || mentions(e.otherwise(), name);
      case Expr.Cast e -> mentions(e.operand(), name);
      case Expr.SizeOf e -> e.operand().filter(o -> mentions(o, name)).isPresent();
      case Expr.Call e -> e.arguments().stream().anyMatch(a -> mentions(a, name));
      case Expr.IntegerLiteral e -> false;
      case Expr.FloatLiteral e -> false;
      case Expr.CharLiteral e -> false;
      case Expr.StringLiteral e -> false;
      case Expr.BoolLiteral e -> false;
      case Expr.NullLiteral e -> false;
      case Expr.Special e -> false;
    };
  }
}
