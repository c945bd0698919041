package tracebook.lang;

import java.util.List;
import tracebook.source.Span;

/** Statements in braces. */
public record Block(List<Statement> statements, Span span) {
  public Block {
    statements = List.copyOf(statements);
  }
}
