package tracebook.jupyter;

import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;

/** Where the sockets are. */
final class Addresses {
  private final String ip;

  /**
   * @throws IOException for a transport other than TCP: jeromq's {@code ipc} is TCP under another
   *     name, which no client of libzmq would find
   */
  Addresses(KernelConnectionProperties connection) throws IOException {
    if (!"tcp".equals(connection.getTransport())) {
      throw new IOException(
          "The connection file asks for transport `"
              + connection.getTransport()
              + "`; this kernel has `tcp` only. Start it with `--transport=tcp`.");
    }
    ip = connection.getIp();
  }

  String of(int port) {
    return "tcp://" + ip + ":" + port;
  }
}
