package tracebook.adapters;

import java.util.Optional;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;

/**
 * Members of Go's own structures: its pointers have names, {@code *uint8}, its lengths are {@code
 * int}.
 */
final class Go {
  private Go() {}

  static Optional<Member> pointer(StructType type, String path) {
    return Fields.at(type, path)
        .filter(m -> m.type().strip() instanceof PointerType p && isOfGo(p));
  }

  /** C's pointers have no names of their own, Rust's say whether they are constant. */
  private static boolean isOfGo(PointerType pointer) {
    return pointer.written().startsWith("*") && pointer.isFollowedToElements();
  }

  /** The name of what a pointer points to. */
  static String target(Member pointer) {
    return ((PointerType) pointer.type().strip()).target().name();
  }

  /** A signed number that cannot be negative: then it is above every limit. */
  static Optional<Quantity> length(StructType type, String path) {
    return Fields.at(type, path)
        .filter(m -> m.type().strip() instanceof IntegerType i && i.bytes() == 8 && i.signed())
        .map(Fields::word);
  }
}
