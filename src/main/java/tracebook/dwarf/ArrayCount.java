package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.IntegerType;
import tracebook.types.Type;

/**
 * How many elements a variable-length array has (DWARF 5, section 5.13): a bound that is an
 * expression, or a reference to a variable that the compiler made for it.
 */
final class ArrayCount {
  private static final String NOT_YET = "the length of the array is not computed yet";
  private static final String NOT_HERE = "the length of the array is not known here";

  private final Module module;
  private final FunctionBody body;
  private final Address pc;
  private final OtherModules others;

  private ArrayCount(Module module, FunctionBody body, Address pc, OtherModules others) {
    this.module = module;
    this.body = body;
    this.pc = pc;
    this.others = others;
  }

  static Location at(Module module, Die subrange, Address pc, OtherModules others) {
    Optional<FunctionBody> body = module.bodyAt(pc);
    if (body.isEmpty()) {
      return new Location.Unreadable(NOT_HERE);
    }
    try {
      return new Location.Computed(new ArrayCount(module, body.get(), pc, others).of(subrange));
    } catch (CannotTell unknown) {
      return new Location.Unreadable(unknown.why);
    }
  }

  private Term of(Die subrange) throws CannotTell {
    if (subrange.has(DW_AT_count)) {
      return bound(subrange, DW_AT_count);
    }
    // Unusual lower bounds make no array of C's.
    return Terms.plus(bound(subrange, DW_AT_upper_bound), 1);
  }

  private Term bound(Die subrange, int attribute) throws CannotTell {
    Optional<Cursor> expression = subrange.block(attribute);
    if (expression.isPresent()) {
      Place place = new Place(module.frames(), pc, Optional.of(body), others);
      Expression.InFrame number = Expression.frameNumber(expression.get(), subrange.unit, place);
      requireStored(number.frameOffset());
      return number.value();
    }
    Die named =
        module.types.target(subrange, attribute).orElseThrow(() -> new CannotTell(NOT_HERE));
    return value(instance(body.die(), named.position(), 0).orElseThrow(() -> unknown(named)));
  }

  /** What a variable of a function holds, an integer. */
  static Term valueOf(FunctionBody body, long position, Place place) throws CannotTell {
    ArrayCount count = new ArrayCount(body.module(), body, place.pc(), place.others());
    return count.value(
        count.instance(body.die(), position, 0).orElseThrow(() -> new CannotTell(NOT_HERE)));
  }

  private static CannotTell unknown(Die named) {
    return new CannotTell(
        named.has(DW_AT_location) || named.has(DW_AT_const_value)
            ? NOT_HERE
            : NOT_HERE + ": optimized out");
  }

  /**
   * What this function has of a variable: the innermost of the scopes that hold the address, since
   * an inlined copy has its own.
   */
  private Optional<DieVariable> instance(Die scope, long wanted, int depth) {
    if (depth > Die.DEEPEST) {
      return Optional.empty();
    }
    Optional<DieVariable> found = Optional.empty();
    for (Die child : scope.children()) {
      switch (child.tag()) {
        case DW_TAG_lexical_block, DW_TAG_inlined_subroutine -> {
          List<AddressRange> code = Ranges.of(child);
          if (code.stream().anyMatch(range -> range.contains(pc))) {
            Optional<DieVariable> inner = instance(child, wanted, depth + 1);
            if (inner.isPresent()) {
              return inner;
            }
          }
        }
        case DW_TAG_variable, DW_TAG_formal_parameter -> {
          List<Die> chain = module.chain(child);
          if (chain.stream().anyMatch(die -> die.position() == wanted)) {
            found =
                Optional.of(
                    new DieVariable(
                        module,
                        chain,
                        Variable.Kind.LOCAL,
                        Optional.of(body),
                        new ArrayList<>(body.ranges())));
          }
        }
        default -> {}
      }
    }
    return found;
  }

  private Term value(DieVariable variable) throws CannotTell {
    Typed.Base type = integer(variable.type());
    Term raw =
        switch (variable.locationAt(pc, others)) {
          case Location.InMemory l -> {
            if (!variable.hasLocationList()) {
              requireStored(variable.frameOffsetAt(pc));
            }
            yield new Term.Load(l.address(), type.bits() / 8);
          }
          case Location.InRegister l -> new Term.Register(l.number());
          case Location.Computed l -> l.value();
          case Location.Known l -> new Term.Constant(number(l));
          case Location.OptimizedOut l -> throw new CannotTell(NOT_HERE + ": optimized out");
          case Location.Unreadable l -> throw new CannotTell(NOT_HERE + ": " + l.why());
          case Location.Pieces l -> throw new CannotTell(NOT_HERE);
          case Location.ImplicitPointer l -> throw new CannotTell(NOT_HERE);
        };
    return type.hold(raw);
  }

  private static long number(Location.Known known) throws CannotTell {
    if (known.bytes().length() > 8) {
      throw new CannotTell(NOT_HERE);
    }
    long value = 0;
    for (int i = known.bytes().length() - 1; i >= 0; i--) {
      value = value << 8 | (known.bytes().at(i) & 0xff);
    }
    return value;
  }

  private static Typed.Base integer(Type type) throws CannotTell {
    return switch (type.strip()) {
      case IntegerType t when t.bytes() <= 8 -> new Typed.Base(8 * t.bytes(), t.signed(), false);
      case CharType t -> new Typed.Base(8 * t.bytes(), t.signed(), false);
      case BoolType t -> new Typed.Base(8 * t.bytes(), false, false);
      default -> throw new CannotTell(NOT_HERE);
    };
  }

  /**
   * A bound that lies in the frame, at one place for the whole function, is there once code above
   * has stored it. Without optimisation code is in the order of the source, which enters the scope
   * of such an array at its declaration only (C11, section 6.8.6.1).
   */
  private void requireStored(Optional<Long> frameOffset) throws CannotTell {
    if (frameOffset.isEmpty()) {
      return;
    }
    if (!body.prologue().isSaidUnoptimised()) {
      throw new CannotTell(NOT_HERE);
    }
    if (!FrameStores.before(body, pc).contains(frameOffset.get())) {
      throw new CannotTell(NOT_YET);
    }
  }
}
