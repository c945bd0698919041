package tracebook.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Bytes;
import tracebook.bytes.Malformed;

/** What is kept of compressed sections is what comes out of them, or is not used. */
class InflatedSectionsTest {
  private static final BuildId ID = new BuildId("0123456789abcdef");

  @TempDir Path directory;

  private static byte[] contents(int seed, int size) {
    byte[] made = new byte[size];
    new Random(seed).nextBytes(made);
    for (int i = 0; i < size; i += 2) {
      made[i] = 7;
    }
    return made;
  }

  private static byte[] deflated(byte[] contents) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[24]);
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(contents);
    }
    return out.toByteArray();
  }

  private static Zlib compressed(byte[] contents) throws Exception {
    return new Zlib(new Bytes("/bin/x", ".debug_info", deflated(contents)), 24, contents.length);
  }

  private final List<PositionedFile> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (PositionedFile file : open) {
      file.close();
    }
  }

  private static byte[] array(Bytes bytes) {
    return bytes.cursor(0).bytes(bytes.length());
  }

  private Path kept() {
    return directory.resolve("cache").resolve(ID.hex()).resolve("debug_info");
  }

  private InflatedSections sections(long limit) {
    return new InflatedSections(directory.resolve("cache"), limit);
  }

  private byte[] read(Zlib section) {
    return array(sections(1 << 30).of(ID, ".debug_info", section, open::add));
  }

  @Test
  void whatIsKeptIsMappedTheNextTime() throws Exception {
    byte[] contents = contents(1, 3_000_000);
    Zlib section = compressed(contents);
    assertThat(read(section)).isEqualTo(contents);
    assertThat(Files.readAllBytes(kept())).isEqualTo(contents);
    Files.setLastModifiedTime(kept(), FileTime.fromMillis(1000));
    Bytes again = sections(1 << 30).of(ID, ".debug_info", section, open::add);
    assertThat(array(again)).isEqualTo(contents);
    assertThat(again.view().isDirect()).isTrue();
    // Used now, so that it stays longest.
    assertThat(Files.getLastModifiedTime(kept()).toMillis()).isGreaterThan(1000);
    try (Stream<Path> files = Files.list(kept().getParent())) {
      assertThat(files).containsExactly(kept());
    }
  }

  @Test
  void aDamagedOrForeignFileIsNotBelieved() throws Exception {
    byte[] contents = contents(2, 1_500_000);
    Zlib section = compressed(contents);
    byte[] flipped = contents.clone();
    flipped[700_000] ^= 1;
    for (byte[] wrong :
        List.of(
            flipped,
            contents(3, 1_500_000),
            new byte[1_500_000],
            new byte[0],
            new byte[2_000_000])) {
      read(section);
      Files.write(kept(), wrong);
      assertThat(read(section)).isEqualTo(contents);
      assertThat(Files.readAllBytes(kept())).isEqualTo(contents);
    }
  }

  /** What was checked is not checked again, and what took its place is. */
  @Test
  void aFileThatTookThePlaceOfACheckedOneIsNotBelieved() throws Exception {
    byte[] contents = contents(7, 1_500_000);
    Zlib section = compressed(contents);
    InflatedSections sections =
        new InflatedSections(directory.resolve("cache"), 1 << 30, Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      assertThat(array(sections.of(ID, ".debug_info", section, open::add))).isEqualTo(contents);
    }
    Path other = Files.write(directory.resolve("other"), contents(8, 1_500_000));
    Files.move(other, kept(), StandardCopyOption.REPLACE_EXISTING);
    assertThat(array(sections.of(ID, ".debug_info", section, open::add))).isEqualTo(contents);
    // Another section of the same name and size, as of another file with the build-id.
    byte[] others = contents(9, 1_500_000);
    assertThat(array(sections.of(ID, ".debug_info", compressed(others), open::add)))
        .isEqualTo(others);
  }

  @Test
  void withoutADirectoryItDoesWithout() throws Exception {
    Files.writeString(directory.resolve("cache"), "not a directory");
    byte[] contents = contents(4, 1_200_000);
    assertThat(read(compressed(contents))).isEqualTo(contents);
  }

  @Test
  void whatWasNotUsedForLongestGoes() throws Exception {
    byte[] contents = contents(5, 1_000_000);
    InflatedSections sections = sections(2_500_000);
    for (String section : List.of(".debug_a", ".debug_b", ".debug_c")) {
      sections.of(ID, section, compressed(contents), open::add);
      Files.setLastModifiedTime(
          kept().resolveSibling(section.substring(1)),
          FileTime.fromMillis(section.equals(".debug_a") ? 9_000 : 5_000));
    }
    sections.of(ID, ".debug_d", compressed(contents), open::add);
    try (Stream<Path> files = Files.list(kept().getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("debug_a", "debug_d");
    }
  }

  @Test
  void nothingIsKeptOfDamagedData() throws Exception {
    byte[] contents = contents(6, 1_200_000);
    byte[] damaged = deflated(contents);
    damaged[damaged.length - 1] ^= 1;
    Zlib section = new Zlib(new Bytes("/bin/x", ".debug_info", damaged), 24, contents.length);
    assertThatThrownBy(() -> read(section))
        .isInstanceOf(Malformed.class)
        .hasMessage("`/bin/x` is malformed: .debug_info at 0x0: its compressed data are damaged");
    Zlib larger = new Zlib(new Bytes("/bin/x", ".debug_info", deflated(contents)), 24, 1_300_000);
    assertThatThrownBy(() -> read(larger))
        .isInstanceOf(Malformed.class)
        .hasMessage(
            "`/bin/x` is malformed: .debug_info at 0x0: 1200000 bytes come out of it, not the"
                + " 1300000 it claims");
    try (Stream<Path> files = Files.list(kept().getParent())) {
      assertThat(files).isEmpty();
    }
  }
}
