package tracebook.debuginfod;

/** The one who waits for a file. */
public interface Progress {
  /** Whether the answer is not wanted any more. */
  boolean stopped();

  /** What happens now, in a sentence; each replaces the one before. */
  void now(String sentence);
}
