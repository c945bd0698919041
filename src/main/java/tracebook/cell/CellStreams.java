package tracebook.cell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * {@code System.out}, {@code err} and {@code in} of this process, routed to the cell whose thread
 * uses them. A thread belongs to the cell that started it; threads of the common pool, which belong
 * to nobody, to the cell that runs.
 */
final class CellStreams {
  /** A cell's output with its streams' undecoded bytes. */
  private static final class Streams {
    final CellOutput output;
    final Decoding out;
    final Decoding err;
    byte[] line = new byte[0];
    int read;

    Streams(CellOutput output) {
      this.output = output;
      out = new Decoding(output::stdout);
      err = new Decoding(output::stderr);
    }
  }

  private static final InheritableThreadLocal<@Nullable Streams> OWN =
      new InheritableThreadLocal<>();

  private static volatile @Nullable Streams running;

  private CellStreams() {}

  /** Takes the process's standard streams over; what no cell writes still goes where it went. */
  static synchronized void install() {
    if (System.out instanceof Routed) {
      return;
    }
    System.setOut(new Routed(new Router(System.out, streams -> streams.out)));
    System.setErr(new Routed(new Router(System.err, streams -> streams.err)));
    System.setIn(new Input());
  }

  /** Runs a task as a part of the cell that owns this output. */
  static <T> T within(CellOutput output, java.util.function.Supplier<T> task) {
    Streams before = OWN.get();
    Streams runningBefore = running;
    Streams streams = new Streams(output);
    OWN.set(streams);
    running = streams;
    try {
      return task.get();
    } finally {
      OWN.set(before);
      running = runningBefore;
    }
  }

  /** The output of the cell that this thread belongs to. */
  static @Nullable CellOutput current() {
    Streams streams = streams();
    return streams == null ? null : streams.output;
  }

  private static @Nullable Streams streams() {
    if (Thread.currentThread() instanceof ForkJoinWorkerThread worker
        && worker.getPool().equals(ForkJoinPool.commonPool())) {
      return running;
    }
    return OWN.get();
  }

  private static final class Routed extends PrintStream {
    Routed(OutputStream router) {
      super(router, true, StandardCharsets.UTF_8);
    }
  }

  private static final class Router extends OutputStream {
    private final OutputStream process;
    private final java.util.function.Function<Streams, Decoding> stream;

    Router(OutputStream process, java.util.function.Function<Streams, Decoding> stream) {
      this.process = process;
      this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Streams streams = streams();
      if (streams == null) {
        process.write(bytes, offset, length);
      } else {
        stream.apply(streams).write(ByteBuffer.wrap(bytes, offset, length));
      }
    }

    @Override
    public void flush() throws IOException {
      if (streams() == null) {
        process.flush();
      }
    }
  }

  /** Bytes to text; a character may come in several writes. */
  private static final class Decoding {
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final java.util.function.Consumer<String> sink;
    private byte[] rest = new byte[0];

    Decoding(java.util.function.Consumer<String> sink) {
      this.sink = sink;
    }

    synchronized void write(ByteBuffer bytes) {
      ByteBuffer all =
          rest.length == 0
              ? bytes
              : ByteBuffer.allocate(rest.length + bytes.remaining()).put(rest).put(bytes).flip();
      CharBuffer text = CharBuffer.allocate(all.remaining() + 1);
      decoder.decode(all, text, false);
      rest = new byte[all.remaining()];
      all.get(rest);
      if (text.flip().hasRemaining()) {
        sink.accept(text.toString());
      }
    }
  }

  /** Lines from the front end; a thread that belongs to no cell reads the end of the stream. */
  private static final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      Streams streams = streams();
      if (streams == null) {
        return -1;
      }
      if (length == 0) {
        return 0;
      }
      synchronized (streams) {
        if (streams.read == streams.line.length) {
          streams.line =
              (streams.output.readLine("", false) + "\n").getBytes(StandardCharsets.UTF_8);
          streams.read = 0;
        }
        int n = Math.min(length, streams.line.length - streams.read);
        System.arraycopy(streams.line, streams.read, bytes, offset, n);
        streams.read += n;
        return n;
      }
    }

    @Override
    public int available() {
      Streams streams = streams();
      if (streams == null) {
        return 0;
      }
      synchronized (streams) {
        return streams.line.length - streams.read;
      }
    }
  }
}
