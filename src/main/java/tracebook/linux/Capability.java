package tracebook.linux;

/** A right of a process ({@code include/uapi/linux/capability.h}). */
public enum Capability {
  CAP_DAC_READ_SEARCH(2),
  CAP_SYS_PTRACE(19),
  CAP_SYS_ADMIN(21),
  CAP_PERFMON(38),
  CAP_BPF(39);

  final int bit;

  Capability(int bit) {
    this.bit = bit;
  }

  /** As {@code setpriv} takes it, for example {@code sys_ptrace}. */
  String lower() {
    return name().substring("CAP_".length()).toLowerCase(java.util.Locale.ROOT);
  }
}
