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
 * @param targets where its direct jumps lead
 * @param elsewhere a jump that may leave the function, which then returns by another's {@code ret}
 * @param undecoded why not all of it is known
 */
record CallCode(
    List<Address> returns,
    Set<Address> targets,
    Optional<Address> elsewhere,
    Optional<String> undecoded) {

  static CallCode of(Module module, List<AddressRange> ranges) {
    List<Address> returns = new ArrayList<>();
    Set<Address> targets = new HashSet<>();
    Optional<Address> elsewhere = Optional.empty();
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
            targets.add(target);
            if (ranges.stream().noneMatch(r -> r.contains(target))) {
              elsewhere = Optional.of(here);
            }
          }
          case INDIRECT_JUMP -> elsewhere = Optional.of(here);
          case NOP, ENDBR, PUSH, CALL, INDIRECT_CALL, TRAP, OTHER -> {}
        }
      }
      if (code.length < size) {
        undecoded = Optional.of("its code is not in the file");
      }
    }
    return new CallCode(List.copyOf(returns), Set.copyOf(targets), elsewhere, undecoded);
  }
}
