package tracebook.dwarf;

/** DW_OP_… (DWARF 5, table 7.9). */
final class Operations {
  static final int DW_OP_addr = 0x3;
  static final int DW_OP_deref = 0x6;
  static final int DW_OP_const1u = 0x8;
  static final int DW_OP_const1s = 0x9;
  static final int DW_OP_const2u = 0xa;
  static final int DW_OP_const2s = 0xb;
  static final int DW_OP_const4u = 0xc;
  static final int DW_OP_const4s = 0xd;
  static final int DW_OP_const8u = 0xe;
  static final int DW_OP_const8s = 0xf;
  static final int DW_OP_constu = 0x10;
  static final int DW_OP_consts = 0x11;
  static final int DW_OP_dup = 0x12;
  static final int DW_OP_drop = 0x13;
  static final int DW_OP_over = 0x14;
  static final int DW_OP_pick = 0x15;
  static final int DW_OP_swap = 0x16;
  static final int DW_OP_rot = 0x17;
  static final int DW_OP_xderef = 0x18;
  static final int DW_OP_abs = 0x19;
  static final int DW_OP_and = 0x1a;
  static final int DW_OP_div = 0x1b;
  static final int DW_OP_minus = 0x1c;
  static final int DW_OP_mod = 0x1d;
  static final int DW_OP_mul = 0x1e;
  static final int DW_OP_neg = 0x1f;
  static final int DW_OP_not = 0x20;
  static final int DW_OP_or = 0x21;
  static final int DW_OP_plus = 0x22;
  static final int DW_OP_plus_uconst = 0x23;
  static final int DW_OP_shl = 0x24;
  static final int DW_OP_shr = 0x25;
  static final int DW_OP_shra = 0x26;
  static final int DW_OP_xor = 0x27;
  static final int DW_OP_bra = 0x28;
  static final int DW_OP_eq = 0x29;
  static final int DW_OP_ge = 0x2a;
  static final int DW_OP_gt = 0x2b;
  static final int DW_OP_le = 0x2c;
  static final int DW_OP_lt = 0x2d;
  static final int DW_OP_ne = 0x2e;
  static final int DW_OP_skip = 0x2f;
  static final int DW_OP_lit0 = 0x30;
  static final int DW_OP_lit31 = 0x4f;
  static final int DW_OP_reg0 = 0x50;
  static final int DW_OP_reg31 = 0x6f;
  static final int DW_OP_breg0 = 0x70;
  static final int DW_OP_breg31 = 0x8f;
  static final int DW_OP_regx = 0x90;
  static final int DW_OP_fbreg = 0x91;
  static final int DW_OP_bregx = 0x92;
  static final int DW_OP_piece = 0x93;
  static final int DW_OP_deref_size = 0x94;
  static final int DW_OP_xderef_size = 0x95;
  static final int DW_OP_nop = 0x96;
  static final int DW_OP_push_object_address = 0x97;
  static final int DW_OP_call2 = 0x98;
  static final int DW_OP_call4 = 0x99;
  static final int DW_OP_call_ref = 0x9a;
  static final int DW_OP_form_tls_address = 0x9b;
  static final int DW_OP_call_frame_cfa = 0x9c;
  static final int DW_OP_bit_piece = 0x9d;
  static final int DW_OP_implicit_value = 0x9e;
  static final int DW_OP_stack_value = 0x9f;
  static final int DW_OP_implicit_pointer = 0xa0;
  static final int DW_OP_addrx = 0xa1;
  static final int DW_OP_constx = 0xa2;
  static final int DW_OP_entry_value = 0xa3;
  static final int DW_OP_const_type = 0xa4;
  static final int DW_OP_regval_type = 0xa5;
  static final int DW_OP_deref_type = 0xa6;
  static final int DW_OP_xderef_type = 0xa7;
  static final int DW_OP_convert = 0xa8;
  static final int DW_OP_reinterpret = 0xa9;
  static final int DW_OP_GNU_push_tls_address = 0xe0;
  static final int DW_OP_GNU_uninit = 0xf0;
  static final int DW_OP_GNU_implicit_pointer = 0xf2;
  static final int DW_OP_GNU_entry_value = 0xf3;
  static final int DW_OP_GNU_const_type = 0xf4;
  static final int DW_OP_GNU_regval_type = 0xf5;
  static final int DW_OP_GNU_deref_type = 0xf6;
  static final int DW_OP_GNU_convert = 0xf7;
  static final int DW_OP_GNU_reinterpret = 0xf9;
  static final int DW_OP_GNU_parameter_ref = 0xfa;
  static final int DW_OP_GNU_addr_index = 0xfb;
  static final int DW_OP_GNU_const_index = 0xfc;
  static final int DW_OP_GNU_variable_value = 0xfd;

  private Operations() {}

  /**
   * As the standard or its vendor calls it, for messages: the operations that are not evaluated.
   * Vendors share numbers; those are named that programs of this machine can have.
   */
  static String name(int opcode) {
    return switch (opcode) {
      case DW_OP_xderef -> "DW_OP_xderef";
      case DW_OP_xderef_size -> "DW_OP_xderef_size";
      case DW_OP_xderef_type -> "DW_OP_xderef_type";
      case 0xe1 -> "DW_OP_HP_is_value";
      case 0xe2 -> "DW_OP_HP_fltconst4";
      case 0xe3 -> "DW_OP_HP_fltconst8";
      case 0xe4 -> "DW_OP_HP_mod_range";
      case 0xe5 -> "DW_OP_HP_unmod_range";
      case 0xe6 -> "DW_OP_HP_tls";
      case 0xe8 -> "DW_OP_INTEL_bit_piece";
      case 0xe9 -> "DW_OP_LLVM_user";
      case 0xea -> "DW_OP_AARCH64_operation";
      case 0xed -> "DW_OP_WASM_location";
      case 0xee -> "DW_OP_WASM_location_int";
      case 0xf1 -> "DW_OP_GNU_encoded_addr";
      case 0xf8 -> "DW_OP_PGI_omp_thread_num";
      default -> "DW_OP 0x%x".formatted(opcode);
    };
  }
}
