package tracebook.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
  private final Cleanup links;
  private final List<Site> refused = new ArrayList<>();
  private int attached;

  Attacher(OptionalInt pid, Cleanup links) {
    this.pid = pid;
    this.links = links;
  }

  /** The sites that go into one link. */
  private record Place(String module, boolean atReturn) {}

  /** A program and the places of one file for it. */
  record Job(BpfProgram program, Path file, boolean atReturn, List<Site> sites) {}

  static List<Job> jobs(
      CompiledBody body, BpfProgram program, java.util.function.Function<String, Path> files) {
    Map<Place, List<Site>> byPlace = new LinkedHashMap<>();
    for (Site site : body.body().sites()) {
      byPlace
          .computeIfAbsent(new Place(site.module(), site.atReturn()), p -> new ArrayList<>())
          .add(site);
    }
    List<Job> jobs = new ArrayList<>();
    byPlace.forEach(
        (place, sites) ->
            jobs.add(new Job(program, files.apply(place.module()), place.atReturn(), sites)));
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
      links.add(link::close);
      attached += sites.size();
    } catch (SystemCallException e) {
      if (!e.errno().equals(Errno.ENOTSUPP) && !e.errno().equals(ENOEXEC)) {
        throw e;
      }
      if (sites.size() == 1) {
        refused.addAll(sites);
        return;
      }
      attach(job, sites.subList(0, sites.size() / 2));
      attach(job, sites.subList(sites.size() / 2, sites.size()));
    }
  }

  private BpfLink link(Job job, List<Site> sites) {
    List<UprobeSpec.Place> places =
        sites.stream().map(s -> new UprobeSpec.Place(s.fileOffset(), Cookie.of(s))).toList();
    UprobeSpec spec = new UprobeSpec(job.file, places, job.atReturn, pid);
    return job.program.spec().attach() == ProgramSpec.Attach.PERF_EVENT
        ? Bpf.attachPerfEvents(job.program, spec)
        : Bpf.attachMulti(job.program, spec);
  }

  /** How many sites have their probe. */
  int attached() {
    return attached;
  }

  List<Site> refused() {
    return refused;
  }
}
