package tracebook.lang;

import java.util.List;
import java.util.Optional;
import tracebook.source.Span;

/** A top-level part of a script. */
public sealed interface Item {
  Span span();

  /** {@code trace PATTERN, … as NAME { … }}. */
  record Trace(List<Pattern> patterns, Optional<Name> as, Block block, Span span) implements Item {
    public Trace {
      patterns = List.copyOf(patterns);
    }
  }

  /** {@code span NAME from A to B by KEY { … }}. */
  record SpanOf(Name name, Pattern from, Pattern to, Optional<Expr> by, Block block, Span span)
      implements Item {}

  /** {@code sample 99hz { … }}. */
  record Sample(long hertz, Block block, Span span) implements Item {}
}
