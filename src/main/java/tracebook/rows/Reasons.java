package tracebook.rows;

import java.util.function.LongSupplier;
import tracebook.ir.SlotState;

/** Why a value is not there. */
final class Reasons {
  private static final long FIRST_PAGE = 4096;

  private Reasons() {}

  /**
   * @param detail the 8 bytes that go with the state; a slot of another state need not have them
   */
  static String of(SlotState state, LongSupplier detail) {
    return switch (state) {
      case NOT_REACHED -> "it was not tried";
      case CAPTURED -> throw new IllegalArgumentException("it is there");
      case FAULT -> fault(detail.getAsLong());
      case OWN_FAULTS ->
          "not resident" + at(detail.getAsLong()) + ": the program handles its page faults itself";
      case PERHAPS_MAPPED ->
          "not resident" + at(detail.getAsLong()) + ": what is mapped there was being changed";
      case DIVISION_BY_ZERO -> "division by zero";
      case DIVISION_OVERFLOW -> "division overflow: the most negative number by -1";
      case NOT_SEEN -> "the entry of this call was not seen, or a tail call took its place";
      case FAULT_SOMEWHERE -> "page fault";
      case NEGATIVE_LENGTH -> "the length is negative";
      case TOO_LONG -> tooLong(detail.getAsLong());
      case OUT_OF_RANGE -> "no element of that index";
      case MISALIGNED -> misaligned(detail.getAsLong());
      case UNEVEN -> "its bytes are not a whole number of elements";
      case BEYOND_BOUND -> "longer than what is read of it (--cap)";
      case UNKNOWN_CALL ->
          "only its value at the function's entry is known, and this call does not tell it";
      case NOT_USED_BY_THREAD -> "this thread has not used it yet";
      case NO_THREAD_AREA -> "where this thread has its own variables is not known";
      case NO_OBJECT -> "there is no such object: its virtual table is not in order";
      case ENDS_EARLY -> endsEarly(detail.getAsLong());
      case GOES_ON -> goesOn(detail.getAsLong());
      case NO_INTEGER -> noInteger(detail.getAsLong());
      case NO_TRUTH -> noTruth(detail.getAsLong());
      case OUT_OF_ORDER ->
          "its links contradict each other at " + Shown.address(detail.getAsLong());
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

  private static String endsEarly(long found) {
    return "it says that it has more elements than the " + found + " that it links";
  }

  private static String goesOn(long count) {
    return "it links more elements than the "
        + Long.toUnsignedString(count)
        + " that it says it has";
  }

  /** Of the key of a group the detail is not kept. */
  private static String tooLong(long length) {
    return length == 0
        ? "its length is more than there is room for"
        : "its length, " + Long.toUnsignedString(length) + ", is more than there is room for";
  }

  /** Of the key of a group the detail is not kept; 0 fits every integer. */
  private static String noInteger(long bits) {
    return bits == 0
        ? "no integer of the type has the value"
        : Double.longBitsToDouble(bits) + " does not fit the integer";
  }

  /** Of the key of a group the detail is not kept. */
  private static String noTruth(long value) {
    return (value == 0 ? "it" : "`" + Long.toUnsignedString(value) + "`")
        + " is neither true nor false";
  }

  private static String misaligned(long address) {
    return address == 0
        ? "its pointer is misaligned"
        : "its pointer, " + Shown.address(address) + ", is misaligned";
  }

  /** Of the key of a group the address is not kept. */
  private static String at(long address) {
    return address == 0 ? "" : " at " + Shown.address(address);
  }

  private static String fault(long address) {
    return Long.compareUnsigned(address, FIRST_PAGE) < 0
        ? "null pointer"
        : "page fault at " + Shown.address(address);
  }
}
