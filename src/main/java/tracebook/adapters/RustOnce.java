package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.Shape;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.UnknownType;
import tracebook.types.VariantPart;

/**
 * What may not be there yet: {@code OnceLock}, {@code LazyLock} and {@code Once}, which know it,
 * and {@code MaybeUninit}, which does not. The debug info does not have the numbers that {@code
 * Once} counts its states by, and two layouts that are the same have had different ones: they go by
 * the version of the compiler, which is that of the library.
 */
final class RustOnce implements Adapter {
  /** Why there is no value. */
  private static final String UNINITIALISED = "perhaps not initialised";

  private static final String UNKNOWN = "how this version of Rust marks it as set is not known";

  /** A release, or a version on the way to one, of which nothing more is known. */
  private static final Pattern VERSION =
      Pattern.compile("rustc (?:version )?1\\.(\\d+)\\.\\d+(-nightly|-beta|-dev)?");

  /**
   * The states of a {@code Once}, in library/std/src/sys/sync/once/futex.rs.
   *
   * @param word where they are
   * @param first the first version 1.x of rustc that has them
   * @param last the last one, or the last that was looked at
   * @param waited what is added where others wait
   */
  private record States(
      String word, int first, int last, int unset, int poisoned, int running, int set, int waited) {
    List<VariantPart.Values> values(int... states) {
      return IntStream.of(states)
          .flatMap(s -> waited == 0 ? IntStream.of(s) : IntStream.of(s, s + waited))
          .mapToObj(s -> new VariantPart.Values(s, s))
          .toList();
    }
  }

  private static final List<States> ALL =
      List.of(
          new States("state_and_queued", 90, 97, 3, 2, 1, 0, 4),
          new States("state_and_queued", 70, 89, 0, 1, 2, 3, 4),
          new States("state", 62, 89, 0, 1, 2, 4, 0));

  /** In {@link States#word} {@code state}, that it runs and others wait. */
  private static final int QUEUED = 3;

  @Override
  public Optional<View> view(StructType type) {
    String name = type.name();
    if (name.startsWith("core::mem::maybe_uninit::MaybeUninit<")) {
      return Optional.of(unknown(type, UNINITIALISED));
    }
    if (name.startsWith("std::sync::once_lock::OnceLock<")) {
      return Optional.of(lock(type, "once.inner.", "value.value", "None", "Some"));
    }
    if (name.startsWith("std::sync::lazy_lock::LazyLock<")) {
      return Optional.of(lock(type, "once.inner.", "data.value.value", "Uninit", "Init"));
    }
    return name.equals("std::sync::once::Once") || name.equals("std::sync::poison::once::Once")
        ? Optional.of(lock(type, "inner.", "", "Incomplete", "Complete"))
        : Optional.empty();
  }

  /**
   * @param held where what is set is; empty for what only counts
   */
  private static View lock(StructType type, String at, String held, String without, String with) {
    Optional<States> states = states(type, at);
    Optional<Type> value = Fields.argument(type, 0);
    Optional<Member> place = held.isEmpty() ? Optional.empty() : Fields.at(type, held);
    long size = value.map(v -> v.size().orElse(-1)).orElse(-1L);
    if (states.isEmpty()
        || (!held.isEmpty() && place.filter(m -> m.type().size().orElse(-2) == size).isEmpty())) {
      return unknown(type, UNKNOWN);
    }
    States s = states.get();
    Member word = Fields.at(type, at + s.word()).orElseThrow();
    Member discriminant =
        new Member("", new IntegerType("u32", 4, false), word.offset(), Optional.empty(), false);
    int queued = s.waited() == 0 ? QUEUED : s.running();
    boolean poisons = !without.equals("None");
    List<VariantPart.Values> unset =
        poisons
            ? s.values(s.unset(), s.running(), queued)
            : s.values(s.unset(), s.running(), queued, s.poisoned());
    View.Alternative none = new View.Alternative(without, unset, Optional.empty());
    View.Alternative some =
        new View.Alternative(
            with,
            s.values(s.set()),
            size > 0 ? place.map(m -> content(with, m, value.get())) : Optional.empty());
    View.Alternative poisoned =
        new View.Alternative("Poisoned", s.values(s.poisoned()), Optional.empty());
    return new View.Alternatives(
        Optional.of(discriminant), poisons ? List.of(none, some, poisoned) : List.of(none, some));
  }

  /** As {@code Some(5)} has it. */
  private static Member content(String name, Member place, Type value) {
    Member first = new Member("0", value, 0, Optional.empty(), false);
    StructType content =
        new StructType(
            StructType.Kind.STRUCT,
            name,
            value.size(),
            StructType.Passing.UNKNOWN,
            () -> Shape.of(List.of(first)));
    return new Member(name, content, place.offset(), Optional.empty(), false);
  }

  private static Optional<States> states(StructType type, String at) {
    OptionalInt minor = release(type.producer());
    return ALL.stream()
        .filter(
            s ->
                minor.isPresent()
                    && s.first() <= minor.getAsInt()
                    && minor.getAsInt() <= s.last()
                    && Fields.at(type, at + s.word())
                        .filter(m -> m.type().size().orElse(0) == 4)
                        .isPresent())
        .findFirst();
  }

  /**
   * The second number of the version. What comes between 1.89 and 1.90 may have the states of
   * either.
   */
  private static OptionalInt release(String producer) {
    Matcher version = VERSION.matcher(producer);
    if (!version.find()) {
      return OptionalInt.empty();
    }
    int minor = Integer.parseInt(version.group(1));
    boolean between = version.group(2) != null && (minor == 89 || minor == 90);
    return between ? OptionalInt.empty() : OptionalInt.of(minor);
  }

  private static View unknown(StructType type, String why) {
    Type nothing = new UnknownType(type.name(), type.size(), why);
    return new View.Wrapper(new Member("", nothing, 0, Optional.empty(), false));
  }
}
