package tracebook.jupyter;

import java.util.Optional;

/**
 * Notices that the process that started the kernel is gone: a notebook server that was killed sends
 * no shutdown request.
 */
final class ParentWatch {
  private ParentWatch() {}

  /**
   * @param parent {@code JPY_PARENT_PID}, which jupyter_client sets for its kernels; absent for
   *     kernels that run on their own
   * @param gone run once, on another thread, when that process has ended
   */
  static void watch(Optional<String> parent, Runnable gone) {
    if (parent.isEmpty() || !parent.get().matches("[1-9][0-9]{0,18}")) {
      return;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parent.get()));
    Thread watch =
        new Thread(
            () -> {
              process.ifPresent(handle -> handle.onExit().join());
              gone.run();
            },
            "jupyter-parent");
    watch.setDaemon(true);
    watch.start();
  }
}
