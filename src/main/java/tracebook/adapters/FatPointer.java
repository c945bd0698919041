package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * A pointer of Rust to what has no size of its own, with the length: {@code &str}, {@code
 * Box<[T]>}, {@code Rc<str>}. What is counted lies behind the counts.
 *
 * @param to what it points to, as it is written
 * @param target what the debug info says is there: of a slice an element, of text a byte
 */
record FatPointer(String to, Quantity address, Quantity length, Type target) {
  /** How the names of pointers begin, the longer of two first, and where in one the words are. */
  private record Kind(String prefix, String path) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("&mut ", ""),
          new Kind("&", ""),
          new Kind("alloc::boxed::Box<", ""),
          new Kind("alloc::rc::Rc<", "ptr.pointer."),
          new Kind("alloc::sync::Arc<", "ptr.pointer."),
          new Kind("alloc::rc::Weak<", "ptr.pointer."),
          new Kind("alloc::sync::Weak<", "ptr.pointer."));

  private static final List<String> COUNTED = List.of("value", "data");

  /** Empty for what is none. */
  static Optional<FatPointer> of(StructType type) {
    String name = type.name();
    return KINDS.stream()
        .filter(kind -> name.startsWith(kind.prefix()))
        .findFirst()
        .flatMap(kind -> of(type, kind.path(), referent(name, kind.prefix())));
  }

  /** The one at a path, which ends in a dot. */
  static Optional<FatPointer> of(StructType type, String path) {
    return of(type, path, "");
  }

  /** The name of a pointer that is no owner of what it points to. */
  static boolean isWeak(String name) {
    return name.startsWith("alloc::rc::Weak<") || name.startsWith("alloc::sync::Weak<");
  }

  /**
   * A weak pointer as long as what it points to has an owner; one that was made of nothing has the
   * largest address.
   *
   * @param counts what it points to, with a count called {@code strong}
   */
  static Quantity owned(Quantity pointer, StructType counts) {
    return owned(pointer, counts, pointer);
  }

  /** What there is of it as long as that. */
  private static Quantity owned(Quantity pointer, StructType counts, Quantity what) {
    long strong = Fields.at(counts, "strong").orElseThrow().offset();
    Quantity owners = new Quantity.Load(pointer.plus(strong));
    Quantity there = new Quantity.Only(owners, what, Quantity.Failure.EXPIRED);
    return new Quantity.Only(pointer.plus(1), there, Quantity.Failure.EXPIRED);
  }

  /** The last argument of the smart pointers is the allocator. */
  private static String referent(String name, String prefix) {
    String rest = name.substring(prefix.length());
    int comma = rest.lastIndexOf(", ");
    return prefix.startsWith("&") || comma < 0 ? rest : rest.substring(0, comma);
  }

  private static Optional<FatPointer> of(StructType type, String path, String to) {
    Optional<Quantity> pointer = Fields.pointer(type, path + "data_ptr");
    Optional<Type> target = Fields.pointee(type, path + "data_ptr");
    Optional<Quantity> length = Fields.size(type, path + "length");
    if (pointer.isEmpty() || length.isEmpty() || type.size().orElse(0) != 16) {
      return Optional.empty();
    }
    if (!path.startsWith("ptr.")) {
      return target.map(t -> new FatPointer(to, pointer.get(), length.get(), t));
    }
    if (!(target.orElseThrow().strip() instanceof StructType inner)
        || Fields.at(inner, "strong").isEmpty()
        || Fields.at(inner, "weak").isEmpty()) {
      return Optional.empty();
    }
    Optional<Member> value =
        COUNTED.stream().flatMap(n -> Fields.at(inner, n).stream()).findFirst();
    // Of no elements nothing is read, so the length has to tell it, too.
    Quantity address = isWeak(type.name()) ? owned(pointer.get(), inner) : pointer.get();
    Quantity count = isWeak(type.name()) ? owned(pointer.get(), inner, length.get()) : length.get();
    return value.map(v -> new FatPointer(to, address.plus(v.offset()), count, v.type()));
  }
}
