package tracebook.demangle;

import java.util.Optional;
import java.util.function.Supplier;

/** From the name of a symbol to the name in the program. */
public final class Demangler {
  private Demangler() {}

  /**
   * The name as {@code c++filt} writes it; empty for names that are not mangled, or in a way that
   * is not known here.
   */
  public static Optional<String> demangle(String symbol) {
    if (symbol.startsWith("_R")) {
      return known(() -> RustV0.name(symbol));
    }
    if (!symbol.startsWith("_Z")) {
      return Optional.empty();
    }
    return RustLegacy.demangle(symbol).or(() -> known(() -> new Itanium(symbol).name()));
  }

  /** A name without its parameters: {@code a::f} of {@code a::f(int) const}. */
  public static String withoutParameters(String name) {
    int depth = 0;
    for (int at = name.length() - 1; at > 0; at--) {
      char c = name.charAt(at);
      if (c == ')') {
        depth++;
      } else if (c == '(') {
        depth--;
        if (depth == 0) {
          return name.substring(0, at);
        }
      }
    }
    return name;
  }

  private static Optional<String> known(Supplier<String> reading) {
    try {
      return Optional.of(reading.get());
    } catch (Unknown | IndexOutOfBoundsException | NumberFormatException notKnown) {
      return Optional.empty();
    }
  }

  /** What the reader of a name does not know. */
  static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unknown() {
      super("", null, false, false);
    }
  }
}
