package tracebook.dwarf;

import java.util.List;

/**
 * A scope that holds an address: a lexical block, an inlined copy of a function, or a function's
 * body.
 *
 * @param function the function or inlined copy that this scope is, or is part of
 * @param variables declared in this very scope
 */
public record Scope(Function function, List<Variable> variables) {
  public Scope {
    variables = List.copyOf(variables);
  }
}
