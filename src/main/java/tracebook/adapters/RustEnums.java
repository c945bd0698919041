package tracebook.adapters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.VariantPart;

/**
 * Enums of Rust, by the variant part that the compiler describes them with. Of one without a
 * discriminant all alternatives but one hold what cannot be.
 */
final class RustEnums implements Adapter {
  private static final int MOST_DEPTH = 4;

  @Override
  public Optional<View> view(StructType type) {
    if (type.shape().variants().size() != 1 || !type.members().isEmpty()) {
      return Optional.empty();
    }
    VariantPart part = type.shape().variants().getFirst();
    Optional<Coroutine> coroutine = Coroutine.of(type, part);
    List<View.Alternative> all = new ArrayList<>();
    for (VariantPart.Variant variant : part.variants()) {
      if (variant.members().size() != 1 || !variant.inner().isEmpty()) {
        return Optional.empty();
      }
      Member member = variant.members().getFirst();
      if (!(member.type().strip() instanceof StructType content) || content.size().isEmpty()) {
        return Optional.empty();
      }
      if (part.discriminant().isEmpty() && neverIs(content, MOST_DEPTH)) {
        continue;
      }
      String name = coroutine.map(c -> c.state(content)).orElse(member.name());
      Member there = coroutine.map(c -> c.content(member, content)).orElse(member);
      boolean empty = ((StructType) there.type().strip()).members().isEmpty();
      all.add(
          new View.Alternative(
              name, variant.values(), empty ? Optional.empty() : Optional.of(there)));
    }
    boolean told = part.discriminant().isPresent() || all.size() == 1;
    return told && !all.isEmpty()
        ? Optional.of(new View.Alternatives(part.discriminant(), all))
        : Optional.empty();
  }

  /**
   * Whether no value of the type can be: {@code !} and enums without variants, and what has such a
   * member; but not a union, {@code MaybeUninit<!>}, which can be another member.
   */
  private static boolean neverIs(Type type, int depth) {
    return switch (type.strip()) {
      case StructType t when t.kind() == StructType.Kind.UNION -> false;
      case StructType t ->
          t.shape().variants().stream().anyMatch(v -> v.variants().isEmpty())
              || (depth > 0 && t.members().stream().anyMatch(m -> neverIs(m.type(), depth - 1)));
      default -> type.name().equals("!");
    };
  }
}
