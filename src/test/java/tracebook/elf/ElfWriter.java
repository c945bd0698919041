package tracebook.elf;

import static tracebook.bytes.Part.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tracebook.bytes.Part;

/**
 * Writes ELF files for x86-64 out of sections and segments that a test makes up. Without a segment
 * of its own a file has 64 bytes of code at {@link #TEXT}.
 */
public final class ElfWriter {
  /** Where the code is. */
  public static final long TEXT = 0x1000;

  public static final int SHT_PROGBITS = 1;
  public static final int SHT_SYMTAB = Section.SHT_SYMTAB;
  public static final int SHT_STRTAB = 3;
  public static final int SHT_NOTE = Section.SHT_NOTE;
  public static final int SHT_NOBITS = Section.SHT_NOBITS;
  public static final long SHF_COMPRESSED = Section.SHF_COMPRESSED;
  public static final int PT_LOAD = Segment.PT_LOAD;
  public static final int PT_INTERP = Segment.PT_INTERP;
  public static final int PT_NOTE = Segment.PT_NOTE;
  public static final int EXECUTABLE = 5;
  public static final int READABLE = 4;

  private static final int HEADER = 64;
  private static final int SEGMENT_HEADER = 56;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record OneSection(
      String name, int type, long flags, long address, int link, byte[] contents) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record OneSegment(int type, int flags, long address, byte[] contents) {}

  private final List<OneSection> sections = new ArrayList<>();
  private final List<OneSegment> segments = new ArrayList<>();
  private int type = 2;
  private final Part symbols = part().repeat(24, part().u8(0));
  private final Part symbolNames = part().u8(0);

  /** ET_EXEC unless told otherwise; 3 is ET_DYN. */
  public ElfWriter type(int elfType) {
    type = elfType;
    return this;
  }

  public ElfWriter section(String name, Part contents) {
    return section(name, SHT_PROGBITS, 0, 0, 0, contents.bytes());
  }

  /** Takes the place of an earlier one of the same name. */
  public ElfWriter section(
      String name, int sectionType, long flags, long address, int link, byte[] contents) {
    OneSection made = new OneSection(name, sectionType, flags, address, link, contents);
    for (int i = 0; i < sections.size(); i++) {
      if (sections.get(i).name().equals(name)) {
        sections.set(i, made);
        return this;
      }
    }
    sections.add(made);
    return this;
  }

  public ElfWriter segment(int segmentType, int flags, long address, byte[] contents) {
    segments.add(new OneSegment(segmentType, flags, address, contents));
    return this;
  }

  /** A section compressed in the form of the gABI (Elf64_Chdr). */
  public ElfWriter compressed(String name, int algorithm, long size, byte[] data) {
    byte[] contents = part().u32(algorithm).u32(0).u64(size).u64(1).bytes(data).bytes();
    return section(name, SHT_PROGBITS, SHF_COMPRESSED, 0, 0, contents);
  }

  /** A global symbol of section 1: kind 1 an object, 2 a function. */
  public ElfWriter symbol(String name, int kind, long address, long size) {
    symbols.u32(symbolNames.size()).u8(1 << 4 | kind, 0).u16(1).u64(address).u64(size);
    symbolNames.string(name);
    return this;
  }

  public static Part note(String owner, int type, Part description) {
    Part name = part().string(owner);
    Part note = part().u32(name.size()).u32(description.size()).u32(type);
    note.part(name).repeat(-name.size() & 3, part().u8(0));
    return note.part(description).repeat(-description.size() & 3, part().u8(0));
  }

  public byte[] bytes() {
    List<OneSegment> loaded = new ArrayList<>(segments);
    if (loaded.stream().noneMatch(segment -> segment.type() == PT_LOAD)) {
      byte[] nops = new byte[64];
      java.util.Arrays.fill(nops, (byte) 0x90);
      loaded.add(0, new OneSegment(PT_LOAD, EXECUTABLE, TEXT, nops));
    }
    List<OneSection> all = new ArrayList<>(sections);
    if (symbolNames.size() > 1) {
      all.add(new OneSection(".symtab", SHT_SYMTAB, 0, 0, all.size() + 2, symbols.bytes()));
      all.add(new OneSection(".strtab", SHT_STRTAB, 0, 0, 0, symbolNames.bytes()));
    }
    int start = HEADER + loaded.size() * SEGMENT_HEADER;
    Part contents = part();
    Part programHeaders = part();
    for (OneSegment one : loaded) {
      long size = one.contents().length;
      programHeaders.u32(one.type()).u32(one.flags()).u64(start + contents.size());
      programHeaders.u64(one.address()).u64(one.address()).u64(size).u64(size).u64(0x1000);
      contents.bytes(one.contents());
    }
    Part names = part().u8(0);
    Part headers = part().repeat(64, part().u8(0));
    for (OneSection one : all) {
      header(headers, names.size(), one, start + contents.size());
      names.string(one.name());
      contents.bytes(one.type() == SHT_NOBITS ? new byte[0] : one.contents());
    }
    int nameOfNames = names.size();
    names.string(".shstrtab");
    OneSection last = new OneSection("", SHT_STRTAB, 0, 0, 0, names.bytes());
    header(headers, nameOfNames, last, start + contents.size());
    contents.part(names);
    int count = all.size() + 2;
    Part elf = part().u8(0x7f, 'E', 'L', 'F', 2, 1, 1).repeat(9, part().u8(0));
    elf.u16(type).u16(ElfFile.EM_X86_64).u32(1).u64(TEXT).u64(HEADER);
    elf.u64(start + contents.size()).u32(0).u16(HEADER);
    elf.u16(SEGMENT_HEADER).u16(loaded.size()).u16(64).u16(count).u16(count - 1);
    return elf.part(programHeaders).part(contents).part(headers).bytes();
  }

  public Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  private static void header(Part headers, int name, OneSection one, int offset) {
    headers.u32(name).u32(one.type()).u64(one.flags()).u64(one.address()).u64(offset);
    headers.u64(one.contents().length).u32(one.link()).u32(0).u64(1).u64(0);
  }
}
