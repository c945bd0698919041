package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Part;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;

/**
 * Blocks of a function that is an instance of another: what of the source stands in which. A
 * variable that is left out would let the name mean one of a scope around.
 */
class BlocksTest {
  private static final int FUNCTION = 2;
  private static final int BLOCK = 3;
  private static final int VARIABLE = 4;
  private static final int BODY = 5;
  private static final int PART = 6;
  private static final int PART_WITHOUT_CODE = 7;
  private static final int INSTANCE = 8;
  private static final int OWN_BLOCK = 9;

  /** Where the entries for the source are in the unit. */
  private static final int SOURCE = 13;

  private static final int SOURCE_BLOCK = SOURCE + 3;
  private static final int SOURCE_X = SOURCE_BLOCK + 1;
  @TempDir Path directory;

  private static Part abbreviations() {
    return abbreviation(1, 0x11, true)
        .part(abbreviation(FUNCTION, 0x2e, true, 0x03, 0x08)) // its name
        .part(abbreviation(BLOCK, 0x0b, true))
        .part(abbreviation(VARIABLE, 0x34, false, 0x03, 0x08))
        .part(abbreviation(BODY, 0x2e, true, 0x31, 0x13, 0x11, 0x01, 0x12, 0x0b))
        .part(abbreviation(PART, 0x0b, true, 0x31, 0x13, 0x11, 0x01, 0x12, 0x0b))
        .part(abbreviation(PART_WITHOUT_CODE, 0x0b, true, 0x31, 0x13))
        .part(abbreviation(INSTANCE, 0x34, false, 0x31, 0x13, 0x02, 0x18))
        .part(abbreviation(OWN_BLOCK, 0x0b, true, 0x11, 0x01, 0x12, 0x0b))
        .u8(0);
  }

  /** A function {@code f} with a block that has a variable {@code x}; its body has 16 bytes. */
  private DwarfWriter body(Part entries) {
    Part unit = part().u8(1);
    unit.u8(FUNCTION).string("f").u8(BLOCK, VARIABLE).string("x").u8(0, 0);
    unit.u8(BODY).u32(SOURCE).u64(TEXT).u8(16).part(entries).u8(0, 0);
    return new DwarfWriter().section(".debug_abbrev", abbreviations()).unit(unit);
  }

  /** A part of the block. */
  private static Part code(int from, int size, Part entries) {
    return part().u8(PART).u32(SOURCE_BLOCK).u64(TEXT + from).u8(size).part(entries).u8(0);
  }

  private static Part instance() {
    return part().u8(INSTANCE).u32(SOURCE_X).u8(1, 0x50); // DW_OP_reg0
  }

  private List<String> variables(DwarfWriter program, int at) throws Exception {
    Address pc = new Address(TEXT + at);
    try (ElfFile elf = ElfFile.open(program.write(directory.resolve("program")));
        DebugInfo info = DebugInfo.open(elf, elf)) {
      return info.scopesAt(pc).stream()
          .flatMap(scope -> scope.variables().stream())
          .map(variable -> variable.name() + " " + variable.locationAt(pc))
          .toList();
    }
  }

  @Test
  void oneThatNoPartSpeaksOfIsOptimisedOutInEachPart() throws Exception {
    DwarfWriter program = body(code(0, 4, part()).part(code(4, 4, part())));
    assertThat(variables(program, 0)).containsExactly("x OptimizedOut[]");
    assertThat(variables(program, 4)).containsExactly("x OptimizedOut[]");
    assertThat(variables(program, 8)).isEmpty();
  }

  @Test
  void oneThatOnlyOnePartSpeaksOfIsOptimisedOutInTheOther() throws Exception {
    DwarfWriter program = body(code(0, 4, instance()).part(code(4, 4, part())));
    assertThat(variables(program, 0)).containsExactly("x InRegister[number=0]");
    assertThat(variables(program, 4)).containsExactly("x OptimizedOut[]");
  }

  @Test
  void aPartWithoutCodeTakesNothingFromTheOthers() throws Exception {
    Part without = part().u8(PART_WITHOUT_CODE).u32(SOURCE_BLOCK).u8(0);
    DwarfWriter program = body(without.part(code(4, 4, part())));
    assertThat(variables(program, 4)).containsExactly("x OptimizedOut[]");
    assertThat(variables(program, 0)).isEmpty();
  }

  @Test
  void oneThatIsFoundAroundTheBlockIsThere() throws Exception {
    DwarfWriter program = body(code(0, 4, part()).part(instance()));
    assertThat(variables(program, 0)).containsExactly("x InRegister[number=0]");
  }

  /** GCC makes blocks that the source has not, for variables of the function. */
  @Test
  void oneThatOnlyABlockOfTheInstanceHasIsOptimisedOutBeforeIt() throws Exception {
    Part unit = part().u8(1).u8(FUNCTION).string("f").u8(VARIABLE).string("x").u8(0);
    unit.u8(BODY).u32(SOURCE).u64(TEXT).u8(16);
    unit.u8(OWN_BLOCK).u64(TEXT + 4).u8(4);
    unit.u8(INSTANCE).u32(SOURCE + 3).u8(1, 0x50).u8(0, 0, 0); // DW_OP_reg0
    DwarfWriter program = new DwarfWriter().section(".debug_abbrev", abbreviations()).unit(unit);
    assertThat(variables(program, 0)).containsExactly("x OptimizedOut[]");
    assertThat(variables(program, 4)).containsExactly("x InRegister[number=0]");
  }

  /** Go's abstract functions have the variables of all blocks. */
  @Test
  void severalOfOneNameAreAllOptimisedOut() throws Exception {
    Part unit = part().u8(1);
    unit.u8(FUNCTION).string("f");
    unit.u8(VARIABLE).string("x").u8(VARIABLE).string("x").u8(0);
    unit.u8(BODY).u32(SOURCE).u64(TEXT).u8(16).u8(0, 0);
    DwarfWriter program = new DwarfWriter().section(".debug_abbrev", abbreviations()).unit(unit);
    assertThat(variables(program, 0)).containsExactly("x OptimizedOut[]", "x OptimizedOut[]");
  }
}
