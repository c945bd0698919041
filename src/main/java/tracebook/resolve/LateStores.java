package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Location;
import tracebook.dwarf.Term;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.x86.Decoded;
import tracebook.x86.FrameStore;
import tracebook.x86.Instructions;

/**
 * Finds variables that are not yet where the debug info says. gcc at -O2 lets the entry of a
 * location list begin where the variable gets its new value in the source, and schedules the store
 * to its place on the stack some instructions later: in between, debuggers show what was there
 * before.
 */
final class LateStores {
  private static final int RBP = 6;
  private static final int RSP = 7;

  /** A run without jumps is rarely longer; what lies further is not looked at. */
  private static final int MOST_BYTES = 512;

  private LateStores() {}

  /**
   * The address behind the store that the place still has before it: the first store to the
   * variable's place in the run of code that begins where the location does. Empty when there is
   * none.
   */
  static Optional<Address> pending(Place place, Variable variable, Location location) {
    return mayBe(place, variable)
        ? slot(location)
            .flatMap(slot -> pending(place, variable, slot, variable.type().size().orElse(1)))
        : Optional.empty();
  }

  /** Go's compiler does not do that. */
  private static boolean mayBe(Place place, Variable variable) {
    return variable.hasLocationList() && place.function().flatMap(Function::go).isEmpty();
  }

  /** The same place, but for pieces whose store is yet to come. */
  static Location withoutPending(Place place, Variable variable, Location location) {
    if (!(location instanceof Location.Pieces pieces) || !mayBe(place, variable)) {
      return location;
    }
    List<Location.Piece> there = new ArrayList<>();
    for (Location.Piece piece : pieces.pieces()) {
      Optional<Address> late =
          slot(piece.place())
              .map(slot -> new Slot(slot.register, slot.offset + piece.offset() / 8))
              .flatMap(slot -> pending(place, variable, slot, Math.ceilDiv(piece.bits(), 8)));
      there.add(
          late.isPresent()
              ? new Location.Piece(
                  new Location.Unreadable("not stored yet"), piece.bits(), piece.offset())
              : piece);
    }
    return new Location.Pieces(there);
  }

  private static Optional<Address> pending(Place place, Variable variable, Slot slot, long size) {
    Optional<AddressRange> range =
        variable.readableAt().stream().filter(r -> r.contains(place.address())).findFirst();
    if (range.isEmpty()) {
      return Optional.empty();
    }
    Address start = instruction(place, range.get().start());
    boolean isOfCall = !start.equals(range.get().start());
    int length = (int) Math.min(MOST_BYTES, range.get().end().value() - start.value());
    byte[] code = place.module().elf().text(start, length);
    int here = (int) Math.min(MOST_BYTES, place.address().value() - start.value());
    int at = 0;
    while (at < code.length) {
      if (!(Instructions.decode(code, at) instanceof Decoded.Instruction instruction)
          || instruction.kind() == Decoded.Kind.PUSH
          || instruction.kind().transfersControl()) {
        return Optional.empty();
      }
      Optional<FrameStore> store = FrameStore.at(code, at);
      if (store.isPresent() && store.get().overlaps(slot.register, slot.offset, size)) {
        Address behind = start.plus(at + (long) instruction.length());
        // What a call moves to memory was there before, and ends with the store of the next.
        boolean next = isOfCall && behind.compareTo(range.get().end()) >= 0;
        return at >= here && !next ? Optional.of(behind) : Optional.empty();
      }
      at += instruction.length();
    }
    return Optional.empty();
  }

  /**
   * The first instruction from an address on: GCC lets what holds behind a call begin with the
   * call's last byte.
   */
  private static Address instruction(Place place, Address from) {
    Address row =
        place
            .module()
            .debug()
            .flatMap(debug -> debug.rowAt(from))
            .map(LineRow::address)
            .orElse(from);
    int distance = (int) Math.min(MOST_BYTES, from.value() - row.value());
    byte[] code = place.module().elf().text(row, distance + MOST_BYTES);
    int at = 0;
    while (at < distance && at < code.length) {
      if (!(Instructions.decode(code, at) instanceof Decoded.Instruction instruction)) {
        return from;
      }
      at += instruction.length();
    }
    return at < distance ? from : row.plus(at);
  }

  /** A place relative to rbp or rsp. */
  record Slot(int register, long offset) {}

  static Optional<Slot> slot(Location location) {
    return location instanceof Location.InMemory memory ? slot(memory.address()) : Optional.empty();
  }

  /** The place that an address is of. */
  static Optional<Slot> slot(Term address) {
    Slot slot =
        switch (address) {
          case Term.Register r -> new Slot(r.number(), 0);
          case Term.Binary(Term.Operator operator, Term.Register r, Term.Constant c)
              when operator == Term.Operator.ADD ->
              new Slot(r.number(), c.value());
          default -> new Slot(-1, 0);
        };
    return slot.register == RBP || slot.register == RSP ? Optional.of(slot) : Optional.empty();
  }
}
