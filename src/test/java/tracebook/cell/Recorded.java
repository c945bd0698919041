package tracebook.cell;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import tracebook.display.MimeBundle;

/** An output that remembers. */
final class Recorded implements CellOutput {
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder err = new StringBuilder();
  final List<MimeBundle> displayed = new ArrayList<>();
  final Deque<String> input = new ArrayDeque<>();

  /** Open as soon as something was printed. */
  final CountDownLatch printed = new CountDownLatch(1);

  volatile boolean interrupted;

  synchronized String out() {
    return out.toString();
  }

  synchronized String err() {
    return err.toString();
  }

  @Override
  public synchronized void stdout(String text) {
    out.append(text);
    printed.countDown();
  }

  @Override
  public synchronized void stderr(String text) {
    err.append(text);
  }

  @Override
  public synchronized void display(MimeBundle bundle) {
    displayed.add(bundle);
  }

  @Override
  public void display(MimeBundle bundle, String displayId) {
    display(bundle);
  }

  @Override
  public void update(MimeBundle bundle, String displayId) {
    display(bundle);
  }

  @Override
  public void clear(boolean wait) {}

  @Override
  public String readLine(String prompt, boolean password) throws IOException {
    if (input.isEmpty()) {
      throw new IOException("no input");
    }
    return input.remove();
  }

  @Override
  public boolean interrupted() {
    return interrupted;
  }
}
