package tracebook.dwarf;

/**
 * Where in the sections of a package the parts of one unit begin: what its offsets count from
 * (DWARF 5, section 7.3.5). All 0 outside of packages.
 *
 * @param locations of .debug_loc.dwo or .debug_loclists.dwo
 */
record Contributions(
    long abbreviations, long line, long locations, long strOffsets, long rangeLists) {
  static final Contributions NONE = new Contributions(0, 0, 0, 0, 0);
}
