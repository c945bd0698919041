package tracebook.dwarf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tracebook.bytes.Malformed;
import tracebook.dwarf.Term.Binary;
import tracebook.dwarf.Term.Operator;
import tracebook.dwarf.Term.Unary;
import tracebook.dwarf.Term.UnaryOperator;

/** The stack of an expression (DWARF 5, section 2.5.1): numbers with their types. */
final class OperandStack {
  private static final int MOST_VALUES = 64;
  private static final int MOST_COPIES = 12;

  private final List<Typed> values = new ArrayList<>();
  private final Function<String, Malformed> malformed;
  private int copies;

  /**
   * An empty one.
   *
   * @param malformed what is thrown where an expression takes more than there is
   */
  OperandStack(Function<String, Malformed> malformed) {
    this.malformed = malformed;
  }

  /** Takes what another has, which counts as copies in both: terms are trees. */
  void copyOf(OperandStack other) throws CannotTell {
    other.count(1 + other.values.size());
    copies = other.copies;
    values.addAll(other.values);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  Term top() {
    return values.get(size(1) - 1).term();
  }

  void push(Term term) {
    if (values.size() >= MOST_VALUES) {
      throw malformed.apply("the expression needs a stack of more than " + MOST_VALUES + " values");
    }
    values.add(Typed.generic(term));
  }

  void add(Typed value) {
    values.add(value);
  }

  Term pop() {
    return popTyped().term();
  }

  Typed popTyped() {
    return values.remove(size(1) - 1);
  }

  /** Puts the top so many values deeper. */
  void sink(int depth) {
    int at = size(depth + 1) - 1 - depth;
    values.add(at, popTyped());
  }

  /** Each copy may double what has to be computed. */
  void copy(int depth) throws CannotTell {
    count(1);
    values.add(values.get(size(depth + 1) - 1 - depth));
  }

  private void count(int more) throws CannotTell {
    copies += more;
    if (copies > MOST_COPIES) {
      throw new CannotTell("computed by an expression that is too long");
    }
  }

  void binary(Operator written) throws CannotTell {
    Typed right = popTyped();
    Typed left = popTyped();
    if (!isShift(written) && !left.type().equals(right.type())) {
      throw new CannotTell("computed from numbers of two types");
    }
    Operator operator = left.type().on64Bits(written);
    Term result =
        operator == Operator.ADD || operator == Operator.SUB
            ? Terms.binary(operator, left.term(), right.term())
            : new Binary(operator, left.term(), right.term());
    switch (operator) {
      // The result of a comparison has the generic type (section 2.5.1.5).
      case EQ, NE, LT, LE, GT, GE, LT_UNSIGNED, LE_UNSIGNED, GT_UNSIGNED, GE_UNSIGNED ->
          push(result);
      case ADD, SUB, MUL, DIV, MOD, AND, OR, XOR, SHL, SHR, SHRA, DIV_UNSIGNED ->
          values.add(new Typed(left.type().hold(result), left.type()));
    }
  }

  /** The others want two numbers of one type (section 2.5.1.4). */
  private static boolean isShift(Operator operator) {
    return operator == Operator.SHL || operator == Operator.SHR || operator == Operator.SHRA;
  }

  void unary(UnaryOperator operator) {
    Typed operand = popTyped();
    Term result = new Unary(operator, operand.term());
    values.add(new Typed(operand.type().hold(result), operand.type()));
  }

  private int size(int needed) {
    if (values.size() < needed) {
      throw malformed.apply("the expression takes more from its stack than is there");
    }
    return values.size();
  }
}
