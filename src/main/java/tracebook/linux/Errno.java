package tracebook.linux;

/**
 * The number by which a system call says why it failed.
 *
 * @param number as in {@code errno.h}, positive
 */
public record Errno(int number) {
  public static final Errno EPERM = new Errno(1);
  public static final Errno ENOENT = new Errno(2);
  public static final Errno ESRCH = new Errno(3);
  public static final Errno EINTR = new Errno(4);
  public static final Errno E2BIG = new Errno(7);
  public static final Errno EBADF = new Errno(9);
  public static final Errno ECHILD = new Errno(10);
  public static final Errno EAGAIN = new Errno(11);
  public static final Errno ENOMEM = new Errno(12);
  public static final Errno EACCES = new Errno(13);
  public static final Errno EEXIST = new Errno(17);
  public static final Errno EINVAL = new Errno(22);
  public static final Errno ENOSPC = new Errno(28);
  public static final Errno EOPNOTSUPP = new Errno(95);

  /** The kernel's internal "not supported", which uprobes leak: an instruction it cannot probe. */
  public static final Errno ENOTSUPP = new Errno(524);

  /** For example {@code EINVAL}; the number for one that has no place here. */
  public String name() {
    return switch (number) {
      case 1 -> "EPERM";
      case 2 -> "ENOENT";
      case 3 -> "ESRCH";
      case 4 -> "EINTR";
      case 5 -> "EIO";
      case 7 -> "E2BIG";
      case 9 -> "EBADF";
      case 10 -> "ECHILD";
      case 11 -> "EAGAIN";
      case 12 -> "ENOMEM";
      case 13 -> "EACCES";
      case 14 -> "EFAULT";
      case 16 -> "EBUSY";
      case 17 -> "EEXIST";
      case 19 -> "ENODEV";
      case 22 -> "EINVAL";
      case 23 -> "ENFILE";
      case 24 -> "EMFILE";
      case 28 -> "ENOSPC";
      case 38 -> "ENOSYS";
      case 95 -> "EOPNOTSUPP";
      case 524 -> "ENOTSUPP";
      default -> "errno " + number;
    };
  }

  /** In words, for example {@code Invalid argument}. */
  public String text() {
    return equals(ENOTSUPP) ? "Operation is not supported" : LibC.strerror(number);
  }

  @Override
  public String toString() {
    return name() + " (" + text() + ")";
  }
}
