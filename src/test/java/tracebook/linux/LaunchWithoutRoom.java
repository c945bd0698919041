package tracebook.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Launches with one more free descriptor each time, from one on, until it succeeds; says each time
 * which descriptors of ours are left open, and what became of it. What Java itself leaves open when
 * it cannot start a process counts as taken.
 */
final class LaunchWithoutRoom {
  private LaunchWithoutRoom() {}

  public static void main(String[] args) throws Exception {
    launch(); // Loads the classes, which takes descriptors too.
    try (PidFd none = PidFd.open(Integer.MAX_VALUE)) {
      System.out.println(none.exited());
    } catch (SystemCallException expected) {
      // Its class is loaded.
    }
    Deque<RandomAccessFile> taken = new ArrayDeque<>();
    String outcome = "";
    for (int free = 1; !outcome.equals("launched"); free++) {
      takeAll(taken);
      for (int i = 0; i < free; i++) {
        taken.remove().close();
      }
      outcome = launch();
      System.out.println(Fd.open() + "\t" + outcome);
    }
  }

  private static void takeAll(Deque<RandomAccessFile> taken) {
    try {
      while (true) {
        taken.add(new RandomAccessFile("/dev/null", "r"));
      }
    } catch (IOException full) {
      // There are no more.
    }
  }

  private static String launch() throws Exception {
    try (Launch launch = Launch.start(List.of("/bin/true"))) {
      launch.process().destroyForcibly().waitFor();
      return "launched";
    } catch (Launch.CannotStart | SystemCallException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
