package tracebook.session;

/** Why a trace ended. */
public enum Ending {
  /** The time that was asked for is over. */
  TIME_IS_UP,
  /** As many rows as were asked for. */
  ENOUGH_ROWS,
  /** The script said {@code exit}. */
  EXIT,
  /** The {@link StopSignal} was given, or the running thread was interrupted. */
  INTERRUPTED,
  /** The traced process has exited or was killed. */
  TARGET_EXITED
}
