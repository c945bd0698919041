package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.Shape;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.VariantPart;

/**
 * What is in an {@code io::Error}: one word, of which the two lowest bits tell which alternative of
 * {@code ErrorData} it is. An error number or a kind is in the upper half of the word; a message
 * and an error of the program's own lie elsewhere.
 */
final class RustErrors implements Adapter {
  private static final String NAME = "std::io::error::repr_bitpacked::Repr";

  /** The alternatives by their tags. */
  private static final List<String> TAGS = List.of("SimpleMessage", "Custom", "Os", "Simple");

  private static final int TAG_OS = 2;
  private static final int UPPER_HALF = 4;

  @Override
  public Optional<View> view(StructType type) {
    Optional<Member> word = Fields.at(type, "0.pointer").filter(m -> m.offset() == 0);
    Optional<StructType> data =
        Fields.at(type, "1")
            .flatMap(m -> argument(m.type()))
            .filter(t -> t.shape().variants().size() == 1);
    if (!type.name().equals(NAME)
        || word.isEmpty()
        || data.isEmpty()
        || type.size().orElse(0) != 8) {
      return Optional.empty();
    }
    List<Member> variants =
        data.get().shape().variants().getFirst().variants().stream()
            .flatMap(v -> v.members().stream())
            .toList();
    if (variants.size() != TAGS.size()
        || !variants.stream().allMatch(v -> TAGS.contains(v.name()))
        || held(variants, "Os").filter(t -> t.strip() instanceof IntegerType).isEmpty()
        || held(variants, "Simple").isEmpty()) {
      return Optional.empty();
    }
    List<View.Alternative> all =
        IntStream.range(0, TAGS.size()).mapToObj(tag -> alternative(tag, variants)).toList();
    Member tag = new Member("", new IntegerType("u8", 1, false), 0, Optional.empty(), false);
    return Optional.of(new View.Alternatives(Optional.of(tag), all));
  }

  private static Optional<StructType> argument(Type type) {
    return type.strip() instanceof StructType struct
        ? Fields.argument(struct, 0)
            .filter(t -> t.strip() instanceof StructType)
            .map(t -> (StructType) t.strip())
        : Optional.empty();
  }

  /** What an alternative holds, if that fits into half a word. */
  private static Optional<Type> held(List<Member> variants, String name) {
    return variants.stream()
        .filter(v -> v.name().equals(name) && v.type().strip() instanceof StructType)
        .flatMap(v -> Fields.at((StructType) v.type().strip(), "0").stream())
        .map(Member::type)
        .filter(t -> t.size().orElse(0) > 0 && t.size().orElse(0) <= UPPER_HALF)
        .findFirst();
  }

  /** Addresses have any value in the lowest byte that has the tag; numbers have no other bits. */
  private static View.Alternative alternative(int tag, List<Member> variants) {
    String name = TAGS.get(tag);
    if (tag < TAG_OS) {
      List<VariantPart.Values> values =
          IntStream.range(0, 64)
              .mapToObj(i -> new VariantPart.Values(4L * i + tag, 4L * i + tag))
              .toList();
      return new View.Alternative(name, values, Optional.empty());
    }
    Type type = held(variants, name).orElseThrow();
    StructType content =
        new StructType(
            StructType.Kind.STRUCT,
            name,
            OptionalLong.of(8),
            StructType.Passing.UNKNOWN,
            () -> Shape.of(List.of(new Member("0", type, UPPER_HALF, Optional.empty(), false))));
    return new View.Alternative(
        name,
        List.of(new VariantPart.Values(tag, tag)),
        Optional.of(new Member(name, content, 0, Optional.empty(), false)));
  }
}
