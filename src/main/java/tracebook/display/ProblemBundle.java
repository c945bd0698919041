package tracebook.display;

import java.util.List;
import java.util.stream.Collectors;
import tracebook.source.CellText;
import tracebook.source.Problem;

/** What a reader should know of a cell, with the places in it. */
public final class ProblemBundle {
  private ProblemBundle() {}

  /** The problems in their order, each with its line and caret. */
  public static MimeBundle of(CellText cell, List<Problem> problems) {
    String text = problems.stream().map(cell::render).collect(Collectors.joining("\n"));
    return MimeBundle.html("<pre>" + Html.escape(text) + "</pre>", text.stripTrailing());
  }
}
