package tracebook.dwarf;

import java.util.List;
import java.util.function.Predicate;

/**
 * The modules of a program, which may call each other: what is passed is told by who calls. They
 * need not be loaded where a thread is found: that is told at run time.
 */
public interface OtherModules {
  /** A module by itself. */
  OtherModules NONE = symbols -> List.of();

  /**
   * Those with debug info and a build-id that ask the dynamic linker for a function. The module
   * that has it may be among them.
   *
   * @param symbols whether a name is one of the function's
   */
  List<DebugInfo> importing(Predicate<String> symbols);
}
