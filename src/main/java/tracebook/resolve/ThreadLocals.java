package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import tracebook.dwarf.Location;
import tracebook.dwarf.Term;
import tracebook.elf.ThreadStorage;
import tracebook.elf.ThreadStorage.Kind;
import tracebook.elf.ThreadStorage.Slot;
import tracebook.ir.Num;
import tracebook.ir.SlotState;

/**
 * Where the thread that runs has its copy of a thread-local variable. The linker has fixed that for
 * an executable; of a library the dynamic loader writes either the distance from the thread
 * pointer, the same for all threads, or a number that leads to each thread's own block.
 */
final class ThreadLocals {
  private static final Num POINTER = new Num.Context(Num.Fact.THREAD_POINTER);

  private final Place place;
  private final Modules modules;
  private final Optional<ThreadStorage> storage;

  ThreadLocals(Place place, Modules modules) {
    this.place = place;
    this.modules = modules;
    this.storage = ThreadStorage.of(place.module().elf());
  }

  /** Where it is, or why that is not known. */
  record Found(Optional<Num> address, String why) {
    static Found at(Num address) {
      return new Found(Optional.of(address), "");
    }

    static Found nowhere(String why) {
      return new Found(Optional.empty(), why);
    }
  }

  /** Whether a location is a place of a thread. */
  static Optional<Term.OfThread> in(Location location) {
    return location instanceof Location.InMemory(Term.OfThread local)
        ? Optional.of(local)
        : Optional.empty();
  }

  Found address(Term.OfThread local) {
    if (!(local.offset() instanceof Term.Constant offset)) {
      return Found.nowhere("thread-local, at a place that is computed");
    }
    if (storage.isEmpty()) {
      return Found.nowhere("thread-local, in a file that has no thread-local variables");
    }
    if (Long.compareUnsigned(offset.value(), storage.get().block().memorySize()) >= 0) {
      return Found.nowhere("thread-local, outside of its file's thread-local variables");
    }
    return of(offset.value()).map(Found::at).orElseGet(this::dynamic);
  }

  private Optional<Num> of(long offset) {
    if (isExecutable()) {
      long below = storage.orElseThrow().belowThreadPointer();
      return Optional.of(checked(Variables.plus(POINTER, offset - below)));
    }
    for (Slot slot : best(offset)) {
      switch (slot.kind()) {
        case DISTANCE -> {
          Num distance = new Num.Load(atRunTime(slot), 8, true);
          Num there = new Num.Binary(Num.Operator.ADD, POINTER, distance);
          return Optional.of(checked(Variables.plus(there, offset - slot.offset())));
        }
        case MODULE -> {
          Num module = new Num.Load(atRunTime(slot), 8, false);
          Num inBlock =
              slot.own()
                  ? new Num.Constant(offset)
                  : new Num.Load(Variables.plus(atRunTime(slot), 8), 8, false);
          Optional<Num> found =
              isMusl()
                  ? resolver().map(code -> ThreadCode.ofMusl(code, POINTER, module, inBlock))
                  : Loader.of(modules, storage.orElseThrow(), place)
                      .map(loader -> loader.address(POINTER, module, inBlock));
          if (found.isPresent()) {
            return Optional.of(checked(found.get()));
          }
        }
        case DESCRIPTOR -> {
          Num there = ThreadCode.ofDescriptor(atRunTime(slot), POINTER);
          return Optional.of(checked(Variables.plus(there, offset - slot.offset())));
        }
      }
    }
    return Optional.empty();
  }

  private Found dynamic() {
    return Found.nowhere(
        best(0).isEmpty()
            ? "thread-local, in a library whose code does not tell how it is found"
            : "thread-local, in a library: only of one process with glibc is known how it is"
                + " found");
  }

  /**
   * The slots that lead to an offset: those of the variable itself, which say what the code uses
   * also when another file defines it; then those of the file.
   */
  private List<Slot> best(long offset) {
    List<Slot> all = storage.map(ThreadStorage::slots).orElse(List.of());
    List<Slot> best = new java.util.ArrayList<>();
    for (Kind kind : Kind.values()) {
      all.stream()
          .filter(s -> s.kind() == kind && !s.own() && s.offset() == offset)
          .forEach(best::add);
    }
    for (Kind kind : Kind.values()) {
      all.stream().filter(s -> s.kind() == kind && s.own()).limit(1).forEach(best::add);
    }
    return best;
  }

  private boolean isExecutable() {
    return storage.orElseThrow().executable()
        || modules
            .executable()
            .filter(main -> main.path().equals(place.module().path()))
            .filter(main -> main.elf().interpreter().isPresent())
            .isPresent();
  }

  private boolean isMusl() {
    return modules
        .executable()
        .flatMap(main -> main.elf().interpreter())
        .filter(path -> path.substring(path.lastIndexOf('/') + 1).startsWith("ld-musl-"))
        .isPresent();
  }

  /** The code that the library calls to find its variables. */
  private Optional<Num> resolver() {
    return storage.orElseThrow().resolvers().stream()
        .findFirst()
        .map(its -> new Num.Load(Terms.atRunTime(its.at().value(), place), 8, false));
  }

  private Num atRunTime(Slot slot) {
    return Terms.atRunTime(slot.at().value(), place);
  }

  /** The first word of a thread's area is its own address (psABI, section 3.4.2). */
  private static Num checked(Num address) {
    Num valid =
        new Num.And(
            POINTER,
            new Num.Compare(Num.Comparison.EQ, false, new Num.Load(POINTER, 8, false), POINTER));
    return new Num.Conditional(valid, address, new Num.Failure(SlotState.NO_THREAD_AREA));
  }
}
