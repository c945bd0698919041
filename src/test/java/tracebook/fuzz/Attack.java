package tracebook.fuzz;

import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tracebook.bytes.Part;
import tracebook.dwarf.DwarfWriter;
import tracebook.elf.ElfWriter;

/** The ways to make a file out of a fuzzer's input, each aimed at some of the readers. */
enum Attack {
  /** The input is the file. */
  ELF {
    @Override
    byte[] file(Input input, Edits edits) {
      return input.rest();
    }

    @Override
    List<byte[]> seeds(Map<String, byte[]> fixtures) {
      List<byte[]> seeds = new ArrayList<>();
      seeds.add(new ElfWriter().symbol("f", 2, TEXT, 16).bytes());
      Part id = ElfWriter.note("GNU", 3, part().u64(1));
      byte[] name = part().string("/lib/ld.so").bytes();
      seeds.add(
          new ElfWriter()
              .type(3)
              .section(".note.gnu.build-id", ElfWriter.SHT_NOTE, 0, 0, 0, id.bytes())
              .section(".gnu_debuglink", part().string("abc").u32(7))
              .segment(ElfWriter.PT_LOAD, ElfWriter.EXECUTABLE, TEXT, new byte[16])
              .segment(ElfWriter.PT_NOTE, ElfWriter.READABLE, 0, id.bytes())
              .segment(ElfWriter.PT_INTERP, ElfWriter.READABLE, 0, name)
              .bytes());
      seeds.add(new DwarfWriter().unit(part().u8(1)).bytes());
      return seeds;
    }
  },

  /** Small changes to what compilers write. */
  EDITS {
    @Override
    List<byte[]> seeds(Map<String, byte[]> fixtures) {
      List<byte[]> seeds = new ArrayList<>();
      for (int i = 0; i < fixtures.size(); i++) {
        seeds.add(new byte[] {(byte) i});
        seeds.add(new byte[] {(byte) i, 0, 5, 9, 0, 1});
      }
      return seeds;
    }
  },

  /** Small changes to the file of a split unit, which the program beside it refers to. */
  SPLIT {
    @Override
    String beside() {
      return ".dwo";
    }
  },

  /** Small changes to the package of a program's split units. */
  PACKAGE {
    @Override
    String beside() {
      return ".dwp";
    }
  },

  /** Small changes to the file of entries and strings that dwz moved out of a program. */
  SHARED {
    @Override
    String beside() {
      return ".sup";
    }
  },

  /**
   * A file with .gnu_debugdata: {@code 0, edits} of the file that is compressed in it, or {@code 1,
   * section}.
   */
  MINI {
    @Override
    byte[] file(Input input, Edits edits) {
      byte[] data = input.u8() % 2 == 0 ? Seeds.xz(edits.apply(input)) : input.rest();
      return new ElfWriter().section(".gnu_debugdata", part().bytes(data)).bytes();
    }

    @Override
    List<byte[]> seeds(Map<String, byte[]> fixtures) {
      List<byte[]> seeds = new ArrayList<>();
      for (int i = 0; i < fixtures.size(); i += 4) {
        seeds.add(new byte[] {0, (byte) i, 0, 5, 9, 0, 1});
      }
      byte[] small = new ElfWriter().symbol("f", 2, TEXT, 16).bytes();
      seeds.add(part().u8(1).bytes(Seeds.xz(small)).bytes());
      return seeds;
    }
  },

  /** Sections of the input's making: {@code (which: u8, size: u16, bytes)*}. */
  SECTIONS {
    @Override
    byte[] file(Input input, Edits edits) {
      DwarfWriter writer = new DwarfWriter();
      while (!input.atEnd()) {
        String name = NAMES[input.u8() % NAMES.length];
        writer.section(name, part().bytes(input.bytes(input.u16())));
      }
      return writer.bytes();
    }

    @Override
    List<byte[]> seeds(Map<String, byte[]> fixtures) {
      return Seeds.sections(fixtures, NAMES);
    }
  },

  /** The location of a variable, or what a location depends on: {@code which: u8, expression}. */
  EXPRESSION {
    @Override
    byte[] file(Input input, Edits edits) {
      int which = input.u8() % 4;
      Part own = part().bytes(input.rest());
      Part usual = part().u8(0x91, 0x70); // DW_OP_fbreg -16
      Part base = part().u8(0x9c); // DW_OP_call_frame_cfa
      Part rule = part().u8(0x77, 8); // DW_OP_breg7 8
      Part instructions = part().u8(0x0f).block(which == 2 ? own : rule);
      Part entries = part().u8(1).u16(0x1d).u64(TEXT).u32(64);
      entries.u8(3).string("int").u8(4, 5).u8(3).string("u8").u8(1, 7).u8(3).string("d").u8(8, 4);
      entries.u8(2).string("f").u64(TEXT).u32(16).block(which == 1 ? own : base);
      entries.u8(4).string("v").u32(25).block(which == 0 || which == 3 ? own : usual);
      entries.u8(5).string("n").u32(25).block(which == 3 ? own : usual).u8(0, 0);
      return new DwarfWriter()
          .section(
              ".debug_abbrev",
              part()
                  .part(abbreviation(1, 0x11, true, 0x13, 0x05, 0x11, 0x01, 0x12, 0x06))
                  .part(abbreviation(2, 0x2e, true, 3, 8, 0x11, 1, 0x12, 6, 0x40, 0x18))
                  .part(abbreviation(3, 0x24, false, 3, 8, 0x0b, 0x0b, 0x3e, 0x0b))
                  .part(abbreviation(4, 0x34, false, 3, 8, 0x49, 0x13, 0x02, 0x18))
                  .part(abbreviation(5, 0x05, false, 3, 8, 0x49, 0x13, 0x02, 0x18))
                  .u8(0))
          .unit(entries)
          .section(".eh_frame", DwarfWriter.ehFrame(DwarfWriter.common(), instructions))
          .bytes();
    }

    @Override
    List<byte[]> seeds(Map<String, byte[]> fixtures) {
      return Seeds.expressions();
    }
  },

  /** The line table of one unit: {@code unit's version: u8, .debug_line}. */
  LINES {
    @Override
    byte[] file(Input input, Edits edits) {
      int version = 2 + input.u8() % 4;
      Part entries = part().u8(1).u16(0x1d).u32(0).string("/src").u64(TEXT).u64(TEXT + 64);
      return new DwarfWriter()
          .section(
              ".debug_abbrev",
              abbreviation(1, 0x11, false, 0x13, 5, 0x10, 6, 0x1b, 8, 0x11, 1, 0x12, 1).u8(0))
          .section(".debug_info", DwarfWriter.compileUnit(version, 4, 0, entries))
          .section(".debug_str", part().string("").string("b.c").string("/dir"))
          .section(".debug_line_str", part().string("").string("b.c").string("/dir"))
          .section(".debug_line", part().bytes(input.rest()))
          .bytes();
    }

    @Override
    List<byte[]> seeds(Map<String, byte[]> fixtures) {
      return Seeds.lines(fixtures);
    }
  },

  /** An unwind table: {@code which: u8, section}. */
  FRAMES {
    @Override
    byte[] file(Input input, Edits edits) {
      String name = input.u8() % 2 == 0 ? ".eh_frame" : ".debug_frame";
      Part entries = part().u8(1).u16(0x1d).u8(2).string("f").u64(TEXT).u32(64).u8(0x01, 0x9c);
      entries.u8(3).string("v").u8(2, 0x91, 0x70, 0, 0);
      return new DwarfWriter()
          .section(
              ".debug_abbrev",
              part()
                  .part(abbreviation(1, 0x11, true, 0x13, 5))
                  .part(abbreviation(2, 0x2e, true, 3, 8, 0x11, 1, 0x12, 6, 0x40, 0x18))
                  .part(abbreviation(3, 0x34, false, 3, 8, 0x02, 0x18))
                  .u8(0))
          .unit(entries)
          .section(name, part().bytes(input.rest()))
          .bytes();
    }

    @Override
    List<byte[]> seeds(Map<String, byte[]> fixtures) {
      return Seeds.frames(fixtures);
    }
  },

  /** Location and range lists: {@code version: u8, size: u16, location lists, range lists}. */
  LISTS {
    @Override
    byte[] file(Input input, Edits edits) {
      int version = 4 + input.u8() % 2;
      Part locations = part().bytes(input.bytes(input.u16()));
      Part entries = part().u8(1).u16(0x1d).u64(TEXT).u32(0).u32(0);
      entries.u8(2).string("f").u64(TEXT).u32(64).u8(0x01, 0x9c);
      entries.u8(3).string("v").u32(0).u8(4).string("w").u8(0);
      entries.u8(5).u32(0).u8(3).string("u").u32(4).u8(0, 0, 0);
      return new DwarfWriter()
          .section(
              ".debug_abbrev",
              part()
                  .part(abbreviation(1, 0x11, true, 0x13, 5, 0x11, 1, 0x55, 0x17, 0x73, 0x17))
                  .part(abbreviation(2, 0x2e, true, 3, 8, 0x11, 1, 0x12, 6, 0x40, 0x18))
                  .part(abbreviation(3, 0x34, false, 3, 8, 0x02, 0x17))
                  .part(abbreviation(4, 0x34, false, 3, 8, 0x02, version == 5 ? 0x22 : 0x17))
                  .part(abbreviation(5, 0x0b, true, 0x55, 0x17))
                  .u8(0))
          .section(".debug_info", DwarfWriter.compileUnit(version, 4, 0, entries))
          .section(".debug_addr", part().repeat(4, part().u64(TEXT)))
          .section(version == 5 ? ".debug_loclists" : ".debug_loc", locations)
          .section(version == 5 ? ".debug_rnglists" : ".debug_ranges", part().bytes(input.rest()))
          .bytes();
    }

    @Override
    List<byte[]> seeds(Map<String, byte[]> fixtures) {
      return Seeds.lists(fixtures);
    }
  },

  /** A compressed section: {@code form: u8, section}. */
  COMPRESSED {
    @Override
    byte[] file(Input input, Edits edits) {
      boolean gnu = input.u8() % 2 == 1;
      ElfWriter elf = new ElfWriter();
      if (gnu) {
        elf.section(".zdebug_info", part().bytes(input.rest()));
      } else {
        byte[] section = input.rest();
        elf.section(".debug_info", 1, ElfWriter.SHF_COMPRESSED, 0, 0, section);
      }
      return elf.section(".debug_abbrev", abbreviation(1, 0x11, false).u8(0)).bytes();
    }

    @Override
    List<byte[]> seeds(Map<String, byte[]> fixtures) {
      return Seeds.compressed(fixtures);
    }
  };

  private static final String[] NAMES = {
    ".debug_info",
    ".debug_abbrev",
    ".debug_str",
    ".debug_line",
    ".debug_line_str",
    ".debug_str_offsets",
    ".debug_addr",
    ".debug_rnglists",
    ".debug_loclists",
    ".debug_ranges",
    ".debug_loc",
    ".debug_types",
    ".debug_frame",
    ".eh_frame",
    ".debug_aranges",
    ".debug_names",
    ".gdb_index"
  };

  /** How the names of the fixtures end that it changes, beside their programs; empty for any. */
  String beside() {
    return "";
  }

  byte[] file(Input input, Edits edits) {
    return edits.apply(input);
  }

  /** Inputs that make valid files: each of the fixtures as it is. */
  List<byte[]> seeds(Map<String, byte[]> fixtures) {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < fixtures.size(); i++) {
      seeds.add(new byte[] {(byte) i});
    }
    return seeds;
  }
}
