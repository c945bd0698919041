package tracebook.dwarf;

import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;
import static tracebook.dwarf.DwarfWriter.compileUnit;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Part;
import tracebook.elf.Address;
import tracebook.types.UnknownType;

/** Why a value or a type is not there in a file that is well-formed: each reason in its words. */
class ReasonsTest {
  @TempDir Path directory;
  private Refusals refusals;

  @BeforeEach
  void open() {
    refusals = new Refusals(directory);
  }

  /**
   * A variable {@code v} with this expression in a function, or outside of it: at 14 there is
   * {@code int}, at 21 {@code d} of 8 bytes, a float, at 26 {@code i3} of 3 bytes.
   */
  private static DwarfWriter variable(Part expression, boolean global) {
    Part entries = part().u8(1, 0x1d).u8(2).string("int").u8(4, 5).u8(2).string("d").u8(8, 4);
    entries.u8(2).string("i3").u8(3, 5);
    if (!global) {
      entries.u8(3).string("f").u64(TEXT).u32(16);
    }
    entries.u8(4).string("v").block(expression).u8(0);
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part()
                .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
                .part(abbreviation(2, 0x24, false, 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b))
                .part(abbreviation(3, 0x2e, true, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06))
                .part(abbreviation(4, 0x34, false, 0x03, 0x08, 0x02, 0x18))
                .u8(0))
        .unit(global ? entries : entries.u8(0));
  }

  private void unreadable(Part expression, String why) throws Exception {
    refusals.answer(variable(expression, false), Refusals::location, new Location.Unreadable(why));
  }

  @Test
  void registersThatAProbeCannotSee() throws Exception {
    unreadable(part().u8(0x61), "in a vector register"); // DW_OP_reg17
    unreadable(part().u8(0x90, 49), "in register 49, which a probe cannot see"); // DW_OP_regx
    unreadable(part().u8(0x92, 49, 0), "in register 49, which a probe cannot see"); // DW_OP_bregx
  }

  @Test
  void whatIsKnownOnlyInPart() throws Exception {
    unreadable(part().u8(0x50, 0xf0), "not initialised here"); // DW_OP_GNU_uninit
    unreadable(part().u8(0x70, 0, 0x94, 3), "a load of 3 bytes is not supported");
    unreadable(
        part().u8(0x9b, 0x0e, 0, 0, 0, 0, 0, 0, 0, 0, 0x9f),
        "thread-local, in an expression whose order is wrong");
    unreadable(
        part().u8(0x32, 0x9b, 0x0e, 0, 0, 0, 0, 0, 0, 0, 0, 0x22, 0x9f),
        "thread-local, in an expression whose order is wrong");
    unreadable(
        part().u8(0x70, 0, 0x9b, 0x9f), "thread-local, in an expression whose order is wrong");
    unreadable(part().u8(0x91, 0), "the function has no frame base"); // DW_OP_fbreg
    unreadable(part().u8(0x70, 0, 0xa0).u32(12).u8(0, 0x06), "what it points to is optimized out");
  }

  @Test
  void numbersOfTypesThatAProbeDoesNotHave() throws Exception {
    // DW_OP_regval_type rax, DW_OP_stack_value
    unreadable(part().u8(0xa5, 0, 21, 0x9f), "computed from floating-point numbers");
    unreadable(part().u8(0xa5, 0, 26, 0x9f), "computed from numbers of 3 bytes");
    // DW_OP_const_type twice, DW_OP_shr of a signed number
    unreadable(
        part().u8(0xa5, 0, 14, 0xa4, 14, 4).u32(1).u8(0x25, 0x9f),
        "computed by a shift whose meaning DWARF leaves open");
  }

  @Test
  void aFrameOutsideOfFunctions() throws Exception {
    refusals.answer(
        variable(part().u8(0x91, 0), true),
        info -> info.globals("v").getFirst().locationAt(new Address(TEXT)),
        new Location.Unreadable("it belongs to a frame"));
  }

  /** DW_CFA_def_cfa_expression with DW_OP_addrx. */
  @Test
  void anUnwindRuleThatNeedsAUnit() throws Exception {
    Part rule = part().u8(0x0f).block(part().u8(0xa1, 0));
    refusals.answer(
        variable(part().u8(0x9c), false)
            .section(".eh_frame", DwarfWriter.ehFrame(DwarfWriter.common(), rule)),
        Refusals::location,
        new Location.Unreadable("an unwind rule refers to a unit"));
  }

  // ---- types

  private static DwarfWriter types(Part abbreviations, Part entries) {
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part().part(abbreviation(1, 0x11, true, 0x13, 0x0b)).part(abbreviations).u8(0))
        .unit(part().u8(1, 0x1d).part(entries).u8(0));
  }

  private void unknown(DwarfWriter file, String type, String why) throws Exception {
    refusals.answer(
        file,
        info ->
            info.types(type, Optional.empty()).getFirst().strip() instanceof UnknownType unknown
                ? unknown.why()
                : "known",
        why);
  }

  @Test
  void aTypeWithoutALayout() throws Exception {
    unknown(
        types(abbreviation(2, 0x3b, false, 0x03, 0x08), part().u8(2).string("nullptr_t")),
        "nullptr_t",
        "`nullptr_t` has no layout");
  }

  @Test
  void anArrayThatIsNotAsInC() throws Exception {
    // A typedef of an array with a dimension that is an enumeration.
    Part abbreviations =
        part()
            .part(abbreviation(2, 0x16, false, 0x03, 0x08, 0x49, 0x13))
            .part(abbreviation(3, 0x01, true, 0x49, 0x13))
            .part(abbreviation(4, 0x45, false))
            .part(abbreviation(5, 0x24, false, 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b));
    int array = 14 + 1 + 2 + 4;
    int element = array + 5 + 1 + 1;
    unknown(
        types(
            abbreviations,
            part()
                .u8(2)
                .string("t")
                .u32(array)
                .u8(3)
                .u32(element)
                .u8(4, 0)
                .u8(5)
                .string("int")
                .u8(4, 5)),
        "t",
        "its elements do not lie and count as in C");
  }

  /**
   * DW_AT_data_location, DW_AT_allocated, DW_AT_associated: DW_OP_push_object_address, DW_OP_deref.
   */
  @Test
  void whatADescriptorDescribes() throws Exception {
    for (int attribute : new int[] {0x50, 0x4e, 0x4f}) {
      Part abbreviations =
          part()
              .part(abbreviation(2, 0x16, false, 0x03, 0x08, 0x49, 0x13))
              .part(abbreviation(3, 0x13, false, 0x03, 0x08, 0x0b, 0x0b, attribute, 0x18));
      int struct = 14 + 1 + 2 + 4;
      unknown(
          types(
              abbreviations,
              part().u8(2).string("t").u32(struct).u8(3).string("s").u8(4, 2, 0x97, 0x06)),
          "t",
          "a descriptor says where it is, and descriptors are not followed");
    }
  }

  /** Two units define {@code struct s}, of 4 and of 8 bytes; a third declares it. */
  @Test
  void aDeclarationOfWhatIsDefinedTwice() throws Exception {
    Part abbreviations =
        part()
            .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
            .part(abbreviation(2, 0x13, false, 0x03, 0x08, 0x0b, 0x0b))
            .part(abbreviation(3, 0x13, false, 0x03, 0x08, 0x3c, 0x19))
            .part(abbreviation(4, 0x16, false, 0x03, 0x08, 0x49, 0x13))
            .u8(0);
    Part declares = part().u8(1, 0x1d).u8(3).string("s").u8(4).string("t").u32(14).u8(0);
    DwarfWriter file =
        new DwarfWriter()
            .section(".debug_abbrev", abbreviations)
            .section(
                ".debug_info",
                part()
                    .part(compileUnit(5, 4, 0, part().u8(1, 0x1d).u8(2).string("s").u8(4).u8(0)))
                    .part(compileUnit(5, 4, 0, part().u8(1, 0x1d).u8(2).string("s").u8(8).u8(0)))
                    .part(compileUnit(5, 4, 0, declares)));
    unknown(file, "t", "several source files define it, each in its own way");
  }

  // ---- files in parts

  @Test
  void aSupplementaryFileThatIsNotNamed() throws Exception {
    refusals.check(
        types(
            abbreviation(2, 0x16, false, 0x03, 0x08, 0x49, 0x1c), part().u8(2).string("t").u32(12)),
        info -> info.types("t", Optional.empty()).getFirst().strip().name(),
        ".debug_info at 0x0: the unit refers to a supplementary file, and its file names none");
  }

  private static DwarfWriter skeleton(Part abbreviation, Part entry) {
    return new DwarfWriter()
        .section(".debug_abbrev", part().part(abbreviation).u8(0))
        .section(".debug_addr", part().u64(0))
        .section(".debug_info", compileUnit(4, 4, 0, entry));
  }

  @Test
  void skeletonsThatDoNotSayWhatTheyAreOf() throws Exception {
    refusals.check(
        skeleton(abbreviation(1, 0x11, false, 0x2130, 0x08), part().u8(1).string("x.dwo")),
        DebugInfo::missing,
        ".debug_info at 0x0: a skeleton unit without DW_AT_GNU_dwo_id");
    Part rest = part().u16(5).u8(4, 8).u32(0).u64(7).u8(1);
    refusals.check(
        new DwarfWriter()
            .section(".debug_abbrev", abbreviation(1, 0x4a, false).u8(0))
            .section(".debug_info", part().sized(rest)),
        DebugInfo::missing,
        ".debug_info at 0x0: a skeleton unit without DW_AT_dwo_name");
  }
}
