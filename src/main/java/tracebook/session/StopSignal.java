package tracebook.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends a running session from any thread, at once and for good; the rows so far are kept. */
public final class StopSignal {
  private final CountDownLatch latch = new CountDownLatch(1);

  /** Asks for the end; more than once is the same as once. */
  public void stop() {
    latch.countDown();
  }

  public boolean stopped() {
    return latch.getCount() == 0;
  }

  /** Waits so long, shorter when the signal is given. */
  void pause(long nanos) throws InterruptedException {
    boolean given = latch.await(nanos, TimeUnit.NANOSECONDS);
    assert !given || stopped();
  }
}
