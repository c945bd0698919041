package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tracebook.ir.Summary;
import tracebook.source.Span;

/** What the {@code summarize} statements of a script keep: each the same at all of its places. */
final class SummaryShapes {
  private record Numbered(int number, Summary shape, String where) {}

  private final Map<Span, Numbered> byStatement = new LinkedHashMap<>();

  /** The number of the statement's summary. */
  int number(Span statement, Summary shape, Place place) throws Rejected {
    Numbered known =
        byStatement.computeIfAbsent(
            statement, s -> new Numbered(byStatement.size(), shape, place.where()));
    if (!known.shape.equals(shape)) {
      throw new Rejected(
          statement,
          "the keys and values have other types at `"
              + place.where()
              + "` than at `"
              + known.where
              + "`",
          "give each place a trace of its own: `trace … as NAME { … }`");
    }
    return known.number;
  }

  List<Summary> all() {
    List<Summary> shapes = new ArrayList<>();
    byStatement.values().forEach(n -> shapes.add(n.shape));
    return shapes;
  }
}
