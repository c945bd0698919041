package tracebook.types;

import java.util.OptionalLong;

/** {@code void}: what a pointer without DW_AT_type points to. */
public record VoidType() implements Type {
  @Override
  public String name() {
    return "void";
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }
}
