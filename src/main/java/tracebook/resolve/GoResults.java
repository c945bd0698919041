package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.dwarf.GoFunction;
import tracebook.dwarf.Location;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.FunctionType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.MemberPointerType;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.Shape;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.TypedefType;
import tracebook.types.UnknownType;
import tracebook.types.VoidType;

/**
 * Where the results of a Go function are when it returns (Go's internal ABI, "Function call
 * argument and result passing"): each result whose parts all fit goes into the next registers,
 * every other one onto the stack.
 */
final class GoResults {
  /** DWARF's numbers of RAX, RBX, RCX, RDI, RSI, R8, R9, R10, R11. */
  private static final List<Integer> INTEGERS = List.of(0, 3, 2, 5, 4, 8, 9, 10, 11);

  private static final int FLOATS = 15;
  private static final int WORD = 8;

  /** A scalar of a result: {@code offset} bytes in. */
  private record Part(long offset, long bytes, boolean floating) {}

  private final List<Location.Piece> pieces = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private int integers;
  private int floats;
  private long filled;
  private Optional<String> lost = Optional.empty();

  private GoResults() {}

  /** All results; several are the members of a structure, by their names. */
  static Operand.Pieced of(GoFunction function) {
    GoResults results = new GoResults();
    for (GoFunction.Result result : function.results()) {
      results.add(result);
    }
    if (results.members.size() == 1) {
      return new Operand.Pieced(results.pieces, 0, results.members.getFirst().type());
    }
    String name = String.join(", ", function.results().stream().map(r -> r.type().name()).toList());
    StructType all =
        new StructType(
            StructType.Kind.STRUCT,
            "(" + name + ")",
            OptionalLong.of(results.filled),
            StructType.Passing.UNKNOWN,
            () -> Shape.of(results.members));
    return new Operand.Pieced(results.pieces, 0, all);
  }

  private void add(GoFunction.Result result) {
    long start = filled;
    members.add(new Member(result.name(), result.type(), start, Optional.empty(), false));
    long size = result.type().size().orElse(result.type().strip() instanceof FunctionType ? 8 : 0);
    List<Part> parts = new ArrayList<>();
    boolean registers = false;
    if (lost.isEmpty()) {
      try {
        registers = split(result.type(), 0, parts);
      } catch (NotKnown unknown) {
        // How many registers it takes is not known, and so not where the next ones are.
        lost = Optional.of(unknown.why);
      }
    }
    long needed = parts.stream().filter(p -> !p.floating).count();
    if (lost.isPresent()) {
      fill(start + size, lost.get());
    } else if (!registers
        || integers + needed > INTEGERS.size()
        || floats + parts.size() - needed > FLOATS) {
      fill(start + size, "returned on the stack");
    } else {
      for (Part part : parts) {
        fill(start + part.offset, "padding");
        Location at =
            part.floating
                ? new Location.Unreadable(ReturnClass.SSE.why)
                : new Location.InRegister(INTEGERS.get(integers));
        integers += part.floating ? 0 : 1;
        floats += part.floating ? 1 : 0;
        piece(at, part.bytes);
      }
      fill(start + size, "padding");
    }
    fill((filled + WORD - 1) / WORD * WORD, "padding");
  }

  private void fill(long end, String why) {
    piece(new Location.Unreadable(why), end - filled);
  }

  private void piece(Location at, long bytes) {
    if (bytes > 0) {
      pieces.add(new Location.Piece(at, (int) (8 * bytes)));
      filled += bytes;
    }
  }

  /** A type of which it is not known what is in it. */
  private static final class NotKnown extends Exception {
    private static final long serialVersionUID = 1;
    final String why;

    NotKnown(String why) {
      super(why, null, false, false);
      this.why = why;
    }
  }

  /** Collects the scalars of a type; false when it is of the kind that goes onto the stack. */
  private static boolean split(Type type, long offset, List<Part> parts) throws NotKnown {
    return switch (type.strip()) {
      case IntegerType t -> scalar(offset, t.bytes(), false, parts);
      case CharType t -> scalar(offset, t.bytes(), false, parts);
      case BoolType t -> scalar(offset, t.bytes(), false, parts);
      case EnumType t -> scalar(offset, t.bytes(), false, parts);
      case PointerType t -> scalar(offset, WORD, false, parts);
      case FunctionType t -> scalar(offset, WORD, false, parts);
      case FloatType t -> scalar(offset, t.bytes(), true, parts);
      case StructType t -> {
        if (t.size().isEmpty()) {
          throw new NotKnown("`" + t.name() + "` is only declared in the debug info");
        }
        for (Member member : t.members()) {
          if (!split(member.type(), offset + member.offset(), parts)) {
            yield false;
          }
        }
        yield true;
      }
      case ArrayType t -> {
        long count = 1;
        for (OptionalLong dimension : t.counts()) {
          count *= dimension.orElse(2);
        }
        yield count == 0 || (count == 1 && split(t.element(), offset, parts));
      }
      case UnknownType t -> {
        if (t.name().equals("complex64") || t.name().equals("complex128")) {
          long half = t.name().equals("complex64") ? 4 : 8;
          yield scalar(offset, half, true, parts) && scalar(offset + half, half, true, parts);
        }
        throw new NotKnown(t.why());
      }
      case MemberPointerType t -> throw new NotKnown("Go has no pointers to members");
      case VoidType t -> throw new NotKnown("its type is not known");
      case TypedefType t -> throw new IllegalStateException(t.name());
      case QualifiedType t -> throw new IllegalStateException(t.name());
    };
  }

  private static boolean scalar(long offset, long bytes, boolean floating, List<Part> parts) {
    parts.add(new Part(offset, bytes, floating));
    return true;
  }
}
