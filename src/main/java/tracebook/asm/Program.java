package tracebook.asm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A finished program. Two programs are equal when their instructions are.
 *
 * @param code the instructions in order, with their marks and notes
 */
public record Program(List<Instruction> code) {
  static final int SLOT_BYTES = 8;

  /**
   * Checks that every label stands once and every jump reaches.
   *
   * @throws IllegalArgumentException for a label that stands nowhere or twice
   * @throws JumpTooFar if a jump's distance does not fit its offset
   */
  public Program {
    code = List.copyOf(code);
    checkJumps(code, slotsOfLabels(code));
  }

  /** The number of 8-byte slots, which is what the kernel counts as instructions. */
  public int slots() {
    return code.stream().mapToInt(Instruction::slots).sum();
  }

  /** The oldest instruction set that can run it. */
  public Isa isa() {
    return code.stream().anyMatch(i -> i.isa() == Isa.V4) ? Isa.V4 : Isa.V3;
  }

  /**
   * The slot in front of which a label stands.
   *
   * @throws IllegalArgumentException for a label that is not in this program
   */
  public int slotOf(Label label) {
    int slot = 0;
    for (Instruction instruction : code) {
      if (instruction instanceof Instruction.Mark(Label here) && here.equals(label)) {
        return slot;
      }
      slot += instruction.slots();
    }
    throw new IllegalArgumentException("no label `" + label + "`");
  }

  /**
   * The index in {@link #code} of the instruction that occupies a slot: the verifier's log speaks
   * of slots.
   *
   * @throws IndexOutOfBoundsException for a slot outside the program
   */
  public int indexOfSlot(int slot) {
    int first = 0;
    for (int index = 0; index < code.size(); index++) {
      int next = first + code.get(index).slots();
      if (first <= slot && slot < next) {
        return index;
      }
      first = next;
    }
    throw new IndexOutOfBoundsException("slot " + slot + " of " + first);
  }

  /** Where functions begin that the program calls, or has the kernel call. */
  public Set<Label> functions() {
    Set<Label> functions = new LinkedHashSet<>();
    for (Instruction instruction : code) {
      if (instruction instanceof Instruction.CallLocal call) {
        functions.add(call.function());
      } else if (instruction instanceof Instruction.LoadFunction load) {
        functions.add(load.function());
      }
    }
    return functions;
  }

  /** For people and for goldens: one instruction a line; names instead of numbers. */
  public String listing() {
    return code.stream()
        .map(i -> (i instanceof Instruction.Mark ? "" : "  ") + Listing.text(i) + "\n")
        .collect(Collectors.joining());
  }

  /** As {@link #listing}, each line with its slot: to be read beside a verifier's log. */
  public String listingWithSlots() {
    StringBuilder text = new StringBuilder();
    int slot = 0;
    for (Instruction instruction : code) {
      text.append(instruction.slots() == 0 ? "      " : "%4d: ".formatted(slot));
      text.append(Listing.text(instruction)).append('\n');
      slot += instruction.slots();
    }
    return text.toString();
  }

  /** The bytes to load, little endian. */
  public byte[] encode(Resolver resolver) {
    ByteBuffer out = ByteBuffer.allocate(slots() * SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Encoder encoder = new Encoder(slotsOfLabels(code), resolver, out);
    code.forEach(encoder::encode);
    return out.array();
  }

  static Map<Label, Integer> slotsOfLabels(List<Instruction> code) {
    Map<Label, Integer> slots = new HashMap<>();
    int slot = 0;
    for (Instruction instruction : code) {
      if (instruction instanceof Instruction.Mark(Label label)
          && slots.putIfAbsent(label, slot) != null) {
        throw new IllegalArgumentException("the label `" + label + "` stands twice");
      }
      slot += instruction.slots();
    }
    return slots;
  }

  private static void checkJumps(List<Instruction> code, Map<Label, Integer> labels) {
    int slot = 0;
    for (Instruction instruction : code) {
      if (instruction instanceof Instruction.Branch branch) {
        checkJump(branch.target(), slot, labels);
      } else if (instruction instanceof Instruction.LongJump jump) {
        place(jump.target(), labels);
      } else if (instruction instanceof Instruction.CallLocal call) {
        place(call.function(), labels);
      } else if (instruction instanceof Instruction.LoadFunction load) {
        place(load.function(), labels);
      }
      slot += instruction.slots();
    }
  }

  private static void checkJump(Label target, int slot, Map<Label, Integer> labels) {
    int distance = place(target, labels) - slot - 1;
    if (distance != (short) distance) {
      throw new JumpTooFar(target, distance);
    }
  }

  private static int place(Label label, Map<Label, Integer> labels) {
    Integer slot = labels.get(label);
    if (slot == null) {
      throw new IllegalArgumentException("the label `" + label + "` stands nowhere");
    }
    return slot;
  }
}
