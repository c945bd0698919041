package tracebook.asm;

import java.util.Locale;

/**
 * The kernel functions that a program may call. They have no fixed ids: the running kernel's BTF
 * knows them by name. An allow-list under the same rule as {@link Helper}.
 */
public enum Kfunc {
  COPY_FROM_USER_STR,
  SESSION_IS_RETURN,
  SESSION_COOKIE;

  /** The kernel's name, for example {@code bpf_copy_from_user_str}. */
  public String kernelName() {
    return "bpf_" + name().toLowerCase(Locale.ROOT);
  }
}
