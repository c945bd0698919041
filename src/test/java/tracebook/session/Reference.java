package tracebook.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Step;

/**
 * What a body means, said a second time and in Java. The memory begins at the first argument; below
 * 4096 nothing can be read.
 */
final class Reference {
  /** A slot of the row: a number, or a failure. */
  record Value(SlotState state, long number) {}

  /** What a hit leads to; no row if {@code slots} is empty. */
  record Hit(Optional<Map<Integer, Value>> slots, boolean unreadable) {}

  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1;
    final SlotState state;
    final long address;

    Failed(SlotState state, long address) {
      this.state = state;
      this.address = address;
    }
  }

  private final long[] arguments;
  private final byte[] memory;
  private final Map<Integer, Value> variables = new HashMap<>();
  private final Map<Integer, Value> slots = new HashMap<>();
  private boolean unreadable;

  private Reference(long[] arguments, byte[] memory) {
    this.arguments = arguments;
    this.memory = memory;
  }

  static Hit hit(List<Step> steps, long[] arguments, byte[] memory) {
    Reference r = new Reference(arguments, memory);
    r.run(steps);
    return new Hit(r.slots.isEmpty() ? Optional.empty() : Optional.of(r.slots), r.unreadable);
  }

  private void run(List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.Capture s -> slots.put(s.slot(), value(((Source.Scalar) s.source()).value()));
        case Step.Reach s -> slots.put(s.slot(), new Value(SlotState.CAPTURED, 0));
        case Step.Define s -> variables.put(s.variable(), value(s.value()));
        case Step.Branch s -> {
          Value condition = value(s.condition());
          if (condition.state == SlotState.CAPTURED) {
            run(condition.number != 0 ? s.then() : s.otherwise());
          }
        }
        case Step.MarkUnreadable s -> unreadable = true;
        case Step.Every s -> throw new IllegalArgumentException("every");
        case Step.Limit s -> throw new IllegalArgumentException("limit");
        case Step.Summarize s -> throw new IllegalArgumentException("summarize");
        case Step.Exit s -> throw new IllegalArgumentException("exit");
      }
    }
  }

  private Value value(Num num) {
    try {
      return new Value(SlotState.CAPTURED, number(num));
    } catch (Failed e) {
      unreadable = true;
      return new Value(e.state, e.address);
    }
  }

  private long number(Num num) throws Failed {
    return switch (num) {
      case Num.Constant n -> n.value();
      case Num.Register n ->
          switch (n.number()) {
            case 5 -> arguments[0];
            case 4 -> arguments[1];
            case 1 -> arguments[2];
            case 2 -> arguments[3];
            case 8 -> arguments[4];
            case 9 -> arguments[5];
            default -> throw new IllegalArgumentException(n.toString());
          };
      case Num.Extend n -> extend(number(n.value()), n.bits(), n.signed());
      case Num.Binary n -> binary(n, number(n.left()), number(n.right()));
      case Num.Divide n -> divide(n, number(n.left()), number(n.right()));
      case Num.Compare n -> compare(n, number(n.left()), number(n.right())) ? 1 : 0;
      case Num.Not n -> number(n.operand()) == 0 ? 1 : 0;
      case Num.And n -> number(n.left()) != 0 && number(n.right()) != 0 ? 1 : 0;
      case Num.Or n -> number(n.left()) != 0 || number(n.right()) != 0 ? 1 : 0;
      case Num.Conditional n ->
          number(n.condition()) != 0 ? number(n.then()) : number(n.otherwise());
      case Num.Variable n -> {
        Value value = Objects.requireNonNull(variables.get(n.index()));
        if (value.state != SlotState.CAPTURED) {
          throw new Failed(value.state, value.number);
        }
        yield value.number;
      }
      case Num.Context n -> throw new IllegalArgumentException(n.toString());
      case Num.Bias n -> throw new IllegalArgumentException(n.toString());
      case Num.Kept n -> throw new IllegalArgumentException(n.toString());
      case Num.Elapsed n -> throw new IllegalArgumentException(n.toString());
      case Num.Load n -> {
        int at = index(number(n.address()));
        long value = 0;
        for (int i = n.bytes() - 1; i >= 0; i--) {
          value = value << 8 | (memory[at + i] & 0xff);
        }
        yield extend(value, 8 * n.bytes(), n.signed());
      }
      case Num.OfFloat n -> throw new IllegalArgumentException(n.toString());
      case Num.OfMemory n -> throw new IllegalArgumentException(n.toString());
      case Num.Checked n -> throw new IllegalArgumentException(n.toString());
      case Num.Failure n -> throw new Failed(n.state(), 0);
      case Num.Matches n -> matches(n, index(number(n.address()))) ? 1 : 0;
    };
  }

  private int index(long address) throws Failed {
    if (address >= 0 && address < 4096) {
      throw new Failed(SlotState.FAULT, address);
    }
    return (int) (address - arguments[0]);
  }

  private boolean matches(Num.Matches n, int at) {
    for (int i = 0; i < n.bytes().length(); i++) {
      if (memory[at + i] != n.bytes().at(i)) {
        return false;
      }
    }
    return !n.terminated() || memory[at + n.bytes().length()] == 0;
  }

  private static long extend(long value, int bits, boolean signed) {
    long low = bits == 64 ? value : value & ((1L << bits) - 1);
    boolean negative = signed && bits < 64 && (low >>> (bits - 1) & 1) == 1;
    return negative ? low - (1L << bits) : low;
  }

  private static long binary(Num.Binary n, long left, long right) {
    return switch (n.operator()) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case AND -> left & right;
      case OR -> left | right;
      case XOR -> left ^ right;
      case SHL -> left << right;
      case SHR -> left >>> right;
      case SAR -> left >> right;
    };
  }

  private static long divide(Num.Divide n, long left, long right) throws Failed {
    if (right == 0) {
      throw new Failed(SlotState.DIVISION_BY_ZERO, 0);
    }
    if (!n.signed()) {
      return n.remainder() ? Long.remainderUnsigned(left, right) : Long.divideUnsigned(left, right);
    }
    if (right == -1 && left == extend(1L << (n.bits() - 1), n.bits(), true)) {
      throw new Failed(SlotState.DIVISION_OVERFLOW, 0);
    }
    return n.remainder() ? left % right : left / right;
  }

  private static boolean compare(Num.Compare n, long left, long right) {
    int order = n.signed() ? Long.compare(left, right) : Long.compareUnsigned(left, right);
    return switch (n.comparison()) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }
}
