package tracebook.jupyter;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is broadcast, in the order in which it was said, written by one thread. Text of
 * one cell's stream that comes in a row goes out as one message: 100,000 lines one by one would
 * take a front end a minute.
 */
final class IoPub implements Runnable {
  /** How long text waits for more text, in nanoseconds. */
  private static final long BATCH_NANOS = 25_000_000;

  /** Characters that may wait before writers have to. */
  private static final int MOST_WAITING = 4 << 20;

  /** Characters of one stream message. */
  private static final int LONGEST_TEXT = 1 << 18;

  private sealed interface Entry {}

  private record Whole(Message message) implements Entry {}

  private record Text(Message parent, String stream, StringBuilder text, long since)
      implements Entry {}

  private final Channel channel;
  private final Wire wire;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private int waitingCharacters;
  private boolean closing;

  IoPub(Channel channel, Wire wire) {
    this.channel = channel;
    this.wire = wire;
  }

  void status(Message parent, String state) {
    JsonObject content = Json.object();
    content.addProperty("execution_state", state);
    publish(parent, "status", content);
  }

  synchronized void publish(Message parent, String type, JsonObject content) {
    if (!closing) {
      waiting.add(new Whole(wire.publication(parent, type, content)));
      notifyAll();
    }
  }

  /** Adds text; waits while too much of it has not gone out. */
  void stream(Message parent, String stream, String text) {
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + LONGEST_TEXT);
      if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
        end--;
      }
      append(parent, stream, text.substring(at, end));
      at = end;
    }
  }

  @SuppressWarnings(
      "ReferenceEquality") // One request is one object; its JSON need not be compared.
  private synchronized void append(Message parent, String stream, String text) {
    boolean interrupted = false;
    while (waitingCharacters > MOST_WAITING && !closing) {
      try {
        wait();
      } catch (InterruptedException stopped) {
        // The text was written before the interrupt; the writer needs milliseconds.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (closing) {
      return;
    }
    waitingCharacters += text.length();
    if (waiting.peekLast() instanceof Text last
        && last.parent == parent
        && last.stream.equals(stream)
        && last.text.length() + text.length() <= LONGEST_TEXT) {
      last.text.append(text);
    } else {
      waiting.add(new Text(parent, stream, new StringBuilder(text), System.nanoTime()));
      notifyAll();
    }
  }

  /** Lets what was said go out, and then ends the thread. */
  synchronized void close() {
    closing = true;
    notifyAll();
  }

  @Override
  public void run() {
    try (channel) {
      for (List<Entry> batch = next(); batch != null; batch = next()) {
        for (Entry entry : batch) {
          channel.send(
              switch (entry) {
                case Whole whole -> whole.message;
                case Text text -> streamMessage(text);
              });
        }
      }
    } catch (Channel.Closed | InterruptedException ended) {
      close();
    }
  }

  private Message streamMessage(Text text) {
    JsonObject content = Json.object();
    content.addProperty("name", text.stream);
    content.addProperty("text", text.text.toString());
    return wire.publication(text.parent, "stream", content);
  }

  /** What is to be sent now; null at the end. */
  private synchronized @Nullable List<Entry> next() throws InterruptedException {
    while (waiting.isEmpty()) {
      if (closing) {
        return null;
      }
      wait();
    }
    while (!closing && waiting.size() == 1 && waiting.peekFirst() instanceof Text text) {
      long left = text.since + BATCH_NANOS - System.nanoTime();
      if (left <= 0 || text.text.length() > LONGEST_TEXT / 2) {
        break;
      }
      wait(left / 1_000_000 + 1);
    }
    List<Entry> batch = new ArrayList<>(waiting);
    waiting.clear();
    waitingCharacters = 0;
    notifyAll();
    return batch;
  }
}
