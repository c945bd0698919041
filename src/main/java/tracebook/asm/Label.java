package tracebook.asm;

/** A place in a program, by a name that is unique in it. */
public record Label(String name) {
  @Override
  public String toString() {
    return name;
  }
}
