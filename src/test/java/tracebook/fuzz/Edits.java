package tracebook.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tracebook.elf.ElfFile;
import tracebook.elf.ElfRefused;
import tracebook.elf.Section;

/**
 * Small changes to sections of a valid file: a short input reaches far into the readers, where a
 * mutation of the whole file would mostly hit code.
 *
 * <pre>
 * input := which file: u8, edit*
 * edit  := what: u8, section: u8, where in it: u16, operand
 * </pre>
 */
final class Edits {
  /** What numbers are near the limits of one to eight bytes. */
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffffL,
    0x8000_0000L,
    0xffff_fff0L,
    0xffff_ffffL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -2,
    12,
    64,
    4096,
    1L << 40
  };

  /** A part of a file that can be changed. */
  private record Region(int start, int size) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Base(String name, byte[] file, List<Region> regions) {}

  private final List<Base> bases = new ArrayList<>();

  Edits(Map<String, byte[]> files) {
    try {
      Path scratch = Files.createTempFile("tracebook", ".base");
      for (Map.Entry<String, byte[]> one : files.entrySet()) {
        byte[] file = one.getValue();
        Files.write(scratch, file);
        bases.add(new Base(one.getKey(), file, regions(scratch, file.length)));
      }
      Files.delete(scratch);
    } catch (IOException | ElfRefused failure) {
      throw new AssertionError(failure);
    }
  }

  private static List<Region> regions(Path file, int length) throws IOException, ElfRefused {
    List<Region> found = new ArrayList<>();
    try (ElfFile elf = ElfFile.open(file)) {
      int end = 0;
      for (Section section : elf.sections()) {
        int start = (int) section.offset().value();
        int size = (int) section.fileSize();
        end = Math.max(end, start + size);
        boolean interesting = section.hasBytes() && !section.name().equals(".text");
        if (interesting && !section.name().startsWith(".rela")) {
          found.add(new Region(start, size));
        }
      }
      // The headers of the sections; those of the segments are a part of the file's head.
      found.add(new Region(end, length - end));
      found.add(new Region(0, 64 + 4 * 56));
    }
    return found;
  }

  /** Which file an input changes. */
  String name(Input input) {
    return base(input).name();
  }

  private Base base(Input input) {
    return bases.get(input.u8() % bases.size());
  }

  byte[] apply(Input input) {
    Base base = base(input);
    byte[] file = base.file().clone();
    while (!input.atEnd()) {
      int what = input.u8();
      Region region = base.regions().get(input.u8() % base.regions().size());
      if (region.size() > 0) {
        int at = region.start() + input.u16() % region.size();
        change(file, what % 8, at, region.start() + region.size(), region, input);
      }
    }
    return file;
  }

  private static void change(
      byte[] file, int what, int at, int end, Region region, Input operands) {
    switch (what) {
      case 0 -> file[at] = (byte) operands.u8();
      case 1 -> file[at] ^= (byte) (1 << operands.u8() % 8);
      case 2 -> {
        long number = NUMBERS[operands.u8() % NUMBERS.length];
        int width = 1 << operands.u8() % 4;
        byte[] bytes =
            ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
        System.arraycopy(bytes, 0, file, at, Math.min(width, end - at));
      }
      case 3 -> { // a copy from elsewhere in the section
        int from = region.start() + operands.u16() % region.size();
        int count = Math.min(operands.u8(), Math.min(end - at, end - from));
        System.arraycopy(file, from, file, at, count);
      }
      case 4 -> { // some bytes less, the rest moved up
        int count = Math.min(operands.u8(), end - at);
        System.arraycopy(file, at + count, file, at, end - at - count);
      }
      case 5 -> { // some bytes more, the last ones dropped
        byte[] more = operands.bytes(operands.u8() % 16);
        int count = Math.min(more.length, end - at);
        System.arraycopy(file, at, file, at + count, end - at - count);
        System.arraycopy(more, 0, file, at, count);
      }
      case 6 -> {
        byte[] others = operands.bytes(1 + operands.u8() % 16);
        System.arraycopy(others, 0, file, at, Math.min(others.length, end - at));
      }
      default -> { // an LEB128 number that has no end
        for (int i = at; i < Math.min(end, at + 1 + operands.u8() % 16); i++) {
          file[i] |= (byte) 0x80;
        }
      }
    }
  }
}
