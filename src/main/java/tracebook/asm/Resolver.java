package tracebook.asm;

/** Gives the names in a program their numbers in the running kernel. Asked when encoding, only. */
public interface Resolver {
  /** The file descriptor of the map of that name. */
  int mapFd(String map);

  /** The id of a kernel function in the BTF of vmlinux. */
  int kfuncId(Kfunc kfunc);

  /** Where the running kernel has a member, in bytes from the beginning of its structure. */
  int fieldOffset(KernelField field);

  /** The id of a kernel variable (a BTF {@code VAR}) in the BTF of vmlinux. */
  int variableId(String variable);
}
