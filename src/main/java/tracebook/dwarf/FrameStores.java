package tracebook.dwarf;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tracebook.elf.Address;
import tracebook.x86.Decoded;
import tracebook.x86.FrameStore;
import tracebook.x86.Instructions;

/** Plain stores to a function's frame. */
final class FrameStores {
  private FrameStores() {}

  /**
   * Where the code between the entry and an address stores eight bytes or more, as distances from
   * the canonical frame address, in the order in which it lies in memory. Ends where an instruction
   * is not known.
   */
  static Set<Long> before(FunctionBody body, Address pc) {
    Set<Long> found = new HashSet<>();
    Address entry = body.entry();
    long size = pc.value() - entry.value();
    if (size <= 0 || !body.ranges().getFirst().contains(pc)) {
      return found;
    }
    byte[] code = body.module().sections.program().text(entry, (int) size);
    int at = 0;
    while (at < code.length
        && Instructions.decode(code, at) instanceof Decoded.Instruction instruction) {
      Optional<FrameStore> store = FrameStore.at(code, at).filter(s -> s.bytes() >= 8);
      if (store.isPresent()
          && body.module().frames().cfa(entry.plus(at)).orElse(null)
              instanceof Frames.FromRegister rule
          && rule.register() == store.get().register()) {
        found.add(store.get().displacement() - rule.offset());
      }
      at += instruction.length();
    }
    return found;
  }
}
