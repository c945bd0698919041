package tracebook.adapters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.VariantPart;

/** {@code std::optional}, {@code std::expected} and {@code std::variant}. */
final class Choices implements Adapter {
  private record Optionals(String engaged, String value) {}

  private static final List<Optionals> OPTIONALS =
      List.of(
          new Optionals("_M_payload._M_engaged", "_M_payload._M_payload._M_value"),
          new Optionals("__engaged_", "__val_"));

  /**
   * @param storage a union of the first alternative and a union of all others
   */
  private record Variants(String index, String storage, String first, String value, String rest) {}

  private static final List<Variants> VARIANTS =
      List.of(
          new Variants("_M_index", "_M_u", "_M_first", "_M_storage", "_M_rest"),
          new Variants("__impl.__index", "__impl.__data", "__head", "__value", "__tail"));

  @Override
  public Optional<View> view(StructType type) {
    String name = Fields.plain(type.name());
    return name.startsWith("std::optional<")
        ? OPTIONALS.stream().flatMap(o -> optional(type, o).stream()).findFirst()
        : name.startsWith("std::expected<")
            ? expected(type)
            : name.startsWith("std::variant<")
                ? VARIANTS.stream().flatMap(v -> variant(type, v).stream()).findFirst()
                : Optional.empty();
  }

  private static Optional<View> optional(StructType type, Optionals paths) {
    Optional<Member> engaged =
        Fields.at(type, paths.engaged()).filter(m -> m.type().strip() instanceof BoolType);
    Optional<Member> value = Fields.at(type, paths.value());
    if (engaged.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new View.Alternatives(
            engaged,
            List.of(
                new View.Alternative("nullopt", is(0), Optional.empty()),
                new View.Alternative("", is(1), value))));
  }

  /** What the standard library of gcc 12 has; one of {@code void} shows its members. */
  private static Optional<View> expected(StructType type) {
    Optional<Member> engaged =
        Fields.at(type, "_M_has_value").filter(m -> m.type().strip() instanceof BoolType);
    Optional<Member> value = Fields.at(type, "_M_val");
    Optional<Member> unexpected = Fields.at(type, "_M_unex");
    return engaged.isPresent() && value.isPresent() && unexpected.isPresent()
        ? Optional.of(
            new View.Alternatives(
                engaged,
                List.of(
                    new View.Alternative("unexpected", is(0), unexpected),
                    new View.Alternative("", is(1), value))))
        : Optional.empty();
  }

  private static Optional<View> variant(StructType type, Variants paths) {
    Optional<Member> index = Fields.at(type, paths.index()).filter(m -> isUnsigned(m.type()));
    Optional<Member> storage = Fields.at(type, paths.storage());
    if (index.isEmpty() || storage.isEmpty()) {
      return Optional.empty();
    }
    List<View.Alternative> all = new ArrayList<>();
    Optional<Member> left = storage;
    while (left.isPresent() && left.get().type().strip() instanceof StructType union) {
      Optional<Member> first = Fields.at(union, paths.first());
      if (first.isEmpty()) {
        break;
      }
      Optional<Member> value =
          first.get().type().strip() instanceof StructType holder
              ? Fields.at(holder, paths.value())
              : Optional.empty();
      Optional<Type> held = value.flatMap(v -> held(v.type()));
      if (held.isEmpty() || first.get().offset() + value.get().offset() != 0) {
        return Optional.empty();
      }
      String name = Integer.toString(all.size());
      Member content =
          new Member(name, held.get(), storage.get().offset(), Optional.empty(), false);
      all.add(new View.Alternative(name, is(all.size()), Optional.of(content)));
      left = Fields.at(union, paths.rest());
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    int bits = 8 * (int) index.get().type().size().orElse(8);
    long none = bits == 64 ? -1 : (1L << bits) - 1;
    all.add(new View.Alternative("valueless", is(none), Optional.empty()));
    return Optional.of(new View.Alternatives(index, all));
  }

  /** What has a destructor lies in bytes that are aligned for it. */
  private static Optional<Type> held(Type storage) {
    if (!storage.name().contains("__aligned_membuf<")) {
      return Optional.of(storage);
    }
    return storage.strip() instanceof StructType buffer
        ? Fields.argument(buffer, 0)
            .filter(t -> t.size().isPresent() && t.size().getAsLong() <= buffer.size().orElse(0))
        : Optional.empty();
  }

  private static boolean isUnsigned(Type type) {
    return switch (type.strip()) {
      case IntegerType t -> !t.signed() && t.bytes() <= 8;
      case CharType t -> !t.signed();
      default -> false;
    };
  }

  private static List<VariantPart.Values> is(long value) {
    return List.of(new VariantPart.Values(value, value));
  }
}
