package tracebook.codegen;

/** A body does not fit the limits of eBPF; the message names the limit for the user. */
public final class CodeLimit extends Exception {
  private static final long serialVersionUID = 1;

  CodeLimit(String message) {
    super(message);
  }
}
