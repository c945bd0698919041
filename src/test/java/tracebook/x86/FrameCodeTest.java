package tracebook.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of the stack frame, of code that is given as bytes. */
class FrameCodeTest {
  private static final FlowGraph.Memory NOTHING = (address, count) -> new byte[0];
  private static final int START = 0x1000;
  private static final int RSP = 7;

  private static Optional<FlowGraph> graph(byte[] code) {
    return FlowGraph.of(
        List.of(new FlowGraph.Piece(START, code)), START, NOTHING, FlowGraph.Calls.PLAIN);
  }

  private static FlowGraph graph(String hex) {
    return graph(HexFormat.of().parseHex(hex)).orElseThrow();
  }

  /** Bytes behind the last instruction are none of the function's. */
  @ParameterizedTest
  @CsvSource({
    "c5f87789d0c3, vzeroupper; mov eax edx; ret",
    "c5fc7789d85bc3, vzeroall; mov eax ebx; pop rbx; ret",
    "c5f87790c3, vzeroupper; nop; ret",
    "6681c1ff0fc3, add cx 0xfff; ret",
    "66b93412, mov cx 0x1234",
    "66c7c13412, mov cx 0x1234",
  })
  void codeThatEndsBehindShortInstructions(String hex, String text) {
    assertThatCode(() -> new FrameCode(graph(hex))).as(text).doesNotThrowAnyException();
  }

  @Test
  void anyBytes() {
    Random random = new Random(20);
    int[] first = {0x66, 0xf3, 0x48, 0x0f, 0xc5, 0xc4, 0x62, 0x8f, 0xc7, 0x81};
    int known = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] code = new byte[2 + random.nextInt(10)];
      random.nextBytes(code);
      if (random.nextBoolean()) {
        code[0] = (byte) first[random.nextInt(first.length)];
      }
      Optional<FlowGraph> graph = graph(code);
      if (graph.isPresent()) {
        known++;
        assertThatCode(() -> new FrameCode(graph.get()))
            .as(HexFormat.of().formatHex(code))
            .doesNotThrowAnyException();
      }
    }
    assertThat(known).isGreaterThan(10_000);
  }

  /** A store through rcx, which has held the address of the frame. */
  @ParameterizedTest
  @CsvSource({
    "660f3a63c10c, pcmpistri",
    "c4e37963c10c, vpcmpistri",
    "62f17e0879c8, vcvtss2usi ecx xmm0",
    "f30faec1, rdfsbase ecx",
    "66b93412, mov cx 0x1234",
  })
  void instructionsThatWriteRcx(String hex, String text) {
    assertThat(stored(hex)).as(text).isEmpty();
    assertThat(stored("90")).isPresent();
  }

  private static Optional<FrameCode.Spot> stored(String between) {
    FrameCode code = new FrameCode(graph("488d4c24f0" + between + "488901c3")); // lea, mov, ret
    FrameCode.Spot spot = code.spot(0, RSP, -16).orElseThrow();
    List<FrameCode.Store> stores = code.storesTo(spot, 8);
    assertThat(stores).hasSize(1);
    return stores.getFirst().at();
  }

  /** Through what was there before an address of the frame was anywhere: to memory of others. */
  @ParameterizedTest
  @CsvSource({
    "4889fb 488d4c24f0 e800000000 8903 c3, mov rbx rdi; lea rcx [rsp-16]; call; mov [rbx] eax",
    "488d4c24f0 8944b708 c3, lea rcx [rsp-16]; mov [rdi+rsi*4+8] eax",
    "488b17 488d4c24f0 8902 c3, mov rdx [rdi]; lea rcx [rsp-16]; mov [rdx] eax",
    "e800000000 488d4c24f0 8908 c3, call; lea rcx [rsp-16]; mov [rax] ecx",
    "85f6 7402 31ff 488d4c24f0 8907 c3, je; xor edi edi; lea rcx [rsp-16]; mov [rdi] eax",
  })
  void storesToMemoryOfOthers(String hex, String text) {
    assertThat(storesThroughUnknown(hex)).as(text).isZero();
  }

  /** A copy of an address of the frame may be there by then, or what is computed of one. */
  @ParameterizedTest
  @CsvSource({
    "488d4c24f0 488b17 8902 c3, lea rcx [rsp-16]; mov rdx [rdi]; mov [rdx] eax",
    "488d7c24f0 e800000000 8908 c3, lea rdi [rsp-16]; call; mov [rax] ecx",
    "488d4c24f0 4801d1 89040f c3, lea rcx [rsp-16]; add rcx rdx; mov [rdi+rcx] eax",
    "54 58 4883c000 480fc8 488d4c24f0 8910 c3, push rsp; pop rax; lea rcx [rsp-16]; mov [rax] edx",
    "488d0414 488d4c24f0 8910 c3, lea rax [rsp+rdx]; lea rcx [rsp-16]; mov [rax] edx",
    "488b17 8902 488d4c24f0 ffce 75f2 c3, mov rdx [rdi]; mov [rdx] eax; lea rcx [rsp-16]; jne",
    "488d4c24f0 8907 ffe2, lea rcx [rsp-16]; mov [rdi] eax; jmp rdx",
    "66480f6ec4 66480f7ec2 488d4c24f0 8902 c3, movq xmm0 rsp; movq rdx xmm0; mov [rdx] eax",
    "488927 488b17 488d4c24f0 8902 c3, mov [rdi] rsp; mov rdx [rdi]; mov [rdx] eax",
    "89e2 488d4c24f0 8902 c3, mov edx esp; lea rcx [rsp-16]; mov [rdx] eax",
    "4889e0 4801d0 488d4c24f0 8910 c3, mov rax rsp; add rax rdx; mov [rax] edx",
  })
  void storesThroughWhatMayBeOfTheFrame(String hex, String text) {
    assertThat(storesThroughUnknown(hex)).as(text).isOne();
  }

  /** Those that may be to the 8 bytes 16 below the return address, and to anything. */
  private static long storesThroughUnknown(String hex) {
    FrameCode code = new FrameCode(graph(hex.replace(" ", "")));
    return code.storesTo(code.spot(0, RSP, -16).orElseThrow(), 8).stream()
        .filter(store -> store.at().isEmpty())
        .count();
  }

  @Test
  void nothingRunsBehindUd2() {
    // test edi, edi; je +2; ud2; nop; ret
    FlowGraph graph = graph("85ff7402" + "0f0b" + "90c3");
    assertThat(graph.size()).isEqualTo(5);
    assertThat(graph.next(2)).isEmpty();
    assertThat(graph.previous(3)).containsExactly(1);
  }

  /** Of so many places that calls may go on at when they throw, no graph is made. */
  @Test
  void tooManyWays() {
    assertThat(ways(1_000, 1_000)).isPresent();
    assertThat(ways(1_500, 1_000)).isEmpty();
  }

  private static Optional<FlowGraph> ways(int calls, int places) {
    String code = "e800000000".repeat(calls) + "c331c0".repeat(places) + "c3"; // call; ret, xor
    return graph(HexFormat.of().parseHex(code));
  }
}
