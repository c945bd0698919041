package tracebook.types;

import java.util.OptionalLong;

/** The type of a function: what a function pointer points to. Only its name matters here. */
public record FunctionType(String name) implements Type {
  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }
}
