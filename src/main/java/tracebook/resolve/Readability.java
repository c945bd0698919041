package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import tracebook.dwarf.Variable;
import tracebook.ir.Format;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.RowLayout.Column;
import tracebook.ir.RowLayout.Missing;
import tracebook.source.Problems;
import tracebook.source.Span;

/**
 * Whether a trace of a place shows a variable: it is made a column of a row that nobody asked for.
 * So a listing cannot promise what the trace then lacks.
 */
final class Readability {
  /** How much of a string is shown does not change whether it is. */
  private static final int CAP = 64;

  private final Place place;
  private final Variables variables;

  Readability(Place place, Variables variables) {
    this.place = place;
    this.variables = variables;
  }

  /** Why no part of it can be shown; empty where some can. */
  String why(Variable variable) {
    Operand operand = variables.read(variable, Span.NONE);
    if (operand instanceof Operand.Nothing nothing) {
      return nothing.why();
    }
    return whyNoColumn(variable, operand);
  }

  boolean shows(Variable variable) {
    return why(variable).isEmpty();
  }

  private String whyNoColumn(Variable variable, Operand operand) {
    Problems problems = new Problems();
    RowBuilder row = new RowBuilder();
    Specials specials =
        new Specials(place, variables, Optional.empty(), false, Specials.Since.NOTHING);
    Expressions expressions =
        new Expressions(place, variables, specials, Optional.empty(), CAP, problems);
    Captures captures = new Captures(row, expressions, CAP, problems);
    try {
      new Columns(place, expressions, row, captures, problems)
          .addVariable(variable.name(), operand, new ArrayList<>(), new HashSet<>(), Span.NONE);
    } catch (Rejected rejected) {
      return rejected.problem().message();
    }
    String why = "";
    for (Column column : row.layout().columns()) {
      Optional<String> missing = missing(column.cells().getFirst());
      if (missing.isEmpty()) {
        return "";
      }
      why = why.isEmpty() ? missing.get() : why;
    }
    return why;
  }

  private static Optional<String> missing(Cell cell) {
    if (cell.datum() instanceof Missing missing) {
      return Optional.of(missing.why());
    }
    return cell.format() instanceof Format.Opaque opaque
        ? Optional.of(opaque.why())
        : Optional.empty();
  }
}
