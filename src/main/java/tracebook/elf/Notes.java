package tracebook.elf;

import java.util.ArrayList;
import java.util.List;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/** Note sections and segments (ELF gABI, “Note Section”). */
final class Notes {
  static final int NT_GNU_BUILD_ID = 3;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Note(String owner, int type, byte[] description) {}

  private Notes() {}

  static List<Note> of(ElfFile elf) {
    List<Note> found = new ArrayList<>();
    for (Section section : elf.sections()) {
      if (section.type() == Section.SHT_NOTE && section.hasBytes()) {
        read(elf.bytes(section), found);
      }
    }
    if (found.isEmpty()) {
      for (Segment segment : elf.segments()) {
        if (segment.type() == Segment.PT_NOTE && segment.fileSize() > 0) {
          read(elf.bytesOf(segment, "PT_NOTE"), found);
        }
      }
    }
    return found;
  }

  private static void read(Bytes bytes, List<Note> found) {
    Cursor at = bytes.cursor(0);
    while (at.end() - at.position() >= 12) {
      long owner = at.u32();
      long description = at.u32();
      int type = at.s32();
      byte[] name = at.bytes(owner);
      at.skip(Math.min(padding(owner), at.end() - at.position()));
      byte[] value = at.bytes(description);
      at.skip(Math.min(padding(description), at.end() - at.position()));
      int end = name.length > 0 && name[name.length - 1] == 0 ? name.length - 1 : name.length;
      found.add(
          new Note(new String(name, 0, end, java.nio.charset.StandardCharsets.UTF_8), type, value));
    }
  }

  private static long padding(long size) {
    return -size & 3;
  }
}
