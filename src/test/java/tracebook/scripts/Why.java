package tracebook.scripts;

import tracebook.ir.SlotState;

/** The words of reasons. */
final class Why {
  private Why() {}

  /**
   * @param detail what comes with the state; 0 in the key of a group
   */
  static String of(SlotState state, long detail) {
    String hex = "0x" + Long.toHexString(detail);
    String at = detail == 0 ? "" : " at " + hex;
    String number = Long.toUnsignedString(detail);
    return switch (state) {
      case CAPTURED -> throw new IllegalArgumentException("there is a value");
      case NOT_REACHED -> "it was not tried";
      case FAULT ->
          Long.compareUnsigned(detail, 4096) < 0 ? "null pointer" : "page fault at " + hex;
      case FAULT_SOMEWHERE -> "page fault";
      case OWN_FAULTS -> "not resident" + at + ": the program handles its page faults itself";
      case PERHAPS_MAPPED -> "not resident" + at + ": what is mapped there was being changed";
      case DIVISION_BY_ZERO -> "division by zero";
      case DIVISION_OVERFLOW -> "division overflow: the most negative number by -1";
      case NOT_SEEN -> "the entry of this call was not seen, or a tail call took its place";
      case NEGATIVE_LENGTH -> "the length is negative";
      case TOO_LONG ->
          "its length"
              + (detail == 0 ? "" : ", " + number + ",")
              + " is more than there is room for";
      case OUT_OF_RANGE -> "no element of that index";
      case MISALIGNED ->
          detail == 0 ? "its pointer is misaligned" : "its pointer, " + hex + ", is misaligned";
      case UNEVEN -> "its bytes are not a whole number of elements";
      case BEYOND_BOUND -> "longer than what is read of it (--cap)";
      case UNKNOWN_CALL ->
          "only its value at the function's entry is known, and this call does not tell it";
      case NOT_USED_BY_THREAD -> "this thread has not used it yet";
      case NO_THREAD_AREA -> "where this thread has its own variables is not known";
      case NO_OBJECT -> "there is no such object: its virtual table is not in order";
      case ENDS_EARLY -> "it says that it has more elements than the " + detail + " that it links";
      case GOES_ON -> "it links more elements than the " + number + " that it says it has";
      case OUT_OF_ORDER -> "its links contradict each other at " + hex;
      case NO_INTEGER ->
          detail == 0
              ? "no integer of the type has the value"
              : Double.longBitsToDouble(detail) + " does not fit the integer";
      case NO_TRUTH -> (detail == 0 ? "it" : "`" + number + "`") + " is neither true nor false";
      case UNKNOWN_TYPE -> "its type is none that this program describes";
      case BEING_CHANGED -> "the program is changing it at this moment";
      case OUT_OF_TIME -> "the kernel ended the probe's loop: it ran for too long";
      case UNSETTLED ->
          "in the frame, where it is not stored yet or perhaps changed already, ahead of its line";
      case UNKNOWN_WIDTH -> "the debug info computes it without the width or the sign of a number";
      case EXPIRED -> "expired: what it pointed to has ended";
      case NO_ALTERNATIVE -> "no alternative has its discriminant";
      case OTHER_ALTERNATIVE -> "it holds another alternative";
    };
  }
}
