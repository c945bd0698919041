package tracebook.resolve;

import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.ByteString;
import tracebook.ir.Num;

/** Where the characters or bytes of an argument are. */
sealed interface Text {
  record Literal(ByteString bytes) implements Text {}

  /**
   * In the program's memory.
   *
   * @param size of an array
   * @param computed of an array, where only the hit tells
   */
  record Memory(Num address, OptionalLong size, Optional<Num> computed, String type)
      implements Text {
    Memory(Num address, OptionalLong size, String type) {
      this(address, size, Optional.empty(), type);
    }
  }

  /** A string that is not ended by a NUL but has a length. */
  record Counted(Num address, Num count, String type) implements Text {}

  record ThreadName() implements Text {}

  /** In memory, and as it was at an earlier place. */
  record Before(Earlier at, Text there) implements Text {}
}
