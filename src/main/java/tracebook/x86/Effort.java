package tracebook.x86;

/**
 * How much has been looked at for one answer, in instructions and ways from one to another. What
 * takes more than {@link #MOST} is not found out.
 */
public final class Effort {
  /** Less than a second's work. */
  public static final long MOST = 1L << 26;

  private long spent;

  public void spend(long amount) {
    spent += amount;
  }

  public long spent() {
    return spent;
  }

  public boolean isTooMuch() {
    return spent > MOST;
  }
}
