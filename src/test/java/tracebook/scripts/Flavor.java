package tracebook.scripts;

/** What scripts are about. */
enum Flavor {
  ROWS("columns and messages", "types.c", 24),
  GROUPS("groups", "types.c", 24),
  PARTS("structures in registers and pieces", "passed.c", 24),
  LIBRARY("strings and containers of C++", "library.cc", 32),
  RUST("strings, containers and enums of Rust", "rusty.rs", 32);

  final String words;

  /** The program that they look into. */
  final String source;

  /** What its cells say with {@code --cap}. */
  final int cap;

  Flavor(String words, String source, int cap) {
    this.words = words;
    this.source = source;
    this.cap = cap;
  }
}
