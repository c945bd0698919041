package tracebook.target;

/** A process cannot be looked into; the {@link Reason} is for the user. */
public final class TargetException extends Exception {
  private final transient Reason reason;

  TargetException(Reason reason) {
    super(reason.message());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
