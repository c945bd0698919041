package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import tracebook.dwarf.OtherModules;

/**
 * The files whose code the target runs. Opening one may take a while; so it happens when it is
 * asked for.
 */
public interface Modules {
  /** The executable, or the library that {@code -t} names. */
  Module main();

  /**
   * The executable that runs; empty when it may be any that has loaded {@link #main}, a library.
   */
  default Optional<Module> executable() {
    return Optional.of(main());
  }

  /** Paths of everything else that is mapped with code, as the target sees them. */
  List<String> otherPaths();

  /** The module of a path from {@link #otherPaths()} or {@link #notLoaded}. */
  Module open(String path);

  /** All of them as callers of each other's functions: one object, asked again and again. */
  default OtherModules callers() {
    return OtherModules.NONE;
  }

  /**
   * The path of a library that nobody has loaded, but would find by this name or path: probes in it
   * wait for who loads it. Empty when there is none.
   */
  default Optional<String> notLoaded(String name) {
    return Optional.empty();
  }
}
