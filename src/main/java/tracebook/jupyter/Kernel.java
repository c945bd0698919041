package tracebook.jupyter;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A kernel on its sockets: a thread each for shell, control, stdin and heartbeat, and one that
 * alone writes iopub. Sockets answer as soon as {@link #start} returns.
 */
public final class Kernel implements AutoCloseable {
  private static final long GRACE_MILLIS = 2_000;

  private final ZMQ.Context context = ZMQ.context(1);
  private final CountDownLatch shutdown = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final List<Channel> unowned = new ArrayList<>();
  private final IoPub iopub;
  private final Stdin stdin;
  private final Executor executor;

  private Kernel(KernelConnectionProperties connection, KernelInfo info, Engine engine)
      throws IOException {
    Wire wire = new Wire(signer(connection));
    Addresses at = new Addresses(connection);
    try {
      Channel control = bind(SocketType.ROUTER, at.of(connection.getControlPort()), wire);
      Channel shell = bind(SocketType.ROUTER, at.of(connection.getShellPort()), wire);
      Channel input = bind(SocketType.ROUTER, at.of(connection.getStdinPort()), wire);
      Channel publish = bind(SocketType.PUB, at.of(connection.getIopubPort()), wire);
      Channel heartbeat = bind(SocketType.REP, at.of(connection.getHbPort()), wire);

      iopub = new IoPub(publish, wire);
      stdin = new Stdin(context, input, wire);
      History history = new History();
      Requests requests = new Requests(engine, info, history, iopub);
      executor = new Executor(engine, iopub, stdin, history);
      Runnable end = shutdown::countDown;
      start("iopub", iopub);
      start("stdin", stdin);
      start("heartbeat", () -> beat(heartbeat));
      start("control", new Control(control, wire, iopub, executor, requests, end));
      start("shell", new Shell(shell, wire, iopub, executor, requests, end));
    } catch (IOException | RuntimeException cannotStart) {
      unowned.forEach(Channel::close);
      context.close();
      throw cannotStart;
    }
  }

  /**
   * Binds the sockets of a connection file and starts to answer on them.
   *
   * @throws IOException if the file cannot be read, or asks for what this kernel does not have
   */
  public static Kernel start(Path connectionFile, KernelInfo info, Engine engine)
      throws IOException {
    KernelConnectionProperties connection;
    try {
      connection = KernelConnectionProperties.parse(Files.readString(connectionFile));
    } catch (com.google.gson.JsonParseException notJson) {
      throw new IOException("`" + connectionFile + "` is not a connection file.", notJson);
    }
    if (connection == null) {
      throw new IOException("`" + connectionFile + "` is empty, not a connection file.");
    }
    return start(connection, info, engine);
  }

  static Kernel start(KernelConnectionProperties connection, KernelInfo info, Engine engine)
      throws IOException {
    return new Kernel(connection, info, engine);
  }

  /** Ends the wait of {@link #awaitShutdown} when the process of this id has ended. */
  public void watchParent(Optional<String> pid) {
    ParentWatch.watch(pid, shutdown::countDown);
  }

  /** Waits until a client asks for shutdown, or the parent is gone. */
  public void awaitShutdown() throws InterruptedException {
    shutdown.await();
  }

  /** Interrupts the running cell, lets output go out, and closes the sockets; bounded in time. */
  @Override
  public void close() {
    shutdown.countDown();
    executor.interrupt();
    iopub.close();
    stdin.close();
    // Ending the context wakes the threads; it waits until each has closed its socket.
    Thread end = new Thread(context::close, "jupyter-end");
    end.setDaemon(true);
    end.start();
    try {
      end.join(GRACE_MILLIS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private Channel bind(SocketType type, String address, Wire wire) throws IOException {
    try {
      Channel channel = Channel.bind(context, type, address, wire);
      unowned.add(channel);
      return channel;
    } catch (RuntimeException cannotBind) {
      throw new IOException("Cannot listen on `" + address + "`.", cannotBind);
    }
  }

  private void start(String name, Runnable loop) {
    Thread thread = new Thread(loop, "jupyter-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private static void beat(Channel heartbeat) {
    try (heartbeat) {
      while (true) {
        heartbeat.echo();
      }
    } catch (Channel.Closed ended) {
      return;
    }
  }

  private static HMACGenerator signer(KernelConnectionProperties connection) throws IOException {
    try {
      return connection.createHMACGenerator();
    } catch (GeneralSecurityException unknown) {
      throw new IOException(
          "The connection file asks for signatures by `"
              + connection.getSignatureScheme()
              + "`, which this Java does not have.",
          unknown);
    }
  }
}
