package tracebook.cell;

import java.nio.file.Path;
import java.util.Locale;
import tracebook.table.Listing;

/**
 * Says how long {@code %vars} takes. Not a test; {@code src/bench/vars.py} runs it: {@code java -cp
 * <test class path> tracebook.cell.ListingTime FILE PLACE…}. One line for each place: the
 * milliseconds of the first time, those of the fastest of the last five of ten, the number of
 * variables, and the place.
 */
final class ListingTime {
  private static final int TIMES = 10;

  private ListingTime() {}

  public static void main(String[] args) {
    Explored program = Explored.attached(Path.of(args[0]));
    for (int i = 1; i < args.length; i++) {
      double first = 0;
      double best = Double.MAX_VALUE;
      int rows = 0;
      for (int time = 0; time < TIMES; time++) {
        long start = System.nanoTime();
        Listing listing = program.listing("vars", args[i]);
        double took = (System.nanoTime() - start) / 1e6;
        rows = listing.rowCount();
        first = time == 0 ? took : first;
        best = time < TIMES / 2 ? best : Math.min(best, took);
      }
      System.out.printf(Locale.ROOT, "%.1f %.1f %d %s%n", first, best, rows, args[i]);
    }
  }
}
