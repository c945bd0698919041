package tracebook.lang;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The first line of a trace cell, {@code %%trace [TARGET] [OPTIONS]}, taken apart; absent options
 * are empty.
 */
public record Options(
    Optional<Target> target,
    Optional<Duration> duration,
    Optional<Long> maxRows,
    Optional<Name> as,
    boolean background,
    boolean dryRun,
    Optional<Double> budgetPercent,
    Optional<Integer> depth,
    Optional<Integer> capBytes,
    Optional<String> record,
    Optional<String> replay,
    boolean keep) {

  /** What to trace. */
  public sealed interface Target {}

  /** {@code 1234}, {@code -p 1234}, also together with {@code -t PATH}. */
  public record Pid(int pid, Optional<String> path) implements Target {}

  /** {@code nginx}. */
  public record ProcessName(Name name) implements Target {}

  /** {@code -t PATH}. */
  public record Everyone(String path) implements Target {}

  /** {@code --launch 'CMD ARGS'}. */
  public record Launch(List<String> command) implements Target {
    public Launch {
      command = List.copyOf(command);
    }
  }
}
