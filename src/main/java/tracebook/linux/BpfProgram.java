package tracebook.linux;

/** A program that the kernel has accepted. */
public final class BpfProgram implements AutoCloseable {
  private static final int BPF_OBJ_GET_INFO_BY_FD = 15;

  private final ProgramSpec spec;
  private final Fd fd;

  BpfProgram(ProgramSpec spec, Fd fd) {
    this.spec = spec;
    this.fd = fd;
  }

  public ProgramSpec spec() {
    return spec;
  }

  public int fd() {
    return fd.number();
  }

  /**
   * What the kernel knows of a program ({@code struct bpf_prog_info}).
   *
   * @param runs counted only while {@link Bpf#enableStatistics} is on, as is the time
   * @param runNanos time spent in it
   * @param recursionMisses hits that the kernel skipped: they belong to the account
   * @param verifiedInstructions how many the verifier walked, of 1,000,000
   */
  public record Info(
      int id, long runs, long runNanos, long recursionMisses, int verifiedInstructions) {}

  public Info info() {
    try (Block info = infoOf(fd, 224)) {
      return new Info(
          info.getInt(4),
          info.getLong(200),
          info.getLong(192),
          info.getLong(208),
          info.getInt(216));
    }
  }

  /** Reads a {@code bpf_*_info} structure; the caller closes it. */
  static Block infoOf(Fd object, int bytes) {
    Block info = new Block(bytes);
    try (Block attr =
        new Block(16).putInt(0, object.number()).putInt(4, bytes).putLong(8, info.address())) {
      if (Bpf.call(BPF_OBJ_GET_INFO_BY_FD, attr) < 0) {
        SystemCallException refused = SystemCallException.last("bpf(BPF_OBJ_GET_INFO_BY_FD)");
        info.close();
        throw refused;
      }
    }
    return info;
  }

  @Override
  public void close() {
    fd.close();
  }
}
