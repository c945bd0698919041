package tracebook.session;

import java.util.List;
import tracebook.ir.Account;
import tracebook.ir.Contents;

/**
 * What a running trace has so far. Programs count while it is looked at: hits that have not become
 * anything yet are not among them, and a group may be a hit ahead of the account.
 *
 * @param accounts one for each probe of the program, in its order; every one balances
 * @param summaries what the summaries of the program hold, in its order
 */
public record Moment(List<Account> accounts, List<Contents> summaries) {
  public Moment {
    accounts = accounts.stream().map(Moment::balanced).toList();
    summaries = List.copyOf(summaries);
  }

  private static Account balanced(Account a) {
    long settled = a.rows() + a.filtered() + a.throttled() + a.lost();
    return new Account(settled, a.rows(), a.filtered(), a.throttled(), a.lost(), a.unreadable());
  }
}
