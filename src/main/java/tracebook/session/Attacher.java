package tracebook.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import tracebook.codegen.Code;
import tracebook.codegen.CompiledTrace.CompiledBody;
import tracebook.codegen.Cookie;
import tracebook.ir.Site;
import tracebook.linux.Bpf;
import tracebook.linux.BpfLink;
import tracebook.linux.BpfProgram;
import tracebook.linux.Errno;
import tracebook.linux.ProgramSpec;
import tracebook.linux.SystemCallException;
import tracebook.linux.UprobeSpec;

/**
 * Attaches loaded programs to their sites, one link for each file that a body has sites in. One
 * instruction that the kernel cannot probe makes it refuse the whole link; it is found by halving.
 */
final class Attacher {
  /** {@code errno.h}: the kernel's decoder does not know the instruction. */
  private static final Errno ENOEXEC = new Errno(8);

  private final OptionalInt pid;
  private final Links links;
  private final List<Site> refused = new ArrayList<>();
  private int attached;

  Attacher(OptionalInt pid, Links links) {
    this.pid = pid;
    this.links = links;
  }

  /**
   * A program and the places of one file for it.
   *
   * @param number of the program in its body
   */
  record Job(int number, BpfProgram program, Code.Role role, Path file, List<Site> sites) {}

  static List<Job> jobs(
      CompiledBody body, List<BpfProgram> programs, Function<String, Path> files) {
    Map<String, List<Site>> byModule = new LinkedHashMap<>();
    for (Site site : body.body().sites()) {
      byModule.computeIfAbsent(site.module(), m -> new ArrayList<>()).add(site);
    }
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      int number = i;
      BpfProgram program = programs.get(i);
      Code.Role role = body.codes().get(i).role();
      byModule.forEach(
          (module, sites) -> jobs.add(new Job(number, program, role, files.apply(module), sites)));
    }
    return jobs;
  }

  void attach(Job job) {
    switch (job.program.spec().attach()) {
      // One by one: a refusal would cost the detaching of all before it, 0.1 s each.
      case PERF_EVENT -> job.sites.forEach(site -> attach(job, List.of(site)));
      case UPROBE_MULTI, UPROBE_SESSION -> attach(job, job.sites);
    }
  }

  private void attach(Job job, List<Site> sites) {
    try {
      BpfLink link = link(job, sites);
      links.add(job.number, link);
      attached += job.role.countsHits() ? sites.size() : 0;
    } catch (SystemCallException e) {
      if (!e.errno().equals(Errno.ENOTSUPP) && !e.errno().equals(ENOEXEC)) {
        throw e;
      }
      if (sites.size() == 1) {
        sites.stream().filter(s -> !refused.contains(s)).forEach(refused::add);
        return;
      }
      attach(job, sites.subList(0, sites.size() / 2));
      attach(job, sites.subList(sites.size() / 2, sites.size()));
    }
  }

  private BpfLink link(Job job, List<Site> sites) {
    List<UprobeSpec.Place> places = new ArrayList<>();
    boolean onReturn = false;
    for (Site site : sites) {
      List<Long> offsets = offsets(job.role, site);
      onReturn |= job.role == Code.Role.AT_RETURN && site.isFollowed();
      for (long offset : offsets) {
        long cookie = Cookie.of(site, address(job.role, site, offset));
        places.add(new UprobeSpec.Place(offset, cookie, site.semaphoreOffset()));
      }
    }
    UprobeSpec spec = new UprobeSpec(job.file, places, onReturn, pid);
    return job.program.spec().attach() == ProgramSpec.Attach.PERF_EVENT
        ? Bpf.attachPerfEvents(job.program, spec)
        : Bpf.attachMulti(job.program, spec);
  }

  /** The address in the ELF file of what lies at an offset. */
  private static long address(Code.Role role, Site site, long offset) {
    return role == Code.Role.AT_VALUES
        ? site.call().orElseThrow().valuesAddress()
        : site.address(offset);
  }

  /** Where in the file of a site a program is attached. */
  private static List<Long> offsets(Code.Role role, Site site) {
    return switch (role) {
      case AT_SITE, AT_ENTRY, SESSION -> List.of(site.fileOffset());
      case AT_VALUES -> List.of(site.call().orElseThrow().valuesOffset());
      case AT_RESTART -> site.call().orElseThrow().restartOffsets();
      case AT_RETURN -> {
        List<Long> instructions = site.call().orElseThrow().returnOffsets();
        yield instructions.isEmpty() ? List.of(site.fileOffset()) : instructions;
      }
    };
  }

  /** How many sites have their probe. */
  int attached() {
    return attached;
  }

  List<Site> refused() {
    return refused;
  }
}
