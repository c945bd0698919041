package tracebook.codegen;

import tracebook.ir.RowLayout;

/**
 * What a program has of an earlier one: where in its stack frame. The record is one of {@code
 * layout}, with its header used as the offsets here say.
 *
 * @param pointer u64: the address of the record
 * @param since u64: when it was made, ns; 0 when that was not seen
 * @param now u64: when this program began, ns
 * @param atReturn when the instruction pointer is that of the caller
 */
record Kept(RowLayout layout, int pointer, int since, int now, boolean atReturn) {
  /** u64 in the record: when it was made; 0 until then. */
  static final int TIME = RowLayout.TIME;

  /** u64 in the record: the instruction pointer then. */
  static final int PLACE = RowLayout.SITE;

  /** u64 in the record: 1 while the call is about to begin again. */
  static final int RESTARTS = RowLayout.PID;
}
