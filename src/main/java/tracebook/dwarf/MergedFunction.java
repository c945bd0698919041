package tracebook.dwarf;

/**
 * A function that has the code of another one: a compiler or a linker found the two to have the
 * same instructions, and kept one of them (identical code folding: {@code --icf} of lld and gold,
 * GCC's {@code -fipa-icf}). Which of the two a call is of cannot be told from within.
 */
public interface MergedFunction {
  String qualifiedName();

  SourceLine declared();

  /** Whether it returns a value of the same layout as the other one. */
  boolean returnsAlike();

  /**
   * Whether a variable of the other one has a counterpart in it, of a type with the same layout: a
   * parameter at the same position; a local where all locals of both functions are alike.
   */
  boolean hasAlike(Variable variable);
}
