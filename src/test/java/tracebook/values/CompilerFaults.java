package tracebook.values;

/** Places where the debug info itself is wrong, so that gdb shows the same wrong value. */
final class CompilerFaults {
  private CompilerFaults() {}

  static boolean explains(String way, String difference) {
    // gcc 12 schedules the store of a spilled variable behind the start of the location-list entry
    // that says it is in its home.
    return way.startsWith("gcc -O")
        && !way.contains("-O0")
        && difference.startsWith("pressure_line pass 0: `byte`");
  }
}
