package tracebook.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A table of what a program has: its functions, lines, variables. A Tablesaw table like others. */
public final class Listing extends Table {
  private Listing(String name) {
    super(name);
  }

  /** Makes a listing column by column. */
  public static <R> Builder<R> of(String name, List<R> rows) {
    return new Builder<>(new Listing(name), rows);
  }

  /** A listing without rows, with text columns. */
  public static Listing empty(String name, List<String> columns) {
    Listing listing = new Listing(name);
    columns.forEach(c -> listing.addColumns(StringColumn.create(c)));
    return listing;
  }

  /** As text, shortened when there are many rows. */
  @Override
  public String toString() {
    return TableText.of(this);
  }

  /** Its columns in the order in which they are asked for. */
  public static final class Builder<R> {
    private final Listing listing;
    private final List<R> rows;

    private Builder(Listing listing, List<R> rows) {
      this.listing = listing;
      this.rows = rows;
    }

    /** A column of texts; an empty text is a missing one. */
    public Builder<R> text(String name, Function<R, String> value) {
      StringColumn column = StringColumn.create(name);
      rows.forEach(r -> column.append(value.apply(r)));
      listing.addColumns(column);
      return this;
    }

    /** A column of addresses as ELF files have them, in hex text. */
    public Builder<R> address(String name, Function<R, Optional<String>> value) {
      return text(name, r -> value.apply(r).orElse(""));
    }

    /** A column of line numbers; 0 is a missing one. */
    public Builder<R> line(String name, ToIntFunction<R> value) {
      IntColumn column = IntColumn.create(name);
      for (R row : rows) {
        int line = value.applyAsInt(row);
        if (line == 0) {
          column.appendMissing();
        } else {
          column.append(line);
        }
      }
      listing.addColumns(column);
      return this;
    }

    /** A column of sizes and offsets. */
    public Builder<R> number(String name, Function<R, OptionalLong> value) {
      LongColumn column = LongColumn.create(name);
      for (R row : rows) {
        OptionalLong number = value.apply(row);
        if (number.isPresent()) {
          column.append(number.getAsLong());
        } else {
          column.appendMissing();
        }
      }
      listing.addColumns(column);
      return this;
    }

    public Builder<R> truth(String name, Function<R, Boolean> value) {
      BooleanColumn column = BooleanColumn.create(name);
      rows.forEach(r -> column.append(value.apply(r)));
      listing.addColumns(column);
      return this;
    }

    public Listing build() {
      return listing;
    }
  }
}
