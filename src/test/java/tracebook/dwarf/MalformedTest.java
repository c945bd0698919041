package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;
import static tracebook.dwarf.DwarfWriter.part;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Malformed;
import tracebook.bytes.Part;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;

/** Debug info that contradicts itself: each case the smallest, each with its message. */
class MalformedTest {
  @TempDir Path directory;

  /** 1 unit, 2 subprogram with code, 3 variable, 4 typedef, 5 subprogram of an origin. */
  private static final Part ABBREVIATIONS =
      part()
          .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
          .part(abbreviation(2, 0x2e, true, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06))
          .part(abbreviation(3, 0x34, false, 0x03, 0x08, 0x49, 0x13, 0x02, 0x18))
          .part(abbreviation(4, 0x16, false, 0x03, 0x08, 0x49, 0x13))
          .part(abbreviation(5, 0x2e, false, 0x31, 0x13, 0x11, 0x01, 0x12, 0x06))
          .part(abbreviation(6, 0x13, true, 0x03, 0x08, 0x01, 0x13))
          .u8(0);

  private static final int C11 = 0x1d;

  private static Part root() {
    return part().u8(1, C11);
  }

  private static Part function(String name) {
    return part().u8(2).string(name).u64(TEXT).u32(16);
  }

  private void check(DwarfWriter writer, Consumer<DebugInfo> ask, String message) throws Exception {
    Path file = writer.write(directory.resolve("x"));
    try (ElfFile elf = ElfFile.open(file)) {
      assertThatThrownBy(
              () -> {
                try (DebugInfo info = DebugInfo.open(elf, elf)) {
                  ask.accept(info);
                }
              })
          .isInstanceOf(Malformed.class)
          .hasMessage("`" + file + "` is malformed: " + message);
    }
  }

  private static DwarfWriter writer() {
    return new DwarfWriter().section(".debug_abbrev", ABBREVIATIONS);
  }

  @Test
  void theWriterWritesWhatIsRead() throws Exception {
    Path file = writer().unit(root().part(function("f")).u8(0, 0)).write(directory.resolve("fine"));
    try (ElfFile elf = ElfFile.open(file);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      assertThat(info.functions("f"))
          .extracting(Function::entry)
          .containsExactly(new Address(TEXT));
      assertThat(info.functions("f").get(0).signature()).isEqualTo("void f()");
    }
  }

  @Test
  void aVersionThatDoesNotExist() throws Exception {
    check(
        writer().section(".debug_info", part().u32(4).u16(9).u16(0)),
        info -> info.functions("f"),
        ".debug_info at 0x0: DWARF version 9 is not known");
  }

  @Test
  void aUnitLongerThanItsSection() throws Exception {
    check(
        writer().section(".debug_info", part().u32(100).u16(5)),
        info -> info.functions("f"),
        ".debug_info at 0x4: 100 bytes are needed, 2 are left");
  }

  @Test
  void aReservedUnitLength() throws Exception {
    check(
        writer().section(".debug_info", part().u32(0xffff_fff5L)),
        info -> info.functions("f"),
        ".debug_info at 0x0: the unit's length is a reserved value");
  }

  @Test
  void addressesOfAnotherSize() throws Exception {
    check(
        writer().section(".debug_info", part().u32(8).u16(5).u8(1, 4).u32(0)),
        info -> info.functions("f"),
        ".debug_info at 0x0: addresses of 4 bytes");
  }

  @Test
  void anAbbreviationThatDoesNotExist() throws Exception {
    check(
        writer().unit(root().u8(77, 0)),
        info -> info.functionNames(),
        ".debug_info at 0xe: abbreviation 77 does not exist");
  }

  @Test
  void aFormThatDoesNotExist() throws Exception {
    check(
        new DwarfWriter()
            .section(".debug_abbrev", abbreviation(1, 0x11, false, 0x03, 0x7e).u8(0))
            .unit(part().u8(1)),
        info -> info.functionNames(),
        ".debug_abbrev at 0x7: DW_FORM 0x7e is not known");
  }

  @Test
  void entriesThatDoNotEnd() throws Exception {
    check(
        writer().unit(root().part(function("f"))),
        info -> info.functions("f"),
        ".debug_info at 0x0: the entries of the unit do not end with it");
  }

  @Test
  void aSiblingThatPointsBackwards() throws Exception {
    check(
        writer().unit(root().u8(6).string("s").u32(12).u8(0, 0)),
        info -> info.functionNames(),
        ".debug_info at 0xe: DW_AT_sibling points backwards or out of its unit");
  }

  @Test
  void aReferenceToNowhere() throws Exception {
    check(
        writer().unit(root().part(function("f")).u8(3).string("v").u32(0x1234).u8(1, 0x9c, 0, 0)),
        info -> info.scopesAt(new Address(TEXT)).get(0).variables().get(0).type(),
        ".debug_info at 0x1234: an entry refers to this offset, in no unit");
  }

  @Test
  void originsInACycle() throws Exception {
    check(
        writer().unit(root().u8(5).u32(14).u64(TEXT).u32(4).u8(0)),
        info -> info.functionAt(new Address(TEXT)).orElseThrow().name(),
        ".debug_info at 0xe: its origins refer to each other in a cycle");
  }

  @Test
  void anExpressionThatTakesMoreThanThereIs() throws Exception {
    check(
        writer().unit(root().part(function("f")).u8(3).string("v").u32(14).u8(1, 0x22, 0, 0)),
        info ->
            info.scopesAt(new Address(TEXT))
                .get(0)
                .variables()
                .get(0)
                .locationAt(new Address(TEXT)),
        ".debug_info at 0x26: the expression takes more from its stack than is there");
  }

  @Test
  void anUnwindTableThatRestoresNothing() throws Exception {
    Part common = part().u32(0).u8(1, 0, 1, 0x78, 16, 0x0c, 7, 8);
    Part entry = part().u32(4 + 12 + 4).u64(TEXT).u64(16).u8(0x0b);
    check(
        writer()
            .unit(root().part(function("f")).u8(3).string("v").u32(14).u8(2, 0x9c, 0x9f, 0, 0))
            .section(
                ".eh_frame",
                part()
                    .u32(common.bytes().length)
                    .part(common)
                    .u32(entry.bytes().length)
                    .part(entry)
                    .u32(0)),
        info ->
            info.scopesAt(new Address(TEXT))
                .get(0)
                .variables()
                .get(0)
                .locationAt(new Address(TEXT)),
        ".eh_frame at 0x29: DW_CFA_restore_state without a remembered one");
  }

  /** Not malformed enough to refuse the file: the type says it. */
  @Test
  void typedefsInACycle() throws Exception {
    Path file =
        writer().unit(root().u8(4).string("a").u32(14).u8(0)).write(directory.resolve("loop"));
    try (ElfFile elf = ElfFile.open(file);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      assertThat(info.types("a", Optional.empty()).get(0).strip().toString())
          .isEqualTo("UnknownType[name=a, size=OptionalLong.empty, why=its type refers to itself]");
    }
  }
}
