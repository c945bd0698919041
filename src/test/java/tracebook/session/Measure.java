package tracebook.session;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import tracebook.Scratch;
import tracebook.codegen.CompiledTrace;
import tracebook.ir.Account;

/**
 * Says what attaching, detaching and a hit cost here. Not a test: {@code java -cp <test class path>
 * --enable-native-access=ALL-UNNAMED tracebook.session.Measure [hits]}.
 */
final class Measure {
  private static final int ROUNDS = 3;

  private Measure() {}

  public static void main(String[] args) throws Exception {
    long hits = args.length > 0 ? Long.parseLong(args[0]) : 2_000_000;
    Path dir = Scratch.directory("measure");
    Path executable = Target.compile(dir);
    try (Target target = new Target(executable)) {
      System.out.printf("unobserved: %d ns for %d calls%n", time(target, hits), hits);
      for (int round = 0; round < ROUNDS; round++) {
        for (Kernel kernel : Kernel.values()) {
          round(target, kernel, hits);
        }
      }
    }
  }

  private static void round(Target target, Kernel kernel, long hits) throws Exception {
    CompiledTrace trace =
        Traces.compile(
            kernel.options,
            Traces.probe("probe", Traces.firstArgument(target.site(0, target.probe))));
    Attachment to = target.attachment().withMaxRows(Long.MAX_VALUE);
    StopSignal stop = new StopSignal();
    AtomicLong cpu = new AtomicLong();
    long begin = System.nanoTime();
    try (TraceSession session = TraceSession.attach(trace, to, kernel.attach)) {
      long attached = System.nanoTime();
      CompletableFuture<Outcome> running =
          CompletableFuture.supplyAsync(
              () -> {
                Outcome outcome =
                    session.run(Optional.empty(), stop, (body, bytes, at, length) -> {});
                cpu.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                return outcome;
              },
              task -> new Thread(task).start());
      long took = time(target, hits);
      long stopping = System.nanoTime();
      stop.stop();
      Account account = running.get().accounts().get(0);
      long ended = System.nanoTime();
      System.out.printf(
          "%-14s attach %5.1f ms, %4d k hits/s (%4d ns), rows %d, lost %d, consumer %4d ms of %d"
              + " ms, end %5.1f ms%n",
          kernel,
          (attached - begin) / 1e6,
          hits * 1_000_000 / took,
          took / hits,
          account.rows(),
          account.lost(),
          cpu.get() / 1_000_000,
          took / 1_000_000,
          (ended - stopping) / 1e6);
    }
  }

  private static long time(Target target, long hits) throws Exception {
    long before = System.nanoTime();
    target.command("hits " + hits);
    return System.nanoTime() - before;
  }
}
