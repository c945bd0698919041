package tracebook.codegen;

import java.util.ArrayList;
import java.util.List;
import tracebook.ir.Summary;
import tracebook.ir.Summary.Function;

/** The maps of summaries: their names and sizes. */
public final class SummaryMaps {
  private SummaryMaps() {}

  /** An array of one value, always 0: what new entries begin with. */
  public static final String ZEROS = "zeros";

  /**
   * A hash map to be made.
   *
   * @param perCpu whether each CPU has a value of its own
   */
  public record Spec(String name, boolean perCpu, int keyBytes, int valueBytes, int entries) {}

  public static String groups(int summary) {
    return "groups_" + summary;
  }

  public static String distinct(int summary, int value) {
    return "distinct_" + summary + "_" + value;
  }

  public static String buckets(int summary, int value) {
    return "buckets_" + summary + "_" + value;
  }

  /** All of one summary. */
  public static List<Spec> of(int number, Summary summary) {
    List<Spec> maps = new ArrayList<>();
    int key = summary.keyBytes();
    maps.add(new Spec(groups(number), true, key, 8 * summary.words(), Summary.MOST_GROUPS));
    for (int value = 0; value < summary.values().size(); value++) {
      if (summary.has(value, Function.DISTINCT)) {
        int bytes = key + summary.distinctBytes(value);
        maps.add(new Spec(distinct(number, value), false, bytes, 8, Summary.MOST_DISTINCT));
      }
      if (summary.has(value, Function.HIST)) {
        maps.add(new Spec(buckets(number, value), true, key + 8, 8, Summary.MOST_BUCKETS));
      }
    }
    return maps;
  }

  /** The bytes of {@link #ZEROS}. */
  public static int zeros(List<Summary> summaries) {
    return summaries.stream().mapToInt(s -> 8 * s.words()).max().orElse(8);
  }
}
