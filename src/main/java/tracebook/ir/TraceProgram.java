package tracebook.ir;

import java.util.List;

/** Everything a trace cell asks for, ready to be turned into instructions. */
public record TraceProgram(List<Probe> probes) {
  public TraceProgram {
    probes = List.copyOf(probes);
  }

  /** The sites of all probes; a site's index in this list is its number. */
  public List<Site> sites() {
    return probes.stream()
        .flatMap(p -> p.bodies().stream())
        .flatMap(b -> b.sites().stream())
        .toList();
  }
}
