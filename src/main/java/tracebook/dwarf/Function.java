package tracebook.dwarf;

import java.util.List;
import java.util.Optional;
import tracebook.elf.Address;
import tracebook.types.Shape;
import tracebook.types.Type;

/**
 * A function that has code: either a body of its own, or one inlined copy in another function's
 * body.
 */
public interface Function {
  /** The plain name. */
  String name();

  /** With namespaces and classes; the plain name in C. */
  String qualifiedName();

  /** The mangled name, where there is one. */
  Optional<String> linkageName();

  /**
   * As the source declares it: {@code int parse(struct req *r, int n)}, {@code fn app::parse(n:
   * i32) -> bool}.
   */
  String signature();

  /** The types of what a caller writes, without {@code this}: {@code (int, const char *)}. */
  String parameterTypes();

  SourceLine declared();

  /** Its code, the part with the entry first; several when hot and cold parts were split. */
  List<AddressRange> ranges();

  /**
   * Its first instruction (DW_AT_entry_pc or the lowest of the first range). Of an inlined copy it
   * may be other code's, between two of its ranges.
   */
  Address entry();

  /** True for an inlined copy. */
  boolean inlined();

  /** True when the code that it is in is known to be made without optimisation. */
  boolean unoptimised();

  /**
   * True when its calls surely find something in a register when it returns. An optimiser leaves
   * out what none of them uses, where it knows all of them, and no debug info says so.
   *
   * @param register 0 for rax, 1 for rdx
   */
  boolean returnsIn(int register);

  /** The same of rax where that is to hold the address of the room for what it returns. */
  boolean returnsAddress();

  /** For an inlined copy: the line that calls it. */
  Optional<SourceLine> callSite();

  /** Empty for void. */
  Optional<Type> returnType();

  /** The types that it was made for, where it is of a template or generic. */
  List<Shape.Argument> typeArguments();

  /** The numbers that it was made for. */
  List<Shape.Constant> constants();

  /** Whether it is of C, which raises no exceptions: they pass through it at most. */
  boolean ofC();

  /** What Go says of it; empty in other languages. */
  Optional<GoFunction> go();

  /** In the order of declaration. */
  List<Variable> parameters();

  /**
   * Where its parameters can be read: after the prologue for unoptimised code and for code of Go
   * that has one (of unoptimised Go the first statement, where its results are zeroed), the entry
   * itself where the debug info describes the parameters right from the first instruction; for an
   * inlined copy its entry. Each call passes it once: where unoptimised code begins with a loop it
   * is the entry, although the parameters are not stored there yet.
   */
  Address bodyStart();

  /** Whether another description is of the same function, or of the same inlined copy of one. */
  default boolean isSame(Function other) {
    return inlined() == other.inlined()
        && entry().equals(other.entry())
        && ranges().equals(other.ranges())
        && qualifiedName().equals(other.qualifiedName());
  }
}
