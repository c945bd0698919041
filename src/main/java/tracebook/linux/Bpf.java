package tracebook.linux;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The façade: makes maps, loads programs, attaches them. */
public final class Bpf {
  private static final int BPF_MAP_CREATE = 0;
  private static final int BPF_PROG_LOAD = 5;
  private static final int BPF_PROG_GET_NEXT_ID = 11;
  private static final int BPF_MAP_GET_NEXT_ID = 12;
  private static final int BPF_BTF_LOAD = 18;
  private static final int BPF_LINK_GET_NEXT_ID = 31;
  private static final int BPF_ENABLE_STATS = 32;

  private static final int BPF_PROG_TYPE_KPROBE = 2;
  private static final int BPF_F_SLEEPABLE = 1 << 4;

  /** The verifier gives up with EAGAIN when a signal is pending, which the JVM uses internally. */
  private static final int SIGNAL_ATTEMPTS = 5;

  /** BPF_LOG_LEVEL1 of include/linux/bpf_verifier.h. */
  private static final int BPF_LOG_INSTRUCTIONS = 1;

  /** The same with what it is that the verifier says at last, and no more. */
  private static final int BPF_LOG_STATS = 4;

  private static final int FIRST_LOG_BYTES = 1 << 18;
  private static final int LAST_LOG_BYTES = 1 << 24;

  private Bpf() {}

  public static BpfMap create(MapSpec spec) {
    try (Block attr =
        new Block(72)
            .putInt(0, spec.type().number)
            .putInt(4, spec.keySize())
            .putInt(8, spec.valueSize())
            .putInt(12, spec.entries())
            .putName(28, spec.name())) {
      String call = "bpf(BPF_MAP_CREATE, " + spec.name() + ")";
      return new BpfMap(spec, Fd.own(call(BPF_MAP_CREATE, attr), call));
    }
  }

  /**
   * Loads a program, first without a log, which is quicker; a refusal is repeated with one.
   *
   * @throws VerifierRejection with the verifier's log
   */
  public static BpfProgram load(ProgramSpec spec) {
    if (spec.functions().count() == 0) {
      return load(spec, 0);
    }
    try (Fd types = loadBtf(FunctionTypes.btf())) {
      return load(spec, types.number());
    }
  }

  private static BpfProgram load(ProgramSpec spec, int types) {
    String call = "bpf(BPF_PROG_LOAD, " + spec.name() + ")";
    int level = BPF_LOG_INSTRUCTIONS;
    try (Block attr = loadAttributes(spec, types)) {
      long fd = callUninterrupted(BPF_PROG_LOAD, attr);
      if (fd >= 0) {
        return new BpfProgram(spec, Fd.own(fd, call));
      }
      Errno refused = new Errno(Native.getLastError());
      if (refused.equals(Errno.EPERM)) {
        throw new SystemCallException(call, refused);
      }
      // ENOMEM also says that a may_goto was one branch more than the verifier keeps for later.
      if (refused.equals(Errno.E2BIG) || refused.equals(Errno.ENOMEM)) {
        level = BPF_LOG_STATS;
      }
    }
    for (int bytes = FIRST_LOG_BYTES; ; bytes *= 8) {
      try (Block attr =
          loadAttributes(spec, types)
              .putInt(24, level)
              .putInt(28, bytes)
              .putPointer(32, new byte[0], bytes)) {
        long fd = callUninterrupted(BPF_PROG_LOAD, attr);
        if (fd >= 0) {
          return new BpfProgram(spec, Fd.own(fd, call));
        }
        Errno refused = new Errno(Native.getLastError());
        if (!refused.equals(Errno.ENOSPC) || bytes >= LAST_LOG_BYTES) {
          String log = text(attr.pointedAt(32, bytes));
          VerifierRejection rejection = new VerifierRejection(call, refused, log);
          if (refused.equals(Errno.ENOMEM) && !rejection.gaveUp()) {
            throw new SystemCallException(call, refused);
          }
          throw rejection;
        }
      }
    }
  }

  private static Block loadAttributes(ProgramSpec spec, int types) {
    // Most tracing helpers are for programs under the GPL only; this declares the loaded program.
    Block attr =
        new Block(144)
            .putInt(0, BPF_PROG_TYPE_KPROBE)
            .putInt(4, spec.code().remaining() / 8)
            .putPointer(8, spec.codeBytes())
            .putPointer(16, "GPL")
            .putInt(44, spec.sleepable() ? BPF_F_SLEEPABLE : 0)
            .putName(48, spec.name())
            .putInt(68, spec.attach().number);
    if (spec.functions().count() > 0) {
      attr.putInt(72, types)
          .putInt(76, FunctionTypes.RECORD_BYTES)
          .putPointer(80, FunctionTypes.records(spec.functions()))
          .putInt(88, spec.functions().count() + 1);
    }
    return attr;
  }

  private static String text(byte[] log) {
    int end = 0;
    while (end < log.length && log[end] != 0) {
      end++;
    }
    return new String(log, 0, end, StandardCharsets.UTF_8);
  }

  /**
   * Attaches a program by one link for all places.
   *
   * @throws SystemCallException {@link Errno#ENOTSUPP} if one of them cannot be probed
   */
  public static BpfLink attachMulti(BpfProgram program, UprobeSpec spec) {
    return Uprobes.multi(program, spec);
  }

  /** Attaches a program by a perf event for each place. */
  public static BpfLink attachPerfEvents(BpfProgram program, UprobeSpec spec) {
    return Uprobes.perfEvents(program, spec);
  }

  /** Hands type information to the kernel. */
  public static Fd loadBtf(byte[] btf) {
    try (Block attr = new Block(32).putPointer(0, btf).putInt(16, btf.length)) {
      return Fd.own(call(BPF_BTF_LOAD, attr), "bpf(BPF_BTF_LOAD)");
    }
  }

  /** While it is open, the kernel counts runs and time of every program; that costs some. */
  public static Fd enableStatistics() {
    try (Block attr = new Block(4)) { // BPF_STATS_RUN_TIME is 0.
      return Fd.own(call(BPF_ENABLE_STATS, attr), "bpf(BPF_ENABLE_STATS)");
    }
  }

  /** The ids of all programs of the machine. */
  public static List<Integer> programIds() {
    return ids(BPF_PROG_GET_NEXT_ID);
  }

  /** The ids of all maps of the machine. */
  public static List<Integer> mapIds() {
    return ids(BPF_MAP_GET_NEXT_ID);
  }

  /** The ids of all links of the machine. */
  public static List<Integer> linkIds() {
    return ids(BPF_LINK_GET_NEXT_ID);
  }

  private static List<Integer> ids(int command) {
    List<Integer> ids = new ArrayList<>();
    try (Block attr = new Block(12)) {
      while (call(command, attr) == 0) {
        ids.add(attr.getInt(4));
        attr.putInt(0, attr.getInt(4));
      }
    }
    if (Native.getLastError() != Errno.ENOENT.number()) {
      throw SystemCallException.last("bpf(BPF_*_GET_NEXT_ID)");
    }
    return ids;
  }

  static long call(int command, Block attr) {
    return LibC.syscall(LibC.SYS_BPF, command, attr.address(), attr.size(), 0, 0);
  }

  static long callUninterrupted(int command, Block attr) {
    long result = call(command, attr);
    for (int i = 1; i < SIGNAL_ATTEMPTS && result < 0 && interrupted(); i++) {
      result = call(command, attr);
    }
    return result;
  }

  private static boolean interrupted() {
    int errno = Native.getLastError();
    return errno == Errno.EAGAIN.number() || errno == Errno.EINTR.number();
  }
}
