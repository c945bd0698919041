package tracebook.cell;

import java.util.List;

/**
 * Texts that could stand in place of {@code code[start, end)}; UTF-16 indexes.
 *
 * @param matches best first
 */
public record Completions(List<String> matches, int start, int end) {
  public Completions {
    matches = List.copyOf(matches);
  }

  static Completions none(int cursor) {
    return new Completions(List.of(), cursor, cursor);
  }
}
