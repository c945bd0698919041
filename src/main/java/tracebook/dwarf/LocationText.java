package tracebook.dwarf;

import static tracebook.dwarf.Operations.*;

import java.util.ArrayList;
import java.util.List;
import tracebook.bytes.Cursor;
import tracebook.x86.Registers;

/**
 * What a DWARF expression says, in words, also where no probe can evaluate it: {@code xmm0}, {@code
 * rdi as it was at the function's entry}, {@code [frame base-24]}; where an address is, {@code
 * [[frame base-24]]}.
 */
final class LocationText {
  private LocationText() {}

  static String of(Cursor expression) {
    int start = expression.position();
    List<String> pieces = new ArrayList<>();
    String part = "";
    long constant = 0;
    while (!expression.atEnd()) {
      int opcode = expression.u8();
      if (opcode >= DW_OP_reg0 && opcode <= DW_OP_reg31) {
        part = Registers.nameOfDwarf(opcode - DW_OP_reg0);
      } else if (opcode >= DW_OP_breg0 && opcode <= DW_OP_breg31) {
        part = "[" + Registers.nameOfDwarf(opcode - DW_OP_breg0) + signed(expression.sleb()) + "]";
      } else {
        switch (opcode) {
          case DW_OP_regx -> part = Registers.nameOfDwarf(expression.uleb31());
          case DW_OP_fbreg -> part = "[frame base" + signed(expression.sleb()) + "]";
          case DW_OP_call_frame_cfa -> part = "[frame's canonical address]";
          case DW_OP_addr -> part = "[0x" + Long.toHexString(expression.u64()) + "]";
          case DW_OP_const4u -> constant = expression.u32();
          case DW_OP_const8u -> constant = expression.u64();
          case DW_OP_constu -> constant = expression.uleb();
          case DW_OP_form_tls_address, DW_OP_GNU_push_tls_address ->
              part = "thread-local, 0x" + Long.toHexString(constant) + " into its module's block";
          case DW_OP_entry_value, DW_OP_GNU_entry_value ->
              part = of(expression.sub(expression.uleb())) + " as it was at the function's entry";
          case DW_OP_GNU_parameter_ref -> {
            expression.u32();
            part = "as the caller passed it";
          }
          case DW_OP_stack_value -> {}
          case DW_OP_piece -> {
            long bytes = expression.uleb();
            pieces.add((part.isEmpty() ? "optimized out" : part) + ":" + bytes + "B");
            part = "";
          }
          case DW_OP_deref -> {
            if (!part.startsWith("[") || !expression.atEnd()) {
              return computed(expression.end() - start);
            }
            part = "[" + part + "]";
          }
          default -> {
            return computed(expression.end() - start);
          }
        }
      }
    }
    if (!part.isEmpty()) {
      pieces.add(part);
    }
    return String.join(", ", pieces);
  }

  private static String computed(long bytes) {
    return "computed, by an expression of " + bytes + " bytes";
  }

  private static String signed(long offset) {
    return offset == 0 ? "" : offset < 0 ? Long.toString(offset) : "+" + offset;
  }
}
