package tracebook.table;

import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * How Tablesaw prints a column of ours. It is told the number and not the row, and to it the
 * smallest long and NaN are missing: they are printed as the values they are when no cell of the
 * column is missing, and not at all otherwise.
 */
final class NumberText extends NumberColumnFormatter {
  private final Kind kind;
  private final boolean anyMissing;

  NumberText(Kind kind, boolean anyMissing) {
    this.kind = kind;
    this.anyMissing = anyMissing;
  }

  @Override
  public String format(long value) {
    return anyMissing && value == Long.MIN_VALUE ? "" : kind.text(value);
  }

  @Override
  public String format(int value) {
    return value == Integer.MIN_VALUE ? "" : kind.text(value);
  }

  @Override
  public String format(double value) {
    return anyMissing && Double.isNaN(value) ? "" : kind.text(value);
  }
}
