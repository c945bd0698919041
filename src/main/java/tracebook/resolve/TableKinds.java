package tracebook.resolve;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tracebook.lang.Block;
import tracebook.lang.Statement;
import tracebook.source.Problems;

/** A table has the rows of hits, or the groups of one {@code summarize}. */
final class TableKinds {
  private final Map<String, Statement> first = new HashMap<>();
  private final Set<String> reported = new HashSet<>();
  private final Problems problems;

  TableKinds(Problems problems) {
    this.problems = problems;
  }

  /**
   * Looks at the statements that fill a table.
   *
   * @param table its name
   */
  void check(String table, Block block) {
    for (Statement statement : block.statements()) {
      switch (statement) {
        case Statement.Emit s -> fills(table, s);
        case Statement.Print s -> fills(table, s);
        case Statement.PrintValue s -> fills(table, s);
        case Statement.Backtrace s -> fills(table, s);
        case Statement.Summarize s -> fills(table, s);
        case Statement.If s -> {
          check(table, s.then());
          s.otherwise().ifPresent(b -> check(table, b));
        }
        case Statement.Every s -> check(table, s.block());
        case Statement.Limit s -> check(table, s.block());
        case Statement.Wrong s -> s.blocks().forEach(b -> check(table, b));
        case Statement.Let s -> {}
        case Statement.Exit s -> {}
        case Statement.Evaluate s -> {}
      }
    }
  }

  private void fills(String table, Statement statement) {
    Statement before = first.putIfAbsent(table, statement);
    boolean groups = statement instanceof Statement.Summarize;
    boolean groupsBefore = before instanceof Statement.Summarize;
    if (before == null || (!groups && !groupsBefore) || !reported.add(table)) {
      return;
    }
    problems.error(
        statement.span(),
        groups && groupsBefore
            ? "a table has the groups of one `summarize`"
            : "the groups of a `summarize` and the rows of hits do not go into one table",
        "give one of them a trace and a table of its own: `trace … as NAME { … }`");
  }
}
