package tracebook.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryWriteTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "488b442420 | false", // mov 0x20(%rsp),%rax
        "0fb7442420 | false", // movzx 0x20(%rsp),%eax
        "480fafc1 | false", // imul %rcx,%rax
        "4863c1 | false", // movsxd
        "4801c8 | false", // add %rcx,%rax
        "4883f814 | false", // cmp $0x14,%rax
        "483b6610 | false", // cmp 0x10(%rsi),%rsp
        "0f9cc0 | false", // setl %al
        "0f1005aabbccdd | false", // movups (%rip),%xmm0
        "f30f7e0424 | false", // movq (%rsp),%xmm0
        "5d | false", // pop %rbp
        "4889442420 | true", // mov %rax,0x20(%rsp)
        "c644242001 | true", // movb $1,0x20(%rsp)
        "48ff442408 | true", // incq 0x8(%rsp)
        "48010424 | true", // add %rax,(%rsp)
        "0f9c442408 | true", // setl 0x8(%rsp)
        "0f110424 | true", // movups %xmm0,(%rsp)
        "66480f7e0424 | true", // movq %xmm0,(%rsp)
        "f348ab | true", // rep stos
        "e800000000 | true", // call
      })
  void mayWriteMemory(String bytes, boolean may) {
    byte[] code = HexFormat.of().parseHex(bytes);
    assertThat(Instructions.decode(code, 0)).isInstanceOf(Decoded.Instruction.class);
    if (Instructions.decode(code, 0) instanceof Decoded.Instruction instruction) {
      assertThat(instruction.length()).isEqualTo(code.length);
      assertThat(MemoryWrite.may(code, 0, instruction)).isEqualTo(may);
    }
  }
}
