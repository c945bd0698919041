package tracebook.asm;

import java.util.Locale;

/**
 * The helpers that a program may call, with their ids ({@code enum bpf_func_id} in {@code
 * include/uapi/linux/bpf.h}).
 *
 * <p>This is the written allow-list: an instruction can name no other helper. Every entry reads, or
 * writes to memory that the program owns (its stack, its maps, its ring). Nothing here writes to a
 * process, sends a signal, or changes a return value; {@code probe_write_user}, {@code
 * send_signal}, {@code send_signal_thread} and {@code override_return} must never be added.
 */
public enum Helper {
  MAP_LOOKUP_ELEM(1),
  MAP_UPDATE_ELEM(2),
  MAP_DELETE_ELEM(3),
  KTIME_GET_NS(5),
  GET_SMP_PROCESSOR_ID(8),
  /** Only where it is never called, for what the verifier takes from its presence. */
  TAIL_CALL(12),
  GET_CURRENT_PID_TGID(14),
  GET_CURRENT_UID_GID(15),
  GET_CURRENT_COMM(16),
  GET_CURRENT_CGROUP_ID(80),
  PROBE_READ_USER(112),
  PROBE_READ_USER_STR(114),
  GET_NS_CURRENT_PID_TGID(120),
  RINGBUF_RESERVE(131),
  RINGBUF_SUBMIT(132),
  RINGBUF_DISCARD(133),
  COPY_FROM_USER(148),
  GET_CURRENT_TASK_BTF(158),
  GET_FUNC_IP(173),
  GET_ATTACH_COOKIE(174),
  TASK_PT_REGS(175),
  FIND_VMA(180),
  LOOP(181),
  COPY_FROM_USER_TASK(191);

  private final int id;

  Helper(int id) {
    this.id = id;
  }

  public int id() {
    return id;
  }

  /** The kernel's name, for example {@code bpf_ringbuf_reserve}. */
  public String kernelName() {
    return "bpf_" + name().toLowerCase(Locale.ROOT);
  }
}
