package tracebook.dwarf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.bytes.Malformed;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;
import tracebook.elf.Section;
import tracebook.x86.FlowGraph;

/**
 * Where calls of a function go on at when they throw: the table of call sites in its
 * language-specific data, .gcc_except_table (Itanium C++ ABI, Exception Handling, section 7.2).
 */
final class LandingPads {
  private static final int OMITTED = 0xff; // DW_EH_PE_omit

  private LandingPads() {}

  /** Those of all parts of a function; empty where a table cannot be read. */
  static Optional<List<FlowGraph.Throwing>> of(FunctionBody body) {
    try {
      Frames frames = body.module().frames();
      ElfFile program = body.module().sections.program();
      List<FlowGraph.Throwing> found = new ArrayList<>();
      for (AddressRange range : body.ranges()) {
        Optional<Frames.LanguageData> data = frames.languageData(range.start());
        if (data.isPresent()) {
          found.addAll(read(program, data.get()));
        }
      }
      return Optional.of(found);
    } catch (Malformed unreadable) {
      return Optional.empty();
    }
  }

  private static List<FlowGraph.Throwing> read(ElfFile program, Frames.LanguageData data) {
    Bytes bytes = program.bytes(".gcc_except_table");
    long base =
        program.section(".gcc_except_table").map(Section::address).map(Address::value).orElse(0L);
    long region = data.of().start().value();
    Cursor at = bytes.cursor(data.address() - base);
    long start = region;
    int encoding = at.u8();
    if (encoding != OMITTED) {
      start = Frames.pointer(at, encoding, base);
    }
    if (at.u8() != OMITTED) {
      at.uleb(); // where the types are
    }
    int sites = at.u8() & 0x0f;
    Cursor table = at.sub(at.uleb());
    List<FlowGraph.Throwing> found = new ArrayList<>();
    while (!table.atEnd()) {
      long from = region + Frames.pointer(table, sites, 0);
      long length = Frames.pointer(table, sites, 0);
      long pad = Frames.pointer(table, sites, 0);
      table.uleb(); // which types it catches
      if (pad != 0) {
        found.add(new FlowGraph.Throwing(from, from + length, start + pad));
      }
    }
    return found;
  }
}
