package tracebook.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be said about the cells of one column; most cells need nothing said. */
final class Notes {

  /** What a note means for the cell it is on. */
  enum Meaning {
    /** The cell has a value; the note says what is special about it. */
    MARK,
    /** There is no value, for the reason that the note gives. */
    MISSING,
    /** Nobody asked for a value in this row. */
    NOT_REACHED
  }

  /** What is said about a cell. */
  record Note(String text, Meaning meaning) {
    boolean noValue() {
      return meaning != Meaning.MARK;
    }
  }

  private static final int[] NOTHING = {};

  private final int rows;
  private final List<Note> texts = new ArrayList<>();
  private final Map<Note, Integer> numbers = new HashMap<>();

  /** For each row 0, or the number of its note counted from 1; empty while there is none. */
  private int[] byRow = NOTHING;

  Notes(int rows) {
    this.rows = rows;
  }

  void put(int row, Note note) {
    if (byRow.length == 0) {
      byRow = new int[rows];
    }
    byRow[row] =
        numbers.computeIfAbsent(
            note,
            n -> {
              texts.add(n);
              return texts.size();
            });
  }

  /** The note on a row, or null. */
  @Nullable Note at(int row) {
    if (row < 0 || row >= byRow.length || byRow[row] == 0) {
      return null;
    }
    return texts.get(byRow[row] - 1);
  }

  boolean anyMissing() {
    return texts.stream().anyMatch(Note::noValue);
  }

  /** The notes of these rows, in this order. */
  Notes of(int[] chosen) {
    var notes = new Notes(chosen.length);
    if (byRow.length > 0) {
      for (int i = 0; i < chosen.length; i++) {
        Note note = at(chosen[i]);
        if (note != null) {
          notes.put(i, note);
        }
      }
    }
    return notes;
  }
}
