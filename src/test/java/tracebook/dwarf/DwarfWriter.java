package tracebook.dwarf;

import java.io.IOException;
import java.nio.file.Path;
import tracebook.bytes.Part;
import tracebook.elf.ElfWriter;

/**
 * Writes the smallest ELF files with hand-made DWARF in them: well-formed as far as it is not told
 * otherwise. What a test wants to be wrong it writes itself, byte by byte.
 */
public final class DwarfWriter {
  /** Where the only executable segment is; it has 64 bytes. */
  public static final long TEXT = ElfWriter.TEXT;

  private final ElfWriter elf = new ElfWriter();

  static Part part() {
    return Part.part();
  }

  public DwarfWriter section(String name, Part contents) {
    elf.section(name, contents);
    return this;
  }

  /** The file around the DWARF, for what is not in a section of it. */
  public ElfWriter elf() {
    return elf;
  }

  /** A DWARF 5 unit with these entries; their first one is at offset 12. */
  public DwarfWriter unit(Part entries) {
    return section(".debug_info", compileUnit(5, 4, 0, entries));
  }

  /**
   * A compilation unit (DWARF 5, section 7.5.1.1; DWARF 4, section 7.5.1.1).
   *
   * @param offsetSize 4, or 8 for the 64-bit format
   */
  public static Part compileUnit(int version, int offsetSize, long abbreviations, Part entries) {
    Part unit = part().u16(version);
    if (version >= 5) {
      unit.u8(1, 8).offset(offsetSize, abbreviations);
    } else {
      unit.offset(offsetSize, abbreviations).u8(8);
    }
    return sized(offsetSize, unit.part(entries));
  }

  /** A DWARF 5 type unit; {@code type} is the offset of the type's entry in it. */
  public static Part typeUnit(long signature, int type, Part entries) {
    return part().sized(part().u16(5).u8(2, 8).u32(0).u64(signature).u32(type).part(entries));
  }

  /** One abbreviation: its code and tag, whether it has children, attributes with their forms. */
  public static Part abbreviation(int code, int tag, boolean children, int... attributes) {
    Part made = part().uleb(code).uleb(tag).u8(children ? 1 : 0);
    for (int attribute : attributes) {
      made.uleb(attribute);
    }
    return made.u8(0, 0);
  }

  /**
   * A DWARF 4 line table with one directory-less file {@code a.c} and the usual opcodes.
   *
   * @param program the opcodes, from 13 on special ones: line base -5, range 14
   */
  public static Part lineTable(Part program) {
    Part head = part().u8(1, 1, 1).u8(0xfb, 14, 13).u8(0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1);
    head.u8(0).string("a.c").u8(0, 0, 0).u8(0);
    return part().sized(part().u16(4).sized(head).part(program));
  }

  /** A CIE of .eh_frame for x86-64: absolute addresses, the frame 8 above rsp at the entry. */
  public static Part common() {
    return part().u32(0).u8(1, 0, 1, 0x78, 16, 0x0c, 7, 8);
  }

  /**
   * .eh_frame with one CIE and one FDE over {@link #TEXT}, 16 bytes of code.
   *
   * @param instructions of the FDE, which begin at offset 0x28 where the CIE is {@link #common}
   */
  public static Part ehFrame(Part common, Part instructions) {
    Part entry = part().u32(4 + common.size() + 4).u64(TEXT).u64(16).part(instructions);
    return part().sized(common).sized(entry).u32(0);
  }

  private static Part sized(int offsetSize, Part unit) {
    return offsetSize == 8 ? part().sized64(unit) : part().sized(unit);
  }

  public Path write(Path file) throws IOException {
    return elf.write(file);
  }

  public byte[] bytes() {
    return elf.bytes();
  }
}
