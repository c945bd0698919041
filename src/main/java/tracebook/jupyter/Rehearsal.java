package tracebook.jupyter;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A kernel and its client in one process: runs cells over real sockets, so that the ahead-of-time
 * cache holds what a session loads.
 */
public final class Rehearsal {
  private static final int PATIENCE_MILLIS = 60_000;

  private Rehearsal() {}

  /**
   * Runs the cells one after the other, whatever becomes of them.
   *
   * @return the status of each cell's reply
   * @throws IOException if the kernel cannot be started or does not answer
   */
  public static List<String> run(KernelInfo info, Engine engine, List<String> cells)
      throws IOException {
    KernelConnectionProperties connection = connection();
    Wire wire = new Wire(signer(connection));
    Kernel kernel = Kernel.start(connection, info, engine);
    ZMQ.Context context = ZMQ.context(1);
    try (ZMQ.Socket shell = context.socket(SocketType.DEALER);
        ZMQ.Socket iopub = context.socket(SocketType.SUB)) {
      String address = "tcp://" + connection.getIp() + ":";
      iopub.subscribe(new byte[0]);
      iopub.connect(address + connection.getIopubPort());
      shell.setReceiveTimeOut(PATIENCE_MILLIS);
      shell.setLinger(0);
      shell.connect(address + connection.getShellPort());
      ask(shell, wire, "kernel_info_request", Json.object());
      List<String> statuses = new ArrayList<>();
      for (String cell : cells) {
        JsonObject request = Json.object();
        request.addProperty("code", cell);
        statuses.add(ask(shell, wire, "execute_request", request));
      }
      return statuses;
    } finally {
      context.close();
      kernel.close();
    }
  }

  private static String ask(ZMQ.Socket shell, Wire wire, String type, JsonObject content)
      throws IOException {
    JsonObject header = Json.object();
    header.addProperty("msg_id", UUID.randomUUID().toString());
    header.addProperty("session", "rehearsal");
    header.addProperty("username", "rehearsal");
    header.addProperty("date", Instant.now().toString());
    header.addProperty("msg_type", type);
    header.addProperty("version", "5.3");
    Message request = new Message(List.of(), header, Json.object(), Json.object(), content);
    List<byte[]> frames = wire.write(request);
    for (int i = 0; i < frames.size(); i++) {
      shell.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
    List<byte[]> reply = new ArrayList<>();
    do {
      byte[] frame = shell.recv();
      if (frame == null) {
        throw new IOException(
            "The kernel did not answer a `" + type + "` within " + PATIENCE_MILLIS + " ms.");
      }
      reply.add(frame);
    } while (shell.hasReceiveMore());
    return wire.read(reply)
        .map(message -> Json.string(message.content(), "status", ""))
        .orElseThrow(() -> new IOException("The kernel answered a `" + type + "` with noise."));
  }

  /** Ports that are free now. */
  private static KernelConnectionProperties connection() throws IOException {
    int[] ports = new int[5];
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < ports.length; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      ports[i] = socket.getLocalPort();
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return new KernelConnectionProperties(
        "127.0.0.1",
        ports[0],
        ports[1],
        ports[2],
        ports[3],
        ports[4],
        "tcp",
        "hmac-sha256",
        UUID.randomUUID().toString());
  }

  private static HMACGenerator signer(KernelConnectionProperties connection) throws IOException {
    try {
      return connection.createHMACGenerator();
    } catch (GeneralSecurityException impossible) {
      throw new IOException(impossible);
    }
  }
}
