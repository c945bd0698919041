package tracebook.resolve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Collectors;
import tracebook.bytes.ByteString;
import tracebook.dwarf.Location;
import tracebook.dwarf.Term;
import tracebook.types.FloatType;
import tracebook.types.Type;
import tracebook.x86.Registers;

/** Locations as a person writes them: {@code rdi}, {@code [rsp+8]}, {@code constant 5}. */
final class LocationWords {
  private LocationWords() {}

  /** Of a variable of a type. */
  static String of(Location location, Type type) {
    return location instanceof Location.Known known && type.strip() instanceof FloatType real
        ? number(known.bytes(), real)
        : of(location);
  }

  private static String number(ByteString bytes, FloatType type) {
    ByteBuffer value = ByteBuffer.wrap(bytes.toArray()).order(ByteOrder.LITTLE_ENDIAN);
    if (type.bytes() == 4 && bytes.length() == 4) {
      return "constant " + value.getFloat(0);
    }
    return type.bytes() == 8 && bytes.length() == 8
        ? "constant " + value.getDouble(0)
        : of(new Location.Known(bytes));
  }

  static String of(Location location) {
    return switch (location) {
      case Location.InMemory(Term.OfThread local) -> term(local);
      case Location.InMemory l -> "[" + term(l.address()) + "]";
      case Location.InRegister l -> Registers.nameOfDwarf(l.number());
      case Location.Computed l ->
          l.value() instanceof Term.Constant c ? "constant " + c.value() : term(l.value());
      case Location.Known l -> "constant " + number(l.bytes());
      case Location.ImplicitPointer l -> "pointer to " + of(l.target());
      case Location.Pieces l ->
          l.pieces().stream()
              .map(
                  p ->
                      of(p.place())
                          + ":"
                          + (p.bits() % 8 == 0 ? p.bits() / 8 + "B" : p.bits() + "b"))
              .collect(Collectors.joining(", "));
      case Location.OptimizedOut l -> "optimized out";
      case Location.Unreadable l -> l.why();
    };
  }

  private static String number(ByteString bytes) {
    if (bytes.length() > 8) {
      return bytes.length() + " bytes";
    }
    long value = 0;
    for (int i = bytes.length() - 1; i >= 0; i--) {
      value = value << 8 | (bytes.at(i) & 0xff);
    }
    int unused = 64 - 8 * bytes.length();
    return String.valueOf(unused == 64 ? 0 : value << unused >> unused);
  }

  private static String term(Term term) {
    return switch (term) {
      case Term.Constant t -> String.valueOf(t.value());
      case Term.Register t -> Registers.nameOfDwarf(t.number());
      case Term.Static t -> t.address().toString();
      case Term.Load t -> "[" + term(t.address()) + "]";
      case Term.Unary t ->
          switch (t.operator()) {
                case NEG -> "-";
                case NOT -> "~";
                case ABS -> "abs";
              }
              + inner(t.operand());
      case Term.Binary t -> binary(t);
      case Term.Conditional t -> "what the caller passed";
      case Term.Let t -> "what the caller passed";
      case Term.Given t -> "what the caller passed";
      case Term.Unknown t -> "unknown";
      case Term.Ambiguous t -> "unknown";
      case Term.OfThread t ->
          t.offset() instanceof Term.Constant c
              ? "thread-local, 0x" + Long.toHexString(c.value()) + " into its module's block"
              : "thread-local";
    };
  }

  private static String binary(Term.Binary t) {
    if (t.operator() == Term.Operator.ADD && t.right() instanceof Term.Constant c) {
      return inner(t.left()) + (c.value() < 0 ? "" : "+") + c.value();
    }
    String sign =
        switch (t.operator()) {
          case ADD -> "+";
          case SUB -> "-";
          case MUL -> "*";
          case DIV, DIV_UNSIGNED -> "/";
          case MOD -> "%";
          case AND -> "&";
          case OR -> "|";
          case XOR -> "^";
          case SHL -> "<<";
          case SHR, SHRA -> ">>";
          case EQ -> "==";
          case NE -> "!=";
          case LT, LT_UNSIGNED -> "<";
          case LE, LE_UNSIGNED -> "<=";
          case GT, GT_UNSIGNED -> ">";
          case GE, GE_UNSIGNED -> ">=";
        };
    return inner(t.left()) + sign + inner(t.right());
  }

  private static String inner(Term term) {
    return term instanceof Term.Binary ? "(" + term(term) + ")" : term(term);
  }
}
