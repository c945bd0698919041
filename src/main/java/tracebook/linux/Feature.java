package tracebook.linux;

/**
 * What kernels may lack. Each is tried, never guessed from a version; the version that brought it
 * is for messages only.
 */
public enum Feature {
  RING_BUFFER("ring buffers", "5.8"),
  ATTACH_COOKIE("attach cookies", "5.15"),
  SLEEPABLE_UPROBE("sleepable uprobe programs", "6.0"),
  UPROBE_MULTI("uprobe_multi links", "6.6"),
  /** Before it, the process filter of a uprobe_multi link matched a single thread. */
  UPROBE_MULTI_PROCESS_FILTER("uprobe_multi links filtered by process", "6.10"),
  UPROBE_SESSION("uprobe sessions", "6.13"),
  ISA_V4("version 4 of the eBPF instruction set", "6.6"),
  LOOPS("loops that need no bound", "6.9"),
  NS_PID("process ids as their namespace sees them", "5.7"),
  FIND_VMA("look-ups of memory areas in sleepable programs", "6.0"),
  COPY_FROM_USER_STR("faulting string reads", "6.12");

  private final String words;
  private final String since;

  Feature(String words, String since) {
    this.words = words;
    this.since = since;
  }

  /** For a message, for example {@code uprobe_multi links (Linux 6.6)}. */
  public String words() {
    return words + " (Linux " + since + ")";
  }
}
