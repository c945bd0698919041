package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import tracebook.adapters.Adapters;
import tracebook.adapters.Quantity;
import tracebook.adapters.View;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.lang.Expr;
import tracebook.source.Names;
import tracebook.source.Span;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * Comparisons with names: which of its alternatives an object holds, {@code x == Some}, and of
 * which type the object behind a {@code dyn} pointer is, {@code a.type == "app::Square"}.
 */
final class Variants {
  /** A comparison with the name of a type looks for the table among all there are. */
  private static final int MOST_TABLES = 512;

  private final Expressions expressions;

  Variants(Expressions expressions) {
    this.expressions = expressions;
  }

  /** Whether an object holds the alternative of a name; empty where that is not what is asked. */
  Optional<Num> holds(Expr name, Expr object) throws Rejected, Unavailable {
    if (!(name instanceof Expr.Variable v)
        || expressions.isLet(v.name())
        || expressions.isVariable(v)) {
      return Optional.empty();
    }
    Views views = expressions.views();
    Operand of =
        views.unwrapped(views.referred(expressions.operand(object), object.span()), object.span());
    if (!(Adapters.view(of.type()).orElse(null) instanceof View.Alternatives all)) {
      return Optional.empty();
    }
    if (of instanceof Operand.Nothing nothing) {
      throw expressions.unavailable(nothing, object.span());
    }
    View.Alternative one =
        all.all().stream()
            .filter(a -> ClassMembers.isNamed(a.name(), withoutArguments(of.type()), v.name()))
            .findFirst()
            .orElseThrow(() -> noAlternative(v, of.type(), all));
    return Optional.of(Folding.fold(chosen(of, all, one, object.span())));
  }

  /** A discriminant that no alternative has tells nothing. */
  private Num chosen(Operand of, View.Alternatives all, View.Alternative one, Span span)
      throws Rejected, Unavailable {
    Views views = expressions.views();
    Num chosen = views.isChosen(of, all, one, span);
    if (all.discriminant().isEmpty() || all.all().stream().anyMatch(a -> a.values().isEmpty())) {
      return chosen;
    }
    Num any = chosen;
    for (View.Alternative other : all.all()) {
      if (!other.equals(one)) {
        any = new Num.Or(any, views.isChosen(of, all, other, span));
      }
    }
    return new Num.Conditional(any, chosen, new Num.Failure(SlotState.NO_ALTERNATIVE));
  }

  private static Rejected noAlternative(Expr.Variable name, Type type, View.Alternatives all) {
    List<String> names = all.all().stream().map(View.Alternative::name).toList();
    return new Rejected(
        name.span(),
        "`" + type.name() + "` has no alternative `" + name.name() + "`",
        Names.didYouMean(name.name(), names, "its alternatives: " + Names.first(names, 20)));
  }

  private static String withoutArguments(Type type) {
    int arguments = type.name().indexOf('<');
    return arguments < 0 ? type.name() : type.name().substring(0, arguments);
  }

  /** Whether the object behind a pointer has a type; empty where that is not what is asked. */
  Optional<Num> isOfType(Operand operand, String type, Span span) throws Rejected, Unavailable {
    Views views = expressions.views();
    if (!(views.of(operand).orElse(null)
        instanceof View.Named(Quantity word, View.OfMethodTable by))) {
      return Optional.empty();
    }
    Num known = among(KnownNames.of(by, expressions.place().module()).names(), type, span);
    return Optional.of(new Num.With(views.number(word, operand, span), known));
  }

  /** Whether the table that is {@link Num.Given} is one of a type. */
  static Num among(List<Format.Name> known, String type, Span span) throws Rejected {
    List<String> names = known.stream().map(Format.Name::text).distinct().toList();
    List<String> having =
        names.stream().filter(n -> List.of(n.split(" \\| ", -1)).contains(type)).toList();
    if (having.isEmpty()) {
      throw new Rejected(
          span,
          "no type `" + type + "` has a table of methods",
          Names.didYouMean(type, names, "`emit` the type: it is shown by its whole name"));
    }
    // A type can have several tables, one of its own beside one that is another's, too.
    Optional<String> merged = having.stream().filter(n -> !n.equals(type)).findFirst();
    if (merged.isPresent()) {
      throw new Rejected(
          span,
          "the linker laid the tables of `" + merged.get() + "` upon each other",
          "`emit` the type and keep the rows you want in a Java cell");
    }
    if (known.size() > MOST_TABLES) {
      throw new Rejected(
          span,
          known.size() + " tables of methods are more than a probe compares with",
          "`summarize count() by x.type`, or keep the rows you want in a Java cell");
    }
    return isOneOf(known, type);
  }

  /** By halves; a table that is not known tells nothing. */
  private static Num isOneOf(List<Format.Name> known, String type) {
    Num table = new Num.Given(0);
    if (known.size() == 1) {
      Format.Name one = known.getFirst();
      return new Num.Conditional(
          new Num.Compare(Num.Comparison.EQ, false, table, new Num.Constant(one.value())),
          new Num.Constant(one.text().equals(type) ? 1 : 0),
          new Num.Failure(SlotState.UNKNOWN_TYPE));
    }
    int half = known.size() / 2;
    return new Num.Conditional(
        new Num.Compare(Num.Comparison.LT, false, table, new Num.Constant(known.get(half).value())),
        isOneOf(known.subList(0, half), type),
        isOneOf(known.subList(half, known.size()), type));
  }

  /**
   * An operand as it is computed with: references of Rust to what is as good as a number, an atomic
   * or a cell, are followed, as they are where such is shown.
   */
  Operand computed(Operand operand, Span span) throws Rejected, Unavailable {
    if (operand instanceof Operand.Nothing || !isReference(operand.type())) {
      return operand;
    }
    Operand object = expressions.views().referred(operand, span);
    return isNumber(object.type()) ? object : operand;
  }

  /** What a reference of Rust to an enumeration refers to; anything else as it is. */
  Operand enumerated(Operand operand, Span span) throws Rejected, Unavailable {
    Operand at = operand;
    while (!(at instanceof Operand.Nothing) && refersToEnumeration(at.type())) {
      at = expressions.pointee(at, span);
    }
    return at;
  }

  private static boolean refersToEnumeration(Type type) {
    return isReference(type)
        && type.strip() instanceof PointerType p
        && (p.target().strip() instanceof EnumType || refersToEnumeration(p.target()));
  }

  private static boolean isReference(Type type) {
    return type.strip() instanceof PointerType p && p.written().startsWith("&");
  }

  /** {@code n == 5} of an {@code n: &u32}: what is meant is the number, never the address. */
  static void throwIfAddressAndNumber(Operand operand, Expr expr, Operand.Value other)
      throws Rejected {
    boolean number =
        isReference(operand.type())
            && operand.type().strip() instanceof PointerType p
            && isNumber(p.target());
    if (number
        && !(other.type().strip() instanceof PointerType)
        && !(other.num() instanceof Num.Constant c && c.value() == 0)) {
      throw new Rejected(
          expr.span(),
          "a reference to a number is compared with a number",
          "`*x` is the number that `x` refers to");
    }
  }

  private static boolean isNumber(Type type) {
    Type at = type;
    while (at.strip() instanceof StructType) {
      View view = Adapters.view(at).orElse(null);
      if (!(view instanceof View.Wrapper(Member inner))) {
        return view instanceof View.Pointer;
      }
      at = inner.type();
    }
    return IntKind.of(at).isPresent() || at.strip() instanceof FloatType;
  }
}
