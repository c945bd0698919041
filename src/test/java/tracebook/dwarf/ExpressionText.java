package tracebook.dwarf;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import tracebook.bytes.Cursor;

/** Expressions as llvm-dwarfdump writes them, without the names of registers and of types. */
final class ExpressionText {
  private static final Map<Integer, String> NAMES = new HashMap<>();
  private static final Pattern REGISTER = Pattern.compile(" (?!DW_)[A-Z][A-Z0-9]*");

  /** What a typed operator refers to, and bytes of constants: the operator says enough. */
  private static final Pattern OPERANDS =
      Pattern.compile(
          "(DW_OP_(?:GNU_)?(?:convert|reinterpret|const_type|regval_type|deref_type|implicit_value"
              + "|implicit_pointer))"
              + "(?: 0x[0-9a-f]+| *\\(0x[0-9a-f]+[^)]*\\)| \"[^\"]*\"| [-+]?[0-9]+)*");

  /** What llvm-dwarfdump writes before the bytes of operators that it does not know. */
  static final String FAILED = "<decoding error>";

  static {
    try {
      for (Field field : Operations.class.getDeclaredFields()) {
        if (field.getType() == int.class) {
          NAMES.put(field.getInt(null), field.getName());
        }
      }
    } catch (IllegalAccessException hidden) {
      throw new AssertionError(hidden);
    }
  }

  private final Cursor whole;
  private final Unit unit;

  /** So many bytes at the end are written as numbers. */
  private final int undecoded;

  private boolean gaveUp;

  private ExpressionText(Cursor whole, Unit unit, int undecoded) {
    this.whole = whole;
    this.unit = unit;
    this.undecoded = undecoded;
  }

  /** What llvm-dwarfdump wrote, in the words of {@link #of}. */
  static String shown(String text) {
    int failed = text.indexOf(FAILED);
    String known = failed < 0 ? text : text.substring(0, failed);
    known = REGISTER.matcher(known).replaceAll(" ");
    known = OPERANDS.matcher(known).replaceAll("$1");
    return known + (failed < 0 ? "" : text.substring(failed));
  }

  /** How many bytes at the end llvm-dwarfdump gave up on, and wrote as numbers. */
  static int undecoded(String text) {
    int failed = text.indexOf(FAILED);
    return failed < 0 ? 0 : text.substring(failed + FAILED.length()).strip().split(" +", -1).length;
  }

  /**
   * An expression in words.
   *
   * @param undecoded of its last bytes so many are written as numbers
   */
  static String of(Cursor at, Unit unit, int undecoded) {
    return new ExpressionText(at, unit, undecoded).operations(at);
  }

  private String operations(Cursor at) {
    StringJoiner out = new StringJoiner(", ");
    while (!at.atEnd() && !gaveUp) {
      if (undecoded > 0 && whole.end() - at.position() == undecoded) {
        gaveUp = true;
        whole.seek(at.position());
        out.add(FAILED + " " + HexFormat.ofDelimiter(" ").formatHex(whole.bytes(undecoded)));
      } else {
        out.add(operation(at));
      }
    }
    return out.toString();
  }

  /** llvm-dwarfdump forgets to close what it gave up in. */
  private String inner(Cursor at) {
    String text = "(" + operations(at);
    return gaveUp ? text : text + ")";
  }

  private String operation(Cursor at) {
    int opcode = at.u8();
    String name = name(opcode);
    if (opcode >= 0x70 && opcode <= 0x8f) {
      return name + " %+d".formatted(at.sleb());
    }
    return name
        + switch (opcode) {
          case 0x03 -> " 0x%x".formatted(at.u64()); // DW_OP_addr
          case 0x08, 0x15, 0x94 -> " 0x%x".formatted(at.u8());
          case 0x09 -> " %+d".formatted(at.s8());
          case 0x0a -> " 0x%x".formatted(at.u16());
          case 0x0b, 0x28, 0x2f -> " %+d".formatted(at.s16());
          case 0x0c -> " 0x%x".formatted(at.u32());
          case 0x0d -> " %+d".formatted(at.s32());
          case 0x0e -> " 0x%x".formatted(at.u64());
          case 0x0f -> " %+d".formatted(at.u64());
          case 0x10, 0x23, 0x93, 0xa1, 0xa2, 0xfb, 0xfc -> " 0x%x".formatted(at.uleb());
          case 0x11, 0x91 -> " %+d".formatted(at.sleb());
          case 0x90 -> skipped(at.uleb()) + " "; // DW_OP_regx
          case 0x92 -> skipped(at.uleb()) + " %+d".formatted(at.sleb()); // DW_OP_bregx
          case 0x9d -> " 0x%x 0x%x".formatted(at.uleb(), at.uleb()); // DW_OP_bit_piece
          case 0xa3, 0xf3 -> inner(at.sub(at.uleb())); // DW_OP_entry_value
          case 0x9e -> skipped(at.sub(at.uleb()).position()); // DW_OP_implicit_value
          case 0xa0, 0xf2 -> // DW_OP_implicit_pointer
              skipped(at.unsigned(unit.version == 2 ? 8 : unit.offsetSize)) + skipped(at.sleb());
          case 0xa4, 0xf4 -> skipped(at.uleb()) + skipped(at.sub(at.u8()).position());
          case 0xa5, 0xf5 -> skipped(at.uleb()) + skipped(at.uleb()); // DW_OP_regval_type
          case 0xa6, 0xf6 -> skipped(at.u8()) + skipped(at.uleb()); // DW_OP_deref_type
          case 0xa8, 0xa9, 0xf7, 0xf9 -> skipped(at.uleb());
          case 0xfa -> skipped(at.u32()); // DW_OP_GNU_parameter_ref
          case 0xfd -> skipped(at.unsigned(unit.offsetSize)); // DW_OP_GNU_variable_value
          default -> opcode >= 0x50 && opcode <= 0x6f ? " " : ""; // a register's name was there
        };
  }

  /** An operand that is read to get behind it. */
  private static String skipped(@SuppressWarnings("unused") long operand) {
    return "";
  }

  private static String name(int opcode) {
    if (opcode >= 0x30 && opcode <= 0x4f) {
      return "DW_OP_lit" + (opcode - 0x30);
    }
    if (opcode >= 0x50 && opcode <= 0x6f) {
      return "DW_OP_reg" + (opcode - 0x50);
    }
    if (opcode >= 0x70 && opcode <= 0x8f) {
      return "DW_OP_breg" + (opcode - 0x70);
    }
    return NAMES.getOrDefault(opcode, "DW_OP 0x%x".formatted(opcode));
  }
}
