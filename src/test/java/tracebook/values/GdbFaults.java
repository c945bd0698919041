package tracebook.values;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Scope;
import tracebook.elf.Address;
import tracebook.values.Stops.Stop;

/** Where gdb is known to be wrong, and what else says so. Nothing is excused without a witness. */
final class GdbFaults {
  static final String FRAME_BASE =
      "gdb takes a place in the frame before the function has set it up or stored there, or after"
          + " it has given it back; elsewhere in the same call gdb shows our value";

  static final String LENGTH_OF_COPY =
      "gdb takes an array of variable length for one of one element, where its length is that of"
          + " the inlined function and not of the copy; gdb itself shows the copy's to be ours";

  static final String CALLERS_REGISTER =
      "gdb takes what a register holds now for what it held in the caller, which passed it;"
          + " elsewhere in the same call gdb shows our value";

  static final String OTHER_FRAME =
      "gdb reckons what the caller passed from another frame where an inlined copy asks for it;"
          + " elsewhere in the same call gdb shows our value";

  /** DWARF's numbers of those that a function gives back as they were: rbx, rbp, r12 to r15. */
  private static final List<Integer> KEPT = List.of(3, 6, 12, 13, 14, 15);

  /** What a caller may add to a register that it passes. */
  private static final int MOST_ADDED = 4096;

  private static final Pattern ARRAY = Pattern.compile("\\[([^\\[\\]]*)]");

  private final List<Stop> stops;
  private final DebugInfo info;

  GdbFaults(Collection<Stop> stops, DebugInfo info) {
    this.stops = List.copyOf(stops);
    this.info = info;
  }

  /** Why gdb's value is not the one that ours should be, and ours is. */
  Optional<String> of(Stop stop, String path, String ours) {
    if (isCutTo(stop, path, ours)) {
      return Optional.of(LENGTH_OF_COPY);
    }
    Address pc = new Address(stop.at().address());
    List<Scope> scopes = info.scopesAt(pc);
    String root = path.split("[.@]", 2)[0];
    List<String> described =
        scopes.stream()
            .flatMap(s -> s.variables().stream())
            .filter(v -> v.name().equals(root))
            .map(v -> v.describedAt(pc))
            .toList();
    boolean inFrame = described.stream().anyMatch(d -> d.matches("\\[+frame base.*"));
    boolean passed =
        described.stream().anyMatch(d -> d.endsWith("as it was at the function's entry"))
            && stop.leaf(path)
                .flatMap(leaf -> leaf.text())
                .filter(t -> isOfKept(stop, t))
                .isPresent();
    boolean asked =
        !scopes.isEmpty()
            && scopes.getFirst().function().inlined()
            && described.contains("as the caller passed it");
    if ((!inFrame && !passed && !asked) || scopes.isEmpty()) {
      return Optional.empty();
    }
    Address function = scopes.getLast().function().entry();
    boolean witnessed =
        stops.stream()
            .filter(other -> other.frame() == stop.frame() && !other.at().equals(stop.at()))
            .filter(other -> isIn(function, other) && (passed || asked || !hasRuleOf(pc, other)))
            .anyMatch(other -> shows(other, path, ours));
    String fault = passed ? CALLERS_REGISTER : asked ? OTHER_FRAME : FRAME_BASE;
    return witnessed ? Optional.of(fault) : Optional.empty();
  }

  /** Whether this is what a register holds, or a little more or less. */
  private static boolean isOfKept(Stop stop, String text) {
    return text.matches("-?[0-9]{1,10}")
        && KEPT.stream()
            .map(register -> stop.registers().get(register).intValue() - Long.parseLong(text))
            .anyMatch(added -> Math.abs((int) added.longValue()) <= MOST_ADDED);
  }

  /** gdb shows our first element, and a length that the compiler keeps, which is ours. */
  private static boolean isCutTo(Stop stop, String path, String ours) {
    Matcher array = ARRAY.matcher(ours);
    if (!array.matches()) {
      return false;
    }
    String[] elements = array.group(1).split(", ", -1);
    return stop.leaf(path).filter(leaf -> leaf.shows("[" + elements[0] + "]")).isPresent()
        && stop.variables().stream()
            .filter(said -> said.name().startsWith("__vla_expr"))
            .flatMap(said -> said.leaves().values().stream())
            .anyMatch(leaf -> leaf.shows(Integer.toString(elements.length)));
  }

  private boolean isIn(Address function, Stop stop) {
    List<Scope> scopes = info.scopesAt(new Address(stop.at().address()));
    return !scopes.isEmpty() && scopes.getLast().function().entry().equals(function);
  }

  /** Whether the unwind table has the same rule for both: then the frame is as much set up. */
  private boolean hasRuleOf(Address pc, Stop stop) {
    return info.frameAddressAt(pc).equals(info.frameAddressAt(new Address(stop.at().address())));
  }

  private static boolean shows(Stop stop, String path, String ours) {
    return stop.leaf(path).filter(leaf -> leaf.shows(ours)).isPresent();
  }
}
