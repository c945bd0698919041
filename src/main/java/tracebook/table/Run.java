package tracebook.table;

import java.util.List;
import tracebook.ir.Account;
import tracebook.ir.Contents;
import tracebook.ir.Gap;
import tracebook.ir.Provenance;
import tracebook.rows.TraceRecords;

/**
 * A trace that has ended, or a moment of one that goes on: what its tables are made of.
 *
 * @param accounts one for each probe of the program, in its order
 * @param wallClockOffset what makes a CLOCK_MONOTONIC time one since the epoch when added, ns
 * @param summaries what the summaries of the program hold, in its order
 * @param warnings to be shown under the table, one sentence each
 * @param interrupted whether the user ended it early
 */
public record Run(
    TraceRecords records,
    List<Account> accounts,
    List<Gap> gaps,
    Provenance provenance,
    long wallClockOffset,
    List<Contents> summaries,
    List<String> warnings,
    boolean interrupted) {
  public Run {
    accounts = List.copyOf(accounts);
    gaps = List.copyOf(gaps);
    summaries = List.copyOf(summaries);
    warnings = List.copyOf(warnings);
    if (accounts.size() != records.program().probes().size()) {
      throw new IllegalArgumentException(
          accounts.size() + " accounts of " + records.program().probes().size() + " probes");
    }
  }

  /** A trace without summaries. */
  public Run(
      TraceRecords records,
      List<Account> accounts,
      List<Gap> gaps,
      Provenance provenance,
      long wallClockOffset,
      List<String> warnings,
      boolean interrupted) {
    this(records, accounts, gaps, provenance, wallClockOffset, List.of(), warnings, interrupted);
  }
}
