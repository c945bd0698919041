package tracebook.x86;

/** Where an integer argument is when a function's first instruction is about to run. */
public sealed interface Argument {
  /**
   * @param register all eight bytes; a narrower argument is in the low ones, the rest is undefined
   */
  record InRegister(Register register) implements Argument {}

  /**
   * @param offset from the stack pointer at the first instruction: 8 is next to the return address
   */
  record OnStack(int offset) implements Argument {}
}
