package tracebook.asm;

import java.util.Locale;

/**
 * The kernel functions that a program may call. They have no fixed ids: the running kernel's BTF
 * knows them by name. An allow-list under the same rule as {@link Helper}.
 */
public enum Kfunc {
  COPY_FROM_USER_STR,
  COPY_FROM_USER_TASK_STR,
  COPY_FROM_USER_DYNPTR,
  COPY_FROM_USER_STR_DYNPTR,
  PROBE_READ_USER_DYNPTR,
  PROBE_READ_USER_STR_DYNPTR,
  SESSION_IS_RETURN,
  SESSION_COOKIE,
  ITER_NUM_NEW,
  ITER_NUM_NEXT,
  ITER_NUM_DESTROY,
  ITER_TASK_VMA_NEW,
  ITER_TASK_VMA_NEXT,
  ITER_TASK_VMA_DESTROY;

  /** The kernel's name, for example {@code bpf_copy_from_user_str}. */
  public String kernelName() {
    return "bpf_" + name().toLowerCase(Locale.ROOT);
  }
}
