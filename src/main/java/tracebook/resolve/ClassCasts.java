package tracebook.resolve;

import java.util.Optional;
import tracebook.ir.Num;
import tracebook.source.Span;
import tracebook.types.Lookup;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * Casts between pointers to a class and to a base class of it, which lies somewhere in the object:
 * as in C++ the pointer then points there (C++20, 7.6.1.9, 11 and 7.3.12, 3). Null stays null.
 */
final class ClassCasts {
  /** The pointer, behind a test that it is not null. */
  private static final Num POINTER = new Num.Given(0);

  private final ClassMembers classes;

  ClassCasts(ClassMembers classes) {
    this.classes = classes;
  }

  /** The pointer as one of the other type. */
  Num cast(Num pointer, Type from, Type to, Span span) throws Rejected, Unavailable {
    Optional<StructType> given = target(from);
    Optional<StructType> wanted = target(to);
    if (given.isEmpty() || wanted.isEmpty() || given.get().name().equals(wanted.get().name())) {
      return pointer;
    }
    return switch (Lookup.base(given.get(), wanted.get())) {
      case Lookup.Placed base -> toBase(pointer, given.get(), base, span);
      case Lookup.Ambiguous several -> throw ambiguous(wanted.get(), given.get(), span);
      case Lookup.OfClass none -> pointer;
      case Lookup.Nowhere none -> toDerived(pointer, given.get(), wanted.get(), span);
    };
  }

  private Num toBase(Num pointer, StructType object, Lookup.Placed base, Span span)
      throws Unavailable {
    if (base.path().isEmpty()) {
      return plus(pointer, base.member().offset());
    }
    Operand at = new Operand.InMemory(POINTER, object, Optional.empty());
    for (Lookup.Hop hop : base.path()) {
      at = classes.base(at, hop, span);
    }
    if (!(at instanceof Operand.InMemory memory)) {
      throw new IllegalStateException("a base class is in memory: " + at);
    }
    return unlessNull(pointer, Variables.plus(memory.address(), base.member().offset()));
  }

  private static Num toDerived(Num pointer, StructType base, StructType derived, Span span)
      throws Rejected {
    return switch (Lookup.base(derived, base)) {
      case Lookup.Placed placed -> {
        if (!placed.path().isEmpty()) {
          throw new Rejected(
              span,
              "`"
                  + base.name()
                  + "` is a virtual base class of `"
                  + derived.name()
                  + "`: where the object begins cannot be told from it",
              "cast a pointer to a class that has it as an ordinary base class");
        }
        yield plus(pointer, -placed.member().offset());
      }
      case Lookup.Ambiguous several -> throw ambiguous(base, derived, span);
      case Lookup.OfClass none -> pointer;
      case Lookup.Nowhere none -> pointer;
    };
  }

  private static Rejected ambiguous(StructType base, StructType derived, Span span) {
    return new Rejected(
        span,
        "`" + derived.name() + "` has the base class `" + base.name() + "` more than once",
        "cast to the class between them first");
  }

  private static Num plus(Num pointer, long bytes) {
    return bytes == 0 ? pointer : unlessNull(pointer, Variables.plus(POINTER, bytes));
  }

  private static Num unlessNull(Num pointer, Num moved) {
    return new Num.With(pointer, new Num.Conditional(POINTER, moved, new Num.Constant(0)));
  }

  private static Optional<StructType> target(Type type) {
    return type.strip() instanceof PointerType p
            && p.kind() == PointerType.Kind.POINTER
            && p.target().strip() instanceof StructType struct
        ? Optional.of(struct)
        : Optional.empty();
  }
}
