package tracebook.scripts;

/** What scripts are about. */
enum Flavor {
  ROWS("columns and messages", "types.c"),
  GROUPS("groups", "types.c"),
  PARTS("structures in registers and pieces", "passed.c"),
  LIBRARY("strings and containers of C++", "library.cc");

  final String words;

  /** The program that they look into. */
  final String source;

  Flavor(String words, String source) {
    this.words = words;
    this.source = source;
  }
}
