package tracebook.cell;

import org.jspecify.annotations.Nullable;

/** The variables of Java cells, from outside. For the thread that runs cells. */
public interface Variables {

  /**
   * Makes a value a variable of later Java cells, in place of any earlier one of that name. The
   * first time costs a compilation; the same name and type again costs nothing.
   *
   * @param type the variable's declared type, public
   * @throws IllegalArgumentException if Java cannot have such a variable
   */
  void bind(String name, Class<?> type, @Nullable Object value);

  /** The value of a variable; null also when there is none. */
  @Nullable Object value(String name);
}
