package tracebook.dwarf;

import java.util.List;
import tracebook.bytes.ByteString;

/** Where the value of a variable is at one address (DWARF 5, section 2.6). */
public sealed interface Location {
  /** Why what is in a register of floating-point numbers cannot be read: no probe sees those. */
  String IN_VECTOR_REGISTER = "in a vector register";

  /**
   * So begins why what was passed is not known: no call tells it, or nothing tells which it was.
   */
  String UNTOLD = "only its value at the function's entry is known";

  /** In memory, from this address on. */
  record InMemory(Term address) implements Location {}

  /** In a general register: the low bytes of it, as many as the type has. */
  record InRegister(int number) implements Location {}

  /** Not stored; computable (DW_OP_stack_value). */
  record Computed(Term value) implements Location {}

  /** Not stored; these are its bytes (DW_OP_implicit_value, DW_AT_const_value). */
  record Known(ByteString bytes) implements Location {}

  /**
   * A pointer that no longer exists to something that does or is known (DW_OP_implicit_pointer).
   */
  record ImplicitPointer(Location target, long offset) implements Location {}

  /** In several places, lowest bytes first. */
  record Pieces(List<Piece> pieces) implements Location {
    public Pieces {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * One of several places.
   *
   * @param bits size of this piece
   * @param offset bits of the place before it, counted from the lowest (DW_OP_bit_piece)
   */
  record Piece(Location place, long bits, long offset) {
    public Piece(Location place, long bits) {
      this(place, bits, 0);
    }
  }

  /** Nowhere at this address. */
  record OptimizedOut() implements Location {}

  /**
   * Somewhere that cannot be read.
   *
   * @param why a reason a user can read: {@code in a vector register}, {@code thread-local}, {@code
   *     not yet stored by the prologue}, {@code DW_OP_xyz is not supported}
   */
  record Unreadable(String why) implements Location {}
}
