package tracebook.dwarf;

import static tracebook.dwarf.Attributes.DW_AT_frame_base;
import static tracebook.dwarf.Attributes.DW_AT_location;
import static tracebook.dwarf.Attributes.DW_AT_name;
import static tracebook.dwarf.Tags.DW_TAG_formal_parameter;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;
import tracebook.types.ArrayType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.UnknownType;
import tracebook.types.VariantPart;
import tracebook.x86.Decoded;
import tracebook.x86.FrameStore;
import tracebook.x86.Instructions;

/**
 * Looks at the code of a prologue for the stores of the parameters. LLVM's debug info looks alike
 * with and without optimisation where the front end does not say which it was: rustc's does not.
 */
final class ParameterStores {
  private static final int RBP = 6;
  private static final int RSP = 7;

  /** Frames larger than this are not looked into. */
  private static final int MOST_BYTES = 1 << 20;

  /** Bytes that a register holds. */
  private static final int REGISTER = 8;

  private static final int DEEPEST = 16;
  private static final Type ADDRESS = new IntegerType("address", 8, false);

  private final FunctionBody body;
  private final Prologue prologue;

  private ParameterStores(FunctionBody body) {
    this.body = body;
    this.prologue = body.prologue();
  }

  /**
   * True when every parameter has one place in the frame, for the whole function, and straight code
   * from the entry to the end of the prologue stores all of its bytes there. A function of which a
   * variable moves between places was optimised: later stores may be left out.
   */
  static boolean areProven(FunctionBody body) {
    return new ParameterStores(body).areProven();
  }

  private boolean areProven() {
    int register = frameRegister();
    long settled =
        register == RBP
            ? prologue.settledFramePointer()
            : register == RSP ? prologue.settledStackPointer() : -1;
    if (settled < 0 || !prologue.isKnown() || anyMoves(body.module(), body.die())) {
      return false;
    }
    Optional<BitSet> stored = stored();
    if (stored.isEmpty()) {
      return false;
    }
    for (Die child : body.die().children()) {
      if (child.tag() == DW_TAG_formal_parameter && !isStored(child, settled, stored.get())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether some variable, of an inlined copy too, has a location list. Not an array: one of
   * variable length has a list in unoptimised code as well.
   */
  static boolean anyMoves(Module module, Die scope) {
    for (Die child : scope.children()) {
      boolean moves = child.has(DW_AT_location) && LocationList.isList(child, DW_AT_location);
      if ((moves && !staysInMemory(module, child)) || anyMoves(module, child)) {
        return true;
      }
    }
    return false;
  }

  /**
   * An array of variable length, or what is passed by its address since no register holds it: where
   * the address is changes, in unoptimised code as well, the variable stays.
   */
  private static boolean staysInMemory(Module module, Die variable) {
    Type type = module.typeOf(module.chain(variable)).strip();
    return type instanceof ArrayType
        || (type instanceof StructType
            && type.size().orElse(0) > REGISTER
            && LocationList.of(variable, DW_AT_location).all().stream()
                .allMatch(e -> isAddress(e.expression())));
  }

  /** Whether an expression is that of a place in memory. */
  private static boolean isAddress(Cursor expression) {
    if (expression.atEnd()) {
      return false;
    }
    int operator = expression.u8();
    if (operator == Operations.DW_OP_entry_value || operator == Operations.DW_OP_GNU_entry_value) {
      expression.skip(expression.uleb());
      return expression.atEnd();
    }
    if (operator < Operations.DW_OP_breg0 || operator > Operations.DW_OP_breg0 + 31) {
      return false;
    }
    expression.sleb();
    return expression.atEnd() || (expression.u8() == Operations.DW_OP_deref && expression.atEnd());
  }

  private int frameRegister() {
    return body.die()
        .block(DW_AT_frame_base)
        .map(expression -> expression.u8() - Operations.DW_OP_reg0)
        .orElse(-1);
  }

  private boolean isStored(Die parameter, long settled, BitSet stored) {
    List<Die> chain = body.module().chain(parameter);
    if (Module.string(chain, DW_AT_name).isEmpty() || !parameter.has(DW_AT_location)) {
      return true; // Nothing is said of it, so nothing is read.
    }
    if (LocationList.isList(parameter, DW_AT_location)) {
      return true; // The caller stored it, and the list says from where on its address is known.
    }
    Optional<Cursor> location = parameter.block(DW_AT_location);
    if (location.isEmpty() || location.get().atEnd()) {
      return false;
    }
    Cursor at = location.get();
    if (at.u8() != Operations.DW_OP_fbreg) {
      return false;
    }
    long aboveCfa = at.sleb() - settled;
    Type type = body.module().typeOf(chain);
    if (!at.atEnd()) {
      if (at.u8() != Operations.DW_OP_deref || !at.atEnd()) {
        return false;
      }
      type = ADDRESS; // Its address is what lies in the frame.
    }
    if (aboveCfa >= 0) {
      return true; // The caller put it on the stack.
    }
    return aboveCfa >= -MOST_BYTES && covers(stored, type, -aboveCfa, 0);
  }

  /** Whether all that counts of a value is stored that begins so many bytes below: no padding. */
  private static boolean covers(BitSet stored, Type type, long below, int depth) {
    if (type.strip() instanceof StructType struct
        && struct.kind() != StructType.Kind.UNION
        && struct.size().isPresent()
        && depth < DEEPEST) {
      return cover(stored, struct.members(), below, depth)
          && struct.shape().variants().stream().allMatch(v -> covers(stored, v, below, depth));
    }
    OptionalLong size = type.size();
    if (type.strip() instanceof UnknownType && size.isEmpty()) {
      return true; // Nothing is read of it.
    }
    return size.isPresent()
        && size.getAsLong() <= below
        && (size.getAsLong() == 0
            || stored.nextClearBit((int) (below - size.getAsLong() + 1)) > below);
  }

  private static boolean cover(BitSet stored, List<Member> members, long below, int depth) {
    return members.stream()
        .allMatch(
            m -> m.bits().isEmpty() && covers(stored, m.type(), below - m.offset(), depth + 1));
  }

  /** What any alternative has, and what tells which of them it is. */
  private static boolean covers(BitSet stored, VariantPart part, long below, int depth) {
    return cover(stored, part.discriminant().stream().toList(), below, depth)
        && part.variants().stream()
            .allMatch(
                v ->
                    cover(stored, v.members(), below, depth)
                        && v.inner().stream().allMatch(i -> covers(stored, i, below, depth)));
  }

  /**
   * The bytes of the frame that are stored by the end of the prologue, as distances below the
   * canonical frame address; empty where the code is not straight. Variadic functions jump over
   * stores of vector registers, which do not count.
   */
  private Optional<BitSet> stored() {
    Address entry = body.entry();
    int size = (int) (prologue.end().value() - entry.value());
    byte[] code = body.module().sections.program().text(entry, size);
    BitSet stored = new BitSet();
    int at = 0;
    int certain = 0;
    while (at < code.length) {
      if (!(Instructions.decode(code, at) instanceof Decoded.Instruction instruction)) {
        return Optional.empty();
      }
      if (instruction.kind().transfersControl()) {
        int target = at + instruction.length() + instruction.target().orElse(0);
        if (instruction.kind() != Decoded.Kind.CONDITIONAL_JUMP
            || target <= at
            || target > code.length) {
          return Optional.empty();
        }
        certain = Math.max(certain, target);
      }
      Optional<FrameStore> store = FrameStore.at(code, at);
      Optional<Frames.Cfa> cfa = body.module().frames().cfa(entry.plus(at));
      if (at >= certain
          && store.isPresent()
          && cfa.isPresent()
          && cfa.get() instanceof Frames.FromRegister rule
          && rule.register() == store.get().register()) {
        long aboveCfa = store.get().displacement() - rule.offset();
        if (aboveCfa < 0 && aboveCfa >= -MOST_BYTES) {
          int first = (int) -aboveCfa;
          stored.set(Math.max(1, first - store.get().bytes() + 1), first + 1);
        }
      }
      at += instruction.length();
    }
    return Optional.of(stored);
  }
}
