package tracebook.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes are the same, wherever they are read from. */
class BytesTest {
  private static final byte[] CONTENTS = new byte[100_000];

  static {
    for (int i = 0; i < CONTENTS.length; i++) {
      CONTENTS[i] = (byte) ((i * 31) >>> 4);
    }
  }

  private final List<Long> asked = new ArrayList<>();

  private Bytes bytes(boolean works) {
    return new Bytes(
        "/bin/x",
        ".debug_info",
        ByteBuffer.wrap(CONTENTS),
        (offset, to, at, count) -> {
          asked.add(offset);
          if (works) {
            System.arraycopy(CONTENTS, (int) offset, to, at, count);
          } else {
            Arrays.fill(to, at, at + count / 2, (byte) 0x55);
          }
          return works;
        });
  }

  @Test
  void largePartsAreReadAndSmallOnesMapped() {
    for (boolean works : new boolean[] {true, false}) {
      asked.clear();
      byte[] to = new byte[50_010];
      bytes(works).part(10_000, 90_000).copy(500, to, 10, 50_000);
      assertThat(Arrays.copyOfRange(to, 10, 50_010))
          .isEqualTo(Arrays.copyOfRange(CONTENTS, 10_500, 60_500));
      bytes(works).copy(7, to, 0, 100);
      assertThat(Arrays.copyOf(to, 100)).isEqualTo(Arrays.copyOfRange(CONTENTS, 7, 107));
      assertThat(asked).containsExactly(10_500L);
    }
  }

  @Test
  void nothingIsReadPastTheEndOfTheSection() {
    Bytes part = bytes(true).part(0, 60_000);
    assertThatThrownBy(() -> part.copy(30_000, new byte[50_000], 0, 50_000))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void aWindowHasTheOffsetsOfTheSection() {
    for (boolean works : new boolean[] {true, false}) {
      Window window = bytes(works).window(5_000, 64);
      assertThat(window.holds(5_000, 64)).isTrue();
      assertThat(window.holds(4_999, 1)).isFalse();
      assertThat(window.holds(5_001, 64)).isFalse();
      Cursor at = window.cursor(5_010, 5_020);
      Cursor expected = new Bytes("/bin/x", ".debug_info", CONTENTS).cursor(5_010, 5_020);
      assertThat(at.u16()).isEqualTo(expected.u16());
      assertThat(at.sub(4).u32()).isEqualTo(expected.sub(4).u32());
      assertThat(at.position()).isEqualTo(5_016);
      assertThatThrownBy(at::u64)
          .isInstanceOf(Malformed.class)
          .hasMessage(
              "`/bin/x` is malformed: .debug_info at 0x1398: 8 bytes are needed, 4 are left");
    }
  }
}
