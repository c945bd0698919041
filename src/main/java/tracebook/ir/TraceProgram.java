package tracebook.ir;

import java.util.List;
import java.util.OptionalInt;

/**
 * Everything a trace cell asks for, ready to be turned into instructions.
 *
 * @param summaries what is kept of groups of hits; the bodies of one statement share one
 */
public record TraceProgram(List<Probe> probes, List<Summary> summaries) {
  public TraceProgram {
    probes = List.copyOf(probes);
    summaries = List.copyOf(summaries);
  }

  public TraceProgram(List<Probe> probes) {
    this(probes, List.of());
  }

  /** The sites of all probes; a site's index in this list is its number. */
  public List<Site> sites() {
    return probes.stream()
        .flatMap(p -> p.bodies().stream())
        .flatMap(b -> b.sites().stream())
        .toList();
  }

  /** The summary that the hits of a probe go into; empty when they give rows. */
  public OptionalInt summaryOf(int probe) {
    return probes.get(probe).bodies().stream()
        .flatMap(body -> Step.all(body.steps()))
        .flatMapToInt(
            step ->
                step instanceof Step.Summarize s
                    ? java.util.stream.IntStream.of(s.summary())
                    : java.util.stream.IntStream.empty())
        .findFirst();
  }
}
