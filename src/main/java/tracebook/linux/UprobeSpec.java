package tracebook.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * Places to attach to, all in one file.
 *
 * @param file the executable or library, by a path that this process can open
 * @param places where, each with what the program gets from {@code get_attach_cookie}
 * @param onReturn run when the function that begins at the place returns, not at the place
 * @param pid one process; empty: every process that maps the file. It spares other processes the
 *     cost; a program must compare the process id all the same, because no filter holds across all
 *     kernels and ways of attaching
 */
public record UprobeSpec(Path file, List<Place> places, boolean onReturn, OptionalInt pid) {
  /**
   * One instruction.
   *
   * @param fileOffset of the instruction in the file, in bytes: not an address
   * @param cookie any number
   * @param semaphoreOffset of a USDT semaphore in the file; 0: none
   */
  public record Place(long fileOffset, long cookie, long semaphoreOffset) {
    public Place(long fileOffset, long cookie) {
      this(fileOffset, cookie, 0);
    }
  }

  public UprobeSpec {
    places = List.copyOf(places);
  }
}
