package tracebook.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Frames to messages and back, signed. Any thread may use it. */
final class Wire {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(UTF_8);
  private static final String PROTOCOL = "5.3";

  private final HMACGenerator signer;
  private final String session = UUID.randomUUID().toString();
  private final AtomicLong counter = new AtomicLong();

  Wire(HMACGenerator signer) {
    this.signer = signer;
  }

  /** The message in these frames, unless they are not a message or not signed with our key. */
  Optional<Message> read(List<byte[]> frames) {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    if (frames.size() < delimiter + 6) {
      return Optional.empty();
    }
    byte[] signature = frames.get(delimiter + 1);
    List<byte[]> body = frames.subList(delimiter + 2, delimiter + 6);
    // HMACGenerator answers null where the connection has no key.
    String expected = signer.calculateSignature(body.toArray(byte[][]::new));
    if (expected != null && !MessageDigest.isEqual(expected.getBytes(UTF_8), signature)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Message(
              List.copyOf(frames.subList(0, delimiter)),
              parse(body.get(0)),
              parse(body.get(1)),
              parse(body.get(2)),
              parse(body.get(3))));
    } catch (JsonParseException notJson) {
      return Optional.empty();
    }
  }

  List<byte[]> write(Message message) {
    byte[][] body = {
      bytes(message.header()),
      bytes(message.parent()),
      bytes(message.metadata()),
      bytes(message.content())
    };
    String signature = signer.calculateSignature(body);
    List<byte[]> frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    frames.add(signature == null ? new byte[0] : signature.getBytes(UTF_8));
    frames.addAll(Arrays.asList(body));
    return frames;
  }

  Message reply(Message request, String type, JsonObject content) {
    return new Message(
        request.identities(), header(request, type), request.header(), Json.object(), content);
  }

  Message publication(Message parent, String type, JsonObject content) {
    return new Message(
        List.of(type.getBytes(UTF_8)),
        header(parent, type),
        parent.header(),
        Json.object(),
        content);
  }

  private JsonObject header(Message parent, String type) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", session + "_" + counter.incrementAndGet());
    header.addProperty("session", session);
    header.addProperty("username", Json.string(parent.header(), "username", "kernel"));
    header.addProperty("date", Instant.now().toString());
    header.addProperty("msg_type", type);
    header.addProperty("version", PROTOCOL);
    return header;
  }

  private static JsonObject parse(byte[] frame) {
    JsonObject object = Json.GSON.fromJson(new String(frame, UTF_8), JsonObject.class);
    return object == null ? new JsonObject() : object;
  }

  private static byte[] bytes(JsonObject object) {
    return Json.GSON.toJson(object).getBytes(UTF_8);
  }
}
