package tracebook.linux;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which features the running kernel has. Each is tried once in the life of this process. */
public final class Features {
  /** Names of features, with commas, that count as missing: to try what older kernels get. */
  private static final String LACKED = "tracebook.kernel.lacks";

  private static final Map<Feature, Boolean> KNOWN = new ConcurrentHashMap<>();

  // Instructions of the probing programs, as in instruction-set.rst.
  private static final long R0_ZERO = 0xb7;
  private static final long EXIT = 0x95;
  private static final long MAY_GOTO = 0xe5;
  private static final long R1_ZERO = 0x1b7;
  private static final long R2_ZERO = 0x2b7;
  private static final long R1_FRAME = 0xa1bf;
  private static final long R1_MINUS_8 = 0xfffffff8_0000_01_07L;
  private static final long R1_R6 = 0x61bf;
  private static final long R2_EIGHT = 0x8_0000_02_b7L;
  private static final long R3_FUNCTION = 0x43_18L;
  private static final long R3_ZERO = 0x3b7;
  private static final long R3_FRAME = 0xa3bf;
  private static final long R3_MINUS_8 = 0xfffffff8_0000_03_07L;
  private static final long R4_R6 = 0x64bf;
  private static final long R4_ZERO = 0x4b7;
  private static final long R5_ZERO = 0x5b7;
  private static final long R6_R0 = 0x06bf;
  private static final long R4_EIGHT = 0x8_0000_04_b7L;
  private static final long R1_SIGN_EXTENDED = 0x8_11_bfL;

  private Features() {}

  /**
   * Whether the kernel has it.
   *
   * @throws SystemCallException when the rights to try are missing: that says nothing of the kernel
   * @throws IllegalArgumentException when what is to count as missing is no feature's name
   */
  public static boolean has(Feature feature) {
    if (lacked().contains(feature)) {
      return false;
    }
    Boolean known = KNOWN.get(feature);
    if (known == null) {
      known = probe(feature);
      KNOWN.put(feature, known);
    }
    return known;
  }

  private static Set<Feature> lacked() {
    Set<Feature> lacked = EnumSet.noneOf(Feature.class);
    String names = System.getProperty(LACKED, "");
    for (String name : names.isBlank() ? new String[0] : names.split(",", -1)) {
      Feature feature =
          Arrays.stream(Feature.values())
              .filter(f -> f.name().equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "`-D%s` has no feature `%s`: name any of %s, with commas."
                              .formatted(LACKED, name.strip(), names())));
      lacked.add(feature);
    }
    return lacked;
  }

  private static String names() {
    return Arrays.stream(Feature.values())
        .map(f -> "`" + f.name() + "`")
        .collect(Collectors.joining(", "));
  }

  /**
   * Tries everything, ahead of need: the first system call of a process costs a tenth of a second
   * in loading classes. To be called in the background when the kernel starts; needs no rights.
   */
  public static void warmUp() {
    if (Rights.effective().missing(Rights.Need.UPROBE_MULTI).isEmpty()) {
      for (Feature feature : Feature.values()) {
        has(feature);
      }
    } else {
      Clocks.monotonic();
      KernelTypes.find("bpf_copy_from_user_str");
    }
  }

  private static boolean probe(Feature feature) {
    return switch (feature) {
      case RING_BUFFER -> ringBuffer();
      case ATTACH_COOKIE -> loads(false, call(174), R0_ZERO, EXIT);
      case SLEEPABLE_UPROBE -> loads(true, R0_ZERO, EXIT);
      case UPROBE_MULTI -> attaches(ProgramSpec.Attach.UPROBE_MULTI, 0, Errno.EBADF);
      // An impossible process: refused as such only where the filter is a process.
      case UPROBE_MULTI_PROCESS_FILTER ->
          attaches(ProgramSpec.Attach.UPROBE_MULTI, -1, Errno.EINVAL) && has(Feature.UPROBE_MULTI);
      case UPROBE_SESSION -> attaches(ProgramSpec.Attach.UPROBE_SESSION, 0, Errno.EBADF);
      case ISA_V4 -> loads(false, R1_ZERO, R1_SIGN_EXTENDED, R0_ZERO, EXIT);
      case LOOPS -> loads(false, MAY_GOTO, R0_ZERO, EXIT);
      case NS_PID ->
          loads(false, R1_ZERO, R2_ZERO, R3_FRAME, R3_MINUS_8, R4_EIGHT, call(120), R0_ZERO, EXIT);
      case FIND_VMA -> findsAreas();
      case COPY_FROM_USER_STR -> KernelTypes.find("bpf_copy_from_user_str").isPresent();
    };
  }

  /**
   * A program that asks whether an address is in an area (bpf_find_vma of Linux 5.17), and reads by
   * way of the task (bpf_copy_from_user_task of Linux 5.18).
   */
  private static boolean findsAreas() {
    int callback = 18;
    long[] code = {
      call(158),
      R6_R0,
      R1_R6,
      R2_ZERO,
      R3_FUNCTION | (long) (callback - 5) << 32,
      0,
      R4_ZERO,
      R5_ZERO,
      call(180),
      R1_FRAME,
      R1_MINUS_8,
      R2_EIGHT,
      R3_ZERO,
      R4_R6,
      R5_ZERO,
      call(191),
      R0_ZERO,
      EXIT,
      R0_ZERO,
      EXIT
    };
    ProgramSpec.Functions functions = new ProgramSpec.Functions(List.of(), List.of(callback));
    return loads(
        new ProgramSpec("probe", bytes(code), true, ProgramSpec.Attach.PERF_EVENT, functions));
  }

  private static long call(int helper) {
    return 0x85L | (long) helper << 32;
  }

  private static boolean ringBuffer() {
    try (BpfMap map = Bpf.create(MapSpec.ring("probe", (int) RingBuffer.pageSize()))) {
      return map.fd() >= 0;
    } catch (SystemCallException e) {
      return refused(e);
    }
  }

  private static boolean loads(boolean sleepable, long... code) {
    return loads(program(sleepable, ProgramSpec.Attach.PERF_EVENT, code));
  }

  private static boolean loads(ProgramSpec spec) {
    try (BpfProgram program = Bpf.load(spec)) {
      return program.fd() >= 0;
    } catch (SystemCallException e) {
      return refused(e);
    }
  }

  /**
   * Attaches to something that is no file, which the kernel looks at late: what it complains of
   * first tells what it knows.
   */
  private static boolean attaches(ProgramSpec.Attach attach, int pid, Errno expected) {
    boolean sleepable = has(Feature.SLEEPABLE_UPROBE);
    try (BpfProgram program = Bpf.load(program(sleepable, attach, R0_ZERO, EXIT));
        Block attr =
            new Block(64)
                .putInt(0, program.fd())
                .putInt(8, attach.number)
                .putPointer(16, "/")
                .putPointer(24, new long[1])
                .putInt(48, 1)
                .putInt(56, pid)) {
      long link = Bpf.call(Uprobes.BPF_LINK_CREATE, attr);
      if (link >= 0) {
        Fd.own(link, "bpf(BPF_LINK_CREATE, probe)").close();
        throw new IllegalStateException("a directory was accepted as a file to probe");
      }
      return Native.getLastError() == expected.number();
    } catch (SystemCallException e) {
      return refused(e);
    }
  }

  private static boolean refused(SystemCallException e) {
    if (e.errno().equals(Errno.EPERM)) {
      throw e;
    }
    return false;
  }

  private static ProgramSpec program(boolean sleepable, ProgramSpec.Attach attach, long... code) {
    return new ProgramSpec("probe", bytes(code), sleepable, attach);
  }

  private static byte[] bytes(long... code) {
    ByteBuffer bytes = ByteBuffer.allocate(code.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (long instruction : code) {
      bytes.putLong(instruction);
    }
    return bytes.array();
  }
}
