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
  GET_PRANDOM_U32(7),
  GET_SMP_PROCESSOR_ID(8),
  GET_CURRENT_PID_TGID(14),
  GET_CURRENT_UID_GID(15),
  GET_CURRENT_COMM(16),
  GET_STACK(67),
  GET_CURRENT_CGROUP_ID(80),
  PROBE_READ_USER(112),
  PROBE_READ_USER_STR(114),
  GET_NS_CURRENT_PID_TGID(120),
  KTIME_GET_BOOT_NS(125),
  RINGBUF_OUTPUT(130),
  RINGBUF_RESERVE(131),
  RINGBUF_SUBMIT(132),
  RINGBUF_DISCARD(133),
  RINGBUF_QUERY(134),
  COPY_FROM_USER(148),
  TASK_STORAGE_GET(156),
  TASK_STORAGE_DELETE(157),
  GET_CURRENT_TASK_BTF(158),
  FOR_EACH_MAP_ELEM(164),
  GET_FUNC_IP(173),
  GET_ATTACH_COOKIE(174),
  TASK_PT_REGS(175),
  FIND_VMA(180),
  LOOP(181),
  COPY_FROM_USER_TASK(191),
  MAP_LOOKUP_PERCPU_ELEM(195),
  RINGBUF_RESERVE_DYNPTR(198),
  RINGBUF_SUBMIT_DYNPTR(199),
  RINGBUF_DISCARD_DYNPTR(200),
  DYNPTR_READ(201),
  DYNPTR_WRITE(202),
  DYNPTR_DATA(203),
  KTIME_GET_TAI_NS(208);

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
