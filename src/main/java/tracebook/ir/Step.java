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

  /** A condition that fails takes neither branch and counts the hit as unreadable. */
  record Branch(Num condition, List<Step> then, List<Step> otherwise) implements Step {
    public Branch {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
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
