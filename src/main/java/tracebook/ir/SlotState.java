package tracebook.ir;

/** What became of a slot; one byte in the record. */
public enum SlotState {
  /** The statement was not executed in this hit. */
  NOT_REACHED(0),
  CAPTURED(1),
  /**
   * Memory could not be read; the slot's first 8 bytes are the address. Below 4096 it is a null
   * pointer.
   */
  FAULT(2),
  DIVISION_BY_ZERO(3),
  /** The most negative number divided by -1. */
  DIVISION_OVERFLOW(4),
  /** What should have been kept before this hit was not seen. */
  NOT_SEEN(5),
  /** As {@link #FAULT}, of a key: which address it was is not kept. */
  FAULT_SOMEWHERE(6),
  /** The length of a dump is below 0. */
  NEGATIVE_LENGTH(7),
  /** A length that is above the capacity; the slot's first 8 bytes are the length. */
  TOO_LONG(8),
  /** An index behind the last element. */
  OUT_OF_RANGE(9),
  /** A pointer to elements that no element could be at; it is in the slot's first 8 bytes. */
  MISALIGNED(10),
  /** Bytes that no whole number of elements has. */
  UNEVEN(11),
  /** The object holds another of its alternatives. */
  OTHER_ALTERNATIVE(12),

  /** What is asked of a string or of memory lies behind the last byte that is read of it. */
  BEYOND_BOUND(13),
  /** What the caller passed; and the call is none of those whose arguments are known. */
  UNKNOWN_CALL(14),

  /** There are fewer elements than the object says; the first 8 bytes are how many. */
  ENDS_EARLY(15),

  /** There are more elements than the object says; the first 8 bytes are what it says. */
  GOES_ON(16),

  /** The pointers of a container contradict each other at the node in the first 8 bytes. */
  OUT_OF_ORDER(17),

  /** A virtual table that does not tell where the object's virtual base class is. */
  NO_OBJECT(18),

  /** The thread has no copy yet of what is thread-local in a library. */
  NOT_USED_BY_THREAD(19),

  /** Where a thread's variables are is not told as the C library tells it. */
  NO_THREAD_AREA(20),

  /** A description of a type that is none of the program's. */
  UNKNOWN_TYPE(21),

  /** A container that the program is changing. */
  BEING_CHANGED(22),

  /** A floating-point number that the integer has no room for; the first 8 bytes are the double. */
  NO_INTEGER(23),

  /** What a weak pointer pointed to has ended. */
  EXPIRED(24),

  /**
   * As {@link #FAULT}, of memory whose page faults the program handles itself; the first 8 bytes
   * are the address.
   */
  OWN_FAULTS(25),

  /**
   * As {@link #FAULT}, of memory of which it could not be found out whether it is mapped; the first
   * 8 bytes are the address.
   */
  PERHAPS_MAPPED(26),

  /** What tells alternatives from each other is a number that none of them has. */
  NO_ALTERNATIVE(27),

  /** A truth value that is neither 0 nor 1; the first 8 bytes are what it is. */
  NO_TRUTH(28),

  /** The kernel ended a loop of the probe: the program may not run for so long. */
  OUT_OF_TIME(29),

  /** Memory of the frame that does not hold what it does in the source. */
  UNSETTLED(30),

  /** Computed from numbers whose width and sign would have to be known, and are not. */
  UNKNOWN_WIDTH(31);

  private static final SlotState[] ALL = values();

  private final int code;

  SlotState(int code) {
    this.code = code;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  /**
   * The state that a byte of a record stands for.
   *
   * @throws IllegalArgumentException for a byte that stands for none
   */
  public static SlotState of(byte code) {
    for (SlotState state : ALL) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("slot state " + code);
  }
}
