package tracebook.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what a user may have meant. */
public final class Names {
  private Names() {}

  /**
   * The candidates nearest to a wanted name, best first: same but for case, contained, or few edits
   * away.
   */
  public static List<String> nearest(String wanted, Collection<String> candidates, int most) {
    int budget = Math.max(1, wanted.length() / 3);
    record Scored(String name, int score) {}
    return candidates.stream()
        .distinct()
        .map(name -> new Scored(name, score(wanted, name, budget)))
        .filter(s -> s.score <= budget)
        .sorted(Comparator.comparingInt(Scored::score).thenComparing(Scored::name))
        .limit(most)
        .map(Scored::name)
        .toList();
  }

  /** {@code `a`, `b`}, for a sentence. */
  public static String listed(Collection<String> names) {
    return names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", "));
  }

  /** The same of the first few, and how many more there are. */
  public static String first(Collection<String> names, int most) {
    List<String> few = names.stream().limit(most).toList();
    return listed(few)
        + (few.size() == names.size() ? "" : " and " + (names.size() - few.size()) + " more");
  }

  /** "did you mean `a` or `b`?", or the fallback when nothing is near. */
  public static String didYouMean(String wanted, Collection<String> candidates, String otherwise) {
    List<String> near = nearest(wanted, candidates, 3);
    if (near.isEmpty()) {
      return otherwise;
    }
    return near.stream()
        .map(n -> "`" + n + "`")
        .collect(Collectors.joining(" or ", "did you mean ", "?"));
  }

  private static int score(String wanted, String name, int budget) {
    if (name.equalsIgnoreCase(wanted)) {
      return 0;
    }
    if (wanted.length() >= 3 && name.contains(wanted)) {
      return 1;
    }
    if (Math.abs(name.length() - wanted.length()) > budget) {
      return Integer.MAX_VALUE;
    }
    return edits(wanted, name);
  }

  /** Damerau-Levenshtein distance with adjacent transpositions. */
  private static int edits(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] spare = before;
      before = above;
      above = row;
      row = spare;
    }
    return above[b.length()];
  }
}
