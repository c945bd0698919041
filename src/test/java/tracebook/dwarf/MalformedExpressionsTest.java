package tracebook.dwarf;

import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Part;

/** Expressions that contradict themselves, and such as have no end. */
class MalformedExpressionsTest {
  /** Of the expression: behind the header, the unit, a base type, the function and the name. */
  private static final int AT = 12 + 2 + 7 + 15 + 4;

  private static final Part ABBREVIATIONS =
      part()
          .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
          .part(abbreviation(2, 0x24, false, 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b))
          .part(abbreviation(3, 0x2e, true, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06))
          .part(abbreviation(4, 0x34, false, 0x03, 0x08, 0x02, 0x09))
          .u8(0);

  @TempDir Path directory;
  private Refusals refusals;

  @BeforeEach
  void open() {
    refusals = new Refusals(directory);
  }

  /** A variable with this expression; at offset 14 there is an {@code int} of 4 bytes. */
  private static DwarfWriter with(Part expression) {
    Part entries = part().u8(1, 0x1d).u8(2).string("int").u8(4, 5);
    entries.u8(3).string("f").u64(TEXT).u32(16);
    return new DwarfWriter()
        .section(".debug_abbrev", ABBREVIATIONS)
        .unit(entries.u8(4).string("v").block(expression).u8(0, 0));
  }

  private void refused(Part expression, int at, String why) throws Exception {
    refusals.check(
        with(expression), Refusals::location, ".debug_info at 0x%x: %s".formatted(AT + at, why));
  }

  private void unreadable(Part expression, String why) throws Exception {
    refusals.answer(with(expression), Refusals::location, new Location.Unreadable(why));
  }

  @Test
  void anOperandThatIsCutOff() throws Exception {
    refused(part().u8(0x03, 1, 2), 1, "8 bytes are needed, 2 are left");
  }

  @Test
  void anEmptyStack() throws Exception {
    String why = "the expression takes more from its stack than is there";
    refused(part().u8(0x22), 1, why); // DW_OP_plus
    refused(part().u8(0x31, 0x22), 2, why);
    refused(part().u8(0x96), 1, why); // DW_OP_nop, and then nothing
    refused(part().u8(0x9f), 1, why); // DW_OP_stack_value
  }

  @Test
  void aPickBelowTheStack() throws Exception {
    String why = "the expression takes more from its stack than is there";
    refused(part().u8(0x31, 0x15, 1), 3, why); // DW_OP_pick
    refused(part().u8(0x31, 0x15, 255), 3, why);
    refused(part().u8(0x31, 0x14), 2, why); // DW_OP_over
    refused(part().u8(0x31, 0x16), 2, why); // DW_OP_swap
    refused(part().u8(0x31, 0x31, 0x17), 3, why); // DW_OP_rot
  }

  @Test
  void aStackThatIsTooDeep() throws Exception {
    refused(
        part().repeat(65, part().u8(0x31)),
        65,
        "the expression needs a stack of more than 64 values");
  }

  @Test
  void aLocationBehindALocation() throws Exception {
    String why = "only DW_OP_piece may follow a complete location";
    refused(part().u8(0x50, 0x50), 2, why);
    refused(part().u8(0x31, 0x9f, 0x31), 3, why);
  }

  @Test
  void aPieceThatIsTooLarge() throws Exception {
    refused(part().u8(0x50, 0x93).uleb(1L << 31), 2, "the number 80000000 is too large");
  }

  @Test
  void aBlockThatIsLongerThanTheExpression() throws Exception {
    refused(part().u8(0x9e, 9, 0), 2, "9 bytes are needed, 1 are left"); // DW_OP_implicit_value
    refused(part().u8(0xa3, 9, 0), 2, "9 bytes are needed, 1 are left"); // DW_OP_entry_value
  }

  @Test
  void aConstantOfAnotherSizeThanItsType() throws Exception {
    refused(part().u8(0xa4, 14, 8).u64(1), 3, "a constant of 8 bytes for a type of 32 bits");
  }

  @Test
  void aReinterpretationOfAnotherSize() throws Exception {
    refused(part().u8(0x31, 0xa9, 14), 3, "DW_OP_reinterpret to a type of another size");
  }

  @Test
  void aTypeOutsideTheUnit() throws Exception {
    refusals.check(
        with(part().u8(0x31, 0xa8).uleb(0x1234)),
        Refusals::location,
        ".debug_info at 0x1234: no entry can be here: its unit is 0xc to 0x2e");
  }

  @Test
  void anAddressIndexPastTheTable() throws Exception {
    refusals.check(
        with(part().u8(0xa1, 7)).section(".debug_addr", part().u32(12).u16(5).u8(8, 0).u64(TEXT)),
        Refusals::location,
        ".debug_addr at 0x40: the section has only 0x10 bytes");
  }

  /** DW_OP_call4 and DW_OP_call_ref, outside of the unit and outside of the section. */
  @Test
  void aCallOfWhatIsNoEntry() throws Exception {
    for (int call : new int[] {0x99, 0x9a}) {
      refusals.check(
          with(part().u8(call).u32(0x1234)),
          Refusals::location,
          ".debug_info at 0x1234: an entry refers to this offset, in no unit");
    }
  }

  @Test
  void anLeb128NumberThatIsTooLong() throws Exception {
    refused(
        part().u8(0x10).repeat(10, part().u8(0xff)).u8(1),
        1,
        "a LEB128 number of more than 64 bits");
  }

  /** Each copy may double the term. */
  @Test
  void copiesOfCopies() throws Exception {
    Part doubling = part().u8(0x12, 0x22); // DW_OP_dup, DW_OP_plus
    unreadable(
        part().u8(0x70, 0).repeat(60, doubling), "computed by an expression that is too long");
  }

  @Test
  void aChainThatIsTooLong() throws Exception {
    unreadable(
        part().u8(0x70, 0).repeat(100_000, part().u8(0x06)),
        "computed by an expression that is too long");
  }

  @Test
  void aFrameBaseThatAsksForItself() throws Exception {
    Part abbreviations =
        part()
            .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
            .part(abbreviation(3, 0x2e, true, 3, 8, 0x11, 1, 0x12, 6, 0x40, 0x18))
            .part(abbreviation(4, 0x34, false, 0x03, 0x08, 0x02, 0x09))
            .u8(0);
    Part entries = part().u8(1, 0x1d).u8(3).string("f").u64(TEXT).u32(16).u8(2, 0x91, 0);
    refusals.answer(
        new DwarfWriter()
            .section(".debug_abbrev", abbreviations)
            .unit(entries.u8(4).string("v").u8(2, 0x91, 0, 0, 0)),
        Refusals::location,
        new Location.Unreadable(
            "a frame base of another kind than rsp, rbp or the unwind table's"));
  }
}
