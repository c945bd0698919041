package tracebook.resolve;

import java.util.Optional;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.GoFunction;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.ir.Num;
import tracebook.x86.Decoded;
import tracebook.x86.Instructions;
import tracebook.x86.RegisterEffect;

/**
 * What closures of optimised Go capture. It never changes: a variable that is assigned to is
 * captured by its address (cmd/compile/internal/escape). Where it is while the closure runs the
 * debug info says of single words only: of a string it gives the place of its length for the place
 * of all of it, and a slot of the stack it goes on to name when another variable is there. But it
 * says where in the closure it is, which a register leads to when the closure is called.
 */
final class GoCaptures {
  static final String WHY = "captured, and known only where the closure begins";

  /** DWARF's number of RDX, the closure's context (Go's internal ABI, "Closures"). */
  private static final int CONTEXT = 1;

  private GoCaptures() {}

  /** Whether a variable is what the function there, or an inlined copy, captures. */
  static boolean isOne(Place place, Variable variable) {
    return place.function().flatMap(Function::go).filter(GoFunction::optimised).isPresent()
        && variable.closureOffset().isPresent();
  }

  /** The address of what is captured, where the register still leads to the closure. */
  static Optional<Num> address(Place place, Variable variable) {
    Optional<Function> function = place.function().filter(f -> !f.inlined());
    Optional<DebugInfo> debug = place.module().debug();
    if (function.isEmpty()
        || debug.flatMap(d -> d.functionAt(place.address())).filter(f -> !f.inlined()).isEmpty()
        || !leads(place, function.get())) {
      return Optional.empty();
    }
    return Optional.of(
        Variables.plus(new Num.Register(CONTEXT), variable.closureOffset().orElseThrow()));
  }

  /** From the function's first instruction on, all that run before the place leave it alone. */
  private static boolean leads(Place place, Function function) {
    Address entry = function.entry();
    AddressRange range = function.ranges().getFirst();
    if (!range.contains(place.address())) {
      return false;
    }
    int size = Math.toIntExact(range.end().value() - entry.value());
    byte[] code = place.module().elf().text(entry, size);
    int length = Math.toIntExact(place.address().value() - entry.value());
    int at = 0;
    while (at < length) {
      if (!(Instructions.decode(code, at) instanceof Decoded.Instruction instruction)) {
        return false;
      }
      // A jump ahead, to where more stack is asked for, is not the way to the place.
      boolean ahead =
          instruction.kind() == Decoded.Kind.CONDITIONAL_JUMP
              && at + instruction.length() + instruction.target().orElse(0) > length;
      if (!ahead && !leaves(RegisterEffect.at(code, at, instruction))) {
        return false;
      }
      at += instruction.length();
    }
    CallCode all = CallCode.of(place.module(), function.ranges());
    return at == length
        && all.undecoded().isEmpty()
        && all.indirect().isEmpty()
        && all.jumps().stream()
            .noneMatch(j -> j.to().compareTo(entry) > 0 && j.to().compareTo(place.address()) <= 0);
  }

  private static boolean leaves(RegisterEffect effect) {
    return switch (effect) {
      case RegisterEffect.None e -> true;
      case RegisterEffect.Store e -> true;
      case RegisterEffect.OtherStore e -> true;
      case RegisterEffect.Copy e -> e.to() != CONTEXT;
      case RegisterEffect.Change e -> e.register() != CONTEXT;
      case RegisterEffect.Unknown e -> false;
    };
  }
}
