package tracebook.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CursorTest {
  private static Cursor of(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Bytes("/bin/x", ".debug_info", bytes).cursor(0);
  }

  @Test
  void unsignedLeb128() {
    assertThat(of(2).uleb()).isEqualTo(2);
    assertThat(of(0x80, 1).uleb()).isEqualTo(128);
    assertThat(of(0xe5, 0x8e, 0x26).uleb()).isEqualTo(624485);
    assertThat(of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1).uleb()).isEqualTo(-1);
    assertThat(of(0x81, 0x80, 0x80, 0).uleb()).as("padded").isEqualTo(1);
  }

  @Test
  void signedLeb128() {
    assertThat(of(2).sleb()).isEqualTo(2);
    assertThat(of(0x7e).sleb()).isEqualTo(-2);
    assertThat(of(0xff, 0).sleb()).isEqualTo(127);
    assertThat(of(0x81, 0x7f).sleb()).isEqualTo(-127);
    assertThat(of(0x80, 0x7f).sleb()).isEqualTo(-128);
    assertThat(of(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f).sleb())
        .isEqualTo(Long.MIN_VALUE);
    assertThat(of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0).sleb())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(of(0xfe, 0xff, 0xff, 0x7f).sleb()).as("padded").isEqualTo(-2);
  }

  @Test
  void fixedNumbersAreLittleEndian() {
    assertThat(of(1, 2).u16()).isEqualTo(0x201);
    assertThat(of(1, 2, 0xff).u24()).isEqualTo(0xff0201);
    assertThat(of(0xff, 0xff, 0xff, 0xff).u32()).isEqualTo(0xffff_ffffL);
    assertThat(of(1, 2, 3, 4, 5, 6, 7, 0x88).u64()).isEqualTo(0x8807060504030201L);
  }

  @Test
  void aReadPastTheEndNamesFileSectionAndOffset() {
    Cursor at = of(1, 2, 3);
    at.u8();
    assertThatThrownBy(at::u32)
        .isInstanceOf(Malformed.class)
        .hasMessage("`/bin/x` is malformed: .debug_info at 0x1: 4 bytes are needed, 2 are left");
    assertThat(at.position()).isEqualTo(1);
  }

  @Test
  void aNumberOfMoreThan64Bits() {
    assertThatThrownBy(() -> of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2).uleb())
        .hasMessage(
            "`/bin/x` is malformed: .debug_info at 0x0: a LEB128 number of more than 64 bits");
  }

  @Test
  void aStringWithoutAnEnd() {
    assertThat(of('a', 'b', 0).string()).isEqualTo("ab");
    assertThatThrownBy(() -> of('a', 'b').string())
        .hasMessage("`/bin/x` is malformed: .debug_info at 0x0: a string without an end");
  }

  @Test
  void aPartCannotReachBeyondItself() {
    Cursor at = of(1, 2, 3, 4);
    Cursor part = at.sub(2);
    part.skip(2);
    assertThat(part.atEnd()).isTrue();
    assertThatThrownBy(part::u8).isInstanceOf(Malformed.class);
    assertThat(at.u8()).isEqualTo(3);
    assertThatThrownBy(() -> at.sub(-1)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> at.seek(5)).isInstanceOf(Malformed.class);
  }
}
