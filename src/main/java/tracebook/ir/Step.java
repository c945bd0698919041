package tracebook.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
   * A condition that fails takes neither branch and counts the hit as unreadable.
   *
   * @param undecided what is done then: of a chain of {@code else if}, all but the last {@code
   *     else}
   * @param number of the condition in {@link RowLayout.Undecided}; or {@link #UNNUMBERED}
   */
  record Branch(
      Num condition, List<Step> then, List<Step> otherwise, List<Step> undecided, int number)
      implements Step {
    /** The row does not say that the condition failed. */
    public static final int UNNUMBERED = -1;

    public Branch {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
      undecided = List.copyOf(undecided);
    }

    /**
     * The steps behind a failed condition are often those of the other branch: they are compared
     * once, so that a chain costs no more than its length.
     */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Branch o
          && number == o.number
          && condition.equals(o.condition)
          && then.equals(o.then)
          && otherwise.equals(o.otherwise)
          && ((same(undecided, otherwise) && same(o.undecided, o.otherwise))
              || undecided.equals(o.undecided));
    }

    @Override
    public int hashCode() {
      return Objects.hash(condition, then, otherwise);
    }

    @SuppressWarnings("ReferenceEquality") // That is the point.
    private static boolean same(Object one, Object other) {
      return one == other;
    }

    /** Nothing is done when the condition fails. */
    public Branch(Num condition, List<Step> then, List<Step> otherwise) {
      this(condition, then, otherwise, List.of());
    }

    /** One of which the row says nothing. */
    public Branch(Num condition, List<Step> then, List<Step> otherwise, List<Step> undecided) {
      this(condition, then, otherwise, undecided, UNNUMBERED);
    }
  }

  /**
   * Counts the hit as unreadable: something that the row shows was known at compile time not to be
   * there.
   *
   * @param number that of a condition, as in {@link Branch}
   */
  record MarkUnreadable(int number) implements Step {
    /** Of a value. */
    public MarkUnreadable() {
      this(Branch.UNNUMBERED);
    }
  }

  /**
   * Done at the first pass and at each {@code count}-th after it, counted on all CPUs together.
   *
   * @param tally where the passes are counted: a number of its own for each statement of each probe
   */
  record Every(int tally, long count, List<Step> then) implements Step {
    public Every {
      then = List.copyOf(then);
    }
  }

  /**
   * Done at most {@code count} times in each {@code perNanoseconds} since the trace began. A hit
   * that is refused counts as throttled, unless it gives a row all the same.
   *
   * @param tally as in {@link Every}
   * @param count below 2^31
   */
  record Limit(int tally, long count, long perNanoseconds, List<Step> then) implements Step {
    public Limit {
      then = List.copyOf(then);
    }
  }

  /**
   * Adds the hit to its group. A key that cannot be read is a key all the same; a value that cannot
   * is not among those that are aggregated.
   *
   * @param summary an index in {@link TraceProgram#summaries}
   * @param key fills the slots of {@link Summary#key}: captures, marks, and what is known not to be
   *     there
   * @param values what {@link Summary#values} are in this body
   */
  record Summarize(int summary, List<Step> key, List<Measure> values) implements Step {
    public Summarize {
      key = List.copyOf(key);
      values = List.copyOf(values);
    }
  }

  /** A value that is aggregated. */
  sealed interface Measure {}

  /** A script variable. */
  record Numeric(int variable) implements Measure {}

  /**
   * A string, of which only {@code distinct} can be made.
   *
   * @param source a {@link Source.Text}, or one that was kept
   */
  record Textual(Source source) implements Measure {}

  /**
   * Ends the trace: hits after this one give no row. Of hits that end it at once on several CPUs
   * one is the first.
   */
  record Exit() implements Step {}

  /** These steps and all that are inside of them. */
  static Stream<Step> all(List<Step> steps) {
    return steps.stream().flatMap(step -> Stream.concat(Stream.of(step), all(step.inner())));
  }

  /** The steps that it does under some condition. */
  private List<Step> inner() {
    return switch (this) {
      case Branch s -> {
        List<Step> inner = new ArrayList<>(s.then());
        inner.addAll(s.otherwise());
        if (!Branch.same(s.undecided(), s.otherwise())) {
          inner.addAll(s.undecided());
        }
        yield inner;
      }
      case Every s -> s.then();
      case Limit s -> s.then();
      case Capture s -> List.of();
      case Reach s -> List.of();
      case Define s -> List.of();
      case MarkUnreadable s -> List.of();
      case Summarize s -> List.of();
      case Exit s -> List.of();
    };
  }
}
