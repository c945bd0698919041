package tracebook;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports for a server that wants to be told its own. One that is free when it is looked for can be
 * another's when the server begins: so they lie at a loopback address that belongs to this process
 * alone, and below those that Linux gives to who asks for any ({@code ip_local_port_range}).
 */
public final class OwnPorts {
  private static final int FIRST = 12_000;
  private static final int LAST = 31_999;
  private static int next = FIRST;

  /** In 127.64.0.0/10, by the number of the process, which has at most 22 bits. */
  public static final String ADDRESS = address(ProcessHandle.current().pid());

  private OwnPorts() {}

  private static String address(long pid) {
    return "127." + (64 + (pid >> 16)) + "." + (pid >> 8 & 0xff) + "." + (pid & 0xff);
  }

  /** So many, each given once. */
  public static synchronized List<Integer> take(int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    while (ports.size() < count) {
      if (next > LAST) {
        throw new IOException("all ports from " + FIRST + " to " + LAST + " were given");
      }
      int port = next++;
      if (isFree(port)) {
        ports.add(port);
      }
    }
    return ports;
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(ADDRESS))) {
      return socket.isBound();
    } catch (BindException servedAtAllAddresses) {
      return false;
    }
  }
}
