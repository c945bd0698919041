package tracebook.dwarf;

import java.util.List;

/**
 * A table of names that the compiler, the linker or gdb left in the file. It may be of another
 * version of the file, and none of them has every name: what it says is where to look first, and
 * never an answer.
 */
sealed interface Accelerator permits DebugNames, GdbIndex {
  /** The units that it lists for types and whatever else of this name. */
  List<Unit> having(String name);

  /**
   * Reads all of it.
   *
   * @throws tracebook.bytes.Malformed at the first contradiction
   */
  void check();
}
