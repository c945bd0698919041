package tracebook.dwarf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;
import tracebook.types.Type;
import tracebook.x86.Decoded;
import tracebook.x86.FrameStore;
import tracebook.x86.Instructions;
import tracebook.x86.RegisterEffect;

/**
 * Where the parameters of unoptimised code are while its prologue runs: in the registers that it is
 * going to store, or already where they stay. Told by the code itself, which is straight there.
 */
final class PassedParameters {
  private static final String VECTOR = "in a vector register";

  /** Larger ones are not passed in registers. */
  private static final long MOST_BYTES = 64;

  /** What is stored, by where: distance from the canonical frame address. */
  private final TreeMap<Long, Stored> stored = new TreeMap<>();

  private final Place place;

  /**
   * Some bytes of the frame.
   *
   * @param from the register that has them at the place; null when they lie there already
   */
  private record Stored(int bytes, @Nullable Location from) {}

  /** Of a register: the one that had its low bytes at the place, and how many of them. */
  private record Origin(int register, int bytes) {}

  private PassedParameters(Place place) {
    this.place = place;
  }

  /**
   * Where a parameter is at a place in the prologue; empty when the code does not tell.
   *
   * @param above from the canonical frame address to where it is stored, negative below
   * @param expression where it is once it is stored: there, or where the address is that is stored
   *     there
   */
  static Optional<Location> find(
      FunctionBody body, Place place, long above, Cursor expression, Type type) {
    PassedParameters passed = new PassedParameters(place);
    if (expression.u8() != Operations.DW_OP_fbreg) {
      return Optional.empty();
    }
    expression.sleb();
    boolean address = !expression.atEnd();
    if (address && (expression.u8() != Operations.DW_OP_deref || !expression.atEnd())) {
      return Optional.empty();
    }
    OptionalLong size = address ? OptionalLong.of(8) : type.size();
    try {
      return size.isPresent() && size.getAsLong() <= MOST_BYTES && passed.walk(body)
          ? passed.at(above, size.getAsLong()).flatMap(l -> address ? pointed(l) : Optional.of(l))
          : Optional.empty();
    } catch (CannotTell none) {
      return Optional.empty();
    }
  }

  private static Optional<Location> pointed(Location pointer) {
    if (pointer instanceof Location.InRegister register) {
      return Optional.of(new Location.InMemory(new Term.Register(register.number())));
    }
    return pointer instanceof Location.InMemory memory
        ? Optional.of(new Location.InMemory(new Term.Load(memory.address(), 8)))
        : Optional.empty();
  }

  /** False where the place is not one of the instructions that run from the entry on. */
  private boolean walk(FunctionBody body) {
    Address entry = body.entry();
    int size = (int) (body.prologue().end().value() - entry.value());
    int here = (int) (place.pc().value() - entry.value());
    byte[] code = body.module().sections.program().text(entry, size);
    Map<Integer, Origin> origins = new HashMap<>();
    boolean seen = false;
    int at = 0;
    while (at < code.length
        && Instructions.decode(code, at) instanceof Decoded.Instruction instruction
        && at + instruction.length() <= code.length
        && !instruction.kind().transfersControl()) {
      if (at == here) {
        seen = true;
        for (int register = 0; register < 16; register++) {
          origins.put(register, new Origin(register, 8));
        }
      }
      switch (RegisterEffect.at(code, at, instruction)) {
        case RegisterEffect.None e -> {}
        case RegisterEffect.Copy e -> {
          Origin from = origins.get(e.from());
          origins.remove(e.to());
          if (from != null) {
            origins.put(e.to(), new Origin(from.register, Math.min(from.bytes, e.bytes())));
          }
        }
        case RegisterEffect.Change e -> origins.remove(e.register());
        case RegisterEffect.Store e -> {
          Origin from = origins.get(e.from());
          if (!seen) {
            store(body, entry.plus(at), e.to(), null);
          } else if (from != null && from.bytes >= e.to().bytes()) {
            store(body, entry.plus(at), e.to(), new Location.InRegister(from.register));
          } else {
            forget(body, entry.plus(at), e.to());
          }
        }
        case RegisterEffect.OtherStore e -> {
          if (!seen) {
            store(body, entry.plus(at), e.to(), null);
          } else if (e.vector()) {
            store(body, entry.plus(at), e.to(), new Location.Unreadable(VECTOR));
          } else {
            forget(body, entry.plus(at), e.to());
          }
        }
        case RegisterEffect.Unknown e -> {
          origins.clear();
          stored.clear();
        }
      }
      at += instruction.length();
    }
    return seen;
  }

  private static Optional<Long> above(FunctionBody body, Address pc, FrameStore store) {
    return body.module().frames().cfa(pc).orElse(null) instanceof Frames.FromRegister rule
            && rule.register() == store.register()
        ? Optional.of(store.displacement() - rule.offset())
        : Optional.empty();
  }

  private void store(FunctionBody body, Address pc, FrameStore store, @Nullable Location from) {
    forget(body, pc, store);
    above(body, pc, store).ifPresent(a -> stored.put(a, new Stored(store.bytes(), from)));
  }

  /** What is stored over is not what the parameter was. */
  private void forget(FunctionBody body, Address pc, FrameStore store) {
    Optional<Long> above = above(body, pc, store);
    if (above.isEmpty()) {
      stored.clear();
      return;
    }
    stored
        .entrySet()
        .removeIf(
            s ->
                s.getKey() < above.get() + store.bytes()
                    && above.get() < s.getKey() + s.getValue().bytes);
  }

  private Optional<Location> at(long above, long size) throws CannotTell {
    List<Location.Piece> pieces = new ArrayList<>();
    boolean there = true;
    long next = above;
    while (next < above + size) {
      Stored part = stored.get(next);
      if (part == null) {
        return Optional.empty();
      }
      there &= part.from == null;
      Location from = part.from == null ? inFrame(next) : part.from;
      long bytes = Math.min(part.bytes, above + size - next);
      pieces.add(new Location.Piece(from, 8 * bytes));
      next += bytes;
    }
    if (there) {
      return Optional.of(inFrame(above));
    }
    return Optional.of(
        pieces.size() == 1 ? pieces.getFirst().place() : new Location.Pieces(pieces));
  }

  private Location inFrame(long above) throws CannotTell {
    place.requireKept(above);
    return new Location.InMemory(Terms.plus(place.cfa(), above));
  }
}
