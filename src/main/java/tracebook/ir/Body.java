package tracebook.ir;

import java.util.List;

/**
 * What runs at a hit, and the sites where it is the same: one eBPF program.
 *
 * @param variables how many script variables (64-bit numbers) it uses
 */
public record Body(
    List<Step> steps,
    RowLayout layout,
    int variables,
    Pairing pairing,
    List<Unsettled> unsettled,
    List<Site> sites) {

  /**
   * Bytes of the stack frame that do not hold what they do in the source: reading any of them fails
   * as {@link SlotState#UNSETTLED}.
   *
   * @param register DWARF's number of the one that they are counted from, as it is at the hit
   */
  public record Unsettled(int register, long offset, int bytes) {}

  public Body(List<Step> steps, RowLayout layout, int variables, List<Site> sites) {
    this(steps, layout, variables, new Pairing.Alone(), List.of(), sites);
  }

  public Body {
    steps = List.copyOf(steps);
    unsettled = List.copyOf(unsettled);
    sites = List.copyOf(sites);
  }
}
