package tracebook.dwarf;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Registers and memory of a stopped thread; evaluates locations as a probe would. */
final class Machine {
  final long[] registers = new long[16];
  private final NavigableMap<Long, byte[]> memory = new TreeMap<>();

  /** Innermost first. */
  private final Deque<Long> given = new ArrayDeque<>();

  void put(long start, byte[] bytes) {
    memory.put(start, bytes);
  }

  /** The bytes of a value; empty where the location says that it cannot be read. */
  Optional<byte[]> read(Location location, int size) {
    try {
      return bytes(location, size);
    } catch (NotThere unknown) {
      return Optional.empty();
    }
  }

  /** The number is not known at this moment. */
  private static final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Optional<byte[]> bytes(Location location, int size) {
    return switch (location) {
      case Location.InMemory memory -> Optional.of(load(value(memory.address()), size));
      case Location.InRegister register -> Optional.of(bytes(registers[register.number()], size));
      case Location.Computed computed -> Optional.of(bytes(value(computed.value()), size));
      case Location.Known known ->
          Optional.of(java.util.Arrays.copyOf(known.bytes().toArray(), size));
      case Location.Pieces pieces -> pieces(pieces.pieces(), size);
      case Location.ImplicitPointer pointer -> Optional.empty();
      case Location.OptimizedOut nowhere -> Optional.empty();
      case Location.Unreadable unreadable -> Optional.empty();
    };
  }

  private Optional<byte[]> pieces(List<Location.Piece> pieces, int size) {
    byte[] whole = new byte[size];
    int at = 0;
    for (Location.Piece piece : pieces) {
      int bytes = (int) piece.bits() / 8;
      Optional<byte[]> part = read(piece.place(), bytes);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      System.arraycopy(part.get(), 0, whole, at, Math.min(bytes, size - at));
      at += bytes;
    }
    return Optional.of(whole);
  }

  long value(Term term) {
    return switch (term) {
      case Term.Constant constant -> constant.value();
      case Term.Register register -> registers[register.number()];
      case Term.Static fixed -> fixed.address().value();
      case Term.Load load -> number(load(value(load.address()), load.bytes()));
      case Term.Unary unary -> {
        long operand = value(unary.operand());
        yield switch (unary.operator()) {
          case NEG -> -operand;
          case NOT -> ~operand;
          case ABS -> Math.abs(operand);
        };
      }
      case Term.Binary binary ->
          binary(binary.operator(), value(binary.left()), value(binary.right()));
      case Term.Conditional conditional ->
          value(conditional.condition()) != 0
              ? value(conditional.then())
              : value(conditional.otherwise());
      case Term.Let let -> {
        given.push(value(let.value()));
        try {
          yield value(let.in());
        } finally {
          given.pop();
        }
      }
      case Term.Given number -> given.stream().skip(number.outer()).findFirst().orElseThrow();
      case Term.OfThread local -> throw new NotThere();
      case Term.Unknown unknown -> throw new NotThere();
      case Term.Ambiguous ambiguous -> throw new NotThere();
    };
  }

  private static long binary(Term.Operator operator, long left, long right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> left / right;
      case MOD -> Long.remainderUnsigned(left, right);
      case AND -> left & right;
      case OR -> left | right;
      case XOR -> left ^ right;
      case SHL -> right > 63 ? 0 : left << right;
      case SHR -> right > 63 ? 0 : left >>> right;
      case SHRA -> left >> Math.min(right, 63);
      case EQ -> left == right ? 1 : 0;
      case NE -> left != right ? 1 : 0;
      case LT -> left < right ? 1 : 0;
      case LE -> left <= right ? 1 : 0;
      case GT -> left > right ? 1 : 0;
      case GE -> left >= right ? 1 : 0;
      case DIV_UNSIGNED -> Long.divideUnsigned(left, right);
      case LT_UNSIGNED -> Long.compareUnsigned(left, right) < 0 ? 1 : 0;
      case LE_UNSIGNED -> Long.compareUnsigned(left, right) <= 0 ? 1 : 0;
      case GT_UNSIGNED -> Long.compareUnsigned(left, right) > 0 ? 1 : 0;
      case GE_UNSIGNED -> Long.compareUnsigned(left, right) >= 0 ? 1 : 0;
    };
  }

  private byte[] load(long address, int size) {
    Map.Entry<Long, byte[]> part = memory.floorEntry(address);
    if (part == null || address + size > part.getKey() + part.getValue().length) {
      throw new AssertionError("no memory was kept at 0x" + Long.toHexString(address));
    }
    int from = (int) (address - part.getKey());
    return java.util.Arrays.copyOfRange(part.getValue(), from, from + size);
  }

  private static long number(byte[] bytes) {
    long value = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[i] & 0xff);
    }
    return value;
  }

  private static byte[] bytes(long value, int size) {
    byte[] found = new byte[size];
    for (int i = 0; i < Math.min(size, 8); i++) {
      found[i] = (byte) (value >> (8 * i));
    }
    return found;
  }
}
