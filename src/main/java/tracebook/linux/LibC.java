package tracebook.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** The C library, mapped directly: addresses and sizes are {@code long}; errno is kept by JNA. */
final class LibC {
  static final long SYS_BPF = Platform.isARM() ? 280 : 321;
  static final long SYS_PERF_EVENT_OPEN = Platform.isARM() ? 241 : 298;
  static final long SYS_PIDFD_OPEN = 434;

  private static final String SEARCH_PATH = "jna.platform.library.path";

  static {
    // Otherwise JNA runs ldconfig to learn where libraries are; the C library is loaded already.
    if (System.getProperty(SEARCH_PATH) == null) {
      System.setProperty(SEARCH_PATH, "");
    }
    Native.register(LibC.class, NativeLibrary.getProcess());
  }

  private LibC() {}

  static native long syscall(long number, long a, long b, long c, long d, long e);

  static native int close(int fd);

  static native int ioctl(int fd, long request, long argument);

  static native long mmap(
      long address, long length, int protection, int flags, int fd, long offset);

  static native int munmap(long address, long length);

  static native int pipe2(long ends, int flags);

  static native long read(int fd, long into, long count);

  static native int poll(long fds, long count, int timeoutMillis);

  static native int waitid(int idType, int id, long info, int options);

  static native int kill(int pid, int signal);

  static native int geteuid();

  static native int clock_gettime(int clock, long timespec);

  static native long sysconf(int name);

  static native String strerror(int errno);
}
