package tracebook.ir;

import java.util.List;

/**
 * Where a call of a function can be seen: offsets in the file of its {@link Site}, whose own offset
 * is where the function begins.
 *
 * @param valuesAddress where values are read that wait for the return, as an address of the ELF
 *     file; often the beginning itself
 * @param valuesOffset the same place in the file
 * @param returnOffsets its {@code ret} instructions, where the return is seen there; empty where
 *     the kernel follows the return address; all of them in the piece of the file with the
 *     beginning
 * @param restartOffsets jumps back to its beginning: what then begins is the same call
 */
public record Call(
    long valuesAddress, long valuesOffset, List<Long> returnOffsets, List<Long> restartOffsets) {
  public Call {
    returnOffsets = List.copyOf(returnOffsets);
    restartOffsets = List.copyOf(restartOffsets);
  }

  /** Of a call that never begins again. */
  public Call(long valuesAddress, long valuesOffset, List<Long> returnOffsets) {
    this(valuesAddress, valuesOffset, returnOffsets, List.of());
  }
}
