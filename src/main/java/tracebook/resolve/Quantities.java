package tracebook.resolve;

import java.util.Optional;
import tracebook.adapters.Quantity;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.source.Span;
import tracebook.types.IntegerType;
import tracebook.types.Member;

/** What an object's bytes tell, as numbers of the probe. */
final class Quantities {
  private final Expressions expressions;
  private final Operand object;
  private final Span span;
  private final Num index;

  Quantities(Expressions expressions, Operand object, Span span) {
    this(expressions, object, span, new Num.Constant(0));
  }

  /**
   * @param index the number of the element that is looked for
   */
  Quantities(Expressions expressions, Operand object, Span span, Num index) {
    this.index = index;
    this.expressions = expressions;
    this.object = object;
    this.span = span;
  }

  Num number(Quantity quantity) throws Rejected, Unavailable {
    return switch (quantity) {
      case Quantity.Constant q -> new Num.Constant(q.value());
      case Quantity.Field q -> field(q);
      case Quantity.Place q -> Variables.plus(address(), q.offset());
      case Quantity.Load q -> new Num.Load(number(q.address()), 8, false);
      case Quantity.Index q -> index;
      case Quantity.Symbol q -> symbol(q.name());
      case Quantity.Start q -> Terms.atRunTime(0, expressions.place());
      case Quantity.Only q ->
          new Num.Conditional(
              number(q.condition()), number(q.value()), new Num.Failure(failure(q.otherwise())));
      case Quantity.Computed q -> computed(q);
      case Quantity.Either q ->
          new Num.Conditional(number(q.condition()), number(q.then()), number(q.otherwise()));
      case Quantity.Elements q -> elements(q);
    };
  }

  private static SlotState failure(Quantity.Failure failure) {
    return switch (failure) {
      case UNKNOWN_TYPE -> SlotState.UNKNOWN_TYPE;
      case BEING_CHANGED -> SlotState.BEING_CHANGED;
      case EXPIRED -> SlotState.EXPIRED;
    };
  }

  private Num symbol(String name) throws Unavailable {
    Place place = expressions.place();
    var symbols = place.module().elf().symbols().named(name);
    if (symbols.isEmpty()) {
      throw new Unavailable(
          span,
          "`" + place.module().name() + "` has no symbol `" + name + "`, which this needs",
          "the symbol `" + name + "` is missing",
          "name a member of it");
    }
    return Terms.atRunTime(symbols.getFirst().address().value(), place);
  }

  private Num field(Quantity.Field field) throws Rejected, Unavailable {
    IntegerType type = new IntegerType("word", field.bytes(), field.signed());
    Member member = new Member("", type, field.offset(), Optional.empty(), false);
    return expressions.load(expressions.part(object, member, span), span).num();
  }

  /** Where the object is. */
  Num address() throws Unavailable {
    if (object instanceof Operand.InMemory memory) {
      return memory.address();
    }
    throw new Unavailable(
        span, "the object is not in memory here", "not in memory", "name a member of it");
  }

  private Num computed(Quantity.Computed q) throws Rejected, Unavailable {
    Num left = number(q.left());
    Num right = number(q.right());
    return switch (q.operator()) {
      case ADD ->
          right instanceof Num.Constant c
              ? Variables.plus(left, c.value())
              : new Num.Binary(Num.Operator.ADD, left, right);
      case SUB -> new Num.Binary(Num.Operator.SUB, left, right);
      case MUL -> new Num.Binary(Num.Operator.MUL, left, right);
      case DIV -> new Num.Divide(false, false, 64, left, right);
      case REM -> new Num.Divide(true, false, 64, left, right);
      case AND -> new Num.Binary(Num.Operator.AND, left, right);
      case SHR -> new Num.Binary(Num.Operator.SHR, left, right);
      case EQ -> new Num.Compare(Num.Comparison.EQ, false, left, right);
      case NE -> new Num.Compare(Num.Comparison.NE, false, left, right);
    };
  }

  private Num elements(Quantity.Elements q) throws Rejected, Unavailable {
    Num bytes = number(q.bytes());
    if (q.size() == 1) {
      return bytes;
    }
    return new Num.Divide(
        false,
        true,
        64,
        new Num.Checked(bytes, new Num.MultipleOf((int) q.size())),
        new Num.Constant(q.size()));
  }
}
