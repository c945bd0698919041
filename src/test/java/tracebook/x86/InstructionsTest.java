package tracebook.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.x86.Decoded.Instruction;
import tracebook.x86.Decoded.Kind;
import tracebook.x86.Decoded.Probing;
import tracebook.x86.Decoded.Unknown;

class InstructionsTest {
  @ParameterizedTest
  @CsvSource({
    "55, PUSH, EMULATED",
    "4154, PUSH, EMULATED",
    "6655, PUSH, SINGLE_STEPPED",
    "90, NOP, EMULATED",
    "6690, NOP, EMULATED",
    "f390, NOP, EMULATED",
    "0f1f00, NOP, EMULATED",
    "0f1f4000, NOP, EMULATED",
    "660f1f440000, NOP, EMULATED",
    "0f1f8000000000, NOP, EMULATED",
    "0f1f840000000000, NOP, EMULATED",
    "660f1f840000000000, NOP, SINGLE_STEPPED",
    "0f1f4001, NOP, SINGLE_STEPPED",
    "0f1f440000, NOP, CALL_OVER_RED_ZONE",
    "662e0f1f840000000000, NOP, REFUSED",
    "4990, OTHER, TAKEN_FOR_NOP",
    "4190, OTHER, TAKEN_FOR_NOP",
    "4890, NOP, EMULATED",
    "f30f1efa, ENDBR, SINGLE_STEPPED",
    "ebfe, JUMP, EMULATED",
    "e900000000, JUMP, EMULATED",
    "f2e900000000, JUMP, EMULATED",
    "e8fbffffff, CALL, EMULATED",
    "7405, CONDITIONAL_JUMP, EMULATED",
    "0f8401000000, CONDITIONAL_JUMP, EMULATED",
    "e300, CONDITIONAL_JUMP, SINGLE_STEPPED",
    "ffe0, INDIRECT_JUMP, SINGLE_STEPPED",
    "3effe0, INDIRECT_JUMP, REFUSED",
    "ffd0, INDIRECT_CALL, SINGLE_STEPPED",
    "c3, RETURN, SINGLE_STEPPED",
    "f3c3, RETURN, SINGLE_STEPPED",
    "cc, TRAP, SINGLE_STEPPED",
    "0f0b, TRAP, SINGLE_STEPPED",
    "0f05, TRAP, SINGLE_STEPPED",
    "f0480fb13a, OTHER, REFUSED",
    "4883ec18, OTHER, SINGLE_STEPPED",
    "64488b042528000000, OTHER, SINGLE_STEPPED",
    "48b80102030405060708, OTHER, SINGLE_STEPPED",
    "c5f877, OTHER, SINGLE_STEPPED",
    "c4e3fd00c04e, OTHER, SINGLE_STEPPED",
    "62f1fd486f4701, OTHER, SINGLE_STEPPED"
  })
  void hasTheClass(String hex, Kind kind, Probing probing) {
    byte[] code = HexFormat.of().parseHex(hex);
    Decoded decoded = Instructions.decode(code, 0);
    assertThat(decoded).isInstanceOf(Instruction.class);
    Instruction instruction = (Instruction) decoded;
    assertThat(instruction.length()).isEqualTo(code.length);
    assertThat(instruction.kind()).isEqualTo(kind);
    assertThat(instruction.probing()).isEqualTo(probing);
  }

  @Test
  void targetsCountFromTheEndOfTheInstruction() {
    byte[] code = HexFormat.of().parseHex("90e8fbffffffebfe");
    assertThat(Instructions.decode(code, 1))
        .isEqualTo(new Instruction(5, Kind.CALL, Probing.EMULATED, OptionalInt.of(-5)));
    assertThat(Instructions.decode(code, 6))
        .isEqualTo(new Instruction(2, Kind.JUMP, Probing.EMULATED, OptionalInt.of(-2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"06", "0f04", "9a", "d5", "ea", "fff8", "66e90000"})
  void isUnknown(String hex) {
    byte[] code = HexFormat.of().parseHex(hex + "00000000000000000000000000");
    assertThat(Instructions.decode(code, 0)).isInstanceOf(Unknown.class);
  }

  @Test
  void codeThatEndsEarlyIsUnknown() {
    byte[] code = HexFormat.of().parseHex("48b801");
    assertThat(Instructions.decode(code, 0))
        .isEqualTo(new Unknown("the code ends within an instruction"));
    assertThat(Instructions.decode(code, 3))
        .isEqualTo(new Unknown("the code ends within an instruction"));
    assertThat(Instructions.decode(HexFormat.of().parseHex("66".repeat(20)), 0))
        .isEqualTo(new Unknown("longer than 15 bytes"));
  }
}
