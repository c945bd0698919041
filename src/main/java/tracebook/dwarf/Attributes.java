package tracebook.dwarf;

/** DW_AT_… (DWARF 5, table 7.5). */
final class Attributes {
  static final int DW_AT_sibling = 0x1;
  static final int DW_AT_location = 0x2;
  static final int DW_AT_name = 0x3;
  static final int DW_AT_byte_size = 0xb;
  static final int DW_AT_bit_offset = 0xc;
  static final int DW_AT_bit_size = 0xd;
  static final int DW_AT_stmt_list = 0x10;
  static final int DW_AT_low_pc = 0x11;
  static final int DW_AT_high_pc = 0x12;
  static final int DW_AT_language = 0x13;
  static final int DW_AT_import = 0x18;
  static final int DW_AT_comp_dir = 0x1b;
  static final int DW_AT_const_value = 0x1c;
  static final int DW_AT_inline = 0x20;
  static final int DW_AT_lower_bound = 0x22;
  static final int DW_AT_producer = 0x25;
  static final int DW_AT_prototyped = 0x27;
  static final int DW_AT_upper_bound = 0x2f;
  static final int DW_AT_abstract_origin = 0x31;
  static final int DW_AT_accessibility = 0x32;
  static final int DW_AT_artificial = 0x34;
  static final int DW_AT_calling_convention = 0x36;
  static final int DW_AT_count = 0x37;
  static final int DW_AT_data_member_location = 0x38;
  static final int DW_AT_decl_file = 0x3a;
  static final int DW_AT_decl_line = 0x3b;
  static final int DW_AT_declaration = 0x3c;
  static final int DW_AT_encoding = 0x3e;
  static final int DW_AT_external = 0x3f;
  static final int DW_AT_frame_base = 0x40;
  static final int DW_AT_specification = 0x47;
  static final int DW_AT_type = 0x49;
  static final int DW_AT_virtuality = 0x4c;
  static final int DW_AT_allocated = 0x4e;
  static final int DW_AT_associated = 0x4f;
  static final int DW_AT_entry_pc = 0x52;
  static final int DW_AT_ranges = 0x55;
  static final int DW_AT_call_file = 0x58;
  static final int DW_AT_call_line = 0x59;
  static final int DW_AT_data_bit_offset = 0x6b;
  static final int DW_AT_signature = 0x69;
  static final int DW_AT_vtable_elem_location = 0x4d;
  static final int DW_AT_linkage_name = 0x6e;
  static final int DW_AT_str_offsets_base = 0x72;
  static final int DW_AT_addr_base = 0x73;
  static final int DW_AT_rnglists_base = 0x74;
  static final int DW_AT_call_all_calls = 0x7a;
  static final int DW_AT_call_all_tail_calls = 0x7c;
  static final int DW_AT_call_return_pc = 0x7d;
  static final int DW_AT_call_value = 0x7e;
  static final int DW_AT_call_origin = 0x7f;
  static final int DW_AT_call_parameter = 0x80;
  static final int DW_AT_call_pc = 0x81;
  static final int DW_AT_call_tail_call = 0x82;
  static final int DW_AT_call_data_value = 0x86;
  static final int DW_AT_noreturn = 0x87;
  static final int DW_AT_deleted = 0x8a;
  static final int DW_AT_defaulted = 0x8b;
  static final int DW_AT_loclists_base = 0x8c;
  static final int DW_AT_MIPS_linkage_name = 0x2007;
  static final int DW_AT_GNU_dwo_name = 0x2130;
  static final int DW_AT_GNU_dwo_id = 0x2131;
  static final int DW_AT_GNU_ranges_base = 0x2132;
  static final int DW_AT_GNU_addr_base = 0x2133;
  static final int DW_AT_dwo_name = 0x76;
  static final int DW_AT_GNU_call_site_value = 0x2111;
  static final int DW_AT_GNU_call_site_data_value = 0x2112;
  static final int DW_AT_GNU_tail_call = 0x2115;
  static final int DW_AT_GNU_locviews = 0x2137;
  static final int DW_AT_GNU_all_tail_call_sites = 0x2116;
  static final int DW_AT_GNU_all_call_sites = 0x2117;
  static final int DW_AT_GNU_vector = 0x2107;
  static final int DW_AT_object_pointer = 0x64;
  static final int DW_AT_discr = 0x15;
  static final int DW_AT_discr_value = 0x16;
  static final int DW_AT_string_length = 0x19;
  static final int DW_AT_bit_stride = 0x2e;
  static final int DW_AT_containing_type = 0x1d;
  static final int DW_AT_discr_list = 0x3d;
  static final int DW_AT_variable_parameter = 0x4b;
  static final int DW_AT_data_location = 0x50;
  static final int DW_AT_byte_stride = 0x51;
  static final int DW_AT_ordering = 0x9;
  static final int DW_AT_endianity = 0x65;
  static final int DW_AT_rank = 0x71;
  static final int DW_AT_export_symbols = 0x89;

  private Attributes() {}

  /** Of Go's compiler: a member without a name of its own. */
  static final int DW_AT_go_embedded_field = 0x2903;

  /** Of Go's compiler: where a captured variable is in the closure. */
  static final int DW_AT_go_closure_offset = 0x2907;
}
