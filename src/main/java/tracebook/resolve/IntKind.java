package tracebook.resolve;

import java.util.Optional;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.IntegerType;
import tracebook.types.PointerType;
import tracebook.types.Type;

/**
 * Width and sign of an integer, and C's conversions between them (C11, 6.3.1). Literals and script
 * variables are signed and 64 bits wide, and follow the same rules from there.
 */
record IntKind(int bits, boolean signed) {
  static final IntKind INT = new IntKind(32, true);
  static final IntKind LONG = new IntKind(64, true);
  static final IntKind UNSIGNED_LONG = new IntKind(64, false);

  /**
   * The kind of a scalar type; empty for anything that is not an integer of at most 64 bits or a
   * pointer.
   */
  static Optional<IntKind> of(Type type) {
    return Optional.ofNullable(
        switch (type.strip()) {
          case IntegerType t when t.bytes() <= 8 -> new IntKind(t.bytes() * 8, t.signed());
          case CharType t -> new IntKind(t.bytes() * 8, t.signed());
          case EnumType t when t.bytes() <= 8 -> new IntKind(t.bytes() * 8, t.signed());
          case BoolType t when t.bytes() <= 8 -> new IntKind(t.bytes() * 8, false);
          case PointerType t -> UNSIGNED_LONG;
          default -> null;
        });
  }

  /** Integer promotion (6.3.1.1): what is narrower than int becomes int. */
  IntKind promoted() {
    return bits < 32 ? INT : this;
  }

  /** The usual arithmetic conversions (6.3.1.8) of two promoted operands. */
  static IntKind common(IntKind a, IntKind b) {
    IntKind left = a.promoted();
    IntKind right = b.promoted();
    if (left.bits == right.bits) {
      return new IntKind(left.bits, left.signed && right.signed);
    }
    return left.bits > right.bits ? left : right;
  }

  /** As a type for a column. */
  IntegerType type() {
    return switch (bits) {
      case 32 -> new IntegerType(signed ? "int" : "unsigned int", 4, signed);
      default -> new IntegerType(signed ? "long" : "unsigned long", 8, signed);
    };
  }
}
