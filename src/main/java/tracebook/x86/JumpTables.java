package tracebook.x86;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Where the indirect jumps of a function go that read a table, as the compilers put one in constant
 * memory for a {@code switch}. The code says where a table begins; it ends in front of the next
 * one, and where an entry leads to no instruction of the function.
 */
final class JumpTables {
  private static final int MOST_ENTRIES = 1 << 14;

  /** How far in front of a jump the instructions are that read its table. */
  private static final int MOST_BETWEEN = 24;

  private static final int LEA = 0x8d;
  private static final int MOVSXD = 0x63;
  private static final int GROUP_5 = 0xff;

  private final FlowGraph graph;
  private final FlowGraph.Memory memory;

  /**
   * By where they begin, where they lead to. An entry is a distance from the beginning (4 bytes),
   * or an address (8).
   */
  private final TreeMap<Long, BitSet> targets = new TreeMap<>();

  private final TreeMap<Long, Integer> widths = new TreeMap<>();
  private final BitSet all = new BitSet();

  JumpTables(FlowGraph graph, FlowGraph.Memory memory) {
    this.graph = graph;
    this.memory = memory;
    boolean any =
        Arrays.stream(graph.instructions).anyMatch(i -> i.kind() == Decoded.Kind.INDIRECT_JUMP);
    for (int i = 0; i < graph.size() && any; i++) {
      loaded(i).ifPresent(base -> widths.putIfAbsent(base, 4));
      absolute(i).ifPresent(base -> widths.put(base, 8));
    }
    widths.forEach(this::read);
  }

  /** Whether it is known which table a jump reads. */
  boolean isKnown(int jump) {
    return base(jump).isPresent();
  }

  /** Where a jump may go as far as tables say: of one that is not known, to what any says. */
  int[] of(int jump) {
    OptionalLong base = base(jump);
    return (base.isPresent() ? targets.getOrDefault(base.getAsLong(), all) : all)
        .stream().toArray();
  }

  private OptionalLong base(int jump) {
    OptionalLong own = known(absolute(jump));
    if (own.isPresent()) {
      return own;
    }
    int table = -1;
    int first = Math.max(0, jump - MOST_BETWEEN);
    for (int i = jump - 1; i >= first && isStraight(i); i--) {
      Encoding code = encoding(i);
      if (code.map() != 0 || code.vector() > 0) {
        continue;
      }
      if (table < 0) {
        OptionalLong read = known(absolute(i));
        if (read.isPresent()) {
          return read;
        }
        table = code.opcode() == MOVSXD && code.index() >= 0 ? code.base() : -1;
      } else if (code.opcode() == LEA && code.register() == table) {
        return known(loaded(i));
      } else if ((code.opcode() == 0x8b && code.register() == table)
          || (code.opcode() == 0x89 && code.other() == table)) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong known(OptionalLong base) {
    return base.isPresent() && targets.containsKey(base.getAsLong()) ? base : OptionalLong.empty();
  }

  /** Whether what stands behind an instruction runs next. */
  private boolean isStraight(int i) {
    boolean next = graph.address(i) + graph.instructions[i].length() == graph.address(i + 1);
    return next
        && switch (graph.instructions[i].kind()) {
          case NOP, ENDBR, PUSH, CONDITIONAL_JUMP, OTHER -> true;
          case JUMP, INDIRECT_JUMP, RETURN, CALL, INDIRECT_CALL, TRAP -> false;
        };
  }

  private void read(long base, int width) {
    Long behind = widths.higherKey(base);
    long room = behind == null ? Long.MAX_VALUE : behind - base;
    int most = (int) Math.min(MOST_ENTRIES, room / width);
    ByteBuffer entries =
        ByteBuffer.wrap(memory.at(base, most * width)).order(ByteOrder.LITTLE_ENDIAN);
    BitSet found = new BitSet();
    while (entries.remaining() >= width) {
      int to = graph.at(width == 4 ? base + entries.getInt() : entries.getLong());
      if (to < 0) {
        break;
      }
      found.set(to);
    }
    if (!found.isEmpty()) {
      targets.put(base, found);
      all.or(found);
    }
  }

  /** The address that an instruction loads, from where it stands; empty when it does not. */
  private OptionalLong loaded(int i) {
    if (graph.instructions[i].kind() != Decoded.Kind.OTHER) {
      return OptionalLong.empty();
    }
    Encoding code = encoding(i);
    boolean lea = code.map() == 0 && code.vector() == 0 && code.opcode() == LEA;
    return lea && (code.modrm() & 0xc7) == 5 && code.wide()
        ? OptionalLong.of(graph.address(i) + graph.instructions[i].length() + code.displacement())
        : OptionalLong.empty();
  }

  /** The table of addresses that a jump or a load goes through with an index. */
  private OptionalLong absolute(int i) {
    Decoded.Kind kind = graph.instructions[i].kind();
    if (kind != Decoded.Kind.OTHER && kind != Decoded.Kind.INDIRECT_JUMP) {
      return OptionalLong.empty();
    }
    Encoding code = encoding(i);
    boolean reads =
        code.map() == 0
            && code.vector() == 0
            && (kind == Decoded.Kind.INDIRECT_JUMP
                ? code.opcode() == GROUP_5
                : code.opcode() == 0x8b && code.wide());
    return reads && code.memory() && code.base() < 0 && code.index() >= 0 && !code.segment()
        ? OptionalLong.of(code.displacement())
        : OptionalLong.empty();
  }

  private Encoding encoding(int i) {
    return Encoding.of(graph.pieces.get(graph.piece[i]).code(), graph.offset[i]);
  }
}
