package tracebook.resolve;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.adapters.View;
import tracebook.bytes.ByteString;
import tracebook.ir.Num;
import tracebook.lang.Expr;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.CharType;
import tracebook.types.PointerType;
import tracebook.types.Type;
import tracebook.types.VoidType;

/** What expressions are as strings or as bytes. */
final class Texts {
  private final Expressions expressions;
  private final Place place;

  Texts(Expressions expressions, Place place) {
    this.expressions = expressions;
    this.place = place;
  }

  /** A string. */
  Text text(Expr expr) throws Rejected, Unavailable {
    return text(expressions.operand(expr), false, expr.span());
  }

  /** A string, or any pointer or array: its first bytes. */
  Text bytes(Expr expr) throws Rejected, Unavailable {
    return text(expressions.operand(expr), true, expr.span());
  }

  /** Bytes, of which a NUL is one: memory as it is now, or what is written out. */
  Text raw(Expr expr) throws Rejected, Unavailable {
    if (isHex(expr)) {
      return new Text.Literal(hex((Expr.Call) expr));
    }
    Operand operand = expressions.operand(expr);
    if (operand instanceof Operand.Literal literal) {
      byte[] bytes = literal.bytes().toArray();
      return new Text.Literal(ByteString.copyOf(Arrays.copyOf(bytes, bytes.length + 1)));
    }
    if (operand instanceof Operand.Earlier earlier
        && earlier.type().strip() instanceof PointerType pointer) {
      Num address = expressions.load(operand, expr.span()).num();
      return new Text.Memory(address, OptionalLong.empty(), pointer.name());
    }
    Text text = text(operand, true, expr.span());
    if (!(text instanceof Text.Memory)) {
      throw new Rejected(
          expr.span(),
          "`" + operand.type().name() + "` is not at an address",
          "`memcmp` compares what pointers point to, arrays and `hex(\"50 4f\")`");
    }
    return text;
  }

  /**
   * @param anyMemory whether any pointer or array will do
   */
  Text text(Operand operand, boolean anyMemory, Span span) throws Rejected, Unavailable {
    switch (operand) {
      case Operand.Nothing o -> throw expressions.unavailable(o, span);
      case Operand.Literal o -> {
        return new Text.Literal(o.bytes());
      }
      case Operand.SiteText o -> {
        return new Text.Literal(
            ByteString.copyOf(siteText(o, span).getBytes(StandardCharsets.UTF_8)));
      }
      case Operand.Comm o -> {
        return new Text.ThreadName();
      }
      case Operand.Earlier o -> {
        return new Text.Before(o.at(), text(o.there(), anyMemory, span));
      }
      default -> {}
    }
    Operand object = expressions.views().referred(operand, span);
    if (expressions.views().of(object).orElse(null) instanceof View.Text view) {
      return counted(expressions.views().text(object, view, span), view, object.type(), span);
    }
    Type type = operand.type().strip();
    if (type instanceof PointerType pointer && (anyMemory || isText(pointer.target()))) {
      return new Text.Memory(
          expressions.load(operand, span).num(), OptionalLong.empty(), operand.type().name());
    }
    if (type instanceof ArrayType array
        && (anyMemory || (array.counts().size() == 1 && isCharacter(array.element())))) {
      if (operand instanceof Operand.InMemory m && ArraySizes.areComputed(array)) {
        return new Text.Memory(
            m.address(),
            OptionalLong.empty(),
            Optional.of(expressions.sizes().size(array, span)),
            operand.type().name());
      }
      if (operand instanceof Operand.InMemory m) {
        boolean open = array.counts().getFirst().orElse(0) == 0;
        return new Text.Memory(
            m.address(), open ? OptionalLong.empty() : array.size(), operand.type().name());
      }
      throw new Unavailable(
          span, "the array is not in memory here", "not in memory", "`emit` it as a column");
    }
    if (anyMemory) {
      throw new Rejected(
          span,
          "`" + operand.type().name() + "` is neither a pointer nor an array",
          "`&x` is where `x` is; an address is cast: `(char *)x`");
    }
    throw new Rejected(
        span,
        "`" + operand.type().name() + "` is not a string",
        "a `char *` or an array of `char` can be compared with a string; cast it: `(char *)x =="
            + " \"…\"`");
  }

  private static Text counted(Views.Elements text, View.Text view, Type type, Span span)
      throws Rejected {
    if (view.unit() != 1) {
      throw new Rejected(
          span,
          "a string of " + view.unit() + "-byte characters cannot be compared in a probe",
          "`emit` it and keep the rows you want in a Java cell");
    }
    return new Text.Counted(text.address(), text.count(), type.name());
  }

  private static boolean isText(Type type) {
    return isCharacter(type) || type.strip() instanceof VoidType;
  }

  private static boolean isCharacter(Type type) {
    return type.strip() instanceof CharType c && c.bytes() == 1;
  }

  static boolean isHex(Expr expr) {
    return expr instanceof Expr.Call call && call.function().text().equals("hex");
  }

  private static ByteString hex(Expr.Call e) throws Rejected {
    String example = "as in `hex(\"50 4f\")`";
    if (e.arguments().size() != 1
        || !(e.arguments().getFirst() instanceof Expr.StringLiteral literal)) {
      throw new Rejected(e.span(), "`hex` takes bytes in a literal", example);
    }
    String digits = literal.bytes().replace(" ", "");
    if (digits.isEmpty() || digits.length() % 2 != 0 || !digits.matches("[0-9A-Fa-f]*")) {
      throw new Rejected(
          literal.span(), "`hex` takes two hexadecimal digits for each byte", example);
    }
    if (digits.length() > 2 * StringFunctions.MOST_LITERAL) {
      throw new Rejected(
          literal.span(),
          "`hex` takes at most " + StringFunctions.MOST_LITERAL + " bytes",
          "compare a part of it");
    }
    return ByteString.copyOf(java.util.HexFormat.of().parseHex(digits));
  }

  /** What a site knows is known when the cell is compiled. */
  private String siteText(Operand.SiteText text, Span span) throws Rejected {
    return switch (text.fact()) {
      case FUNCTION -> place.name();
      case FILE -> place.row().map(r -> r.source().file()).orElse("");
      case LINE -> String.valueOf(place.line());
      case PROBE ->
          throw new Rejected(
              span,
              "`$probe` cannot be compared in a probe",
              "a block of its own for each pattern tells them apart");
    };
  }
}
