package tracebook.ir;

/** What became of a slot; one byte in the record, the ordinal. */
public enum SlotState {
  /** The statement was not executed in this hit. */
  NOT_REACHED,
  CAPTURED,
  /**
   * Memory could not be read; the slot's first 8 bytes are the address. Below 4096 it is a null
   * pointer.
   */
  FAULT,
  DIVISION_BY_ZERO,
  /** The most negative number divided by -1. */
  DIVISION_OVERFLOW;

  private static final SlotState[] ALL = values();

  /**
   * The state that a byte of a record stands for.
   *
   * @throws IllegalArgumentException for a byte that stands for none
   */
  public static SlotState of(byte code) {
    if (code < 0 || code >= ALL.length) {
      throw new IllegalArgumentException("slot state " + code);
    }
    return ALL[code];
  }
}
