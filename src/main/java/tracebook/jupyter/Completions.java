package tracebook.jupyter;

import java.util.List;

/**
 * Texts that could stand in place of {@code code[start, end)}; UTF-16 indexes.
 *
 * @param matches in the order in which a front end should offer them
 */
public record Completions(List<String> matches, int start, int end) {
  public Completions {
    matches = List.copyOf(matches);
  }
}
