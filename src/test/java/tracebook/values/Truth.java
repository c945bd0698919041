package tracebook.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program printed of itself, see truth.h: for every probed place its passes in order, in
 * each the values.
 */
record Truth(Map<String, List<List<Truth.Fact>>> passes) {

  /**
   * One value.
   *
   * @param kind i integer, bool or pointer; f float; d double; s text; m no value, for a reason
   */
  record Fact(String expression, char kind, String text) {

    /** Whether a table shows this value. */
    boolean equalsShown(String shown) {
      return switch (kind) {
        case 'f' ->
            Float.floatToIntBits(Float.parseFloat(shown))
                == Float.floatToIntBits(Float.parseFloat(inJava(text)));
        case 'd' ->
            Double.doubleToLongBits(Double.parseDouble(shown))
                == Double.doubleToLongBits(Double.parseDouble(inJava(text)));
        case 'i' -> shown.equals(text) || shown.startsWith(text + " '");
        case 'm' -> false;
        default -> shown.equals(text);
      };
    }
  }

  /** What C prints of a number that is none, or infinite, as Java reads it. */
  private static String inJava(String text) {
    return text.endsWith("nan") ? "NaN" : text.replace("inf", "Infinity");
  }

  static Truth of(List<String> printed) {
    Map<String, List<List<Fact>>> passes = new LinkedHashMap<>();
    List<Fact> pass = new ArrayList<>();
    for (String line : printed) {
      if (line.startsWith("#")) {
        pass = new ArrayList<>();
        passes.computeIfAbsent(line.substring(1), t -> new ArrayList<>()).add(pass);
        continue;
      }
      int kind = line.indexOf('|');
      while (kind > 0 && line.charAt(kind + 2) != '|') {
        kind = line.indexOf('|', kind + 1);
      }
      if (kind > 0) {
        pass.add(
            new Fact(line.substring(0, kind), line.charAt(kind + 1), line.substring(kind + 3)));
      }
    }
    return new Truth(passes);
  }

  /** What can be asked at a place. */
  List<String> expressions(String tag) {
    return passes.getOrDefault(tag, List.of()).stream()
        .flatMap(List::stream)
        .map(Fact::expression)
        .distinct()
        .toList();
  }
}
