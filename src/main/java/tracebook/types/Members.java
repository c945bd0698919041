package tracebook.types;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /**
   * All members with names, those of transparent ones in their place. What another one hides is
   * called by its class, {@code Base::id}.
   */
  public static List<Member> all(StructType struct) {
    List<Inherited> all = new ArrayList<>();
    collect(struct, 0, List.of(), all);
    Map<String, Integer> named = new HashMap<>();
    all.forEach(m -> named.merge(m.member.name(), 1, Integer::sum));
    List<Member> members = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Inherited one : all) {
      boolean alone = Objects.requireNonNull(named.get(one.member.name())) == 1;
      String name = alone || isMeant(struct, one.member) ? one.member.name() : one.qualified(1);
      if (!taken.add(name)) {
        name = one.qualified(one.bases.size());
      }
      Member m = one.member;
      members.add(new Member(name, m.type(), m.offset(), m.bits(), m.base()));
    }
    return members;
  }

  /**
   * A member.
   *
   * @param bases that have it, outermost first
   */
  private record Inherited(Member member, List<String> bases) {
    String qualified(int classes) {
      int from = Math.max(0, bases.size() - classes);
      List<String> parts = new ArrayList<>(bases.subList(from, bases.size()));
      parts.add(member.name());
      return String.join("::", parts);
    }
  }

  private static boolean isMeant(StructType struct, Member member) {
    return Lookup.find(struct, member.name()) instanceof Lookup.Placed(var path, Member found)
        && path.isEmpty()
        && found.offset() == member.offset();
  }

  private static void collect(
      StructType struct, long offset, List<String> bases, List<Inherited> all) {
    for (Member member : struct.members()) {
      if (isTransparent(member)) {
        List<String> inner = bases;
        if (member.base()) {
          inner = new ArrayList<>(bases);
          inner.add(lastPart(member.type().strip().name()));
        }
        StructType within = (StructType) member.type().strip();
        collect(within, offset + member.offset(), inner, all);
      } else if (!member.name().isEmpty()) {
        all.add(new Inherited(moved(member, offset), bases));
      }
    }
  }

  /** Without its namespaces and outer classes: {@code Ring<a::b>} of {@code x::Ring<a::b>}. */
  public static String lastPart(String name) {
    int deep = 0;
    int start = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      deep += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
      if (deep == 0 && name.startsWith("::", i)) {
        start = i + 2;
      }
    }
    return name.substring(start);
  }

  /** A base class goes by the last part of its name. */
  public static String name(Shape.Unplaced unplaced) {
    return unplaced.name().isEmpty() ? lastPart(unplaced.type().name()) : unplaced.name();
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
