package tracebook.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeftShiftTest {
  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "48c1e331, 3, 49, 'shl $0x31,%rbx'",
    "4889eb48c1e331, 3, 49, 'mov %rbp,%rbx; shl $0x31,%rbx'",
    "49c1e432, 12, 50, 'shl $0x32,%r12'",
    "c1e118, 2, 24, 'shl $0x18,%ecx'",
    "41c1e318, 11, 24, 'shl $0x18,%r11d'",
    "c1e031, 0, 17, 'shl $0x31,%eax'",
    "90c1e118, 2, 24, 'nop; shl $0x18,%ecx'",
  })
  void isFoundAtTheEnd(String code, int register, int bits, String text) {
    assertThat(before(code)).as(text).contains(new LeftShift(register, bits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "48c1eb31", // shr $0x31,%rbx
        "48c1fb31", // sar $0x31,%rbx
        "48c12331", // shll $0x31,(%rbx)
        "66c1e308", // shl $0x8,%bx
        "48d3e3", // shl %cl,%rbx
        "b800c1e318", // mov $0x18e3c100,%eax
        "48c1e33190", // shl $0x31,%rbx; nop
        "e331",
        "",
      })
  void isNothingElse(String code) {
    assertThat(before(code)).isEmpty();
  }

  @Test
  void endsAtAnInstruction() {
    // Not where the bytes are those of one, but another instruction goes on behind them.
    byte[] code = HexFormat.of().parseHex("48b8c1e3183131313131");
    assertThat(LeftShift.before(code, 5)).isEmpty();
  }

  private static Optional<LeftShift> before(String hex) {
    byte[] code = HexFormat.of().parseHex(hex);
    return LeftShift.before(code, code.length);
  }
}
