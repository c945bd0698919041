package tracebook.adapters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.FunctionType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.MemberPointerType;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.Shape;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.TypedefType;
import tracebook.types.UnknownType;
import tracebook.types.VariantPart;
import tracebook.types.VoidType;

/**
 * What {@code async} and coroutines of Rust are compiled to: an enum of their states. The compiler
 * numbers the alternatives, names their types {@code Unresumed}, {@code Returned}, {@code Panicked}
 * and {@code Suspend0}, and gives what was captured as a part of each, also where it is gone.
 */
final class Coroutine {
  private static final String FIRST = "Unresumed";
  private static final Set<String> ENDED = Set.of("Returned", "Panicked");

  private static final int DEEPEST = 12;

  private final List<Member> captured;
  private final boolean moves;

  /**
   * @param moves whether its code has copies of its own of all that was captured
   */
  private Coroutine(List<Member> captured, boolean moves) {
    this.captured = captured;
    this.moves = moves;
  }

  /**
   * Empty for what a program declares itself: no variant of that can have a number for its name.
   */
  static Optional<Coroutine> of(StructType type, VariantPart part) {
    boolean numbered =
        part.variants().stream()
            .flatMap(v -> v.members().stream())
            .allMatch(m -> m.name().matches("\\d+") && m.type().strip() instanceof StructType);
    if (!numbered || part.variants().isEmpty()) {
      return Optional.empty();
    }
    List<Member> captured =
        part.variants().stream()
            .flatMap(v -> v.members().stream())
            .map(m -> (StructType) m.type().strip())
            .filter(s -> last(s).equals(FIRST))
            .flatMap(s -> s.members().stream())
            .toList();
    return Optional.of(new Coroutine(captured, type.name().contains("async_fn_env#")));
  }

  private static String last(StructType content) {
    return content.name().substring(content.name().lastIndexOf(':') + 1);
  }

  String state(StructType content) {
    return last(content);
  }

  /**
   * What is there in a state: nothing after the end. An {@code async fn} that has begun has moved
   * its parameters; those that it still needs have places of their own.
   */
  Member content(Member member, StructType content) {
    String state = last(content);
    List<Member> there =
        state.equals(FIRST)
            ? content.members()
            : ENDED.contains(state) ? List.of() : suspended(content);
    StructType shown =
        new StructType(
            content.kind(),
            content.name(),
            content.size(),
            content.passing(),
            () -> Shape.of(there));
    return new Member(member.name(), shown, member.offset(), Optional.empty(), false);
  }

  /**
   * What two scopes have in one place is given twice; what has a number for its name is the
   * compiler's: whether something that has to be dropped is still there. Of which variable does not
   * say.
   */
  private List<Member> suspended(StructType content) {
    List<Member> shown = new ArrayList<>();
    boolean flagged = content.members().stream().anyMatch(Coroutine::isNumber);
    for (Member member : content.members()) {
      boolean twice = shown.stream().anyMatch(m -> isSame(m, member));
      boolean hidden =
          isCaptured(member)
              && (moves
                  || content.members().stream()
                      .anyMatch(m -> m.name().equals(member.name()) && !isCaptured(m)));
      if (!twice && !hidden && !isNumber(member)) {
        boolean awaited = member.name().equals("__awaitee");
        shown.add(flagged && !awaited && isOwner(member.type(), 0) ? moved(member) : member);
      }
    }
    return shown;
  }

  private static boolean isNumber(Member member) {
    return member.name().matches("\\d+");
  }

  private static Member moved(Member member) {
    Type type = member.type();
    return new Member(
        member.name(),
        new UnknownType(type.name(), type.size(), "it may have been moved"),
        member.offset(),
        Optional.empty(),
        false);
  }

  /** Whether a value may own memory, which another owner may have by now: it has a pointer. */
  private static boolean isOwner(Type type, int depth) {
    return switch (type.strip()) {
      case PointerType t -> !t.written().startsWith("&");
      case ArrayType t -> isOwner(t.element(), depth + 1);
      case StructType t ->
          !t.name().startsWith("&")
              && (depth > DEEPEST
                  || Stream.concat(
                          t.members().stream(),
                          t.shape().variants().stream()
                              .flatMap(v -> v.variants().stream())
                              .flatMap(v -> v.members().stream()))
                      .anyMatch(m -> isOwner(m.type(), depth + 1)));
      case BoolType t -> false;
      case CharType t -> false;
      case EnumType t -> false;
      case FloatType t -> false;
      case IntegerType t -> false;
      case MemberPointerType t -> false;
      case FunctionType t -> false;
      case VoidType t -> false;
      case UnknownType t -> true;
      case QualifiedType t -> isOwner(t.target(), depth);
      case TypedefType t -> isOwner(t.target(), depth);
    };
  }

  private static boolean isSame(Member a, Member b) {
    return a.name().equals(b.name()) && a.offset() == b.offset();
  }

  private boolean isCaptured(Member member) {
    return captured.stream().anyMatch(c -> isSame(c, member));
  }
}
