package tracebook.dwarf;

/** DW_FORM_… (DWARF 5, table 7.6). */
final class Forms {
  static final int DW_FORM_addr = 0x1;
  static final int DW_FORM_block2 = 0x3;
  static final int DW_FORM_block4 = 0x4;
  static final int DW_FORM_data2 = 0x5;
  static final int DW_FORM_data4 = 0x6;
  static final int DW_FORM_data8 = 0x7;
  static final int DW_FORM_string = 0x8;
  static final int DW_FORM_block = 0x9;
  static final int DW_FORM_block1 = 0xa;
  static final int DW_FORM_data1 = 0xb;
  static final int DW_FORM_flag = 0xc;
  static final int DW_FORM_sdata = 0xd;
  static final int DW_FORM_strp = 0xe;
  static final int DW_FORM_udata = 0xf;
  static final int DW_FORM_ref_addr = 0x10;
  static final int DW_FORM_ref1 = 0x11;
  static final int DW_FORM_ref2 = 0x12;
  static final int DW_FORM_ref4 = 0x13;
  static final int DW_FORM_ref8 = 0x14;
  static final int DW_FORM_ref_udata = 0x15;
  static final int DW_FORM_indirect = 0x16;
  static final int DW_FORM_sec_offset = 0x17;
  static final int DW_FORM_exprloc = 0x18;
  static final int DW_FORM_flag_present = 0x19;
  static final int DW_FORM_strx = 0x1a;
  static final int DW_FORM_addrx = 0x1b;
  static final int DW_FORM_ref_sup4 = 0x1c;
  static final int DW_FORM_strp_sup = 0x1d;
  static final int DW_FORM_data16 = 0x1e;
  static final int DW_FORM_line_strp = 0x1f;
  static final int DW_FORM_ref_sig8 = 0x20;
  static final int DW_FORM_implicit_const = 0x21;
  static final int DW_FORM_loclistx = 0x22;
  static final int DW_FORM_rnglistx = 0x23;
  static final int DW_FORM_ref_sup8 = 0x24;
  static final int DW_FORM_strx1 = 0x25;
  static final int DW_FORM_strx2 = 0x26;
  static final int DW_FORM_strx3 = 0x27;
  static final int DW_FORM_strx4 = 0x28;
  static final int DW_FORM_addrx1 = 0x29;
  static final int DW_FORM_addrx2 = 0x2a;
  static final int DW_FORM_addrx3 = 0x2b;
  static final int DW_FORM_addrx4 = 0x2c;
  static final int DW_FORM_GNU_addr_index = 0x1f01;
  static final int DW_FORM_GNU_str_index = 0x1f02;
  static final int DW_FORM_GNU_ref_alt = 0x1f20;
  static final int DW_FORM_GNU_strp_alt = 0x1f21;

  private Forms() {}

  /** True of an address, also where it is in a table. */
  static boolean isAddress(int form) {
    return form == DW_FORM_addr || isAddressIndex(form);
  }

  static boolean isAddressIndex(int form) {
    return switch (form) {
      case DW_FORM_addrx,
          DW_FORM_addrx1,
          DW_FORM_addrx2,
          DW_FORM_addrx3,
          DW_FORM_addrx4,
          DW_FORM_GNU_addr_index ->
          true;
      default -> false;
    };
  }
}
