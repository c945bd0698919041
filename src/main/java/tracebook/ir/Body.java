package tracebook.ir;

import java.util.List;

/**
 * What runs at a hit, and the sites where it is the same: one eBPF program.
 *
 * @param variables how many script variables (64-bit numbers) it uses
 */
public record Body(
    List<Step> steps, RowLayout layout, int variables, Pairing pairing, List<Site> sites) {
  public Body(List<Step> steps, RowLayout layout, int variables, List<Site> sites) {
    this(steps, layout, variables, new Pairing.Alone(), sites);
  }

  public Body {
    steps = List.copyOf(steps);
    sites = List.copyOf(sites);
  }
}
