package tracebook.lang;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tracebook.source.Span;

/**
 * The first line of a trace cell, {@code %%trace [TARGET] [OPTIONS]}, taken apart; absent options
 * are empty.
 *
 * @param depth most stack frames, 1 to 128
 * @param capBytes most bytes captured through one pointer, 1 to 65536
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

  /** Those of a cell without a {@code %%trace} line. */
  public static final Options NONE =
      new Options(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /** What to trace, and where the cell says so. */
  public sealed interface Target {
    Span span();
  }

  /** {@code 1234}, {@code -p 1234}, also together with {@code -t PATH}. */
  public record Pid(int pid, Optional<String> path, Span span) implements Target {}

  /** {@code nginx}. */
  public record ProcessName(String name, Span span) implements Target {}

  /** {@code -t PATH}. */
  public record Everyone(String path, Span span) implements Target {}

  /** {@code --launch 'CMD ARGS'}: at least one word. */
  public record Launch(List<String> command, Span span) implements Target {
    public Launch {
      command = List.copyOf(command);
    }
  }
}
