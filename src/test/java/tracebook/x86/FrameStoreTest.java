package tracebook.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameStoreTest {
  private static Optional<FrameStore> at(String hex) {
    return FrameStore.at(HexFormat.ofDelimiter(" ").parseHex(hex), 0);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'mov %edx,0x8(%rsp)', 89 54 24 08, 7, 8, 4",
    "'mov %rax,(%rsp)', 48 89 04 24, 7, 0, 8",
    "'mov %r15d,0xc(%rsp)', 44 89 7c 24 0c, 7, 12, 4",
    "'mov %edi,-0x14(%rbp)', 89 7d ec, 6, -20, 4",
    "'mov %ax,-0x2(%rbp)', 66 89 45 fe, 6, -2, 2",
    "'mov %al,0x7f(%rsp)', 88 44 24 7f, 7, 127, 1",
    "'movl $1,0x100(%rsp)', c7 84 24 00 01 00 00 01 00 00 00, 7, 256, 4",
    "'movb $1,-0x1(%rbp)', c6 45 ff 01, 6, -1, 1",
    "'movss %xmm0,0x8(%rsp)', f3 0f 11 44 24 08, 7, 8, 4",
    "'movsd %xmm0,0x8(%rsp)', f2 0f 11 44 24 08, 7, 8, 8",
    "'movaps %xmm0,(%rsp)', 0f 29 04 24, 7, 0, 16",
    "'movdqa %xmm0,0x10(%rsp)', 66 0f 7f 44 24 10, 7, 16, 16",
  })
  void aStoreToTheFrame(String name, String hex, int register, int displacement, int bytes) {
    assertThat(at(hex)).contains(new FrameStore(register, displacement, bytes));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'mov 0x8(%rsp),%edx', 8b 54 24 08",
    "'mov %edx,(%rax)', 89 10",
    "'mov %edx,%eax', 89 d0 90",
    "'mov %edx,0x8(%rsp,%rax,4)', 89 54 84 08",
    "'mov %edx,0x8(%r12)', 41 89 54 24 08",
    "'mov %edx,0x8(%r13)', 41 89 55 08",
    "'mov %edx,0x10(%rip)', 89 15 10 00 00 00",
    "'push %rbx', 53 90 90",
    "'the bytes end', 89 54 24",
  })
  void notAStoreToTheFrame(String name, String hex) {
    assertThat(at(hex)).isEmpty();
  }
}
