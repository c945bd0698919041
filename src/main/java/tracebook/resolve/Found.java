package tracebook.resolve;

import java.util.Optional;
import java.util.OptionalLong;
import tracebook.elf.Address;

/** What the {@link Explorer} tells of a program: rows of its listings, as plain words. */
public final class Found {
  private Found() {}

  /** How a function exists in the file. */
  public enum FunctionKind {
    FUNCTION,
    /** A copy of its code in another function. */
    INLINED,
    /** A name of the symbol table that the debug info does not know. */
    SYMBOL,
    /** A jump of the linkage table to a function of another module. */
    STUB,
    /** Code of a stripped file that only its unwind table knows. */
    UNNAMED
  }

  /**
   * A function's code.
   *
   * @param module the last component of its path
   * @param file where it was declared; empty when unknown
   * @param line 0 when unknown
   * @param address its first instruction
   */
  public record FunctionCode(
      String name,
      String module,
      String file,
      int line,
      Address address,
      FunctionKind kind,
      String signature) {}

  /**
   * A copy of a line's code.
   *
   * @param file the path in the debug info
   * @param function that holds it
   * @param site what a probe on it costs, in words, or why none can be there
   */
  public record LineCode(String file, int line, Address address, String function, String site) {}

  /** The lines of one source file: those with code. */
  public record SourceCode(String file, java.util.List<LineCode> lines) {
    public SourceCode {
      lines = java.util.List.copyOf(lines);
    }
  }

  /** What a variable is. */
  public enum VariableKind {
    PARAMETER,
    LOCAL,
    STATIC,
    GLOBAL
  }

  /**
   * A variable at one place.
   *
   * @param name of what an inner variable hides {@code x@LINE}
   * @param location in words: {@code rdi}, {@code [rsp+8]}, {@code constant 5}
   * @param why it cannot be read; empty when it can
   * @param nearest where it can: {@code file.c:42}; of a parameter that the function has nowhere,
   *     who passes it: {@code caller: main at file.c:42}; empty when nowhere
   * @param at the place: the same variable may be listed for several copies of it; empty for a
   *     listing of globals
   */
  public record VariableAt(
      String name,
      String type,
      VariableKind kind,
      String location,
      String why,
      String nearest,
      String module,
      Optional<Address> at) {
    /** Whether a trace can read it at the place. */
    public boolean readable() {
      return why.isEmpty();
    }
  }

  /** A name that can be written at a place, for completion. */
  public record Candidate(String name, String type) {}

  /**
   * A line of a type's layout.
   *
   * @param offset bytes from its start; empty for what has none, such as an enumerator
   * @param size in bytes, of a bit field those that it touches; empty when unknown
   * @param name empty for padding and for the type itself
   * @param type {@code padding} for bytes that no member uses
   * @param bits of a bit field: {@code 1..3}, from the lowest bit of the byte at its offset
   */
  public record LayoutLine(
      OptionalLong offset, OptionalLong size, String name, String type, String bits) {}

  /**
   * A function, or a copy of one inside another, that holds an address.
   *
   * @param file and line of the code at the address; for an outer one of the call
   * @param offset of the address from the start of the function
   */
  public record Holder(
      Address address,
      String module,
      String function,
      long offset,
      String file,
      int line,
      FunctionKind kind) {}
}
