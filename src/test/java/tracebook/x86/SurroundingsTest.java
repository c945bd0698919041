package tracebook.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What runs around an instruction, of code that is made here; work is counted, not timed. */
class SurroundingsTest {
  private static final FlowGraph.Memory NOTHING = (address, count) -> new byte[0];
  private static final int NOP = 0x90;

  private static FlowGraph graph(byte[] code) {
    List<FlowGraph.Piece> pieces = List.of(new FlowGraph.Piece(0x1000, code));
    return FlowGraph.of(pieces, 0x1000, NOTHING, FlowGraph.Calls.PLAIN).orElseThrow();
  }

  /** {@code jne}, with a distance from its own beginning. */
  private static void jump(ByteArrayOutputStream code, int distance) {
    int relative = distance - 6;
    code.writeBytes(new byte[] {0x0f, (byte) 0x85});
    for (int i = 0; i < 4; i++) {
      code.write(relative >> (8 * i));
    }
  }

  /** In random code, with loops that have several ways in. */
  @Test
  void loopsAreThoseThatASearchForEachHeadFinds() {
    Random random = new Random(7);
    int loops = 0;
    for (int round = 0; round < 400; round++) {
      int blocks = 3 + random.nextInt(30);
      ByteArrayOutputStream code = new ByteArrayOutputStream();
      for (int i = 0; i < blocks; i++) {
        code.write(NOP);
        jump(code, 7 * (random.nextInt(blocks) - i) - 1);
      }
      code.write(0xc3);
      FlowGraph graph = graph(code.toByteArray());
      for (int place = 0; place < graph.size(); place++) {
        Map<Integer, BitSet> found = new TreeMap<>();
        for (Loop loop : graph.around(place).loops()) {
          BitSet members = new BitSet();
          loop.members().forEach(members::set);
          found.put(loop.head(), members);
        }
        assertThat(found).as("round %d, %d", round, place).isEqualTo(searched(graph, place));
        loops += found.size();
      }
    }
    assertThat(loops).isGreaterThan(10_000);
  }

  private static Map<Integer, BitSet> searched(FlowGraph graph, int place) {
    Map<Integer, BitSet> found = new TreeMap<>();
    for (int head = 0; head < graph.size(); head++) {
      BitSet members = new BitSet();
      Deque<Integer> open = new ArrayDeque<>();
      for (int from : graph.previous(head)) {
        if (graph.isBack(from, head)) {
          members.set(head);
          open.add(from);
        }
      }
      while (!open.isEmpty()) {
        int at = open.remove();
        if (!members.get(at) && graph.order(at) >= graph.order(head)) {
          members.set(at);
          for (int from : graph.previous(at)) {
            open.add(from);
          }
        }
      }
      if (members.get(place)) {
        found.put(head, members);
      }
    }
    return found;
  }

  @Test
  void workGrowsWithTheCodeHoweverManyLoopsItHas() {
    for (int loops : new int[] {1_000, 10_000, 50_000}) {
      ByteArrayOutputStream code = new ByteArrayOutputStream();
      for (int i = 0; i < loops; i++) {
        code.write(NOP);
        jump(code, -1);
      }
      code.write(0xc3);
      FlowGraph graph = graph(code.toByteArray());
      Surroundings around = graph.around(loops);
      assertThat(around.loops()).hasSize(1);
      assertThat(around.isComplete()).isTrue();
      assertThat(around.cost()).isLessThan(4 * graph.cost());
    }
  }

  /** Each around all that stand inside: their sets would have the square of the code's size. */
  @Test
  void thousandsOfLoopsAroundOnePlaceAreTooMany() {
    int loops = 20_000;
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    for (int i = 0; i < loops; i++) {
      code.write(NOP);
    }
    for (int i = 0; i < loops; i++) {
      jump(code, -1 - 7 * i);
    }
    code.write(0xc3);
    FlowGraph graph = graph(code.toByteArray());
    Surroundings around = graph.around(loops);
    assertThat(around.isComplete()).isFalse();
    assertThat(around.cost()).isLessThan(Effort.MOST + 4 * graph.cost());
    assertThat(around.loops().size()).isLessThan(loops);
  }
}
