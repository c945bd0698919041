package tracebook.dwarf;

/** DW_TAG_… (DWARF 5, table 7.3). */
final class Tags {
  static final int DW_TAG_array_type = 0x1;
  static final int DW_TAG_class_type = 0x2;
  static final int DW_TAG_enumeration_type = 0x4;
  static final int DW_TAG_formal_parameter = 0x5;
  static final int DW_TAG_imported_declaration = 0x08;
  static final int DW_TAG_label = 0xa;
  static final int DW_TAG_lexical_block = 0xb;
  static final int DW_TAG_member = 0xd;
  static final int DW_TAG_pointer_type = 0xf;
  static final int DW_TAG_reference_type = 0x10;
  static final int DW_TAG_compile_unit = 0x11;
  static final int DW_TAG_string_type = 0x12;
  static final int DW_TAG_structure_type = 0x13;
  static final int DW_TAG_subroutine_type = 0x15;
  static final int DW_TAG_typedef = 0x16;
  static final int DW_TAG_union_type = 0x17;
  static final int DW_TAG_unspecified_parameters = 0x18;
  static final int DW_TAG_variant = 0x19;
  static final int DW_TAG_inheritance = 0x1c;
  static final int DW_TAG_inlined_subroutine = 0x1d;
  static final int DW_TAG_module = 0x1e;
  static final int DW_TAG_ptr_to_member_type = 0x1f;
  static final int DW_TAG_subrange_type = 0x21;
  static final int DW_TAG_base_type = 0x24;
  static final int DW_TAG_const_type = 0x26;
  static final int DW_TAG_constant = 0x27;
  static final int DW_TAG_enumerator = 0x28;
  static final int DW_TAG_packed_type = 0x2d;
  static final int DW_TAG_subprogram = 0x2e;
  static final int DW_TAG_template_type_parameter = 0x2f;
  static final int DW_TAG_template_value_parameter = 0x30;
  static final int DW_TAG_variant_part = 0x33;
  static final int DW_TAG_variable = 0x34;
  static final int DW_TAG_volatile_type = 0x35;
  static final int DW_TAG_interface_type = 0x38;
  static final int DW_TAG_namespace = 0x39;
  static final int DW_TAG_imported_module = 0x3a;
  static final int DW_TAG_unspecified_type = 0x3b;
  static final int DW_TAG_partial_unit = 0x3c;
  static final int DW_TAG_imported_unit = 0x3d;
  static final int DW_TAG_restrict_type = 0x37;
  static final int DW_TAG_shared_type = 0x40;
  static final int DW_TAG_type_unit = 0x41;
  static final int DW_TAG_rvalue_reference_type = 0x42;
  static final int DW_TAG_template_alias = 0x43;
  static final int DW_TAG_generic_subrange = 0x45;
  static final int DW_TAG_atomic_type = 0x47;
  static final int DW_TAG_immutable_type = 0x4b;
  static final int DW_TAG_try_block = 0x32;
  static final int DW_TAG_catch_block = 0x25;
  static final int DW_TAG_skeleton_unit = 0x4a;
  static final int DW_TAG_call_site = 0x48;
  static final int DW_TAG_GNU_template_parameter_pack = 0x4107;
  static final int DW_TAG_call_site_parameter = 0x49;
  static final int DW_TAG_GNU_call_site = 0x4109;
  static final int DW_TAG_GNU_call_site_parameter = 0x410a;

  private Tags() {}
}
