package tracebook.dwarf;

import java.util.Optional;

/**
 * What makes names of one namespace known in another (DWARF 5, section 3.2.3 and 3.2.4): {@code
 * using a::x;}, {@code using namespace a;}, {@code namespace b = a;}.
 *
 * @param scope the namespace that has it, as it stands in front of a name, {@code a::b::}; empty
 *     for the file; not there for a function's own, of whichever of its blocks
 * @param kind of a declaration only those of variables are told
 * @param name by which the target is known, without namespaces; empty for {@code using namespace}
 * @param target qualified
 */
public record Using(Optional<String> scope, Kind kind, String name, String target) {
  /** Which of the three it is. */
  public enum Kind {
    VARIABLE,
    NAMESPACE,
    ALIAS
  }
}
