package tracebook.cell;

import org.jspecify.annotations.Nullable;

/** For tests in which nothing becomes a variable of Java. */
record NoVariables() implements Variables {
  @Override
  public void bind(String name, Class<?> type, @Nullable Object value) {
    throw new AssertionError("nothing is to be bound, and `" + name + "` is");
  }

  @Override
  public @Nullable Object value(String name) {
    return null;
  }
}
