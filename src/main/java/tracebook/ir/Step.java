package tracebook.ir;

import java.util.List;

/** Something that happens at a hit, in order. */
public sealed interface Step {

  /**
   * Fills a slot of the row; begins the row when it is the first. If the source fails the slot says
   * why.
   */
  record Capture(int slot, Source source) implements Step {}

  /** Marks a slot of size 0 as reached; begins the row when it is the first. */
  record Reach(int slot) implements Step {}

  /** Sets a script variable. If the value fails, so does every use of it, for the same reason. */
  record Define(int variable, Num value) implements Step {}

  /**
   * A condition that fails takes neither branch, counts the hit as unreadable, and goes on with
   * {@code undecided}: what of the {@code else if}s is still to be tried.
   */
  record Branch(Num condition, List<Step> then, List<Step> otherwise, List<Step> undecided)
      implements Step {
    public Branch {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
      undecided = List.copyOf(undecided);
    }

    /** With nothing to try when the condition fails. */
    public Branch(Num condition, List<Step> then, List<Step> otherwise) {
      this(condition, then, otherwise, List.of());
    }
  }

  /**
   * Counts the hit as unreadable: something that the row shows was known at compile time not to be
   * there.
   */
  record MarkUnreadable() implements Step {}

  /** Ends the trace: hits after this one give no row. */
  record Exit() implements Step {}
}
