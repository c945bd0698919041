package tracebook.linux;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The two ways of attaching a program to user code. */
final class Uprobes {
  static final int BPF_LINK_CREATE = 28;
  private static final int BPF_PERF_EVENT = 41;
  private static final int BPF_F_UPROBE_MULTI_RETURN = 1;

  private static final Path PMU = Path.of("/sys/bus/event_source/devices/uprobe");
  private static final int PERF_FLAG_FD_CLOEXEC = 8;
  private static final long PERF_EVENT_IOC_ENABLE = 0x2400;
  private static final long PERF_EVENT_IOC_SET_BPF = 0x40042408;

  /** {@code PERF_ATTR_SIZE_VER5}. */
  private static final int PERF_ATTR_BYTES = 112;

  private Uprobes() {}

  /** {@code link_create.uprobe_multi} of {@code union bpf_attr}. */
  static BpfLink multi(BpfProgram program, UprobeSpec spec) {
    int count = spec.places().size();
    try (Block attr =
        new Block(64)
            .putInt(0, program.fd())
            .putInt(8, program.spec().attach().number)
            .putPointer(16, spec.file().toString())
            .putPointer(24, longs(spec, UprobeSpec.Place::fileOffset))
            .putPointer(40, longs(spec, UprobeSpec.Place::cookie))
            .putInt(48, count)
            .putInt(52, spec.onReturn() ? BPF_F_UPROBE_MULTI_RETURN : 0)
            .putInt(56, pidFilter(spec))) {
      if (spec.places().stream().anyMatch(place -> place.semaphoreOffset() != 0)) {
        attr.putPointer(32, longs(spec, UprobeSpec.Place::semaphoreOffset));
      }
      String call = "bpf(BPF_LINK_CREATE, uprobe_multi, " + spec.file() + ", " + count + " places)";
      return new BpfLink(List.of(Fd.own(Bpf.call(BPF_LINK_CREATE, attr), call)));
    }
  }

  /** Where the kernel's filter would take one thread for a process, it is left to the program. */
  private static int pidFilter(UprobeSpec spec) {
    if (spec.pid().isEmpty() || !Features.has(Feature.UPROBE_MULTI_PROCESS_FILTER)) {
      return 0;
    }
    return spec.pid().getAsInt();
  }

  private static long[] longs(
      UprobeSpec spec, java.util.function.ToLongFunction<UprobeSpec.Place> field) {
    return spec.places().stream().mapToLong(field).toArray();
  }

  /** A perf event, and where the kernel can a link, for each place. */
  static BpfLink perfEvents(BpfProgram program, UprobeSpec spec) {
    List<Fd> links = new ArrayList<>();
    List<Fd> events = new ArrayList<>();
    try {
      for (UprobeSpec.Place place : spec.places()) {
        Fd event = openPerfEvent(spec, place);
        events.add(event);
        attachToPerfEvent(program, event, place.cookie(), links);
      }
    } catch (RuntimeException e) {
      links.forEach(Fd::close);
      events.forEach(Fd::close);
      throw e;
    }
    links.addAll(events);
    return new BpfLink(links);
  }

  private static Fd openPerfEvent(UprobeSpec spec, UprobeSpec.Place place) {
    long config = place.semaphoreOffset() << 32 | (spec.onReturn() ? 1L << returnBit() : 0);
    try (Block attr =
        new Block(PERF_ATTR_BYTES)
            .putInt(0, pmuType())
            .putInt(4, PERF_ATTR_BYTES)
            .putLong(8, config)
            .putPointer(56, spec.file().toString())
            .putLong(64, place.fileOffset())) {
      // The program runs on every CPU although the event of a whole system names one.
      long pid = spec.pid().orElse(-1);
      long cpu = spec.pid().isPresent() ? -1 : 0;
      return Fd.own(
          LibC.syscall(
              LibC.SYS_PERF_EVENT_OPEN, attr.address(), pid, cpu, -1, PERF_FLAG_FD_CLOEXEC),
          "perf_event_open(" + spec.file() + " at 0x" + Long.toHexString(place.fileOffset()) + ")");
    }
  }

  private static void attachToPerfEvent(BpfProgram program, Fd event, long cookie, List<Fd> links) {
    try (Block attr =
        new Block(64)
            .putInt(0, program.fd())
            .putInt(4, event.number())
            .putInt(8, BPF_PERF_EVENT)
            .putLong(16, cookie)) {
      long link = Bpf.call(BPF_LINK_CREATE, attr);
      if (link >= 0) {
        links.add(Fd.own(link, "bpf(BPF_LINK_CREATE, perf_event)"));
      } else if (cookie == 0 && Native.getLastError() == Errno.EINVAL.number()) {
        control(event, PERF_EVENT_IOC_SET_BPF, program.fd());
      } else {
        throw SystemCallException.last("bpf(BPF_LINK_CREATE, perf_event)");
      }
    }
    control(event, PERF_EVENT_IOC_ENABLE, 0);
  }

  private static void control(Fd event, long request, long argument) {
    if (LibC.ioctl(event.number(), request, argument) < 0) {
      throw SystemCallException.last("ioctl(perf event, 0x" + Long.toHexString(request) + ")");
    }
  }

  private static int pmuType() {
    return Integer.parseInt(read(PMU.resolve("type")));
  }

  /** The file says {@code config:0}. */
  private static int returnBit() {
    return Integer.parseInt(read(PMU.resolve("format/retprobe")).replace("config:", ""));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
