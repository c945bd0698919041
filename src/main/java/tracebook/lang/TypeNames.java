package tracebook.lang;

import java.util.Optional;
import java.util.Set;
import tracebook.lang.Token.Kind;
import tracebook.source.Span;

/**
 * Tells C's cast {@code (T)e} from an expression in parentheses without knowing which names are
 * types. What is in the parentheses is a type when
 *
 * <ul>
 *   <li>it begins with a word of C's for types ({@code struct}, {@code unsigned}, {@code char}, …)
 *       or is a name that ends in {@code _t}, or
 *   <li>it ends in {@code *} or has template arguments: {@code (req *)p}, {@code (T<int> *)p}, or
 *   <li>it is a single name and an operand follows that no operator can begin: {@code (u32)x}.
 * </ul>
 *
 * So {@code (a)-b}, {@code (a)*b} and {@code (a)&b} are operations on a variable, and {@code
 * (u8)-1} needs {@code cast(-1, "u8")}.
 */
final class TypeNames {
  private static final Set<String> BEGINS_TYPE =
      Set.of(
          "struct",
          "union",
          "enum",
          "class",
          "const",
          "volatile",
          "unsigned",
          "signed",
          "void",
          "char",
          "short",
          "int",
          "long",
          "float",
          "double",
          "bool",
          "_Bool",
          "wchar_t");

  private static final Set<String> TAGS = Set.of("struct", "union", "enum", "class");

  private final Lexer lexer;

  /** Whether a word can be nothing but a type, or a part of one. */
  static boolean isType(String word) {
    return BEGINS_TYPE.contains(word);
  }

  TypeNames(Lexer lexer) {
    this.lexer = lexer;
  }

  /**
   * The type in parentheses, with both of them taken; nothing is taken when it is something else.
   */
  Optional<Expr.TypeName> inParentheses(boolean aloneIsType) {
    int start = lexer.mark();
    int behind = lexer.lastEnd();
    Optional<Expr.TypeName> type = read(aloneIsType);
    if (type.isEmpty()) {
      lexer.skipTo(behind);
      lexer.reset(start);
    }
    return type;
  }

  private Optional<Expr.TypeName> read(boolean aloneIsType) {
    if (!lexer.take("(")) {
      return Optional.empty();
    }
    int start = lexer.mark();
    boolean certain = false;
    int names = 0;
    boolean pointer = false;
    while (true) {
      Token token = lexer.peek();
      if (token.is("*") || token.is("&") || token.is("&&")) {
        if (names == 0) {
          return Optional.empty();
        }
        pointer = true;
        lexer.next();
      } else if (token.kind() == Kind.NAME && (!pointer || qualifies(token))) {
        certain |= BEGINS_TYPE.contains(token.text()) || token.text().endsWith("_t");
        if (names > 0 && !certain) {
          return Optional.empty();
        }
        names++;
        lexer.next();
        if (TAGS.contains(token.text()) && lexer.peek().kind() != Kind.NAME) {
          return Optional.empty();
        }
      } else if (token.is("<") && names > 0 && !pointer) {
        if (!templateArguments()) {
          return Optional.empty();
        }
        certain = true;
      } else {
        break;
      }
    }
    int end = lexer.lastEnd();
    boolean stars = pointer && lexer.text().charAt(end - 1) != '&';
    if (names == 0 || !lexer.take(")")) {
      return Optional.empty();
    }
    if (certain || stars || (!pointer && aloneIsType && operandFollows())) {
      String text = lexer.text().substring(start, end).replaceAll("\\s+", " ");
      return Optional.of(new Expr.TypeName(text, new Span(start, end)));
    }
    return Optional.empty();
  }

  private static boolean qualifies(Token token) {
    return token.is("const") || token.is("volatile") || token.is("restrict");
  }

  /** From {@code <} to its {@code >}, with nothing inside that no template argument has. */
  private boolean templateArguments() {
    int depth = 0;
    while (true) {
      Token token = lexer.peek();
      switch (token.text()) {
        case "<" -> depth++;
        case ">" -> depth--;
        case ">>" -> depth -= 2;
        case "*", "&", ",", "::" -> {}
        default -> {
          if (token.kind() != Kind.NAME && token.kind() != Kind.NUMBER) {
            return false;
          }
        }
      }
      lexer.next();
      if (depth <= 0) {
        Token after = lexer.peek();
        return depth == 0 && (after.is("*") || after.is("&") || after.is(")") || qualifies(after));
      }
    }
  }

  private boolean operandFollows() {
    Token token = lexer.peek();
    return switch (token.kind()) {
      case NAME -> !lexer.newLine() && !StatementParser.WORDS.contains(token.text());
      case SPECIAL, NUMBER, STRING, CHARACTER -> !lexer.newLine();
      case SYMBOL -> token.is("(") || token.is("!") || token.is("~");
      case STRANGE, END -> false;
    };
  }
}
