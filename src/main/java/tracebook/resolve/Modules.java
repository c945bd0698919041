package tracebook.resolve;

import java.util.List;

/**
 * The files whose code the target runs. Opening one may take a while; so it happens when it is
 * asked for.
 */
public interface Modules {
  /** The executable, or the library that {@code -t} names. */
  Module main();

  /** Paths of everything else that is mapped with code, as the target sees them. */
  List<String> otherPaths();

  /** The module of a path from {@link #otherPaths()}. */
  Module open(String path);
}
