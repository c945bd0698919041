package tracebook.linux;

import java.nio.file.Path;
import java.util.OptionalInt;

/** Attaches, says its program's and its link's id, and waits to be killed. */
final class TracerToKill {
  private TracerToKill() {}

  public static void main(String[] args) throws Exception {
    HitsProbe probe =
        new HitsProbe(
            HitsProbe.How.valueOf(args[0]),
            Path.of(args[1]),
            Long.parseLong(args[3]),
            OptionalInt.of(Integer.parseInt(args[2])),
            1 << 16);
    System.out.println(probe.program.info().id() + " " + probe.link.info().id());
    System.in.read();
  }
}
