package tracebook.dwarf;

/**
 * Where an oracle is wrong or does not say, each with the reason. What is listed here is counted,
 * never passed over.
 */
enum OracleFault {
  DWARFDUMP_CRASHED("llvm-dwarfdump died: version 14 follows template arguments round in circles"),
  DROPPED_COPY(
      "the linker dropped this copy of an inline function for another unit's, and let the debug"
          + " info point there: llvm-dwarfdump shows both");

  final String why;

  OracleFault(String why) {
    this.why = why;
  }
}
