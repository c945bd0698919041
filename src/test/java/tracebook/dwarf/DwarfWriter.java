package tracebook.dwarf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the smallest ELF files with hand-made DWARF in them. */
final class DwarfWriter {
  /** Where the only executable segment is. */
  static final long TEXT = 0x1000;

  private final Map<String, byte[]> sections = new LinkedHashMap<>();

  /** Bytes of one section, little-endian. */
  static final class Part {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Part u8(int... values) {
      for (int value : values) {
        out.write(value);
      }
      return this;
    }

    Part u16(int value) {
      return u8(value & 0xff, value >> 8 & 0xff);
    }

    Part u32(long value) {
      return u16((int) value & 0xffff).u16((int) (value >> 16) & 0xffff);
    }

    Part u64(long value) {
      return u32(value).u32(value >> 32);
    }

    Part string(String text) {
      out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      return u8(0);
    }

    Part part(Part other) {
      out.writeBytes(other.bytes());
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }

  static Part part() {
    return new Part();
  }

  DwarfWriter section(String name, Part contents) {
    sections.put(name, contents.bytes());
    return this;
  }

  /** A DWARF 5 unit with these entries; their first one is at offset 12. */
  DwarfWriter unit(Part entries) {
    Part header = part().u16(5).u8(1, 8).u32(0);
    int length = header.bytes().length + entries.bytes().length;
    return section(".debug_info", part().u32(length).part(header).part(entries));
  }

  /** One abbreviation: its code and tag, whether it has children, attributes with their forms. */
  static Part abbreviation(int code, int tag, boolean children, int... attributes) {
    Part made = part().u8(code, tag, children ? 1 : 0);
    return made.u8(attributes).u8(0, 0);
  }

  Path write(Path file) throws IOException {
    Part names = part().u8(0);
    Part contents = part();
    Part headers = part().part(header(0, 0, 0, 0));
    // The code comes first: 64 bytes of nop.
    int at = 64 + 56;
    contents.u8(new int[64]);
    for (Map.Entry<String, byte[]> section : sections.entrySet()) {
      headers.part(
          header(names.bytes().length, 1, at + contents.bytes().length, section.getValue().length));
      names.string(section.getKey());
      for (byte b : section.getValue()) {
        contents.u8(b);
      }
    }
    int nameOfNames = names.bytes().length;
    names.string(".shstrtab");
    headers.part(header(nameOfNames, 3, at + contents.bytes().length, names.bytes().length));
    contents.part(names);
    int count = sections.size() + 2;
    Part elf =
        part()
            .u8(0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            .u16(2)
            .u16(62)
            .u32(1)
            .u64(TEXT)
            .u64(64)
            .u64(at + contents.bytes().length)
            .u32(0)
            .u16(64)
            .u16(56)
            .u16(1)
            .u16(64)
            .u16(count)
            .u16(count - 1);
    elf.u32(1).u32(5).u64(at).u64(TEXT).u64(TEXT).u64(64).u64(64).u64(0x1000);
    elf.part(contents).part(headers);
    byte[] bytes = ByteBuffer.wrap(elf.bytes()).order(ByteOrder.LITTLE_ENDIAN).array();
    return Files.write(file, bytes);
  }

  private static Part header(int name, int type, int offset, int size) {
    return part()
        .u32(name)
        .u32(type)
        .u64(0)
        .u64(0)
        .u64(offset)
        .u64(size)
        .u32(0)
        .u32(0)
        .u64(1)
        .u64(0);
  }
}
