package tracebook.resolve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.dwarf.AddressRange;
import tracebook.elf.Address;
import tracebook.x86.Decoded;
import tracebook.x86.Instructions;
import tracebook.x86.SwitchJump;

/**
 * The instructions of a function, as far as its calls and returns go.
 *
 * @param returns its {@code ret} instructions
 * @param jumps its direct jumps, without those that clang puts behind a call that does not return:
 *     they lead behind the function
 * @param calls whether it calls another function
 * @param indirect a jump whose target is not known
 * @param elsewhere one of these that is not by a table of its own places: it may leave the function
 * @param undecoded why not all of it is known
 */
record CallCode(
    List<Address> returns,
    List<Jump> jumps,
    boolean calls,
    Optional<Address> indirect,
    Optional<Address> elsewhere,
    Optional<String> undecoded) {

  /** A direct jump. */
  record Jump(Address from, Address to, boolean conditional) {}

  /** Where its direct jumps lead. */
  Set<Address> targets() {
    Set<Address> targets = new HashSet<>();
    jumps.forEach(j -> targets.add(j.to()));
    return targets;
  }

  static CallCode of(Module module, List<AddressRange> ranges) {
    List<Address> returns = new ArrayList<>();
    List<Jump> jumps = new ArrayList<>();
    boolean calls = false;
    Optional<Address> indirect = Optional.empty();
    Optional<Address> elsewhere = Optional.empty();
    Optional<String> undecoded = Optional.empty();
    for (AddressRange range : ranges) {
      int size = Math.toIntExact(range.end().value() - range.start().value());
      byte[] code = module.elf().text(range.start(), size);
      List<Integer> straight = new ArrayList<>();
      boolean called = false;
      int at = 0;
      while (at < code.length) {
        Address here = range.start().plus(at);
        if (!(Instructions.decode(code, at) instanceof Decoded.Instruction i)) {
          undecoded = Optional.of("the instruction at `" + here + "` is not known");
          break;
        }
        boolean behindCall = called;
        called = false;
        straight.add(at);
        at += i.length();
        boolean goesOn = true;
        switch (i.kind()) {
          case RETURN -> {
            returns.add(here);
            goesOn = false;
          }
          case JUMP, CONDITIONAL_JUMP -> {
            Address target = range.start().plus(at + i.target().orElse(0));
            goesOn = i.kind() == Decoded.Kind.CONDITIONAL_JUMP;
            boolean reached = !(behindCall && !goesOn && target.equals(range.end()));
            if (reached) {
              jumps.add(new Jump(here, target, goesOn));
            }
          }
          case INDIRECT_JUMP -> {
            indirect = Optional.of(here);
            Optional<SwitchJump> table = SwitchJump.of(code, straight);
            if (table.filter(t -> stays(module, range.start(), t, ranges)).isEmpty()) {
              elsewhere = Optional.of(here);
            }
            goesOn = false;
          }
          case CALL, INDIRECT_CALL -> {
            calls = true;
            called = true;
          }
          case NOP, ENDBR, PUSH, TRAP, OTHER -> {}
        }
        if (!goesOn) {
          straight.clear();
        }
      }
      if (code.length < size) {
        undecoded = Optional.of("its code is not in the file");
      }
    }
    return new CallCode(
        List.copyOf(returns), List.copyOf(jumps), calls, indirect, elsewhere, undecoded);
  }

  /**
   * Whether a table leads into the function, and not to its beginning as one of functions would.
   */
  private static boolean stays(
      Module module, Address code, SwitchJump jump, List<AddressRange> ranges) {
    Address table =
        jump.behind() < 0 ? new Address(jump.table()) : code.plus(jump.behind() + jump.table());
    byte[] bytes = module.elf().text(table, jump.distances() ? Integer.BYTES : Long.BYTES);
    if (bytes.length < (jump.distances() ? Integer.BYTES : Long.BYTES)) {
      return false;
    }
    ByteBuffer entry = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Address first = jump.distances() ? table.plus(entry.getInt()) : new Address(entry.getLong());
    return ranges.stream().anyMatch(r -> r.contains(first) && !r.start().equals(first));
  }
}
