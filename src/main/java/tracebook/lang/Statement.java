package tracebook.lang;

import java.util.List;
import java.util.Optional;
import tracebook.source.Problem;
import tracebook.source.Span;

/** A statement of a block. */
public sealed interface Statement {
  Span span();

  record Emit(List<Column> columns, Span span) implements Statement {
    public Emit {
      columns = List.copyOf(columns);
    }
  }

  /**
   * One item of an {@code emit}.
   *
   * @param name as given by {@code NAME =}; else the column is named by the expression's own text
   * @param text the expression's text as written; of {@code each(v)} that of {@code v}
   */
  record Column(Optional<Name> name, Expr value, String text) {}

  /** {@code print "format", a, b;} */
  record Print(Format format, List<Expr> arguments, Span span) implements Statement {
    public Print {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code print EXPR;} */
  record PrintValue(Expr value, String text, Span span) implements Statement {}

  record Let(Name name, Expr value, Span span) implements Statement {}

  /**
   * {@code otherwise} is empty without an else; an {@code else if} is a block of one {@code If}.
   *
   * @param text the condition as written
   */
  record If(Expr condition, String text, Block then, Optional<Block> otherwise, Span span)
      implements Statement {}

  record Summarize(List<Aggregate> aggregates, List<Column> keys, Span span) implements Statement {
    public Summarize {
      aggregates = List.copyOf(aggregates);
      keys = List.copyOf(keys);
    }
  }

  /**
   * {@code NAME = sum(e)}.
   *
   * @param function {@code count sum min max avg stddev distinct hist}
   */
  record Aggregate(
      Optional<Name> name, Name function, Optional<Expr> argument, String text, Span span) {}

  record Every(long count, Block block, Span span) implements Statement {}

  /** {@code limit 5/s { … }}. */
  record Limit(long count, long perNanoseconds, Block block, Span span) implements Statement {}

  /** {@code bt;} with its words, such as {@code raw} or {@code noinline}. */
  record Backtrace(List<Name> words, Span span) implements Statement {
    public Backtrace {
      words = List.copyOf(words);
    }
  }

  record Exit(Span span) implements Statement {}

  /**
   * What could not be read. Its problem is reported already, and so is to be nothing that follows
   * from it.
   *
   * @param lost the name that it was to give a value, such as {@code x} or {@code $x}
   * @param blocks those in it that could be read
   */
  record Wrong(Problem problem, Optional<String> lost, List<Block> blocks, Span span)
      implements Statement {
    public Wrong {
      blocks = List.copyOf(blocks);
    }
  }

  /** {@code EXPR;} has no effect. */
  record Evaluate(Expr value, Span span) implements Statement {}
}
