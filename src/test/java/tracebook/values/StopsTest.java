package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import tracebook.values.Stops.Leaf;

/** What a cell is compared with where gdb shows text of wide characters. */
class StopsTest {
  private static final Charset UTF_32 = Charset.forName("UTF-32LE");

  @Test
  void aPointerToWideCharactersIsItsTextOrItsAddress() {
    Leaf leaf = pointer("z\u00fcrich \ud83d\ude00".getBytes(StandardCharsets.UTF_16LE), 2);
    assertThat(leaf.shows("z\u00fcrich \ud83d\ude00")).isTrue();
    assertThat(leaf.shows("0x1000")).isTrue();
    assertThat(leaf.shows("z\u00fcrich")).isFalse();
    assertThat(leaf.shows("zurich \ud83d\ude00")).isFalse();
    assertThat(leaf.shows("0x1008")).isFalse();
    assertThat(leaf.shows("")).isFalse();
    assertThat(pointer("wide".getBytes(UTF_32), 4).shows("wide")).isTrue();
    assertThat(pointer(new byte[0], 4).shows("")).isTrue();
  }

  @Test
  void whatIsNoCharacterIsItsNumber() {
    assertThat(pointer(new byte[] {0x3d, (byte) 0xd8, 'x', 0}, 2).text()).contains("\\ud83dx");
    assertThat(pointer(new byte[] {0, 0, 0x11, 0, 'x', 0, 0, 0}, 4).text())
        .contains("\\U00110000x");
    assertThat(pointer(new byte[] {0x3d, (byte) 0xd8, 0, 0}, 4).text()).contains("\\U0000d83d");
  }

  @Test
  void of256BytesTheEndIsNotSeen() {
    assertThat(pointer("a".repeat(127).getBytes(StandardCharsets.UTF_16LE), 2).text())
        .contains("a".repeat(127));
    assertThat(pointer("a".repeat(128).getBytes(StandardCharsets.UTF_16LE), 2).text())
        .contains("a".repeat(128) + "…");
    String inPair = "a".repeat(127) + "\ud83d\ude00";
    assertThat(pointer(inPair.getBytes(StandardCharsets.UTF_16LE), 2).text())
        .contains("a".repeat(127) + "…");
    assertThat(pointer("a".repeat(64).getBytes(UTF_32), 4).text()).contains("a".repeat(64) + "…");
  }

  @Test
  void textThatGdbCannotReadIsMissing() {
    Leaf leaf = Stops.leaf(JsonParser.parseString("[\"w\", 4096, null, 2]").getAsJsonArray());
    assertThat(leaf.text()).isEmpty();
    assertThat(leaf.reason()).isEqualTo("no string at 0x1000");
    assertThat(leaf.shows("0x1000")).isTrue();
  }

  @Test
  void anArrayOfWideCharactersIsTextUpToTheFirstThatIs0() {
    byte[] bytes = "abc\0d".getBytes(StandardCharsets.UTF_16LE);
    String json = "[\"A\", \"" + HexFormat.of().formatHex(bytes) + "\", 2]";
    Leaf leaf = Stops.leaf(JsonParser.parseString(json).getAsJsonArray());
    assertThat(leaf.text()).contains("abc");
    assertThat(leaf.elements()).containsExactly("97", "98", "99", "0", "100");
  }

  private static Leaf pointer(byte[] bytes, int unit) {
    String json = "[\"w\", 4096, \"" + HexFormat.of().formatHex(bytes) + "\", " + unit + "]";
    return Stops.leaf(JsonParser.parseString(json).getAsJsonArray());
  }
}
