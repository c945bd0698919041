package tracebook.scripts;

import java.util.List;
import java.util.Map;
import java.util.Random;
import tracebook.scripts.Node.Kind;

/** Expressions by chance over what is visible where a block runs. */
interface Grammar {
  Random random();

  /** Variables of the script that are visible, and what they stand for. */
  Map<String, Kind> variables();

  /** An expression of a kind; 0 is the least depth. */
  Node of(Kind kind, int depth);

  Node condition(int depth);

  /** Something that a column can hold. */
  Node shown(int depth);

  /** Something of which each element can be a row. */
  Node elements(int depth);

  boolean hasElements();

  /** What a {@code let} may stand for; the more often, the more likely. */
  List<Kind> lets();

  /** A number that is not known before. */
  String any();

  /** Strings to which {@code print} can give a length, and what is dumped. */
  List<Kind> dumped();

  /** What of which the bytes lie together in memory. */
  List<Kind> together();

  /** What scripts are sure to show, one after the other; may be empty. */
  default List<String> sure() {
    return List.of();
  }

  /** Statements that show many variables at once. */
  List<String> all();

  /** Of what the program itself says what is shown. */
  List<Said.Of> said();

  default boolean chance(int percent) {
    return random().nextInt(100) < percent;
  }

  default <T> T pick(List<T> list) {
    return list.get(random().nextInt(list.size()));
  }
}
