package tracebook.fuzz;

import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import tracebook.bytes.Malformed;
import tracebook.bytes.Part;
import tracebook.dwarf.DwarfWriter;
import tracebook.elf.ElfFile;
import tracebook.elf.ElfRefused;
import tracebook.elf.ElfWriter;
import tracebook.elf.Section;

/** Inputs to start from: mostly cut out of the fixtures. */
final class Seeds {
  private Seeds() {}

  private interface Use {
    void of(ElfFile elf);
  }

  private static void each(Map<String, byte[]> fixtures, Use use) {
    try {
      Path scratch = Files.createTempFile("tracebook", ".seed");
      for (byte[] file : fixtures.values()) {
        Files.write(scratch, file);
        try (ElfFile elf = ElfFile.open(scratch)) {
          use.of(elf);
        }
      }
      Files.delete(scratch);
    } catch (IOException | ElfRefused failure) {
      throw new AssertionError(failure);
    }
  }

  private static byte[] section(ElfFile elf, String name) {
    try {
      return elf.bytes(name).cursor(0).bytes(elf.bytes(name).length());
    } catch (Malformed unknownCompression) {
      return new byte[0];
    }
  }

  static List<byte[]> sections(Map<String, byte[]> fixtures, String[] names) {
    List<byte[]> seeds = new ArrayList<>();
    each(
        fixtures,
        elf -> {
          Part input = part();
          for (int i = 0; i < names.length; i++) {
            byte[] contents = section(elf, names[i]);
            if (contents.length > 0) {
              input.u8(i).u16(contents.length).bytes(contents);
            }
          }
          seeds.add(input.bytes());
        });
    return seeds;
  }

  /** One for each operation, and the shapes that compilers write. */
  static List<byte[]> expressions() {
    List<byte[]> seeds = new ArrayList<>();
    String[] shapes = {
      "9170",
      "50",
      "5593",
      "9c",
      "70009f",
      "3030229f",
      "9e0401020304",
      "55930850930493 04",
      "a301559f",
      "f301559f",
      "75000c ffffffff1a9f",
      "750094049f",
      "a8199f",
      "f719a8209f",
      "a519 009f",
      "a4190401000000 9f",
      "a60419 9f",
      "030010000000000000",
      "a100",
      "a200",
      "7500 2000 1a 28 0300 312f 0000 9f",
      "e0",
      "9b",
      "e1",
      "a00e00000000",
      "f20e000000 00",
      "98 0000",
      "99 00000000",
      "9a 00000000",
      "fa 00000000",
      "fd 19",
      "9d 0800 50",
      "12131416179f",
      "1500 9f",
      "75 7f 06 23 08 06 9f",
      "9708",
      "0e 0102030405060708 9f",
      "109f81019f",
      "11 7f 9f",
      "3131 1b 9f",
      "3131 1d 9f",
      "3131 24 25 26 9f",
      "30f0",
      "f88019"
    };
    for (String shape : shapes) {
      byte[] expression = HexFormat.of().parseHex(shape.replace(" ", ""));
      for (int which = 0; which < 4; which++) {
        seeds.add(part().u8(which).bytes(expression).bytes());
      }
    }
    return seeds;
  }

  static List<byte[]> lines(Map<String, byte[]> fixtures) {
    List<byte[]> seeds = new ArrayList<>();
    each(
        fixtures,
        elf -> {
          for (int version = 0; version < 4; version += 3) {
            seeds.add(part().u8(version).bytes(section(elf, ".debug_line")).bytes());
          }
        });
    return seeds;
  }

  static List<byte[]> frames(Map<String, byte[]> fixtures) {
    List<byte[]> seeds = new ArrayList<>();
    Part rules = part().u8(0x41, 0x0e, 0x10, 0x0a, 0x0d, 6, 0x0b, 0x0c, 7, 8, 0x0f, 2, 0x77, 8);
    Part table = DwarfWriter.ehFrame(DwarfWriter.common(), rules);
    seeds.add(part().u8(0).part(table).bytes());
    Part common = part().u32(0xffff_ffffL).u8(4, 0, 8, 0, 1, 0x78, 16, 0x0c, 7, 8);
    Part entry = part().u32(0).u64(TEXT).u64(64).part(rules);
    seeds.add(part().u8(1).sized(common).sized(entry).bytes());
    each(
        fixtures,
        elf -> {
          seeds.add(part().u8(0).bytes(section(elf, ".eh_frame")).bytes());
          seeds.add(part().u8(1).bytes(section(elf, ".debug_frame")).bytes());
        });
    return seeds;
  }

  static List<byte[]> lists(Map<String, byte[]> fixtures) {
    List<byte[]> seeds = new ArrayList<>();
    each(
        fixtures,
        elf -> {
          byte[] old = section(elf, ".debug_loc");
          byte[] made = section(elf, ".debug_loclists");
          seeds.add(
              part().u8(0).u16(old.length).bytes(old).bytes(section(elf, ".debug_ranges")).bytes());
          seeds.add(
              part()
                  .u8(1)
                  .u16(made.length)
                  .bytes(made)
                  .bytes(section(elf, ".debug_rnglists"))
                  .bytes());
        });
    Part locations = part().u8(6).u64(TEXT).u8(4, 0, 8, 1, 0x50, 5, 1, 0x51, 7).u64(TEXT);
    locations.u64(TEXT + 9).u8(1, 0x53, 8).u64(TEXT).u8(4, 1, 0x52, 3, 0, 4, 1, 0x54, 0);
    Part ranges = part().u8(5).u64(TEXT).u8(4, 0, 8, 7).u64(TEXT).u8(9, 6).u64(TEXT);
    ranges.u64(TEXT + 3).u8(3, 0, 4, 2, 0, 1, 1, 0, 0);
    seeds.add(part().u8(1).u16(locations.size()).part(locations).part(ranges).bytes());
    return seeds;
  }

  static byte[] xz(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream compressor = new XZOutputStream(out, new LZMA2Options(0))) {
      compressor.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  static List<byte[]> compressed(Map<String, byte[]> fixtures) {
    List<byte[]> seeds = new ArrayList<>();
    Part unit = DwarfWriter.compileUnit(5, 4, 0, part().u8(1));
    byte[] packed = deflated(unit.bytes());
    seeds.add(part().u8(0).u32(1).u32(0).u64(unit.size()).u64(1).bytes(packed).bytes());
    // The older form has the size big-endian.
    Part gnu = part().u8('Z', 'L', 'I', 'B', 0, 0, 0, 0, 0, 0, 0, unit.size());
    seeds.add(part().u8(1).part(gnu).bytes(packed).bytes());
    for (byte[] file : fixtures.values()) {
      each(
          Map.of("", file),
          elf -> {
            for (Section section : elf.sections()) {
              if ((section.flags() & ElfWriter.SHF_COMPRESSED) != 0) {
                int start = (int) section.offset().value();
                byte[] raw = Arrays.copyOfRange(file, start, start + (int) section.fileSize());
                seeds.add(part().u8(0).bytes(raw).bytes());
              }
            }
          });
    }
    return seeds;
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    return out.toByteArray();
  }
}
