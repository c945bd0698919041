package tracebook.ir;

import java.util.Optional;

/**
 * A place in a module where a probe is attached.
 *
 * @param number unique in the trace; every record carries it
 * @param module the path of the file as the target sees it
 * @param address the virtual address in the ELF file
 * @param fileOffset the same place in bytes from the start of the file: what the kernel wants
 * @param call there when the hit is the return of the function that begins here
 * @param function the function at the place, inlined copies by the inlined one; empty when unknown
 * @param file the source file; empty when unknown
 * @param line from 1; 0 when unknown
 * @param instruction the instruction there, as text for a listing; empty when not decoded
 * @param semaphoreOffset of a static probe's count of tracers, in the file; 0 when it has none
 */
public record Site(
    int number,
    String module,
    long address,
    long fileOffset,
    Optional<Call> call,
    String function,
    String file,
    int line,
    String instruction,
    long semaphoreOffset) {

  /** Of a place that is no static probe with a semaphore. */
  public Site(
      int number,
      String module,
      long address,
      long fileOffset,
      Optional<Call> call,
      String function,
      String file,
      int line,
      String instruction) {
    this(number, module, address, fileOffset, call, function, file, line, instruction, 0);
  }

  /** The address of another place of the same function, which lies in one piece in the file. */
  public long address(long offset) {
    return address + offset - fileOffset;
  }

  public boolean atReturn() {
    return call.isPresent();
  }

  /** Whether the kernel follows the return address, so that the hit is not at an instruction. */
  public boolean isFollowed() {
    return call.filter(c -> c.returnOffsets().isEmpty()).isPresent();
  }
}
