package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.compileUnit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.bytes.Part;
import tracebook.elf.ElfFile;

/** Entries that give the form of an attribute themselves, by DW_FORM_indirect. */
class IndirectFormsTest {
  private static final int STRING = 0x08;
  private static final int STRP = 0x0e;
  private static final int DATA1 = 0x0b;
  private static final int DATA4 = 0x06;
  private static final int ADDR = 0x01;
  private static final int REF4 = 0x13;
  private static final int REF_ADDR = 0x10;
  private static final int INDIRECT = 0x16;
  private static final int EXPRLOC = 0x18;
  private static final int FLAG = 0x0c;

  @TempDir Path directory;
  private Refusals refusals;

  @BeforeEach
  void open() {
    refusals = new Refusals(directory);
  }

  /** Writes entries, and the abbreviations that they need. */
  private static final class Entries {
    final boolean indirect;
    final Part abbreviations = part();
    final Part entries = part();
    private int count;
    private Part attributes = part();
    private Part values = part();

    Entries(boolean indirect) {
      this.indirect = indirect;
    }

    Entries with(int attribute, int form, Part value) {
      attributes.uleb(attribute).uleb(indirect ? INDIRECT : form);
      if (indirect) {
        values.uleb(form);
      }
      values.part(value);
      return this;
    }

    int entry(int tag, boolean children) {
      int at = 12 + entries.size();
      abbreviations.uleb(++count).uleb(tag).u8(children ? 1 : 0).part(attributes).u8(0, 0);
      entries.uleb(count).part(values);
      attributes = part();
      values = part();
      return at;
    }

    Part end() {
      entries.u8(0);
      return compileUnit(5, 4, 0, entries);
    }
  }

  /**
   * A struct with a sibling behind its member, a global, a function with code, an abstract one, and
   * its copy in a second unit.
   */
  private static DwarfWriter program(boolean indirect) {
    Entries first = new Entries(indirect);
    first.with(0x13, DATA1, part().u8(0x1d)).entry(0x11, true);
    int struct =
        first
            .with(0x01, REF4, part().u32(0))
            .with(0x0b, DATA1, part().u8(4))
            .with(0x03, STRING, part().string("node"))
            .entry(0x13, true);
    first.with(0x03, STRING, part().string("m")).entry(0x0d, false);
    first.entries.u8(0);
    int behind = 12 + first.entries.size();
    int global =
        first
            .with(0x49, REF4, part().u32(struct))
            .with(0x02, EXPRLOC, part().uleb(9).u8(0x03).u64(TEXT))
            .with(0x03, STRP, part().u32(0))
            .entry(0x34, false);
    assertThat(global).isEqualTo(behind);
    first
        .with(0x03, STRP, part().u32(7))
        .with(0x11, ADDR, part().u64(TEXT))
        .with(0x12, DATA4, part().u32(16))
        .entry(0x2e, false);
    int declared =
        first
            .with(0x03, STRING, part().string("twice"))
            .with(0x20, DATA1, part().u8(1))
            .with(0x3f, FLAG, part().u8(1))
            .entry(0x2e, false);
    byte[] unit = first.end().bytes();
    unit[struct + 1 + (indirect ? 1 : 0)] = (byte) behind; // DW_AT_sibling

    Entries second = new Entries(indirect);
    second.count = first.count;
    second.with(0x13, DATA1, part().u8(0x1d)).entry(0x11, true);
    second
        .with(0x31, REF_ADDR, part().u32(declared))
        .with(0x11, ADDR, part().u64(TEXT + 16))
        .with(0x12, DATA4, part().u32(16))
        .entry(0x2e, false);
    return new DwarfWriter()
        .section(".debug_str", part().string("global").string("run"))
        .section(".debug_abbrev", part().part(first.abbreviations).part(second.abbreviations).u8(0))
        .section(".debug_info", part().bytes(unit).part(second.end()));
  }

  private interface Question {
    Object of(DebugInfo info);
  }

  private void answer(boolean indirect, Question question, Object answer) throws Exception {
    Path file = program(indirect).write(directory.resolve("x"));
    try (ElfFile elf = ElfFile.open(file);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      assertThat(question.of(info)).isEqualTo(answer);
    }
  }

  private static List<String> named(DebugInfo info, String name) {
    return info.functions(name).stream().map(f -> f.name() + " at " + f.entry()).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void namesAndWhatHasThem(boolean indirect) throws Exception {
    answer(indirect, info -> List.copyOf(info.functionNames()), List.of("run", "twice"));
    answer(indirect, info -> List.copyOf(info.globalNames()), List.of("global"));
    answer(indirect, info -> List.copyOf(info.typeNames()), List.of("struct node"));
    answer(indirect, info -> named(info, "run"), List.of("run at 0x%x".formatted(TEXT)));
    answer(indirect, info -> named(info, "twice"), List.of("twice at 0x%x".formatted(TEXT + 16)));
    answer(
        indirect, info -> info.globals("global").getFirst().type().strip().size().getAsLong(), 4L);
    answer(indirect, info -> info.types("struct node", Optional.empty()).size(), 1);
  }

  private static DwarfWriter child(Part value) {
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part()
                .part(DwarfWriter.abbreviation(1, 0x11, true))
                .part(DwarfWriter.abbreviation(2, 0x16, false, 0x03, INDIRECT))
                .u8(0))
        .unit(part().u8(1, 2).part(value).u8(0));
  }

  @Test
  void aFormThatIsNone() throws Exception {
    refusals.check(
        child(part().u8(0x7f, 0)),
        DebugInfo::typeNames,
        ".debug_info at 0xf: DW_FORM 0x7f is not known");
  }

  @Test
  void aFormThatIsIndirectAgain() throws Exception {
    refusals.check(
        child(part().u8(INDIRECT, STRING, 'a', 0)),
        DebugInfo::typeNames,
        ".debug_info at 0xf: DW_FORM 0x16 is not known");
  }

  @Test
  void aValueThatIsInTheAbbreviation() throws Exception {
    refusals.check(
        child(part().u8(0x21, 0)),
        DebugInfo::typeNames,
        ".debug_info at 0xf: DW_FORM 0x21 is not known");
  }

  @Test
  void aNameThatIsNoString() throws Exception {
    refusals.check(
        child(part().u8(DATA1, 7)),
        DebugInfo::typeNames,
        ".debug_info at 0xf: a string of DW_FORM 0xb");
  }
}
