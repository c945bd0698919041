package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.ByteString;
import tracebook.dwarf.Location;
import tracebook.ir.Num;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.Member;
import tracebook.types.Type;

/** What an expression turned out to be. */
sealed interface Operand {
  Type type();

  /** A number of a scalar type: held extended to 64 bits as the type demands. */
  record Value(Num num, Type type) implements Operand {}

  /** Something in the program's memory. */
  record InMemory(Num address, Type type, Optional<Member.BitField> bits) implements Operand {}

  /** A structure that fits a register and lies in one: its bytes are the low ones of the number. */
  record Held(Num num, Type type) implements Operand {}

  /** Bytes that the debug info states. */
  record Known(ByteString bytes, Type type) implements Operand {}

  /**
   * A value in several places.
   *
   * @param offset bytes in is where this part of it starts
   * @param only it is there only when this is not 0; empty for what is there always
   */
  record Pieced(List<Location.Piece> pieces, long offset, Type type, Optional<Num> only)
      implements Operand {
    Pieced(List<Location.Piece> pieces, long offset, Type type) {
      this(pieces, offset, type, Optional.empty());
    }
  }

  /** A pointer that was optimized away, whose target is known. */
  record Pointing(Operand target, Type type) implements Operand {}

  /** What an operand of an earlier place was there. */
  record Earlier(tracebook.resolve.Earlier at, Operand there, Type type) implements Operand {}

  /** Some elements of a sequence. */
  record Several(Views.Elements elements, Type type) implements Operand {
    static Several of(Views.Elements elements) {
      return new Several(
          elements, new ArrayType(elements.element(), List.of(OptionalLong.empty())));
    }
  }

  /** A string literal. */
  record Literal(ByteString bytes, Type type) implements Operand {}

  /** A thread's name. */
  record Comm(Type type) implements Operand {}

  /** Text that belongs to the site. */
  record SiteText(tracebook.ir.RowLayout.SiteFact fact, Type type) implements Operand {}

  /**
   * Not readable at this place.
   *
   * @param why a reason for a cell of the table
   * @param name what could not be read, for messages
   * @param where the hint that says where it can be read; empty when nowhere
   */
  record Nothing(String why, String name, String where, Type type, Span span) implements Operand {}
}
