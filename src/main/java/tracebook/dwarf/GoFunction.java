package tracebook.dwarf;

import java.util.List;
import tracebook.types.Type;

/**
 * What the debug info of Go says of a function.
 *
 * @param compiled whether it is Go; false for the assembler's
 * @param registers whether values are passed in registers, and one always has the goroutine (from
 *     Go 1.17 on)
 * @param optimised not made with {@code -N}
 * @param results what it returns, in order
 */
public record GoFunction(
    boolean compiled, boolean registers, boolean optimised, List<Result> results) {
  public GoFunction {
    results = List.copyOf(results);
  }

  /**
   * One of the values that it returns.
   *
   * @param name as it was declared; {@code r0}, {@code r1} … of those without a name
   */
  public record Result(String name, Type type) {}
}
