package tracebook.dwarf;

import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.abbreviation;
import static tracebook.dwarf.DwarfWriter.compileUnit;
import static tracebook.dwarf.DwarfWriter.typeUnit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Part;
import tracebook.types.EnumType;
import tracebook.types.Type;
import tracebook.types.UnknownType;

/** Types that refer to themselves, and to what is not there. Such a type has no layout. */
class MalformedTypesTest {
  /** Of the first entry below the unit's. */
  private static final int FIRST = 14;

  private static final Part ABBREVIATIONS =
      part()
          .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
          .part(abbreviation(2, 0x16, false, 0x03, 0x08, 0x49, 0x13)) // typedef
          .part(abbreviation(3, 0x26, false, 0x49, 0x13)) // const
          .part(abbreviation(4, 0x04, false, 0x03, 0x08, 0x49, 0x13, 0x0b, 0x0b)) // enumeration
          .part(abbreviation(5, 0x0f, false, 0x49, 0x13)) // pointer
          .part(abbreviation(6, 0x15, true, 0x49, 0x13)) // function
          .part(abbreviation(7, 0x05, false, 0x49, 0x13)) // parameter
          .part(abbreviation(8, 0x01, false, 0x49, 0x13)) // array
          .part(abbreviation(9, 0x13, false, 0x03, 0x08, 0x69, 0x20)) // structure elsewhere
          .part(abbreviation(10, 0x16, false, 0x03, 0x08, 0x49, 0x20)) // typedef of that
          .part(abbreviation(11, 0x16, false, 0x03, 0x08, 0x49, 0x0b)) // typedef of a number
          .part(abbreviation(12, 0x41, true)) // type unit
          .part(abbreviation(13, 0x16, false, 0x03, 0x08, 0x49, 0x14)) // typedef of ref8
          .u8(0);

  @TempDir Path directory;
  private Refusals refusals;

  @BeforeEach
  void open() {
    refusals = new Refusals(directory);
  }

  private static DwarfWriter writer(Part entries) {
    return new DwarfWriter()
        .section(".debug_abbrev", ABBREVIATIONS)
        .unit(part().u8(1, 0x1d).part(entries).u8(0));
  }

  private static Part alias(int type) {
    return part().u8(2).string("t").u32(type);
  }

  private <T> void ofAlias(Part entries, Function<Type, T> question, T answer) throws Exception {
    refusals.answer(
        writer(entries),
        info -> question.apply(info.types("t", Optional.empty()).get(0).strip()),
        answer);
  }

  private static UnknownType endless(String name) {
    return new UnknownType(name, OptionalLong.empty(), "its type refers to itself");
  }

  @Test
  void anAliasOfItself() throws Exception {
    ofAlias(alias(FIRST), type -> type, endless("t"));
  }

  @Test
  void aQualifierOfItself() throws Exception {
    ofAlias(alias(FIRST + 7).u8(3).u32(FIRST + 7), type -> type, endless("t"));
  }

  @Test
  void anEnumerationOfItself() throws Exception {
    Part enumeration = part().u8(4).string("e").u32(FIRST).u8(4);
    refusals.answer(
        writer(enumeration),
        info -> ((EnumType) info.types("enum e", Optional.empty()).get(0)).size(),
        OptionalLong.of(4));
  }

  @Test
  void anArrayOfItself() throws Exception {
    Part array = alias(FIRST + 7).u8(8).u32(FIRST + 7);
    ofAlias(array, type -> type, endless("t"));
  }

  @Test
  void aPointerToItself() throws Exception {
    ofAlias(alias(FIRST + 7).u8(5).u32(FIRST + 7), type -> type, endless("t"));
  }

  /** Its name would have no end. */
  @Test
  void aFunctionOfPointersToItself() throws Exception {
    Part function = alias(FIRST + 7).u8(6).u32(FIRST + 7 + 11);
    function.u8(7).u32(FIRST + 7 + 11).u8(0).u8(5).u32(FIRST + 7);
    ofAlias(function, Type::name, "... (...)");
  }

  /** Each function takes two of the next: 2^30 of the last in the name of the first. */
  @Test
  void functionsOfFunctions() throws Exception {
    Part entries = alias(FIRST + 7);
    int size = 5 + 5 + 5 + 1;
    for (int i = 1; i <= 30; i++) {
      int next = FIRST + 7 + size * (i % 30);
      entries.u8(6).u32(next).u8(7).u32(next).u8(7).u32(next).u8(0);
    }
    ofAlias(entries, Type::name, "... (...)");
  }

  /** Such as signal has: a function that takes a function. */
  @Test
  void aFunctionOfAFunctionHasItsName() throws Exception {
    Part entries = alias(21).u8(6).u32(43).u8(7).u32(32).u8(0);
    entries.u8(5).u32(37).u8(6).u32(43).u8(0).u8(2).string("u").u32(43);
    ofAlias(entries, Type::name, "u (u (*)())");
  }

  @Test
  void aSignatureThatNoUnitHas() throws Exception {
    refusals.check(
        writer(part().u8(10).string("t").u64(0x1234)),
        info -> info.types("t", Optional.empty()).get(0).size(),
        ".debug_info at 0xe: no type unit has the signature 0x1234");
  }

  /** A structure that is said to be defined where an alias of it is. */
  @Test
  void aSignatureInACycle() throws Exception {
    Part header = part().u8(12);
    int type = 24 + 1;
    Part typed = header.u8(10).string("t").u64(7).u8(0);
    refusals.answer(
        new DwarfWriter()
            .section(".debug_abbrev", ABBREVIATIONS)
            .section(
                ".debug_info",
                part()
                    .part(typeUnit(7, type, typed))
                    .part(compileUnit(5, 4, 0, part().u8(1, 0x1d).u8(9).string("s").u64(7).u8(0)))),
        info -> info.types("struct s", Optional.empty()).get(0).strip(),
        endless("s"));
  }

  @Test
  void aTypeUnitWithoutItsType() throws Exception {
    refusals.check(
        new DwarfWriter()
            .section(".debug_abbrev", ABBREVIATIONS)
            .section(".debug_info", typeUnit(7, 0x999, part().u8(12).u8(0))),
        DebugInfo::producers,
        ".debug_info at 0x0: its type is at 0x999, behind its end");
  }

  @Test
  void aTypeThatIsANumber() throws Exception {
    refusals.check(
        writer(part().u8(11).string("t").u8(3)),
        info -> info.types("t", Optional.empty()).get(0).size(),
        ".debug_info at 0xe: a reference of DW_FORM 0xb");
  }

  /** Longer than any compiler's, but it ends. */
  @Test
  void aLongChainOfPointers() throws Exception {
    Part entries = alias(FIRST + 7);
    for (int i = 1; i <= 5000; i++) {
      entries.u8(5).u32(FIRST + 7 + 5 * i);
    }
    entries.u8(5).u32(FIRST);
    ofAlias(entries, type -> type, endless("t"));
  }

  @Test
  void aReferenceThatWrapsAround() throws Exception {
    refusals.check(
        writer(part().u8(13).string("t").u64(-5)),
        info -> info.types("t", Optional.empty()).get(0).size(),
        ".debug_info at 0xe: a reference of DW_FORM 0x14");
  }
}
