package tracebook.types;

import java.util.OptionalLong;

/**
 * The type of a function: what a function pointer points to. Only its name matters here.
 *
 * @param result the name of the type that it returns
 * @param parameters the names of theirs, as C writes them between the parentheses
 * @param written its name where it has one of its own, as in Go: {@code func(int) string}
 */
public record FunctionType(String result, String parameters, String written) implements Type {
  @Override
  public String name() {
    return Declarator.of(this, "");
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }
}
