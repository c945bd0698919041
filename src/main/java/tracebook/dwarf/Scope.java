package tracebook.dwarf;

import java.util.List;

/**
 * A scope that holds an address: a lexical block, an inlined copy of a function, or a function's
 * body.
 *
 * @param function the function or inlined copy that this scope is, or is part of
 * @param variables declared in this very scope
 * @param outside what it declares that is defined outside of the function: {@code extern int x;}
 * @param unplaced of an inlined copy: variables of blocks in it that the copy's entries leave out,
 *     so that nobody can tell whether the address is in one of those
 */
public record Scope(
    Function function, List<Variable> variables, List<Variable> outside, List<Variable> unplaced) {
  public Scope {
    variables = List.copyOf(variables);
    outside = List.copyOf(outside);
    unplaced = List.copyOf(unplaced);
  }
}
