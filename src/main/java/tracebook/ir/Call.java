package tracebook.ir;

import java.util.List;

/**
 * Where a call of a function can be seen: offsets in the file of its {@link Site}, whose own offset
 * is where the function begins.
 *
 * @param valuesOffset where values are read that wait for the return; often the beginning itself
 * @param returnOffsets its {@code ret} instructions, where the return is seen there; empty where
 *     the kernel follows the return address
 */
public record Call(long valuesOffset, List<Long> returnOffsets) {
  public Call {
    returnOffsets = List.copyOf(returnOffsets);
  }
}
