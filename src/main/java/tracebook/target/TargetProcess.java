package tracebook.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * One live process. Each question is answered from {@code /proc} at the time it is asked; after the
 * process has exited every one of them throws with {@link Reason.Gone}, also when its number has
 * been given away.
 */
public final class TargetProcess {
  private static final String PTRACE = "CAP_SYS_PTRACE";

  private final int pid;
  private final Path proc;
  private final ProcessStatus first;

  private TargetProcess(int pid, Path proc, ProcessStatus first) {
    this.pid = pid;
    this.proc = proc;
    this.first = first;
  }

  static TargetProcess open(Path procRoot, int pid) throws TargetException {
    Path proc = procRoot.resolve(Integer.toString(pid));
    ProcessStatus status;
    try {
      status = status(proc);
    } catch (IOException e) {
      throw new TargetException(new Reason.NoSuchProcess(pid));
    }
    if (status.tgid() != pid) {
      throw new TargetException(new Reason.IsThread(pid, status.tgid()));
    }
    if (status.dead()) {
      throw new TargetException(new Reason.Gone(pid, status.name()));
    }
    if (status.kernelThread()) {
      throw new TargetException(new Reason.KernelThread(pid, status.name()));
    }
    return new TargetProcess(pid, proc, status);
  }

  private static ProcessStatus status(Path proc) throws IOException {
    return ProcessStatus.parse(
        Files.readString(proc.resolve("status"), StandardCharsets.ISO_8859_1),
        Files.readString(proc.resolve("stat"), StandardCharsets.ISO_8859_1));
  }

  public int pid() {
    return pid;
  }

  /** The name that the process has given itself: at most 15 bytes. */
  public String name() {
    return first.name();
  }

  /** The real user. */
  public int uid() {
    return first.uid();
  }

  public boolean alive() {
    try {
      ProcessStatus now = status(proc);
      return now.startTicks() == first.startTicks() && !now.dead();
    } catch (IOException e) {
      return false;
    }
  }

  /** The debugger that has it under control, if there is one. */
  public OptionalInt tracer() throws TargetException {
    int tracer = read(() -> status(proc), "status").tracerPid();
    return tracer == 0 ? OptionalInt.empty() : OptionalInt.of(tracer);
  }

  /** The arguments it was started with, the program first; it may have overwritten them. */
  public List<String> commandLine() throws TargetException {
    String text =
        read(
            () -> Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1),
            "cmdline");
    return List.of(text.split("\0"));
  }

  /**
   * The directories of the LD_LIBRARY_PATH that it was started with; none when its environment may
   * not be read.
   */
  public List<String> libraryPath() {
    String environment;
    try {
      environment = Files.readString(proc.resolve("environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException unknown) {
      return List.of();
    }
    for (String variable : environment.split("\0", -1)) {
      if (variable.startsWith("LD_LIBRARY_PATH=")) {
        return List.of(variable.substring("LD_LIBRARY_PATH=".length()).split("[:;]"));
      }
    }
    return List.of();
  }

  /** The executable's path as the process sees it, without the mark of a deleted file. */
  public String executable() throws TargetException {
    String link = read(() -> Files.readSymbolicLink(proc.resolve("exe")), "exe").toString();
    return within(
        link.endsWith(" (deleted)")
            ? link.substring(0, link.length() - " (deleted)".length())
            : link);
  }

  /**
   * A path as the process sees it: the kernel says it as this process does, which differs where the
   * process has changed its root by chroot(2) alone.
   */
  private String within(String path) {
    try {
      String root = Files.readSymbolicLink(proc.resolve("root")).toString();
      return !root.equals("/") && path.startsWith(root + "/")
          ? path.substring(root.length())
          : path;
    } catch (IOException notTold) {
      return path;
    }
  }

  /** A path by which the executable can be opened, deleted or not, in whatever container. */
  public Path executableFile() {
    return proc.resolve("exe");
  }

  /**
   * Checks that the executable is a 64-bit program.
   *
   * @throws TargetException {@link Reason.ThirtyTwoBit}
   */
  public void check64Bit() throws TargetException {
    byte[] ident =
        read(
            () -> {
              try (InputStream in = Files.newInputStream(executableFile())) {
                return in.readNBytes(5);
              }
            },
            "exe");
    if (ident.length == 5 && ident[4] == 1) { // EI_CLASS is ELFCLASS32.
      throw new TargetException(new Reason.ThirtyTwoBit(pid, executable()));
    }
  }

  public List<Mapping> mappings() throws TargetException {
    String maps =
        read(() -> Files.readString(proc.resolve("maps"), StandardCharsets.UTF_8), "maps");
    List<Mapping> mappings = maps.lines().map(Mapping::parse).toList();
    if (!alive()) {
      throw gone();
    }
    return mappings;
  }

  /** Every file with code in it that is mapped, by address. */
  public List<LoadedModule> modules() throws TargetException {
    return LoadedModule.of(mappings()).stream()
        .map(m -> new LoadedModule(within(m.path()), m.file(), m.deleted(), m.mappings()))
        .toList();
  }

  /**
   * A path by which this process can open the file of a module: through the target's own root, so
   * that it is right in a container, or through the mapping if no path leads there any more.
   */
  public Path fileOf(LoadedModule module) throws TargetException {
    Path throughRoot = Path.of(proc.resolve("root") + module.path());
    Mapping mapping = module.mappings().get(0);
    String range = Long.toHexString(mapping.start()) + "-" + Long.toHexString(mapping.end());
    Path throughMapping = proc.resolve("map_files").resolve(range);
    if (!module.deleted() && sameFile(throughRoot, throughMapping, module)) {
      return throughRoot;
    }
    read(() -> Files.readAttributes(throughMapping, "unix:ino"), "map_files/" + range);
    return throughMapping;
  }

  /**
   * Whether the path of a module leads to another file by now, or to none: what runs is the old
   * one.
   */
  public boolean isReplaced(LoadedModule module) throws TargetException {
    return fileOf(module).startsWith(proc.resolve("map_files"));
  }

  /**
   * Whether a path leads to the file that is mapped. The mapping itself tells, where it may be
   * opened; its line in {@code maps} has the inode, but on some file systems another device.
   */
  private boolean sameFile(Path path, Path mapping, LoadedModule module) throws TargetException {
    read(() -> Files.readSymbolicLink(proc.resolve("root")), "root");
    try {
      return Files.isSameFile(path, mapping);
    } catch (IOException notAllowed) {
      return sameInode(path, module);
    }
  }

  private static boolean sameInode(Path path, LoadedModule module) {
    try {
      return ((Number) Files.getAttribute(path, "unix:ino")).longValue() == module.file().inode();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * A thread.
   *
   * @param tid as this process sees it
   */
  public record TargetThread(int tid, String name) {}

  public List<TargetThread> threads() throws TargetException {
    List<TargetThread> threads = new ArrayList<>();
    Path task = proc.resolve("task");
    read(
        () -> {
          try (DirectoryStream<Path> entries = Files.newDirectoryStream(task)) {
            for (Path entry : entries) {
              addThread(entry, threads);
            }
          }
          return threads;
        },
        "task");
    threads.sort(Comparator.comparingInt(TargetThread::tid));
    return threads;
  }

  private static void addThread(Path task, List<TargetThread> threads) {
    try {
      String name =
          Files.readString(task.resolve("comm"), StandardCharsets.ISO_8859_1).stripTrailing();
      threads.add(new TargetThread(Integer.parseInt(task.getFileName().toString()), name));
    } catch (IOException e) {
      // The thread has ended since it was listed: it is not there.
    }
  }

  /**
   * The innermost process namespace of the process.
   *
   * @param device and inode as {@code bpf_get_ns_current_pid_tgid} takes them
   * @param pid the number of the process in it
   */
  public record PidNamespace(long device, long inode, int pid) {}

  public PidNamespace pidNamespace() throws TargetException {
    Path namespace = proc.resolve("ns").resolve("pid");
    return read(
        () -> {
          long device = ((Number) Files.getAttribute(namespace, "unix:dev")).longValue();
          long inode = ((Number) Files.getAttribute(namespace, "unix:ino")).longValue();
          return new PidNamespace(kernelDevice(device), inode, status(proc).innermostPid());
        },
        "ns/pid");
  }

  /** The kernel's own encoding of a device (major &lt;&lt; 20 | minor) from that of stat(2). */
  static long kernelDevice(long device) {
    long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
    long minor = (device & 0xff) | (device >>> 12 & 0xffffff00L);
    return major << 20 | minor;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T get() throws IOException;
  }

  /** Tells the failures of {@code /proc} apart: no right, exited, or something unexpected. */
  private <T> T read(Reading<T> reading, String file) throws TargetException {
    try {
      return reading.get();
    } catch (AccessDeniedException e) {
      if (!alive()) {
        throw gone();
      }
      throw denied(file);
    } catch (IOException e) {
      if (!alive()) {
        throw gone();
      }
      if (String.valueOf(e.getMessage()).contains("Operation not permitted")) {
        throw denied(file);
      }
      throw new UncheckedIOException(e);
    }
  }

  private TargetException gone() {
    return new TargetException(new Reason.Gone(pid, name()));
  }

  private TargetException denied(String file) {
    return new TargetException(
        new Reason.NoRights(pid, name(), "/proc/" + pid + "/" + file, PTRACE));
  }
}
