package tracebook.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import tracebook.codegen.Code;
import tracebook.codegen.CodeOptions;
import tracebook.codegen.CompiledTrace;
import tracebook.ir.Account;
import tracebook.ir.Contents;
import tracebook.ir.Pairing;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;
import tracebook.linux.Clocks;
import tracebook.linux.Errno;
import tracebook.linux.PidFd;
import tracebook.linux.ProgramSpec;
import tracebook.linux.SystemCallException;
import tracebook.target.TargetException;
import tracebook.target.TargetProcess;
import tracebook.target.TargetProcess.PidNamespace;

/**
 * A trace in the kernel, from the moment its last probe is attached. The thread that calls {@link
 * #run} takes the records out of the ring until the trace ends, and detaches it.
 */
public final class TraceSession implements AutoCloseable {
  /** At the highest rate that uprobes reach, a ring of 16 MiB takes 200 ms to fill. */
  private static final long BUSY_PAUSE_NS = 1_000_000;

  private static final long IDLE_PAUSE_NS = 4_000_000;

  /** So that a target that outruns this thread cannot keep it from looking at the time. */
  private static final int RECORDS_PER_LOOK = 1 << 16;

  private final CompiledTrace trace;
  private final long maxRows;
  private final Loaded loaded;
  private final Optional<PidFd> target;
  private final List<Site> refused;
  private final Cleanup held;
  private final Links links;

  private final int[] bodyOfSite;
  private final long[] received;
  private final long fromNs;
  private final Losses losses;
  private boolean ran;
  private boolean closed;

  private TraceSession(
      CompiledTrace trace,
      long maxRows,
      Loaded loaded,
      Optional<PidFd> target,
      List<Site> refused,
      long fromNs,
      Cleanup held,
      Links links) {
    this.trace = trace;
    this.maxRows = maxRows;
    this.loaded = loaded;
    this.target = target;
    this.refused = List.copyOf(refused);
    this.held = held;
    this.links = links;
    this.bodyOfSite = bodyOfSite(trace);
    this.received = new long[trace.program().probes().size()];
    this.fromNs = fromNs;
    this.losses = new Losses(trace.program(), fromNs);
  }

  private static int[] bodyOfSite(CompiledTrace trace) {
    int[] bodies = new int[trace.program().sites().size()];
    for (int i = 0; i < trace.bodies().size(); i++) {
      for (Site site : trace.bodies().get(i).body().sites()) {
        bodies[site.number()] = i;
      }
    }
    return bodies;
  }

  /**
   * What the running kernel can do for programs.
   *
   * @param oneProcess whether they will be attached to one process only
   * @param returns whether they will be attached to returns
   * @throws CannotAttach if it cannot run them at all, or this process may not ask it to
   */
  public static CodeOptions options(boolean oneProcess, boolean returns) throws CannotAttach {
    return Running.options(oneProcess, returns);
  }

  /**
   * Loads every program, then attaches them.
   *
   * @throws CannotAttach if any of it fails; nothing is left behind then
   */
  public static TraceSession attach(CompiledTrace trace, Attachment to) throws CannotAttach {
    return attach(trace, to, Running.attach());
  }

  static TraceSession attach(CompiledTrace trace, Attachment to, ProgramSpec.Attach how)
      throws CannotAttach {
    if (trace.options().oneProcess() != to.target().isPresent()) {
      throw new IllegalArgumentException("compiled for one process and attached to all, or so");
    }
    Cleanup held = new Cleanup();
    Links links = new Links();
    held.add(links::close);
    try {
      TraceSession session = attach(trace, to, how, held, links);
      return session;
    } catch (SystemCallException e) {
      CannotAttach cannot =
          new CannotAttach(new CannotAttach.KernelRefused(String.valueOf(e.getMessage())), e);
      closeAfter(cannot, held);
      throw cannot;
    } catch (TargetException e) {
      CannotAttach cannot =
          new CannotAttach(new CannotAttach.NoTarget(e.reason().message(), e.reason().hint()), e);
      closeAfter(cannot, held);
      throw cannot;
    } catch (CannotAttach | RuntimeException e) {
      closeAfter(e, held);
      throw e;
    }
  }

  private static TraceSession attach(
      CompiledTrace trace, Attachment to, ProgramSpec.Attach how, Cleanup held, Links links)
      throws CannotAttach, TargetException {
    Optional<PidFd> target = Optional.empty();
    PidNamespace namespace = new PidNamespace(0, 0, 0);
    if (to.target().isPresent()) {
      TargetProcess process = to.target().get();
      target = Optional.of(hold(process, held));
      namespace = process.pidNamespace();
    }
    Loaded loaded = Loaded.load(trace, to.ringBytes(), how, held);
    long fromNs = Clocks.monotonic();
    loaded.counters().tell(namespace, to.maxRows(), fromNs);
    List<Attacher.Job> jobs = new ArrayList<>();
    for (int i = 0; i < trace.bodies().size(); i++) {
      jobs.addAll(Attacher.jobs(trace.bodies().get(i), loaded.programs().get(i), to.files()));
    }
    Attacher attacher =
        new Attacher(
            to.target().map(p -> OptionalInt.of(p.pid())).orElse(OptionalInt.empty()), links);
    jobs.forEach(attacher::attach);
    if (attacher.attached() == 0 && !attacher.refused().isEmpty()) {
      throw new CannotAttach(new CannotAttach.NoPlaceLeft(attacher.refused()));
    }
    return new TraceSession(
        trace, to.maxRows(), loaded, target, attacher.refused(), fromNs, held, links);
  }

  /** Holds on to the process; then it is checked that the number has not been given away. */
  private static PidFd hold(TargetProcess process, Cleanup held) throws TargetException {
    PidFd pidFd;
    try {
      pidFd = PidFd.open(process.pid());
    } catch (SystemCallException e) {
      if (e.errno().equals(Errno.ESRCH)) {
        process.mappings(); // Says that it has exited.
      }
      throw e;
    }
    held.add(pidFd::close);
    process.mappings(); // Throws if it is not the same any more.
    return pidFd;
  }

  private static void closeAfter(Exception failure, Cleanup held) {
    try {
      held.close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** The sites that the kernel would not attach to; the others are attached. */
  public List<Site> refused() {
    return refused;
  }

  /**
   * Takes the records until the trace ends, then detaches it and settles the account. Once only.
   *
   * @param limit the most time from now on; empty: no limit
   * @param stop ends it from another thread
   * @param sink is called by this thread only
   * @throws AccountMismatch if a record or a hit is unaccounted for: a defect of ours
   */
  public Outcome run(Optional<Duration> limit, StopSignal stop, RowSink sink) {
    if (ran) {
      throw new IllegalStateException("a session runs once");
    }
    ran = true;
    try {
      Ending ending = poll(limit, stop, sink);
      // The kernel waits for programs that are running: afterwards no record is reserved and not
      // submitted, and no counter moves.
      links.close();
      while (drain(sink) != 0) {
        // Until nothing waits.
      }
      return settle(ending);
    } finally {
      close();
    }
  }

  /** What there is so far; from any thread, and empty once the trace has ended. */
  public Optional<Moment> look() {
    synchronized (held) {
      return closed
          ? Optional.empty()
          : Optional.of(new Moment(loaded.counters().accounts(), loaded.summaries().read()));
    }
  }

  private Ending poll(Optional<Duration> limit, StopSignal stop, RowSink sink) {
    long deadline = System.nanoTime() + limit.map(Duration::toNanos).orElse(Long.MAX_VALUE / 2);
    long pause = BUSY_PAUSE_NS;
    while (true) {
      boolean exited = target.isPresent() && target.get().exited();
      int taken = drain(sink);
      losses.look(Clocks.monotonic(), loaded.counters().losses());
      loaded.sweeper().sweepWhenDue(System.nanoTime());
      Optional<Ending> stopped = loaded.counters().stopped();
      if (stopped.isPresent()) {
        return stopped.get();
      }
      long left = deadline - System.nanoTime();
      if (stop.stopped() || Thread.currentThread().isInterrupted()) {
        return Ending.INTERRUPTED;
      }
      if (exited) {
        return Ending.TARGET_EXITED;
      }
      if (left <= 0) {
        return Ending.TIME_IS_UP;
      }
      if (taken < RECORDS_PER_LOOK) {
        pause = taken > 0 ? BUSY_PAUSE_NS : Math.min(pause * 2, IDLE_PAUSE_NS);
        try {
          stop.pause(Math.min(pause, left));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt(); // The caller's to see, too.
        }
      }
    }
  }

  private int drain(RowSink sink) {
    return loaded
        .ring()
        .drain(
            RECORDS_PER_LOOK,
            (bytes, offset, length) -> {
              int body = bodyOfSite[bytes.getInt(offset + RowLayout.SITE)];
              received[trace.bodies().get(body).probe()]++;
              sink.accept(body, bytes, offset, length);
            });
  }

  private Outcome settle(Ending ending) {
    long toNs = Clocks.monotonic();
    List<Account> counted = loaded.counters().accounts();
    losses.look(toNs, loaded.counters().losses());
    long[] skipped = new long[counted.size()];
    for (int i = 0; i < trace.bodies().size(); i++) {
      skipped[trace.bodies().get(i).probe()] += skipped(i);
    }
    List<Account> accounts = new ArrayList<>();
    for (int probe = 0; probe < skipped.length; probe++) {
      losses.skipped(probe, skipped[probe]);
      Account a = counted.get(probe);
      accounts.add(
          new Account(
              a.hits() + skipped[probe],
              a.rows(),
              beginsSpans(probe) ? a.hits() - a.rows() - a.lost() : a.filtered(),
              a.throttled(),
              a.lost() + skipped[probe],
              a.unreadable()));
    }
    List<Contents> summaries = loaded.summaries().read();
    check(accounts, summaries);
    return new Outcome(ending, fromNs, toNs, accounts, losses.gaps(), summaries, refused);
  }

  /** Whether a probe has no rows of its own: its hits are rows when the end of their span was. */
  private boolean beginsSpans(int probe) {
    return trace.program().probes().get(probe).bodies().stream()
        .anyMatch(b -> b.pairing() instanceof Pairing.Began);
  }

  /** Hits of a body that the kernel skipped. */
  private long skipped(int body) {
    List<Code> codes = trace.bodies().get(body).codes();
    long skipped = 0;
    for (int i = 0; i < codes.size(); i++) {
      if (codes.get(i).role().countsHits()) {
        skipped += loaded.programs().get(body).get(i).info().recursionMisses();
      }
    }
    return skipped;
  }

  private void check(List<Account> accounts, List<Contents> summaries) {
    long waiting = loaded.ring().waiting();
    if (waiting != 0) {
      throw new AccountMismatch(waiting + " bytes wait in the ring after it was detached");
    }
    long[] grouped = new long[summaries.size()];
    for (int probe = 0; probe < received.length; probe++) {
      Account account = accounts.get(probe);
      if (!account.balances()) {
        throw new AccountMismatch(account + " does not balance");
      }
      OptionalInt summary = trace.program().summaryOf(probe);
      if (summary.isPresent()) {
        grouped[summary.getAsInt()] += account.rows();
      } else if (account.rows() != received[probe] && !beginsSpans(probe)) {
        throw new AccountMismatch(account + " but " + received[probe] + " records were received");
      }
    }
    for (int i = 0; i < grouped.length; i++) {
      long hits = summaries.get(i).hits(trace.program().summaries().get(i));
      if (hits != grouped[i]) {
        throw new AccountMismatch(grouped[i] + " hits were grouped but the groups have " + hits);
      }
    }
    assert LongStream.of(received).sum() <= maxRows;
  }

  /** A hit or a record is unaccounted for: the table would lie, so there is none. */
  public static final class AccountMismatch extends IllegalStateException {
    private static final long serialVersionUID = 1;

    AccountMismatch(String message) {
      super("the account is wrong: " + message);
    }
  }

  /** Detaches and gives everything back; after {@link #run} there is nothing left to do. */
  @Override
  public void close() {
    synchronized (held) {
      closed = true;
      held.close();
    }
  }
}
