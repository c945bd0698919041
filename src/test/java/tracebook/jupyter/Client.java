package tracebook.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import tracebook.OwnPorts;

/** A Jupyter client of one thread. Every wait is bounded and fails the test. */
public final class Client implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 120_000;
  private static final String KEY = "0b7d2f4e-test-key";

  /** A message from the kernel. */
  public record Received(String type, String parentId, JsonObject content) {
    public String text(String name) {
      return content.get(name).getAsString();
    }

    public String status() {
      return text("status");
    }
  }

  /** What one request led to. */
  public record Run(Received reply, List<Received> published) {
    public List<Received> published(String type) {
      return published.stream().filter(m -> m.type.equals(type)).toList();
    }

    /** All text of a stream. */
    public String stream(String name) {
      StringBuilder text = new StringBuilder();
      for (Received message : published("stream")) {
        text.append(message.text("name").equals(name) ? message.text("text") : "");
      }
      return text.toString();
    }

    /** The text of the result. */
    public String result() {
      assertThat(published("execute_result")).as("result of %s", this).hasSize(1);
      JsonObject content = published("execute_result").get(0).content;
      return content.getAsJsonObject("data").get("text/plain").getAsString();
    }
  }

  public final ZMQ.Socket shell;
  public final ZMQ.Socket control;
  public final ZMQ.Socket stdin;
  public final ZMQ.Socket iopub;
  public final ZMQ.Socket heartbeat;
  private final ZMQ.Context context = ZMQ.context(1);
  private final Wire wire;

  public Client(Path connectionFile) throws IOException, GeneralSecurityException {
    JsonObject file = Json.GSON.fromJson(Files.readString(connectionFile), JsonObject.class);
    wire = new Wire(new HMACGenerator("hmac-sha256", KEY));
    shell = connect(SocketType.DEALER, file, "shell_port");
    control = connect(SocketType.DEALER, file, "control_port");
    stdin = connect(SocketType.DEALER, file, "stdin_port");
    iopub = connect(SocketType.SUB, file, "iopub_port");
    iopub.subscribe(new byte[0]);
    heartbeat = connect(SocketType.REQ, file, "hb_port");
  }

  private ZMQ.Socket connect(SocketType type, JsonObject file, String port) {
    ZMQ.Socket socket = context.socket(type);
    socket.setReceiveTimeOut(PATIENCE_MILLIS);
    socket.setLinger(0);
    if (type == SocketType.DEALER) {
      socket.setIdentity("test-client".getBytes(UTF_8));
    }
    socket.connect("tcp://" + file.get("ip").getAsString() + ":" + file.get(port).getAsInt());
    return socket;
  }

  /** A connection file with ports that are free, and that nobody else asks for. */
  public static Path connectionFile(Path directory) throws IOException {
    JsonObject file = new JsonObject();
    List<Integer> ports = OwnPorts.take(5);
    List<String> channels = List.of("shell", "control", "stdin", "iopub", "hb");
    for (int i = 0; i < channels.size(); i++) {
      file.addProperty(channels.get(i) + "_port", ports.get(i));
    }
    file.addProperty("transport", "tcp");
    file.addProperty("ip", OwnPorts.ADDRESS);
    file.addProperty("signature_scheme", "hmac-sha256");
    file.addProperty("key", KEY);
    return Files.writeString(directory.resolve("connection.json"), file.toString());
  }

  /** Waits until the kernel answers and its publications arrive here. */
  public Client ready() {
    iopub.setReceiveTimeOut(50);
    for (int i = 0; i < 200; i++) {
      request(shell, "kernel_info_request", new JsonObject());
      receive(shell);
      if (iopub.recv() != null) {
        iopub.setReceiveTimeOut(300);
        while (iopub.recv() != null) {
          // The rest of the kernel's answers to these requests.
        }
        iopub.setReceiveTimeOut(PATIENCE_MILLIS);
        return this;
      }
    }
    throw new AssertionError("nothing was published");
  }

  public String request(ZMQ.Socket socket, String type, JsonObject content) {
    Message message = message(type, content);
    send(socket, wire.write(message));
    return Json.string(message.header(), "msg_id", "");
  }

  /** Signed with another key. */
  public void requestBadlySigned(ZMQ.Socket socket, String type) throws GeneralSecurityException {
    Wire other = new Wire(new HMACGenerator("hmac-sha256", "another key"));
    send(socket, other.write(message(type, new JsonObject())));
  }

  public static void send(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  private static Message message(String type, JsonObject content) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", UUID.randomUUID().toString());
    header.addProperty("session", "test");
    header.addProperty("username", "test");
    header.addProperty("date", "2026-01-01T00:00:00Z");
    header.addProperty("msg_type", type);
    header.addProperty("version", "5.3");
    return new Message(List.of(), header, new JsonObject(), new JsonObject(), content);
  }

  public Received receive(ZMQ.Socket socket) {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      assertThat(frame).as("a message within %s ms", PATIENCE_MILLIS).isNotNull();
      frames.add(frame);
    } while (socket.hasReceiveMore());
    Message message = wire.read(frames).orElseThrow(() -> new AssertionError("not signed well"));
    return new Received(
        message.type(), Json.string(message.parent(), "msg_id", ""), message.content());
  }

  public static JsonObject executeRequest(String code) {
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    content.addProperty("silent", false);
    content.addProperty("store_history", true);
    content.add("user_expressions", new JsonObject());
    content.addProperty("allow_stdin", true);
    content.addProperty("stop_on_error", true);
    return content;
  }

  public Run execute(String code) {
    return execute(executeRequest(code));
  }

  public Run execute(JsonObject request) {
    return finish(request(shell, "execute_request", request));
  }

  /** The reply to a shell request, and all that was published for it until it was idle. */
  public Run finish(String id) {
    List<Received> published = untilIdle(id);
    Received reply = receive(shell);
    assertThat(reply.parentId).isEqualTo(id);
    return new Run(reply, published);
  }

  public List<Received> untilIdle(String id) {
    List<Received> published = new ArrayList<>();
    while (true) {
      Received message = receive(iopub);
      if (message.parentId.equals(id)) {
        published.add(message);
        if (message.type.equals("status") && message.text("execution_state").equals("idle")) {
          return published;
        }
      }
    }
  }

  /** Any other shell request's reply. */
  public Received ask(String type, JsonObject content) {
    String id = request(shell, type, content);
    Received reply = receive(shell);
    assertThat(reply.parentId).isEqualTo(id);
    return reply;
  }

  public void interrupt() {
    request(control, "interrupt_request", new JsonObject());
    assertThat(receive(control).status()).isEqualTo("ok");
  }

  @Override
  public void close() {
    List.of(shell, control, stdin, iopub, heartbeat).forEach(ZMQ.Socket::close);
    context.close();
  }
}
