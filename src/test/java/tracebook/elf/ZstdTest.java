package tracebook.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Bytes;
import tracebook.bytes.Malformed;
import tracebook.bytes.Part;

/** Sections compressed by zstd: from objcopy, and frames by hand (RFC 8878, section 3.1.1). */
class ZstdTest {
  @TempDir Path directory;

  private static Part part() {
    return Part.part();
  }

  /** One frame in a single segment, with its content size in one byte. */
  private static Part frame(int size, Part blocks) {
    return part().u32(0xfd2fb528L).u8(0x20, size).part(blocks);
  }

  /** Their types: 0 as it is, 1 one byte repeated, 2 compressed. */
  private static Part block(boolean last, int type, int size, Part contents) {
    int header = size << 3 | type << 1 | (last ? 1 : 0);
    return part().u8(header & 0xff, header >> 8 & 0xff, header >> 16).part(contents);
  }

  private static Part text(String text) {
    return part().bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Part hello() {
    return frame(5, block(true, 0, 5, text("hello")));
  }

  private static String inflated(Part compressed, long size) {
    Bytes raw = new Bytes("/bin/x", ".debug_str", compressed.bytes());
    return StandardCharsets.US_ASCII.decode(Zstd.of(raw, 0, size).inflated()).toString();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      Part compressed, long size) {
    return assertThatThrownBy(() -> inflated(compressed, size)).isInstanceOf(Malformed.class);
  }

  @Test
  void sectionsOfObjcopyAreTheOriginalOnes() throws Exception {
    assumeTrue(Programs.run("objcopy", "--help").contains("zstd"), "`objcopy` does not know zstd");
    StringBuilder source = new StringBuilder("int main(void) { return 0; }");
    for (int i = 0; i < 2000; i++) {
      source.append("int function_").append(i).append("(int parameter) { return parameter; }\n");
    }
    Path plain = Programs.compile(directory, "big", source.toString(), "-g", "-gz=none");
    Path small = directory.resolve("small");
    Programs.run("objcopy", "--compress-debug-sections=zstd", plain.toString(), small.toString());
    try (ElfFile expected = ElfFile.open(plain);
        ElfFile elf = ElfFile.open(small)) {
      int compressed = 0;
      for (Section section : elf.sections()) {
        if (section.isCompressed()) {
          compressed++;
          assertThat(array(elf.bytes(section)))
              .as(section.name())
              .isEqualTo(array(expected.bytes(section.name())));
        }
      }
      assertThat(compressed).isGreaterThanOrEqualTo(4);
    }
  }

  private static byte[] array(Bytes bytes) {
    return bytes.cursor(0).bytes(bytes.length());
  }

  @Test
  void blocksAndFramesFollowOneAnother() {
    Part two = block(false, 0, 3, text("hel")).part(block(true, 1, 2, text("l")));
    assertThat(inflated(part().part(frame(5, two)).part(hello()), 10)).isEqualTo("helllhello");
  }

  @Test
  void cutOff() {
    Part frame = frame(5, block(true, 0, 5, text("hell")));
    refused(frame, 5)
        .hasMessage("`/bin/x` is malformed: .debug_str at 0x9: 5 bytes are needed, 4 are left");
  }

  @Test
  void withoutItsLastBlock() {
    refused(frame(5, block(false, 0, 5, text("hello"))), 5)
        .hasMessage("`/bin/x` is malformed: .debug_str at 0xe: 2 bytes are needed, 0 are left");
  }

  @Test
  void claimsMoreThanComesOut() {
    // Five literals as they are, no sequences.
    Part literals = part().u8(5 << 3).part(text("hello")).u8(0);
    refused(frame(5, block(true, 2, literals.size(), literals)), 6)
        .hasMessage(
            "`/bin/x` is malformed: .debug_str at 0x0: 5 bytes come out of it, not the 6 it claims");
  }

  @Test
  void claimsMoreThanItsBlocksHold() {
    refused(hello(), 6)
        .hasMessage(
            "`/bin/x` is malformed: .debug_str at 0x0: it claims to have 6 bytes uncompressed");
  }

  @Test
  void claimsLessThanComesOut() {
    refused(hello(), 4)
        .hasMessage(
            "`/bin/x` is malformed: .debug_str at 0x0: its compressed data are damaged, or more than the 4 bytes that it claims");
  }

  @Test
  void noFrame() {
    refused(text("hello"), 5)
        .hasMessage(
            "`/bin/x` is malformed: .debug_str at 0x4: a frame of zstd does not begin with 0x6c6c6568");
  }

  @Test
  void somethingBehindTheFrame() {
    refused(hello().u32(0), 5)
        .hasMessage(
            "`/bin/x` is malformed: .debug_str at 0x12: a frame of zstd does not begin with 0x0");
  }

  @Test
  void reservedTypeOfBlock() {
    refused(frame(5, block(true, 3, 5, text("hello"))), 5)
        .hasMessage(
            "`/bin/x` is malformed: .debug_str at 0x9: a block of zstd has type 3 and 5 bytes");
  }

  @Test
  void tooLargeBlock() {
    refused(frame(5, block(true, 1, 131073, text("h"))), 131073)
        .hasMessage(
            "`/bin/x` is malformed: .debug_str at 0x9: a block of zstd has type 1 and 131073 bytes");
  }

  @Test
  void damagedBlock() {
    refused(frame(5, block(true, 2, 5, text("hello"))), 5)
        .hasMessage(
            "`/bin/x` is malformed: .debug_str at 0x0: its compressed data are damaged, or more than the 5 bytes that it claims");
  }

  @Test
  void damagedHuffmanTable() {
    // 5 literals in 40 bytes, of which 73 weights of 15; the largest is 12 (section 4.2.1).
    Part table = part().u24(2 | 5 << 4 | 40 << 14).u8(127 + 73).repeat(39, part().u8(0xff)).u8(0);
    refused(frame(5, block(true, 2, table.size(), table)), 5)
        .hasMessage(
            "`/bin/x` is malformed: .debug_str at 0x0: its compressed data are damaged,"
                + " or more than the 5 bytes that it claims");
  }

  @Test
  void otherChecksum() {
    Part blocks = block(true, 0, 5, text("hello")).u32(0x12345678);
    refused(part().u32(0xfd2fb528L).u8(0x24, 5).part(blocks), 5)
        .hasMessage(
            "`/bin/x` is malformed: .debug_str at 0x0: its compressed data are damaged, or more than the 5 bytes that it claims");
  }
}
