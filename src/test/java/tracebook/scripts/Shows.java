package tracebook.scripts;

import java.util.Optional;

/**
 * What is to be seen of a value.
 *
 * @param text empty when there is no value
 * @param note why there is none, or what is special about the value; may be empty
 * @param sort of the value
 */
record Shows(Optional<String> text, String note, Sort sort) {

  /** What a column of such values is. */
  enum Sort {
    /** There are no values. */
    NONE,
    SMALL,
    SMALL_UNSIGNED,
    SIGNED,
    UNSIGNED_32,
    UNSIGNED_64,
    CHARACTER,
    WIDE_CHARACTER,
    BOOL,
    ENUMERATION,
    SINGLE,
    DOUBLE,
    POINTER,
    TEXT;

    private boolean integer() {
      return switch (this) {
        case SMALL, SMALL_UNSIGNED, SIGNED, UNSIGNED_32, UNSIGNED_64, CHARACTER, WIDE_CHARACTER ->
            true;
        case NONE, BOOL, ENUMERATION, SINGLE, DOUBLE, POINTER, TEXT -> false;
      };
    }

    private boolean unsigned() {
      return this == SMALL_UNSIGNED
          || this == UNSIGNED_32
          || this == UNSIGNED_64
          || this == WIDE_CHARACTER;
    }

    /** Whether the column has strings: what is left out of one is seen. */
    boolean text() {
      return this == NONE || this == ENUMERATION || this == TEXT;
    }

    /** A column that has values of both sorts. */
    Sort with(Sort other) {
      if (this == other || other == NONE) {
        return this;
      }
      if (this == NONE) {
        return other;
      }
      if (integer() && other.integer()) {
        boolean large = this == UNSIGNED_64 || other == UNSIGNED_64;
        return large && unsigned() && other.unsigned() ? UNSIGNED_64 : SIGNED;
      }
      boolean real = this == SINGLE || this == DOUBLE;
      return real && (other == SINGLE || other == DOUBLE) ? DOUBLE : TEXT;
    }
  }

  static Shows value(Sort sort, String text) {
    return new Shows(Optional.of(text), "", sort);
  }

  static Shows marked(Sort sort, String text, String mark) {
    return new Shows(Optional.of(text), mark, sort);
  }

  static Shows missing(String why) {
    return new Shows(Optional.empty(), why, Sort.NONE);
  }

  Shows noted(String other) {
    return new Shows(text, other, sort);
  }

  /** In the middle of a line. */
  String inLine() {
    return text.map(t -> t + (sort == Sort.TEXT && !note.isEmpty() ? "…" : ""))
        .orElse("<" + note + ">");
  }

  /** What a column of a sort has of it. */
  Shows in(Sort column) {
    if (text.isEmpty() || sort == column || column == Sort.TEXT) {
      return this;
    }
    if (sort == Sort.UNSIGNED_64 && column == Sort.SIGNED && text.get().length() >= 19) {
      boolean fits = new java.math.BigInteger(text.get()).bitLength() < 64;
      return fits ? this : missing("`" + text.get() + "` does not fit a column of signed numbers");
    }
    if (sort == Sort.CHARACTER || sort == Sort.WIDE_CHARACTER) {
      return new Shows(Optional.of(text.get().split(" ", 2)[0]), note, column);
    }
    return sort == Sort.SINGLE
        ? new Shows(Optional.of(Double.toString(Float.parseFloat(text.get()))), note, column)
        : this;
  }

  /** As a cell of a table of comma-separated values; empty when there is no value. */
  Optional<String> cell(Sort column) {
    Shows there = in(column);
    return there.text.map(t -> t + (column.text() && !note.isEmpty() ? "…" : ""));
  }
}
