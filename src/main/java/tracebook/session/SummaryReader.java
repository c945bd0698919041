package tracebook.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tracebook.codegen.SummaryMaps;
import tracebook.ir.Contents;
import tracebook.ir.Summary;
import tracebook.linux.BpfMap;

/** Takes what summaries hold out of their maps. */
final class SummaryReader {
  private final List<Summary> summaries;
  private final Map<String, BpfMap> maps;

  SummaryReader(List<Summary> summaries, Map<String, BpfMap> maps) {
    this.summaries = List.copyOf(summaries);
    this.maps = Map.copyOf(maps);
  }

  /** One for each summary. */
  List<Contents> read() {
    List<Contents> all = new ArrayList<>();
    for (int number = 0; number < summaries.size(); number++) {
      Map<Integer, List<Contents.Entry>> distinct = new HashMap<>();
      Map<Integer, List<Contents.Entry>> buckets = new HashMap<>();
      for (int value = 0; value < summaries.get(number).values().size(); value++) {
        if (maps.containsKey(SummaryMaps.distinct(number, value))) {
          distinct.put(value, entries(SummaryMaps.distinct(number, value)));
        }
        if (maps.containsKey(SummaryMaps.buckets(number, value))) {
          buckets.put(value, entries(SummaryMaps.buckets(number, value)));
        }
      }
      all.add(new Contents(entries(SummaryMaps.groups(number)), distinct, buckets));
    }
    return all;
  }

  private List<Contents.Entry> entries(String name) {
    List<Contents.Entry> entries = new ArrayList<>();
    BpfMap map = maps.get(name);
    if (map != null) {
      map.forEach((key, value) -> entries.add(Contents.Entry.of(key, value)));
    }
    return entries;
  }
}
