package tracebook.dwarf;

/**
 * Where an oracle is wrong or does not say, each with the reason. What is listed here is counted,
 * never passed over.
 */
enum OracleFault {
  DWARFDUMP_CRASHED("llvm-dwarfdump died: version 14 follows template arguments round in circles"),
  NAME_ELSEWHERE(
      "llvm-dwarfdump does not tell the name of a function that is declared in the file that dwz"
          + " shares; its name is compared when functions are looked up"),
  DROPPED_COPY(
      "the linker dropped a function for another unit's of the same name, and let the debug info"
          + " point there: llvm-dwarfdump shows what is inlined in both"),
  OTHER_COPY(
      "gdb takes the description of a copy of an inline function that the linker dropped, where the"
          + " copies differ: it shows that one without a difference"),
  ABSTRACT_VARIABLE(
      "gdb shows a variable of a function that is inlined somewhere at the outermost scope of each"
          + " copy, where it could hide others, although the block that has it is elsewhere"),
  LOCAL_CLASS(
      "gdb puts a function of a local class into the scopes of the function that the class is in,"
          + " whose code is elsewhere"),
  FARTHER_ORIGIN(
      "gdb does not show a variable without a place that is two steps away, as link-time"
          + " optimisation leaves it: in the origin's origin"),
  MOVED_OUT(
      "gdb shows a static variable, which GCC describes in a scope around its block, once more in"
          + " that block, without a place"),
  PLACE_ELSEWHERE(
      "gdb does not find the place of a static variable that GCC's link-time optimisation puts down"
          + " in another instance of the function, without code; the symbol there has its name"),
  LEFT_OUT("gdb does not show a variable that the linker left out of the program"),
  UNNAMED_RESULT("gdb shows what a Go function returns without a name: ~r0"),
  BLOCK_WITHOUT_CODE(
      "gdb shows the variables of a block that has no code in the scope around it, where they could"
          + " hide others"),
  LABEL("gdb takes a label whose code is gone for a variable"),
  COMPILERS_OWN(
      "gdb shows what the compiler keeps for itself: __for_range, __vla_expr0,"
          + " __PRETTY_FUNCTION__");

  final String why;

  OracleFault(String why) {
    this.why = why;
  }
}
