package tracebook.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import zmq.ZError;

/** A bound socket. After it was handed to its thread, only that thread uses it. */
final class Channel implements AutoCloseable {
  /** The context ended: the thread that owns the channel closes it and returns. */
  static final class Closed extends Exception {
    private static final long serialVersionUID = 1;
  }

  private final ZMQ.Socket socket;
  private final Wire wire;

  private Channel(ZMQ.Socket socket, Wire wire) {
    this.socket = socket;
    this.wire = wire;
  }

  static Channel bind(ZMQ.Context context, SocketType type, String address, Wire wire) {
    ZMQ.Socket socket = context.socket(type);
    socket.setLinger(1000);
    if (type == SocketType.ROUTER) {
      // A front end that comes back under its old identity takes its route back.
      socket.setRouterHandover(true);
    }
    if (type == SocketType.PUB) {
      // The default drops messages in silence from the thousandth on.
      socket.setSndHWM(0);
    }
    try {
      socket.bind(address);
    } catch (RuntimeException cannotBind) {
      socket.close();
      throw cannotBind;
    }
    return new Channel(socket, wire);
  }

  ZMQ.Socket socket() {
    return socket;
  }

  /** Waits for the next well-formed, well-signed message; others are passed over. */
  Message receive() throws Closed {
    while (true) {
      Optional<Message> message = wire.read(frames(receiveFrame(0).orElseThrow(Closed::new)));
      if (message.isPresent()) {
        return message.get();
      }
    }
  }

  /** The messages that are there already. */
  List<Message> receiveWaiting() throws Closed {
    List<Message> waiting = new ArrayList<>();
    for (Optional<byte[]> first = receiveFrame(ZMQ.DONTWAIT);
        first.isPresent();
        first = receiveFrame(ZMQ.DONTWAIT)) {
      wire.read(frames(first.get())).ifPresent(waiting::add);
    }
    return waiting;
  }

  /** Waits for any multi-part message and sends it back: the heartbeat. */
  void echo() throws Closed {
    sendFrames(frames(receiveFrame(0).orElseThrow(Closed::new)));
  }

  void send(Message message) throws Closed {
    sendFrames(wire.write(message));
  }

  private void sendFrames(List<byte[]> frames) throws Closed {
    try {
      for (int i = 0; i < frames.size(); i++) {
        socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
      }
    } catch (ZMQException ended) {
      throw closedOr(ended);
    }
  }

  private Optional<byte[]> receiveFrame(int flags) throws Closed {
    try {
      return Optional.ofNullable(socket.recv(flags));
    } catch (ZMQException ended) {
      throw closedOr(ended);
    }
  }

  private List<byte[]> frames(byte[] first) throws Closed {
    List<byte[]> frames = new ArrayList<>();
    frames.add(first);
    while (socket.hasReceiveMore()) {
      frames.add(receiveFrame(0).orElseThrow(Closed::new));
    }
    return frames;
  }

  private static Closed closedOr(ZMQException problem) {
    if (problem.getErrorCode() == ZError.ETERM || problem.getErrorCode() == ZError.ENOTSOCK) {
      return new Closed();
    }
    throw problem;
  }

  @Override
  public void close() {
    socket.close();
  }
}
