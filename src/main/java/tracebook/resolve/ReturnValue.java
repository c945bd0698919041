package tracebook.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tracebook.dwarf.Function;
import tracebook.dwarf.GoFunction;
import tracebook.dwarf.Location;
import tracebook.ir.Num;
import tracebook.lang.Expr;
import tracebook.types.ArrayType;
import tracebook.types.FloatType;
import tracebook.types.IntegerType;
import tracebook.types.MemberPointerType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.UnknownType;
import tracebook.types.VoidType;

/** {@code $retval}: where the calling convention leaves it (System V psABI for x86-64, 3.2.3). */
final class ReturnValue {
  private static final int RAX = 0;
  private static final int RDX = 1;
  private static final Type U64 = new IntegerType("unsigned long", 8, false);

  private static final String LEFT_OUT =
      "no call is seen to use it, so that the compiler may have left it out";

  private ReturnValue() {}

  static Operand at(Place place, Expr.Special e) throws Rejected {
    if (!place.isReturn()) {
      throw new Rejected(
          e.span(),
          "`$retval` is known only when a function returns",
          "write `trace f return { emit $retval; }`");
    }
    Optional<Function> function = place.function();
    if (function.flatMap(Function::go).isPresent()) {
      return ofGo(place, function.get().go().get(), e);
    }
    if (function.isEmpty()) {
      if (place.module().elf().isGo()) {
        throw notKnown(place, e, "that needs the debug info of the Go program");
      }
      return new Operand.Value(new Num.Register(RAX), U64);
    }
    return of(function.get(), place, e);
  }

  private static Operand of(Function function, Place place, Expr.Special e) throws Rejected {
    Type type = function.returnType().orElseGet(VoidType::new);
    if (type.strip() instanceof VoidType) {
      throw new Rejected(
          e.span(), "`" + place.name() + "` returns nothing", "its declaration says `void`");
    }
    Optional<String> other = MergedFunctions.returningOther(place);
    if (other.isPresent()) {
      return nothing(
          e, type, "perhaps of `" + other.get() + "`, which has the same code and another type");
    }
    Optional<IntKind> kind = IntKind.of(type);
    if (kind.isPresent()) {
      return function.returnsIn(RAX)
          ? new Operand.Value(Variables.narrow(new Num.Register(RAX), kind.get()), type)
          : nothing(e, type, LEFT_OUT);
    }
    return switch (type.strip()) {
      case FloatType t ->
          nothing(e, type, t.bytes() > 8 ? "in an x87 register" : ReturnClass.SSE.why);
      case IntegerType t when t.bytes() == 16 -> inRegisters(function, type, 2);
      case StructType t -> structure(function, e, t, type);
      case MemberPointerType t -> inRegisters(function, type, t.bytes() == 8 ? 1 : 2);
      case UnknownType t -> nothing(e, type, t.why());
      default -> nothing(e, type, "where a `" + type.name() + "` is returned is not known");
    };
  }

  private static Operand ofGo(Place place, GoFunction go, Expr.Special e) throws Rejected {
    if (!go.compiled()) {
      throw notKnown(place, e, "it is written in assembly");
    }
    if (!go.registers()) {
      throw notKnown(place, e, "that needs a program built by Go 1.17 or newer");
    }
    if (go.results().isEmpty()) {
      throw new Rejected(
          e.span(), "`" + place.name() + "` returns nothing", "its declaration has no result");
    }
    Operand.Pieced all = GoResults.of(go);
    Type type = all.type();
    Optional<IntKind> kind = IntKind.of(type);
    if (all.pieces().isEmpty()) {
      return nothing(e, type, "`" + type.name() + "` has no bytes");
    }
    Location first = all.pieces().getFirst().place();
    if (kind.isPresent() && first instanceof Location.InRegister in) {
      return new Operand.Value(Variables.narrow(new Num.Register(in.number()), kind.get()), type);
    }
    boolean scalar = !(type.strip() instanceof StructType || type.strip() instanceof ArrayType);
    if (scalar) {
      String why =
          first instanceof Location.Unreadable u
              ? u.why()
              : "values of type `" + type.name() + "` are not shown";
      return nothing(e, type, why);
    }
    return all;
  }

  private static Rejected notKnown(Place place, Expr.Special e, String why) {
    return new Rejected(
        e.span(),
        "`$retval` is not known at the return of `" + place.name() + "`: " + why,
        "`$reg(\"rax\")` and its like can be read");
  }

  private static Operand inRegisters(Function function, Type type, int count) {
    List<Location.Piece> pieces = new ArrayList<>();
    for (int next = 0; next < count; next++) {
      pieces.add(new Location.Piece(register(function, next, count), 64));
    }
    return new Operand.Pieced(pieces, 0, type);
  }

  /**
   * The next one of the registers for integers. Where only the second of two values is used, it may
   * be alone, in the first of them.
   */
  private static Location register(Function function, int next, int count) {
    boolean sure = function.returnsIn(count > 1 ? RDX : RAX);
    return sure && (next > 0 || function.returnsIn(RAX))
        ? new Location.InRegister(next == 0 ? RAX : RDX)
        : new Location.Unreadable(LEFT_OUT);
  }

  private static Operand structure(
      Function function, Expr.Special e, StructType struct, Type type) {
    if (struct.size().isEmpty()) {
      return nothing(e, type, "`" + type.name() + "` is only declared in the debug info");
    }
    switch (ReturnClass.passing(struct)) {
      case BY_REFERENCE -> {
        return hidden(function, e, type);
      }
      case UNKNOWN -> {
        return nothing(
            e, type, "the debug info does not say how `" + type.name() + "` is returned");
      }
      case BY_VALUE, AS_ITS_MEMBERS -> {}
    }
    List<ReturnClass> classes = ReturnClass.of(struct);
    if (classes.equals(List.of(ReturnClass.MEMORY))) {
      return hidden(function, e, type);
    }
    if (classes.contains(ReturnClass.UNKNOWN)) {
      return nothing(e, type, ReturnClass.UNKNOWN.why);
    }
    List<Location.Piece> pieces = new ArrayList<>();
    int count = Collections.frequency(classes, ReturnClass.INTEGER);
    int next = 0;
    for (ReturnClass one : classes) {
      Location location =
          one == ReturnClass.INTEGER
              ? register(function, next++, count)
              : new Location.Unreadable(one.why);
      pieces.add(new Location.Piece(location, 64));
    }
    return new Operand.Pieced(pieces, 0, type);
  }

  /** The caller gave the address of room for it, and gets it back. */
  private static Operand hidden(Function function, Expr.Special e, Type type) {
    return function.returnsAddress()
        ? new Operand.InMemory(new Num.Register(RAX), type, Optional.empty())
        : nothing(e, type, LEFT_OUT);
  }

  private static Operand nothing(Expr.Special e, Type type, String why) {
    return new Operand.Nothing(
        why, "$retval", "the caller may keep it where it can be read", type, e.span());
  }
}
