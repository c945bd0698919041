package tracebook.asm;

/** Members of structures of the kernel that programs read, which lie elsewhere in each kernel. */
public enum KernelField {
  /**
   * Of a {@code task_struct}: the thread pointer of x86-64, as arch_prctl(ARCH_SET_FS) and clone
   * set it ({@code arch/x86/include/asm/processor.h}).
   */
  FS_BASE("task_struct", "thread", "thread_struct", "fsbase"),

  /**
   * Of a {@code vm_area_struct}: not 0 when a program itself handles the page faults in the area,
   * by userfaultfd(2). Kernels that are built without it do not have it.
   */
  USERFAULTFD("vm_area_struct", "vm_userfaultfd_ctx", "vm_userfaultfd_ctx", "ctx");

  private final String struct;
  private final String member;
  private final String inner;
  private final String innerMember;

  KernelField(String struct, String member, String inner, String innerMember) {
    this.struct = struct;
    this.member = member;
    this.inner = inner;
    this.innerMember = innerMember;
  }

  public String struct() {
    return struct;
  }

  public String member() {
    return member;
  }

  /** The structure that the member is. */
  public String inner() {
    return inner;
  }

  public String innerMember() {
    return innerMember;
  }

  @Override
  public String toString() {
    return struct + "." + member + "." + innerMember;
  }
}
