package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.MemberPointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/** All adapters; the first that recognises a type says what it means. */
public final class Adapters {
  private static final List<Adapter> ALL =
      List.of(
          new RustEnums(),
          new RustErrors(),
          new RustStrings(),
          new LibstdcxxString(),
          new LibcxxString(),
          new StringViews(),
          new BitSequences(),
          new Vectors(),
          new RustVec(),
          new RustIterators(),
          new Spans(),
          new Deques(),
          new Lists(),
          new Trees(),
          new RustCollections(),
          new RustObjects(),
          new RustOnce(),
          new Wrappers(),
          new Tuples(),
          new Pointers(),
          new Choices(),
          new Erased(),
          new GoStrings(),
          new GoSlices(),
          new GoInterfaces(),
          new GoMaps());

  private Adapters() {}

  /** What objects of the type mean; empty for a type that is no more than its members. */
  public static Optional<View> view(Type type) {
    if (type.strip() instanceof MemberPointerType pointer) {
      return Optional.of(MemberPointers.view(pointer));
    }
    if (!(type.strip() instanceof StructType struct) || struct.size().isEmpty()) {
      return Optional.empty();
    }
    return ALL.stream().flatMap(a -> a.view(struct).stream()).findFirst();
  }

  /**
   * The type that is only declared, without whose definition it is not known what an object of this
   * type points to: clang leaves out that of a class whose virtual functions are defined elsewhere.
   */
  public static Optional<Type> undefined(Type type) {
    return type.strip() instanceof StructType struct
        ? Pointers.undefined(struct)
        : Optional.empty();
  }
}
