package tracebook.resolve;

import tracebook.adapters.Adapters;
import tracebook.source.Names;
import tracebook.source.Span;
import tracebook.types.Members;
import tracebook.types.StructType;
import tracebook.types.Type;

/** Objects that point to something, where the debug info does not say how. */
final class Undefined {
  private Undefined() {}

  /** Refuses to use one as a pointer. */
  static void refuse(Type type, Span span) throws Rejected {
    Type missing = Adapters.undefined(type).orElse(null);
    if (missing != null && type.strip() instanceof StructType struct) {
      throw new Rejected(
          span,
          "what `"
              + struct.name()
              + "` points to is not known: `"
              + missing.strip().name()
              + "` is only declared in the debug info",
          "clang's `-fstandalone-debug` defines it; the members that are there: "
              + Names.first(Members.names(struct), 20));
    }
  }
}
