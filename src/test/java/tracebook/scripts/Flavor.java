package tracebook.scripts;

/** What scripts are about. */
enum Flavor {
  ROWS("columns and messages"),
  GROUPS("groups");

  final String words;

  Flavor(String words) {
    this.words = words;
  }
}
