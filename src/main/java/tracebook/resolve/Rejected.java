package tracebook.resolve;

import tracebook.source.Problem;
import tracebook.source.Span;

/** A mistake in an expression; ends the compilation of its statement. */
final class Rejected extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  Rejected(Span span, String message, String hint) {
    this(Problem.error(span, message, hint));
  }

  Rejected(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
