package tracebook.session;

import java.util.List;
import tracebook.ir.Account;
import tracebook.ir.Contents;
import tracebook.ir.Gap;
import tracebook.ir.Site;

/**
 * How a trace went; its rows went to the sink.
 *
 * @param fromNs CLOCK_MONOTONIC before the first probe was attached
 * @param toNs CLOCK_MONOTONIC after the last one was detached
 * @param accounts one for each probe of the program, in its order; every one balances
 * @param gaps when hits were lost, by time; for each probe they add up to its {@code lost}
 * @param summaries what the summaries of the program hold, in its order
 * @param refused the sites that the kernel would not attach to
 */
public record Outcome(
    Ending ending,
    long fromNs,
    long toNs,
    List<Account> accounts,
    List<Gap> gaps,
    List<Contents> summaries,
    List<Site> refused) {
  public Outcome {
    accounts = List.copyOf(accounts);
    gaps = List.copyOf(gaps);
    summaries = List.copyOf(summaries);
    refused = List.copyOf(refused);
  }
}
