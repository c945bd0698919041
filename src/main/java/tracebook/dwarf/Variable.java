package tracebook.dwarf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.elf.Address;
import tracebook.types.Type;

/** A variable or parameter in the debug info of one module. */
public interface Variable {
  enum Kind {
    PARAMETER,
    LOCAL,
    STATIC,
    GLOBAL
  }

  String name();

  /** With its namespaces and classes, {@code ns::counter}; the plain name where there are none. */
  String qualifiedName();

  /** The mangled name, where there is one. */
  Optional<String> linkageName();

  Kind kind();

  Type type();

  /** Where it was declared; {@link SourceLine#UNKNOWN} when the debug info does not say. */
  SourceLine declared();

  /** Where its value is when a thread is about to execute the instruction at {@code pc}. */
  default Location locationAt(Address pc) {
    return locationAt(pc, OtherModules.NONE);
  }

  /**
   * The same.
   *
   * @param others whose calls may tell what the function was given
   */
  Location locationAt(Address pc, OtherModules others);

  /**
   * The same before one of the rows of the line table there, of which several may have the address:
   * compilers may say that the source changes a variable between them, without an instruction.
   *
   * @param row its number among those of the address, from 0
   */
  Location locationAt(Address pc, int row, OtherModules others);

  /**
   * Where a parameter is when its function, or this copy of it, is entered at {@code pc}. Not what
   * {@link #locationAt} says, where the compiler changed it without an instruction.
   */
  Location locationOnEntry(Address pc, OtherModules others);

  /**
   * What the debug info says of its place there, in words, also where nothing can be read: {@code
   * xmm0}; empty where it says nothing.
   */
  default String describedAt(Address pc) {
    return describedAt(pc, Place.LAST_VIEW);
  }

  /** The same before one of the rows of the line table there. */
  String describedAt(Address pc, int row);

  /** True when it has a location list: other places at other addresses, as in optimised code. */
  boolean hasLocationList();

  /**
   * Whether it may be of any block of its function: clang describes the static variables of all
   * blocks as the function's.
   */
  boolean isOfAnyBlock();

  /** Of what a closure of Go captures: how far into the closure it is; of Go 1.23 and newer. */
  OptionalLong closureOffset();

  /**
   * Every stretch of code in which the debug info gives it a location that can be read, in order of
   * address.
   */
  List<AddressRange> readableAt();
}
