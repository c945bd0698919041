package tracebook.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds members, also those of anonymous structures, unions and base classes inside. */
public final class Members {
  private Members() {}

  /** The member of that name with its offset from the start of the outer structure. */
  public static Optional<Member> find(StructType struct, String name) {
    for (Member member : struct.members()) {
      if (member.name().equals(name) && !member.base()) {
        return Optional.of(member);
      }
    }
    for (Member member : struct.members()) {
      if (isTransparent(member)) {
        Optional<Member> inner = find((StructType) member.type().strip(), name);
        if (inner.isPresent()) {
          return Optional.of(moved(inner.get(), member.offset()));
        }
      }
    }
    return Optional.empty();
  }

  /** All members with names, those of transparent ones in their place. */
  public static List<Member> all(StructType struct) {
    List<Member> all = new ArrayList<>();
    for (Member member : struct.members()) {
      if (isTransparent(member)) {
        for (Member inner : all((StructType) member.type().strip())) {
          all.add(moved(inner, member.offset()));
        }
      } else if (!member.name().isEmpty()) {
        all.add(member);
      }
    }
    return all;
  }

  /**
   * The virtual base class that has a member of that name: it is a member, but not at a constant
   * offset.
   */
  public static Optional<StructType> virtualBase(StructType struct, String name) {
    for (Shape.Unplaced unplaced : struct.shape().unplaced()) {
      if (unplaced.type().strip() instanceof StructType base
          && (find(base, name).isPresent() || virtualBase(base, name).isPresent())) {
        return Optional.of(base);
      }
    }
    return struct.members().stream()
        .filter(Members::isTransparent)
        .flatMap(m -> virtualBase((StructType) m.type().strip(), name).stream())
        .findFirst();
  }

  /**
   * What is not at a constant offset, here and in base classes. A virtual base class of several of
   * them is one: they share it.
   */
  public static List<Shape.Unplaced> unplaced(StructType struct) {
    List<Shape.Unplaced> all = new ArrayList<>(struct.shape().unplaced());
    for (Member member : struct.members()) {
      if (isTransparent(member)) {
        for (Shape.Unplaced inner : unplaced((StructType) member.type().strip())) {
          if (!inner.name().isEmpty() || all.stream().noneMatch(o -> isSameBase(o, inner))) {
            all.add(inner);
          }
        }
      }
    }
    return all;
  }

  private static boolean isSameBase(Shape.Unplaced one, Shape.Unplaced other) {
    return one.name().isEmpty() && one.type().name().equals(other.type().name());
  }

  /** A base class goes by the last part of its name. */
  public static String name(Shape.Unplaced unplaced) {
    String type = unplaced.type().name();
    return unplaced.name().isEmpty() ? type.substring(type.lastIndexOf(':') + 1) : unplaced.name();
  }

  public static Set<String> names(StructType struct) {
    Set<String> names = new TreeSet<>();
    all(struct).forEach(m -> names.add(m.name()));
    return names;
  }

  private static boolean isTransparent(Member member) {
    return (member.name().isEmpty() || member.base())
        && member.type().strip() instanceof StructType;
  }

  private static Member moved(Member member, long by) {
    return new Member(
        member.name(), member.type(), member.offset() + by, member.bits(), member.base());
  }
}
