package tracebook.types;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value made when first asked for. Safe for threads; the supplier may run twice, the first result
 * stays.
 */
final class Lazy<T> {
  private @Nullable Supplier<T> make;
  private volatile @Nullable T value;

  Lazy(Supplier<T> make) {
    this.make = make;
  }

  T get() {
    T known = value;
    if (known != null) {
      return known;
    }
    Supplier<T> maker = make;
    T made = maker == null ? null : maker.get();
    synchronized (this) {
      T first = value;
      if (first != null) {
        return first;
      }
      if (made == null) {
        throw new IllegalStateException("nothing was made");
      }
      value = made;
      make = null;
      return made;
    }
  }
}
