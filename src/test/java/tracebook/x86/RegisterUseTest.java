package tracebook.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterUseTest {
  private static final int RAX = 0;
  private static final int RDX = 1;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "85 c0|test %eax,%eax|READS|KEEPS",
        "89 c7|mov %eax,%edi|READS|KEEPS",
        "48 89 04 24|mov %rax,(%rsp)|READS|KEEPS",
        "8b 08|mov (%rax),%ecx|READS|KEEPS",
        "8d 4c 80 01|lea 0x1(%rax,%rax,4),%ecx|READS|KEEPS",
        "0f b6 c8|movzbl %al,%ecx|READS|KEEPS",
        "0f b6 cc|movzbl %ah,%ecx|READS|KEEPS",
        "48 63 c8|movslq %eax,%rcx|READS|KEEPS",
        "3c 03|cmp $0x3,%al|READS|KEEPS",
        "48 39 d1|cmp %rdx,%rcx|KEEPS|READS",
        "01 05 00 00 00 00|add %eax,0x0(%rip)|READS|KEEPS",
        "31 c0|xor %eax,%eax|ENDS|KEEPS",
        "29 c0|sub %eax,%eax|ENDS|KEEPS",
        "19 c0|sbb %eax,%eax|ENDS|KEEPS",
        "83 c8 ff|or $-1,%eax|ENDS|KEEPS",
        "48 83 ca ff|or $-1,%rdx|KEEPS|ENDS",
        "48 81 c8 ff ff ff ff|or $-1,%rax|ENDS|KEEPS",
        "66 83 e0 00|and $0x0,%ax|ENDS|KEEPS",
        "0d ff ff ff ff|or $-1,%eax|ENDS|KEEPS",
        "24 00|and $0x0,%al|ENDS|KEEPS",
        "83 c8 fe|or $-2,%eax|READS|KEEPS",
        "83 e0 ff|and $-1,%eax|READS|KEEPS",
        "83 e8 00|sub $0x0,%eax|READS|KEEPS",
        "0d ff ff ff 7f|or $0x7fffffff,%eax|READS|KEEPS",
        "c4 e2 75 90 04 05 00 00 00 00|vpgatherdd %ymm1,0x0(,%ymm0,1),%ymm0|ENDS|ENDS",
        "45 31 c0|xor %r8d,%r8d|KEEPS|KEEPS",
        "b8 05 00 00 00|mov $0x5,%eax|ENDS|KEEPS",
        "b0 05|mov $0x5,%al|ENDS|KEEPS",
        "b4 05|mov $0x5,%ah|ENDS|KEEPS",
        "b6 05|mov $0x5,%dh|KEEPS|ENDS",
        "41 b0 01|mov $0x1,%r8b|KEEPS|KEEPS",
        "88 e1|mov %ah,%cl|READS|KEEPS",
        "88 11|mov %dl,(%rcx)|KEEPS|READS",
        "40 88 31|mov %sil,(%rcx)|KEEPS|KEEPS",
        "48 8b 44 24 08|mov 0x8(%rsp),%rax|ENDS|KEEPS",
        "48 8d 44 24 08|lea 0x8(%rsp),%rax|ENDS|KEEPS",
        "c7 02 01 00 00 00|movl $0x1,(%rdx)|KEEPS|READS",
        "c7 01 01 00 00 00|movl $0x1,(%rcx)|KEEPS|KEEPS",
        "58|pop %rax|ENDS|KEEPS",
        "59|pop %rcx|KEEPS|KEEPS",
        "50|push %rax|ENDS|KEEPS",
        "53|push %rbx|KEEPS|KEEPS",
        "48 98|cltq|READS|KEEPS",
        "48 99|cqto|READS|ENDS",
        "48 0f af c1|imul %rcx,%rax|READS|KEEPS",
        "48 6b c8 07|imul $0x7,%rax,%rcx|READS|KEEPS",
        "48 f7 e1|mul %rcx|READS|ENDS",
        "48 f7 f1|div %rcx|READS|ENDS",
        "48 f7 d8|neg %rax|READS|KEEPS",
        "ff c2|inc %edx|KEEPS|READS",
        "0f 94 c0|sete %al|ENDS|KEEPS",
        "0f 94 c1|sete %cl|KEEPS|KEEPS",
        "48 0f 44 d1|cmove %rcx,%rdx|KEEPS|READS",
        "48 0f a3 c1|bt %rax,%rcx|READS|KEEPS",
        "f2 48 0f 2a c0|cvtsi2sd %rax,%xmm0|READS|KEEPS",
        "66 48 0f 6e c8|movq %rax,%xmm1|READS|KEEPS",
        "66 48 0f 7e c8|movq %xmm1,%rax|ENDS|ENDS",
        "0f 29 04 24|movaps %xmm0,(%rsp)|KEEPS|KEEPS",
        "0f 29 00|movaps %xmm0,(%rax)|READS|KEEPS",
        "48 91|xchg %rax,%rcx|ENDS|ENDS",
        "d3 e0|shl %cl,%eax|READS|KEEPS",
        "48 c1 e2 03|shl $0x3,%rdx|KEEPS|READS",
        "0f 1f 00|nopl (%rax)|KEEPS|KEEPS",
        "66 0f 1f 04 00|nopw (%rax,%rax,1)|KEEPS|KEEPS",
        "ff d0|call *%rax|READS|ENDS",
        "ff 50 18|call *0x18(%rax)|READS|ENDS",
        "48 0f b1 0c 24|cmpxchg %rcx,(%rsp)|ENDS|ENDS",
        "f3 a4|rep movsb|ENDS|ENDS",
        "48 83 c4 08|add $0x8,%rsp|KEEPS|KEEPS",
        "c5 fc 11 04 24|vmovups %ymm0,(%rsp)|ENDS|ENDS",
        "c5 fc 11 02|vmovups %ymm0,(%rdx)|ENDS|READS"
      })
  void whatAnInstructionDoesWithRaxAndWithRdx(
      String bytes, String text, RegisterUse rax, RegisterUse rdx) {
    byte[] code = HexFormat.ofDelimiter(" ").parseHex(bytes);
    Decoded.Instruction decoded = (Decoded.Instruction) Instructions.decode(code, 0);
    assertThat(decoded.length()).isEqualTo(code.length);
    assertThat(RegisterUse.of(code, 0, decoded, RAX)).as(text).isEqualTo(rax);
    assertThat(RegisterUse.of(code, 0, decoded, RDX)).as(text).isEqualTo(rdx);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8d 04 7f|lea (%rdi,%rdi,2),%eax|true|false",
        "89 f8|mov %edi,%eax|true|false",
        "89 c7|mov %eax,%edi|false|false",
        "89 02|mov %eax,(%rdx)|false|false",
        "8b 17|mov (%rdi),%edx|false|true",
        "31 d2|xor %edx,%edx|false|true",
        "33 07|xor (%rdi),%eax|true|false",
        "01 37|add %esi,(%rdi)|false|false",
        "01 c7|add %eax,%edi|false|false",
        "39 f8|cmp %edi,%eax|false|false",
        "3b 07|cmp (%rdi),%eax|false|false",
        "83 f8 03|cmp $0x3,%eax|false|false",
        "83 c0 03|add $0x3,%eax|true|false",
        "b8 05 00 00 00|mov $0x5,%eax|true|false",
        "48 c7 c2 ff ff ff ff|mov $-1,%rdx|false|true",
        "48 c7 02 ff ff ff ff|movq $-1,(%rdx)|false|false",
        "58|pop %rax|true|false",
        "50|push %rax|false|false",
        "48 99|cqto|false|true",
        "48 f7 ff|idiv %rdi|true|true",
        "48 f7 c7 01 00 00 00|test $0x1,%rdi|false|false",
        "84 c0|test %al,%al|false|false",
        "8a 07|mov (%rdi),%al|true|false",
        "88 07|mov %al,(%rdi)|false|false",
        "0f b6 07|movzbl (%rdi),%eax|true|false",
        "0f 94 c2|sete %dl|false|true",
        "0f 48 c7|cmovs %edi,%eax|true|false",
        "0f af c7|imul %edi,%eax|true|false",
        "f2 48 0f 2c c0|cvttsd2si %xmm0,%rax|true|false",
        "0f 2c c0|cvttps2pi %xmm0,%mm0|false|false",
        "66 48 0f 7e c0|movq %xmm0,%rax|true|false",
        "f3 0f 7e c0|movq %xmm0,%xmm0|false|false",
        "0f 10 07|movups (%rdi),%xmm0|false|false",
        "0f 1f 00|nopl (%rax)|false|false",
        "48 90|nop|false|false",
        "d9 c0|fld %st(0)|false|false"
      })
  void whetherAnInstructionChangesRaxAndWhetherRdx(
      String bytes, String text, boolean rax, boolean rdx) {
    byte[] code = HexFormat.ofDelimiter(" ").parseHex(bytes);
    Decoded.Instruction decoded = (Decoded.Instruction) Instructions.decode(code, 0);
    assertThat(decoded.length()).isEqualTo(code.length);
    assertThat(RegisterUse.isChanged(code, 0, decoded, RAX)).as(text).isEqualTo(rax);
    assertThat(RegisterUse.isChanged(code, 0, decoded, RDX)).as(text).isEqualTo(rdx);
  }
}
