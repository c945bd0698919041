package tracebook.dwarf;

import static tracebook.dwarf.Attributes.DW_AT_byte_size;
import static tracebook.dwarf.Attributes.DW_AT_encoding;

import tracebook.dwarf.Term.Binary;
import tracebook.dwarf.Term.Constant;
import tracebook.dwarf.Term.Operator;

/**
 * An entry of the expression stack (DWARF 5, section 2.5.1): a number and its type. A number of a
 * type that is narrower than 64 bits is held extended as the type demands.
 */
record Typed(Term term, Base type) {

  /**
   * An integer type.
   *
   * @param generic the type of entries that were pushed without one: an address's size, no sign
   */
  record Base(int bits, boolean signed, boolean generic) {
    static final Base GENERIC = new Base(64, false, true);

    /**
     * The base type that a typed operator names; 0 is the generic one.
     *
     * @param offset from the start of the unit
     */
    static Base of(Unit unit, long offset) throws CannotTell {
      if (offset == 0) {
        return GENERIC;
      }
      Die die = new Die(unit, unit.offset + offset);
      int bytes = (int) die.constant(DW_AT_byte_size).orElse(0);
      int encoding = (int) die.constant(DW_AT_encoding).orElse(0);
      // DW_ATE_address, boolean, signed, signed_char, unsigned, unsigned_char, UTF
      boolean signed = encoding == 0x05 || encoding == 0x06;
      boolean integer =
          signed
              || encoding == 0x01
              || encoding == 0x02
              || encoding == 0x07
              || encoding == 0x08
              || encoding == 0x10;
      if (!integer) {
        throw new CannotTell("computed from floating-point numbers");
      }
      if (bytes != 1 && bytes != 2 && bytes != 4 && bytes != 8) {
        throw new CannotTell("computed from numbers of " + bytes + " bytes");
      }
      return new Base(bytes * 8, signed, false);
    }

    /** A number cut to this type and extended again. */
    Term hold(Term term) {
      if (bits == 64) {
        return term;
      }
      int unused = 64 - bits;
      if (term instanceof Constant known) {
        long high = known.value() << unused;
        return new Constant(signed ? high >> unused : high >>> unused);
      }
      if (!signed) {
        return new Binary(Operator.AND, term, new Constant(-1L >>> unused));
      }
      Term high = new Binary(Operator.SHL, term, new Constant(unused));
      return new Binary(Operator.SHRA, high, new Constant(unused));
    }

    /** The operation on 64 bits that gives what an operation gives on this type. */
    Operator on64Bits(Operator operator) throws CannotTell {
      if (generic) {
        return operator;
      }
      return switch (operator) {
        case DIV -> signed ? Operator.DIV : Operator.DIV_UNSIGNED;
        // The standard does not say which way a signed one rounds: gdb down, C towards 0.
        case MOD -> {
          if (signed) {
            throw new CannotTell("computed by a modulo whose meaning DWARF leaves open");
          }
          yield operator;
        }
        case LT -> signed ? Operator.LT : Operator.LT_UNSIGNED;
        case LE -> signed ? Operator.LE : Operator.LE_UNSIGNED;
        case GT -> signed ? Operator.GT : Operator.GT_UNSIGNED;
        case GE -> signed ? Operator.GE : Operator.GE_UNSIGNED;
        case ADD, SUB, MUL, AND, OR, XOR, SHL, EQ, NE -> operator;
        // Nor what shifting in the other sign's way means.
        case SHR, SHRA -> {
          if (signed != (operator == Operator.SHRA)) {
            throw new CannotTell("computed by a shift whose meaning DWARF leaves open");
          }
          yield operator;
        }
        case DIV_UNSIGNED, LT_UNSIGNED, LE_UNSIGNED, GT_UNSIGNED, GE_UNSIGNED -> operator;
      };
    }
  }

  static Typed generic(Term term) {
    return new Typed(term, Base.GENERIC);
  }

  Typed convertedTo(Base target) {
    return new Typed(target.hold(term), target);
  }
}
