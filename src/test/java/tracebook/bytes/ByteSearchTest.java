package tracebook.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against looking at every place. */
class ByteSearchTest {
  private static final int SHARE = 1 << 22;

  private static Bytes of(byte[] array) {
    return new Bytes("/bin/x", ".debug_info", array);
  }

  private static int[] slowly(byte[] in, byte[] pattern) {
    return IntStream.rangeClosed(0, in.length - pattern.length)
        .filter(i -> Arrays.equals(in, i, i + pattern.length, pattern, 0, pattern.length))
        .toArray();
  }

  /** Bytes of few values, so that patterns overlap and nearly match. */
  private static byte[] random(Random random, int length, int values) {
    byte[] made = new byte[length];
    for (int i = 0; i < length; i++) {
      made[i] = (byte) (random.nextInt(values) * 37);
    }
    return made;
  }

  @Test
  void patternsOfAllLengths() {
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      byte[] in = random(random, random.nextInt(200), 3);
      byte[] pattern = random(random, 2 + random.nextInt(9), 3);
      assertThat(ByteSearch.positions(of(in), List.of(pattern)))
          .as("round %d", round)
          .isEqualTo(slowly(in, pattern));
    }
  }

  /** By one byte where that is rare, at the beginning and end of blocks too. */
  @Test
  void patternsWithRareBytes() {
    Random random = new Random(7);
    byte[] in = new byte[3 * (1 << 16) + 11];
    random.nextBytes(in);
    for (int round = 0; round < 60; round++) {
      int length = 2 + random.nextInt(7);
      int block = random.nextInt(4) << 16;
      int at = Math.clamp(block + random.nextInt(17) - 8, 0, in.length - length);
      byte[] pattern = Arrays.copyOfRange(in, at, at + length);
      assertThat(ByteSearch.positions(of(in), List.of(pattern)))
          .as("%d bytes at %d", length, at)
          .contains(at)
          .isEqualTo(slowly(in, pattern));
    }
  }

  @Test
  void severalPatternsTogether() {
    byte[] in = "abcabdab\0".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(
            ByteSearch.positions(
                of(in), List.of(new byte[] {'b', 'd'}, new byte[] {'a', 'b'}, new byte[] {'c'})))
        .containsExactly(0, 3, 4, 6);
    assertThat(ByteSearch.strings(of(in), "ab")).containsExactly(6);
    assertThat(ByteSearch.strings(of(in), "")).isEmpty();
  }

  @Test
  void numbersFewAndMany() {
    Random random = new Random(2);
    for (int round = 0; round < 2000; round++) {
      byte[] in = random(random, random.nextInt(300), 3);
      int[] numbers =
          IntStream.range(0, random.nextInt(12))
              .map(i -> ByteBuffer.wrap(random(random, 4, 3)).getInt())
              .sorted()
              .distinct()
              .toArray();
      int[] expected =
          IntStream.range(0, Math.max(0, in.length - 3))
              .filter(
                  i ->
                      Arrays.binarySearch(
                              numbers, ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN).getInt(i))
                          >= 0)
              .toArray();
      assertThat(ByteSearch.numbers(of(in), numbers)).as("round %d", round).isEqualTo(expected);
    }
  }

  @Test
  void whereTheSharesOfProcessorsMeet() {
    byte[] in = new byte[2 * SHARE + 100];
    int[] places = {0, (1 << 16) - 2, SHARE - 3, SHARE + 1, 2 * SHARE - 1, in.length - 4};
    for (int place : places) {
      ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN).putInt(place, 0x12345678);
    }
    assertThat(ByteSearch.numbers(of(in), new int[] {0x12345678})).isEqualTo(places);
    assertThat(ByteSearch.numbers(of(in), new int[] {-5, 1, 2, 0x12345678})).isEqualTo(places);
  }
}
