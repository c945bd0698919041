package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.SourceLine;
import tracebook.elf.Address;
import tracebook.x86.Decoded;
import tracebook.x86.Instructions;
import tracebook.x86.MemoryWrite;

/**
 * Where a line of unoptimised Go begins. Its compiler schedules the instructions of a basic block
 * there, too, and loads of a line may stand in front of the stores of the lines before it; but
 * stores keep their order. The line has begun at its instructions in front of its own first store.
 */
final class GoLineStart {
  private GoLineStart() {}

  /** The place of a line of which the first address is given; the same in all other code. */
  static Address of(Module module, Function function, Address first) {
    Optional<DebugInfo> debug = module.debug();
    Optional<AddressRange> range =
        function.ranges().stream().filter(r -> r.contains(first)).findFirst();
    if (debug.isEmpty()
        || range.isEmpty()
        || function.go().filter(go -> go.compiled() && !go.optimised()).isEmpty()) {
      return first;
    }
    Optional<SourceLine> line = debug.get().rowAt(first).map(LineRow::source);
    Set<Address> targets = CallCode.of(module, List.of(range.get())).targets();
    int size = Math.toIntExact(range.get().end().value() - first.value());
    byte[] code = module.elf().text(first, size);
    Address found = first;
    boolean ofIt = true;
    boolean stored = false;
    int at = 0;
    while (at < code.length
        && Instructions.decode(code, at) instanceof Decoded.Instruction instruction) {
      Address here = first.plus(at);
      if (at > 0 && targets.contains(here)) {
        return found;
      }
      boolean before = ofIt;
      ofIt = debug.get().rowAt(here).map(LineRow::source).equals(line);
      if (ofIt && !before && stored) {
        found = here;
        stored = false;
      }
      boolean stores = MemoryWrite.may(code, at, instruction);
      if (stores && ofIt) {
        return found;
      }
      stored |= stores;
      switch (instruction.kind()) {
        case JUMP, CONDITIONAL_JUMP, INDIRECT_JUMP, RETURN, TRAP -> {
          return found;
        }
        case CALL, INDIRECT_CALL, NOP, ENDBR, PUSH, OTHER -> {}
      }
      at += instruction.length();
    }
    return found;
  }
}
