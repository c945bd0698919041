package tracebook.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.elf.ElfRefused.Reason;

/**
 * What the headers of a file say: of the file (gABI, chapter 4), of its segments and its sections.
 *
 * @param type ET_…
 * @param machine EM_…
 * @param start where the program starts; 0 in a library
 */
record ElfHeaders(
    int type, int machine, Address start, List<Segment> segments, List<Section> sections) {
  /** {@code sizeof(Elf64_Ehdr)}. */
  private static final int HEADER = 64;

  /**
   * Reads them.
   *
   * @throws ElfRefused when it is no file that can be traced
   * @throws IOException when it cannot be read
   */
  static ElfHeaders of(FileParts file) throws IOException, ElfRefused {
    byte[] ident = file.part(0, Math.min(file.length(), HEADER));
    if (ident.length < 4
        || ident[0] != 0x7f
        || ident[1] != 'E'
        || ident[2] != 'L'
        || ident[3] != 'F') {
      throw new ElfRefused(Reason.NOT_ELF, "`" + file.path() + "` is not an ELF file");
    }
    if (ident.length > 4 && ident[4] == 1) {
      throw new ElfRefused(
          Reason.NOT_64_BIT,
          "`" + file.path() + "` is a 32-bit program; Tracebook traces 64-bit ones");
    }
    if (ident.length > 5 && ident[5] == 2) {
      throw new ElfRefused(
          Reason.BIG_ENDIAN,
          "`" + file.path() + "` is a big-endian program; Tracebook traces little-endian ones");
    }
    if (ident.length < HEADER) {
      throw truncated(file, "its header needs 64 bytes");
    }
    Cursor header = new Bytes(file.path().toString(), "ELF header", ident).cursor(16);
    int type = header.u16();
    int machine = header.u16();
    header.skip(4);
    Address start = new Address(header.u64());
    long segmentsAt = header.u64();
    long sectionsAt = header.u64();
    header.skip(6);
    int segmentSize = header.u16();
    int segmentCount = header.u16();
    int sectionSize = header.u16();
    int sectionCount = header.u16();
    int namesIndex = header.u16();
    List<Segment> segments = segments(file, segmentsAt, segmentSize, segmentCount);
    List<Section> sections = sections(file, sectionsAt, sectionSize, sectionCount, namesIndex);
    return new ElfHeaders(type, machine, start, segments, sections);
  }

  private static List<Segment> segments(FileParts file, long at, int size, int count)
      throws IOException, ElfRefused {
    if (count == 0) {
      return List.of();
    }
    Cursor table = table(file, "program headers", at, size, count, 56);
    List<Segment> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Cursor one = table.sub(size);
      int kind = one.s32();
      int flags = one.s32();
      FileOffset offset = new FileOffset(one.u64());
      Address address = new Address(one.u64());
      one.skip(8);
      found.add(new Segment(kind, flags, offset, address, one.u64(), one.u64(), one.u64()));
    }
    return List.copyOf(found);
  }

  private static List<Section> sections(
      FileParts file, long at, int size, int count, int namesIndex) throws IOException, ElfRefused {
    if (at == 0) {
      return List.of();
    }
    // More than 0xff00 sections: the numbers are in the first header (gABI, e_shnum, e_shstrndx).
    Cursor first = table(file, "section headers", at, size, 1, 64);
    first.skip(32);
    long extendedCount = first.u64();
    int extendedNames = first.s32();
    long many = count == 0 ? extendedCount : count;
    int namesAt = namesIndex == 0xffff ? extendedNames : namesIndex;
    Cursor table = table(file, "section headers", at, size, many, 64);
    List<Section> unnamed = new ArrayList<>();
    List<Integer> nameOffsets = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      Cursor one = table.sub(size);
      nameOffsets.add(one.s32());
      int kind = one.s32();
      long flags = one.u64();
      Address address = new Address(one.u64());
      FileOffset offset = new FileOffset(one.u64());
      long bytes = one.u64();
      int link = one.s32();
      long inFile = kind == Section.SHT_NOBITS ? 0 : bytes;
      unnamed.add(new Section(i, "", kind, flags, address, offset, inFile, bytes, link));
    }
    if (namesAt < 0 || namesAt >= unnamed.size()) {
      return List.copyOf(unnamed);
    }
    Section names = unnamed.get(namesAt);
    Bytes strings =
        new Bytes(
            file.path().toString(),
            ".shstrtab",
            file.part(names.offset().value(), names.fileSize()));
    List<Section> found = new ArrayList<>();
    for (Section s : unnamed) {
      String name =
          strings.isEmpty()
              ? ""
              : strings.cursor(Integer.toUnsignedLong(nameOffsets.get(s.index()))).string();
      found.add(
          new Section(
              s.index(),
              name,
              s.type(),
              s.flags(),
              s.address(),
              s.offset(),
              s.fileSize(),
              s.size(),
              s.link()));
    }
    return List.copyOf(found);
  }

  private static Cursor table(
      FileParts file, String what, long at, int size, long count, int atLeast)
      throws IOException, ElfRefused {
    if (size < atLeast) {
      throw truncated(file, "its " + what + " have only " + size + " bytes each");
    }
    if (at < 0 || count < 0 || count > file.length() / size || at > file.length() - size * count) {
      throw truncated(file, "its " + what + " lie past its end");
    }
    return new Bytes(file.path().toString(), what, file.part(at, size * count)).cursor(0);
  }

  private static ElfRefused truncated(FileParts file, String why) {
    return new ElfRefused(Reason.TRUNCATED, "`" + file.path() + "` is not complete: " + why);
  }
}
