package tracebook.linux;

import java.util.List;

/** A program attached to places. Closing detaches it; so does the end of this process. */
public final class BpfLink implements AutoCloseable {
  private final List<Fd> fds;

  /**
   * Descriptors to close in order.
   *
   * @param fds the link first
   */
  BpfLink(List<Fd> fds) {
    this.fds = List.copyOf(fds);
  }

  /** The kernel's number of the link, and of its program ({@code struct bpf_link_info}). */
  public record Info(int id, int programId) {}

  public Info info() {
    try (Block info = BpfProgram.infoOf(fds.get(0), 64)) {
      return new Info(info.getInt(4), info.getInt(8));
    }
  }

  @Override
  public void close() {
    fds.forEach(Fd::close);
  }
}
