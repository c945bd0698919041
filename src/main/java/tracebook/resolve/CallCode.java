package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.dwarf.AddressRange;
import tracebook.elf.Address;
import tracebook.x86.Decoded;
import tracebook.x86.Instructions;

/**
 * The instructions of a function, as far as its calls and returns go.
 *
 * @param returns its {@code ret} instructions
 * @param jumps its direct jumps
 * @param indirect a jump whose target is not known
 * @param undecoded why not all of it is known
 */
record CallCode(
    List<Address> returns,
    List<Jump> jumps,
    Optional<Address> indirect,
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
    Optional<Address> indirect = Optional.empty();
    Optional<String> undecoded = Optional.empty();
    for (AddressRange range : ranges) {
      int size = Math.toIntExact(range.end().value() - range.start().value());
      byte[] code = module.elf().text(range.start(), size);
      int at = 0;
      while (at < code.length) {
        Address here = range.start().plus(at);
        if (!(Instructions.decode(code, at) instanceof Decoded.Instruction i)) {
          undecoded = Optional.of("the instruction at `" + here + "` is not known");
          break;
        }
        at += i.length();
        switch (i.kind()) {
          case RETURN -> returns.add(here);
          case JUMP, CONDITIONAL_JUMP -> {
            Address target = range.start().plus(at + i.target().orElse(0));
            jumps.add(new Jump(here, target, i.kind() == Decoded.Kind.CONDITIONAL_JUMP));
          }
          case INDIRECT_JUMP -> indirect = Optional.of(here);
          case NOP, ENDBR, PUSH, CALL, INDIRECT_CALL, TRAP, OTHER -> {}
        }
      }
      if (code.length < size) {
        undecoded = Optional.of("its code is not in the file");
      }
    }
    return new CallCode(List.copyOf(returns), List.copyOf(jumps), indirect, undecoded);
  }
}
