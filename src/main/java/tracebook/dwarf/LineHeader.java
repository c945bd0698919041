package tracebook.dwarf;

import static tracebook.dwarf.Forms.*;

import java.util.ArrayList;
import java.util.List;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/** The head of a line table (DWARF 5, section 6.2.4): its files, and where its program is. */
final class LineHeader {
  final Unit unit;
  final int version;
  final int minimumLength;
  final boolean defaultIsStatement;
  final int lineBase;
  final int lineRange;
  final int opcodeBase;
  final int[] operandCounts;

  /** Paths, by the number that the program and DW_AT_decl_file use; empty for none. */
  final List<String> files = new ArrayList<>();

  final int programStart;
  final int programEnd;
  private final Bytes bytes;
  private final int offset;

  /**
   * @param directory in which the unit was compiled
   */
  LineHeader(Unit unit, long offset, String directory) {
    this.unit = unit;
    this.offset = (int) offset;
    this.bytes = unit.sections.line();
    Cursor at = bytes.cursor(offset);
    long length = at.u32();
    int offsetSize = 4;
    if (length == 0xffff_ffffL) {
      offsetSize = 8;
      length = at.u64();
    }
    Cursor header = at.sub(length);
    this.programEnd = header.end();
    this.version = header.u16();
    if (version < 2 || version > 5) {
      throw bytes.malformed(offset, "line table version " + version + " is not known");
    }
    if (version >= 5) {
      header.skip(2); // address and segment selector sizes
    }
    long headerLength = header.unsigned(offsetSize);
    if (headerLength < 0 || headerLength > programEnd - header.position()) {
      throw bytes.malformed(offset, "the header is longer than its table");
    }
    this.programStart = header.position() + (int) headerLength;
    this.minimumLength = header.u8();
    if (version >= 4) {
      header.skip(1); // maximum operations per instruction: 1 but for VLIW
    }
    this.defaultIsStatement = header.u8() != 0;
    this.lineBase = header.s8();
    this.lineRange = header.u8();
    if (lineRange == 0) {
      throw bytes.malformed(offset, "the line range is 0");
    }
    this.opcodeBase = header.u8();
    if (opcodeBase == 0) {
      throw bytes.malformed(offset, "the first special opcode is 0");
    }
    this.operandCounts = new int[opcodeBase];
    for (int i = 1; i < opcodeBase; i++) {
      operandCounts[i] = header.u8();
    }
    if (version >= 5) {
      files5(header, offsetSize, directory);
    } else {
      files2(header, directory);
    }
    if (header.position() > programStart) {
      throw bytes.malformed(offset, "its files reach into its program");
    }
  }

  private void files2(Cursor header, String compilation) {
    List<String> directories = new ArrayList<>();
    directories.add(compilation);
    for (String next = header.string(); !next.isEmpty(); next = header.string()) {
      directories.add(Paths.join(compilation, next));
    }
    files.add("");
    for (String next = header.string(); !next.isEmpty(); next = header.string()) {
      files.add(Paths.join(directory(directories, header.uleb()), next));
      header.uleb(); // time
      header.uleb(); // length
    }
  }

  private void files5(Cursor header, int offsetSize, String compilation) {
    List<String> directories = new ArrayList<>();
    for (Entry entry : entries(header, offsetSize)) {
      // The first is that of the compilation, which type units do not say.
      String from = directories.isEmpty() ? compilation : directories.getFirst();
      directories.add(Paths.join(from, entry.path()));
    }
    for (Entry entry : entries(header, offsetSize)) {
      files.add(Paths.join(directory(directories, entry.directory()), entry.path()));
    }
  }

  private static String directory(List<String> directories, long index) {
    return index >= 0 && index < directories.size() ? directories.get((int) index) : "";
  }

  private record Entry(String path, long directory) {}

  private List<Entry> entries(Cursor header, int offsetSize) {
    int formats = header.u8();
    int[] contents = new int[formats];
    int[] forms = new int[formats];
    for (int i = 0; i < formats; i++) {
      contents[i] = header.uleb31();
      forms[i] = header.uleb31();
    }
    int count = header.uleb31();
    if (formats == 0 || count > header.end() - header.position()) {
      if (count == 0) {
        return List.of();
      }
      throw header.malformed(count + " files cannot fit into the header");
    }
    List<Entry> found = new ArrayList<>(count);
    for (int n = 0; n < count; n++) {
      String path = "";
      long directory = 0;
      for (int i = 0; i < formats; i++) {
        switch (contents[i]) {
          case 1 -> path = text(header, forms[i], offsetSize); // DW_LNCT_path
          case 2 -> directory = number(header, forms[i]); // DW_LNCT_directory_index
          default -> ignore(header, forms[i], offsetSize);
        }
      }
      found.add(new Entry(path, directory));
    }
    return found;
  }

  private String text(Cursor header, int form, int offsetSize) {
    return switch (form) {
      case DW_FORM_string -> header.string();
      case DW_FORM_line_strp ->
          unit.sections.lineStr().cursor(header.unsigned(offsetSize)).string();
      case DW_FORM_strp -> unit.sections.str().cursor(header.unsigned(offsetSize)).string();
      case DW_FORM_strx -> Strings.of(unit, form, header.uleb()).orElse("");
      case DW_FORM_strx1 -> Strings.of(unit, form, header.u8()).orElse("");
      case DW_FORM_strx2 -> Strings.of(unit, form, header.u16()).orElse("");
      case DW_FORM_strx4 -> Strings.of(unit, form, header.u32()).orElse("");
      default -> throw header.malformed("a path of DW_FORM 0x%x".formatted(form));
    };
  }

  private static long number(Cursor header, int form) {
    return switch (form) {
      case DW_FORM_data1 -> header.u8();
      case DW_FORM_data2 -> header.u16();
      case DW_FORM_data4 -> header.u32();
      case DW_FORM_data8 -> header.u64();
      case DW_FORM_udata -> header.uleb();
      default -> throw header.malformed("a number of DW_FORM 0x%x".formatted(form));
    };
  }

  private static void ignore(Cursor header, int form, int offsetSize) {
    switch (form) {
      case DW_FORM_data16 -> header.skip(16);
      case DW_FORM_string -> header.string();
      case DW_FORM_line_strp, DW_FORM_strp -> header.skip(offsetSize);
      case DW_FORM_block -> header.skip(header.uleb());
      default -> number(header, form);
    }
  }

  /** The path of a file number, empty when it has none. */
  String file(long number) {
    return number >= 0 && number < files.size() ? files.get((int) number) : "";
  }

  int length() {
    return programEnd - offset;
  }

  /** Refuses tables that overlap, and so would make a small section a large one. */
  void refuseBeyond(long allTables, int times) {
    if (allTables > (long) times * bytes.length()) {
      throw bytes.malformed(offset, "its tables overlap");
    }
  }

  Cursor program() {
    return bytes.cursor(programStart, programEnd);
  }
}
