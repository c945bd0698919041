package tracebook.x86;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import tracebook.x86.FrameCode.Spot;

/**
 * Which registers hold addresses of the stack frame, before each instruction of a function, and
 * which constants: what they hold on every way there (SDM volume 2, appendix A). Registers have the
 * numbers of the instruction set.
 */
final class FrameValues {
  private static final int RSP = FrameState.RSP;
  private static final int RBP = FrameState.RBP;
  private static final int RCX = FrameState.RCX;
  private static final int[] OF_CALLER = {0, 1, 2, 6, 7, 8, 9, 10, 11};

  private final FlowGraph graph;

  /** Before the instructions that not only the one in front of them leads to. */
  private final FrameState[] states;

  FrameValues(FlowGraph graph) {
    this.graph = graph;
    this.states = new FrameState[graph.size()];
    states[graph.entry()] = FrameState.entered(graph.isFollowed());
    solve();
  }

  private void solve() {
    boolean changed = true;
    while (changed) {
      changed = false;
      FrameState state = null;
      int last = -1;
      for (int at : graph.inOrder()) {
        boolean straight = last >= 0 && isStraight(last, at);
        if (!straight) {
          state = states[at] == null ? null : states[at].copy();
        }
        last = at;
        if (state == null) {
          continue;
        }
        apply(state, at);
        for (int to : graph.next(at)) {
          if (!isStraight(at, to)) {
            if (states[to] == null) {
              states[to] = state.copy();
              changed = true;
            } else {
              changed |= states[to].meet(state);
            }
          }
        }
      }
    }
  }

  /** Whether one leads to the other alone, and the other is led to by it alone. */
  private boolean isStraight(int from, int to) {
    return graph.next(from).length == 1
        && graph.next(from)[0] == to
        && graph.previous(to).length == 1
        && to != graph.entry();
  }

  private FrameState before(int instruction) {
    int first = instruction;
    while (graph.previous(first).length == 1 && isStraight(graph.previous(first)[0], first)) {
      first = graph.previous(first)[0];
      if (first == instruction) {
        return new FrameState();
      }
    }
    FrameState state = states[first] == null ? new FrameState() : states[first].copy();
    for (int at = first; at != instruction; at = graph.next(at)[0]) {
      apply(state, at);
    }
    return state;
  }

  /** What a register and a distance are before an instruction. */
  Optional<Spot> spot(int instruction, int register, long distance) {
    return before(instruction).spot(register, distance);
  }

  /** Tells of each instruction that can be reached what the registers are before it. */
  void walk(BiConsumer<Integer, FrameState> visitor) {
    FrameState state = new FrameState();
    int last = -1;
    for (int at : graph.inOrder()) {
      if (last < 0 || !isStraight(last, at)) {
        state = states[at] == null ? new FrameState() : states[at].copy();
      }
      last = at;
      visitor.accept(at, state);
      apply(state, at);
    }
  }

  /** The address of the frame that an instruction computes: {@code lea}, or a copy of rsp. */
  Optional<Spot> computed(FrameState state, int instruction) {
    Encoding code = encoding(instruction);
    if (code.map() != 0 || code.vector() > 0) {
      return Optional.empty();
    }
    if (code.opcode() == 0x8d && code.base() >= 0) {
      return state.spot(code.base(), code.displacement());
    }
    int from = code.opcode() == 0x89 ? code.register() : code.opcode() == 0x8b ? code.other() : -1;
    int to = code.opcode() == 0x89 ? code.other() : code.register();
    return from < 0 || (from == RSP && to == RBP) || (from == RBP && to == RSP)
        ? Optional.empty()
        : state.spot(from, 0);
  }

  private Encoding encoding(int instruction) {
    return Encoding.of(
        graph.pieces.get(graph.piece[instruction]).code(), graph.offset[instruction]);
  }

  // ---- what an instruction does to them

  private void apply(FrameState state, int instruction) {
    Decoded.Instruction decoded = graph.instructions[instruction];
    switch (decoded.kind()) {
      case NOP, ENDBR, JUMP, CONDITIONAL_JUMP, INDIRECT_JUMP, RETURN -> {}
      case PUSH -> {
        if (FrameEscape.by(encoding(instruction), state)) {
          state.escape();
        }
        state.add(RSP, -8);
      }
      case CALL, INDIRECT_CALL -> Arrays.stream(OF_CALLER).forEach(state::forget);
      case TRAP -> {
        state.forget(0);
        state.forget(RCX);
        state.forget(11);
      }
      case OTHER -> {
        byte[] code = graph.pieces.get(graph.piece[instruction]).code();
        int at = graph.offset[instruction];
        if ((code[at] & 0xff) == 0x8f && (code[at + 1] & 0x1f) >= 8) {
          state.escape(); // XOP
          state.forgetAll();
        } else {
          other(state, Encoding.of(code, at), code, instruction);
        }
      }
    }
  }

  private void other(FrameState state, Encoding code, byte[] bytes, int instruction) {
    if (FrameEscape.by(code, state)) {
      state.escape();
    }
    if (code.map() == 3 && (code.opcode() & 0xfd) == 0x61) {
      state.forget(RCX); // pcmpestri, pcmpistri
    } else if (code.vector() > 0) {
      vector(state, code);
    } else if (code.map() == 0) {
      oneByte(state, code, bytes, instruction);
    } else if (code.map() == 1) {
      twoBytes(state, code);
    } else if (code.map() == 2) {
      if (code.opcode() >= 0xf0) {
        state.forget(code.register());
      }
    } else if (code.opcode() >= 0x14 && code.opcode() <= 0x17) {
      state.forget(code.other());
    }
  }

  private static void vector(FrameState state, Encoding code) {
    switch (code.map()) {
      case 1 -> {
        switch (code.opcode()) {
          case 0x2c, 0x2d, 0x50, 0x93, 0xc5, 0xd7 -> state.forget(code.register());
          case 0x7e -> state.forget(code.repeat() == 0xf3 ? -1 : code.other());
          case 0x78, 0x79 -> state.forget(code.evex() ? code.register() : -1); // vcvtss2usi
          default -> {}
        }
      }
      case 2 -> {
        if (code.opcode() >= 0xf0) {
          state.forget(code.register());
          state.forget(code.third());
        }
      }
      case 3 -> {
        if (code.opcode() >= 0xf0) {
          state.forget(code.register());
        } else if (code.opcode() >= 0x14 && code.opcode() <= 0x17) {
          state.forget(code.other());
        }
      }
      default -> {
        if (code.evex()) {
          state.forget(code.opcode() == 0x7e ? code.other() : code.register());
        } else {
          state.forgetAll();
        }
      }
    }
  }

  private void oneByte(FrameState state, Encoding code, byte[] bytes, int instruction) {
    int opcode = code.opcode();
    int low = (opcode & 7) | (code.rex() & 1) << 3;
    if (opcode < 0x40) {
      arithmetic(state, code, opcode);
      return;
    }
    switch (opcode & 0xf8) {
      case 0x50 -> state.add(RSP, -8);
      case 0x58 -> {
        state.add(RSP, 8);
        state.forget(low);
      }
      case 0xb8 -> {
        if (code.wide() || code.narrow()) {
          state.forget(low);
        } else {
          state.setConstant(low, constant(bytes, code.immediate()) & 0xffffffffL);
        }
      }
      case 0xb0 -> state.forget(byteRegister(low, code));
      case 0xd8 -> state.forget(opcode == 0xdf ? 0 : -1); // fnstsw
      default -> plain(state, code, bytes, instruction);
    }
  }

  private static int byteRegister(int number, Encoding code) {
    return code.rex() == 0 && number >= 4 ? number - 4 : number;
  }

  private static void arithmetic(FrameState state, Encoding code, int opcode) {
    if (opcode >= 0x38) {
      return; // cmp
    }
    switch (opcode & 7) {
      case 0 -> state.forget(code.memory() ? -1 : byteRegister(code.other(), code));
      case 1 -> {
        boolean zero = opcode == 0x31 && code.other() == code.register();
        if (zero && !code.memory()) {
          state.setConstant(code.register(), 0);
        } else {
          state.forget(code.other());
        }
      }
      case 2 -> state.forget(byteRegister(code.register(), code));
      case 3 -> state.forget(code.register());
      default -> state.forget(0);
    }
  }

  private static long constant(byte[] code, int at) {
    long value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | (code[at + i] & 0xff);
    }
    return (int) value;
  }

  private void plain(FrameState state, Encoding code, byte[] bytes, int instruction) {
    int other = code.other();
    switch (code.opcode()) {
      case 0x63, 0x69, 0x6b -> state.forget(code.register());
      case 0x68, 0x6a, 0x9c -> state.add(RSP, -8);
      case 0x9d -> state.add(RSP, 8);
      case 0x8f -> {
        state.add(RSP, 8);
        state.forget(other);
      }
      case 0x81, 0x83 -> immediate(state, code, bytes, instruction);
      case 0x80, 0xc0, 0xd0, 0xd2, 0xc6 -> state.forget(other < 0 ? -1 : byteRegister(other, code));
      case 0x84, 0x85, 0xa8, 0xa9, 0xa6, 0xa7, 0xae, 0xaf -> {}
      case 0x86, 0x87, 0x8a -> {
        state.forget(byteRegister(code.register(), code));
        state.forget(code.register());
        state.forget(other);
      }
      case 0x88 -> state.forget(other < 0 ? -1 : byteRegister(other, code));
      case 0x89 -> move(state, code, code.register(), other);
      case 0x8b -> move(state, code, other, code.register());
      case 0x8d -> {
        if (code.wide() && code.base() >= 0 && code.index() < 0 && !code.narrow()) {
          state.copy(code.base(), code.register(), code.displacement());
        } else {
          state.forget(code.register());
        }
      }
      case 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97 -> {
        state.forget(0);
        state.forget((code.opcode() & 7) | (code.rex() & 1) << 3);
      }
      case 0x98, 0xac, 0xad -> state.forget(0);
      case 0x99 -> state.forget(2);
      case 0xa4, 0xa5, 0xaa, 0xab -> {
        state.forget(6);
        state.forget(7);
        state.forget(code.repeat() != 0 ? RCX : -1);
      }
      case 0xc7 -> {
        if (code.narrow() && !code.wide()) {
          state.forget(other);
        } else if (other >= 0) {
          state.setConstant(
              other, constant(bytes, code.immediate()) & (code.wide() ? -1 : 0xffffffffL));
        }
      }
      case 0xc1, 0xd1, 0xd3 -> state.forget(other);
      case 0xc8 -> { // enter
        state.forget(RSP);
        state.forget(RBP);
      }
      case 0xc9 -> {
        state.copy(RBP, RSP, 0);
        state.add(RSP, 8);
        state.forget(RBP);
      }
      case 0xe0, 0xe1, 0xe2, 0xe3 -> state.forget(RCX);
      case 0xf6, 0xf7 -> {
        if (code.extension() >= 4) {
          state.forget(0);
          state.forget(2);
        } else if (code.extension() >= 2) {
          state.forget(other < 0 || code.opcode() == 0xf7 ? other : byteRegister(other, code));
        }
      }
      case 0xfe -> state.forget(other < 0 ? -1 : byteRegister(other, code));
      case 0xff -> {
        if (code.extension() == 6) {
          state.add(RSP, -8);
        } else {
          state.forget(other);
        }
      }
      default -> state.forgetAll();
    }
  }

  private static void move(FrameState state, Encoding code, int from, int to) {
    if (to < 0) {
      return;
    }
    if (from >= 0 && code.wide()) {
      state.copy(from, to, 0);
    } else {
      state.forget(to);
    }
  }

  /** Of a register and a constant: add, sub, and others. */
  private void immediate(FrameState state, Encoding code, byte[] bytes, int instruction) {
    int to = code.other();
    if (to < 0 || code.extension() == 7 || !code.wide()) {
      state.forget(code.extension() == 7 ? -1 : to);
      return;
    }
    long value =
        code.opcode() == 0x83 ? bytes[code.immediate()] : constant(bytes, code.immediate());
    if (code.extension() == 0) {
      state.add(to, value);
    } else if (code.extension() == 5) {
      state.add(to, -value);
    } else if (code.extension() == 4 && to == RSP) {
      state.align(instruction);
    } else {
      state.forget(to);
    }
  }

  private static void twoBytes(FrameState state, Encoding code) {
    int opcode = code.opcode();
    if (opcode >= 0x40 && opcode <= 0x4f) {
      state.forget(code.register());
    } else if (opcode >= 0x90 && opcode <= 0x9f) {
      state.forget(code.memory() ? -1 : byteRegister(code.other(), code));
    } else if (opcode >= 0xc8 && opcode <= 0xcf) {
      state.forget((opcode & 7) | (code.rex() & 1) << 3);
    } else {
      switch (opcode) {
        case 0x10,
            0x11,
            0x12,
            0x13,
            0x14,
            0x15,
            0x16,
            0x17,
            0x28,
            0x29,
            0x2a,
            0x2b,
            0x2e,
            0x2f -> {}
        case 0x0d, 0x18, 0x1f, 0x77, 0xa3, 0xc2, 0xc3, 0xc4, 0xc6 -> {}
        case 0x2c, 0x2d, 0x50, 0xaf, 0xb6, 0xb7, 0xb8, 0xbc, 0xbd, 0xbe, 0xbf, 0xc5, 0xd7 ->
            state.forget(code.register());
        case 0x7e -> state.forget(code.repeat() == 0xf3 ? -1 : code.other());
        case 0xa4, 0xa5, 0xab, 0xac, 0xad, 0xae, 0xb3, 0xba, 0xbb -> state.forget(code.other());
        case 0xb0, 0xb1 -> {
          state.forget(0);
          state.forget(code.other());
        }
        case 0xc0, 0xc1 -> {
          state.forget(code.register());
          state.forget(code.other());
        }
        default -> {
          boolean vectors = (opcode >= 0x51 && opcode <= 0x7f) || opcode >= 0xd0;
          if (!vectors) {
            state.forgetAll();
          }
        }
      }
    }
  }
}
