package tracebook.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the name of a member means in a class: the class's own hides those of its base classes, and
 * of several base classes that have it none is meant (C++20, section 6.5.2). {@code Base::id} is
 * the member of that base class.
 */
public final class Lookup {
  /** Bases of bases beyond what people write; a file can say anything. */
  private static final int DEEPEST = 64;

  private static final int MOST = 1000;

  private final List<Placed> placed = new ArrayList<>();
  private final List<OfClass> ofClass = new ArrayList<>();
  private final List<StructType> owners = new ArrayList<>();
  private int looked;

  private Lookup() {}

  /** What a name turned out to be. */
  public sealed interface Found {}

  /**
   * In every object.
   *
   * @param path through virtual base classes: from the one to the next, the first from the object
   * @param member its offset is from the last of them, or from the object
   */
  public record Placed(List<Hop> path, Member member) implements Found {
    public Placed {
      path = List.copyOf(path);
    }
  }

  /**
   * A step to a virtual base class.
   *
   * @param offset of the class that has it, from the one before or the object
   */
  public record Hop(long offset, Shape.Unplaced base) {}

  /** A static member. */
  public record OfClass(StructType owner, Shape.Static member) implements Found {}

  public record Nowhere() implements Found {}

  /** Several base classes have it. */
  public record Ambiguous(List<String> classes) implements Found {
    public Ambiguous {
      classes = List.copyOf(classes);
    }
  }

  /** What a name means, which may be qualified by the name of a base class or the class itself. */
  public static Found find(StructType struct, String name) {
    int colons = name.lastIndexOf("::");
    Lookup lookup = new Lookup();
    if (colons < 0) {
      lookup.collect(struct, List.of(), 0, name, 0);
    } else {
      String in = name.substring(0, colons);
      String plain = name.substring(colons + 2);
      lookup.collectIn(struct, List.of(), 0, c -> isNamed(c, in), plain, 0);
    }
    Found found = lookup.result();
    if (found instanceof Nowhere) {
      Lookup bases = new Lookup();
      bases.bases(struct, List.of(), 0, c -> isNamed(c, name), name, 0);
      return bases.result();
    }
    return found;
  }

  /** Where a base class is in objects of a class, as if it were a member. */
  public static Found base(StructType struct, StructType base) {
    Lookup bases = new Lookup();
    bases.bases(struct, List.of(), 0, c -> c.name().equals(base.name()), base.name(), 0);
    return switch (bases.placed.size()) {
      case 0 -> new Nowhere();
      case 1 -> bases.placed.getFirst();
      default -> new Ambiguous(bases.owners.stream().map(StructType::name).toList());
    };
  }

  /** A base class by its name, as if it were a member. */
  private void bases(
      StructType struct,
      List<Hop> path,
      long offset,
      Predicate<StructType> wanted,
      String name,
      int depth) {
    if (isTooMuch(depth)) {
      return;
    }
    for (Member base : struct.members()) {
      if (base.base() && base.type().strip() instanceof StructType inner) {
        if (wanted.test(inner)) {
          add(struct, new Placed(path, whole(name, inner, offset + base.offset())));
        } else {
          bases(inner, path, offset + base.offset(), wanted, name, depth + 1);
        }
      }
    }
    for (Shape.Unplaced base : struct.shape().unplaced()) {
      if (base.name().isEmpty() && base.type().strip() instanceof StructType inner) {
        if (wanted.test(inner)) {
          add(struct, new Placed(with(path, offset, base), whole(name, inner, 0)));
        } else {
          bases(inner, with(path, offset, base), 0, wanted, name, depth + 1);
        }
      }
    }
  }

  private static Member whole(String name, StructType base, long offset) {
    return new Member(name, base, offset, Optional.empty(), false);
  }

  /**
   * The virtual base classes of an object, also of its base classes; of each the first way to it.
   */
  public static List<Hop> virtualBases(StructType struct) {
    List<Hop> all = new ArrayList<>();
    virtualBases(struct, 0, all, 0);
    return all;
  }

  private static void virtualBases(StructType struct, long offset, List<Hop> all, int depth) {
    for (Shape.Unplaced base : struct.shape().unplaced()) {
      if (all.stream().noneMatch(h -> h.base().type().name().equals(base.type().name()))) {
        all.add(new Hop(offset, base));
      }
    }
    for (Member member : struct.members()) {
      if (member.base() && depth < DEEPEST && member.type().strip() instanceof StructType inner) {
        virtualBases(inner, offset + member.offset(), all, depth + 1);
      }
    }
  }

  /** Whether a class goes by that name, the outer parts of which may be left out. */
  private static boolean isNamed(StructType struct, String name) {
    String whole = struct.name().replaceFirst("^(struct|class|union) ", "");
    return whole.equals(name) || whole.endsWith("::" + name);
  }

  private void collectIn(
      StructType struct,
      List<Hop> path,
      long offset,
      Predicate<StructType> wanted,
      String name,
      int depth) {
    if (wanted.test(struct)) {
      collect(struct, path, offset, name, depth);
      return;
    }
    if (isTooMuch(depth)) {
      return;
    }
    for (Member base : struct.members()) {
      if (base.base() && base.type().strip() instanceof StructType inner) {
        collectIn(inner, path, offset + base.offset(), wanted, name, depth + 1);
      }
    }
    for (Shape.Unplaced base : struct.shape().unplaced()) {
      if (base.name().isEmpty() && base.type().strip() instanceof StructType inner) {
        collectIn(inner, with(path, offset, base), 0, wanted, name, depth + 1);
      }
    }
  }

  private void collect(StructType struct, List<Hop> path, long offset, String name, int depth) {
    if (own(struct, struct, path, offset, name, depth) || isTooMuch(depth)) {
      return;
    }
    for (Member base : struct.members()) {
      if (base.base() && base.type().strip() instanceof StructType inner) {
        collect(inner, path, offset + base.offset(), name, depth + 1);
      }
    }
    for (Shape.Unplaced base : struct.shape().unplaced()) {
      if (base.name().isEmpty() && base.type().strip() instanceof StructType inner) {
        collect(inner, with(path, offset, base), 0, name, depth + 1);
      }
    }
  }

  /** What the class itself has, also in anonymous structures and unions. */
  private boolean own(
      StructType owner, StructType in, List<Hop> path, long offset, String name, int depth) {
    for (Member member : in.members()) {
      if (member.name().equals(name) && !member.base()) {
        add(owner, new Placed(path, moved(member, offset)));
        return true;
      }
    }
    for (Shape.Static member : in.shape().statics()) {
      if (member.name().equals(name)) {
        if (ofClass.stream().noneMatch(o -> o.owner.name().equals(in.name()))) {
          ofClass.add(new OfClass(in, member));
        }
        return true;
      }
    }
    if (isTooMuch(depth)) {
      return false;
    }
    for (Member member : in.members()) {
      if (member.name().isEmpty()
          && !member.base()
          && member.type().strip() instanceof StructType inner
          && own(owner, inner, path, offset + member.offset(), name, depth + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean isTooMuch(int depth) {
    return depth >= DEEPEST || ++looked > MOST;
  }

  /** A virtual base class is one, however it is reached. */
  private void add(StructType owner, Placed found) {
    for (Placed other : placed) {
      boolean same =
          !found.path.isEmpty()
              && !other.path.isEmpty()
              && base(found).equals(base(other))
              && found.member.offset() == other.member.offset();
      if (same) {
        return;
      }
    }
    placed.add(found);
    owners.add(owner);
  }

  private static String base(Placed found) {
    return found.path.getLast().base().type().name();
  }

  private Found result() {
    List<Placed> left = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < placed.size(); i++) {
      if (!isHidden(placed.get(i))) {
        left.add(placed.get(i));
        classes.add(owners.get(i).name());
      }
    }
    ofClass.forEach(o -> classes.add(o.owner.name()));
    if (left.size() + ofClass.size() > 1 || looked > MOST) {
      return new Ambiguous(classes);
    }
    return !left.isEmpty()
        ? left.getFirst()
        : ofClass.isEmpty() ? new Nowhere() : ofClass.getFirst();
  }

  /** A class hides the names of its virtual base classes also where they are reached past it. */
  private boolean isHidden(Placed found) {
    return !found.path.isEmpty()
        && owners.stream().anyMatch(o -> hasVirtualBase(o, base(found), 0));
  }

  private static boolean hasVirtualBase(StructType struct, String name, int depth) {
    if (depth >= DEEPEST) {
      return false;
    }
    for (Shape.Unplaced base : struct.shape().unplaced()) {
      if (base.name().isEmpty()
          && (base.type().name().equals(name)
              || (base.type().strip() instanceof StructType inner
                  && hasVirtualBase(inner, name, depth + 1)))) {
        return true;
      }
    }
    return struct.members().stream()
        .anyMatch(
            m ->
                m.base()
                    && m.type().strip() instanceof StructType inner
                    && hasVirtualBase(inner, name, depth + 1));
  }

  private static List<Hop> with(List<Hop> path, long offset, Shape.Unplaced base) {
    List<Hop> longer = new ArrayList<>(path);
    longer.add(new Hop(offset, base));
    return longer;
  }

  private static Member moved(Member member, long by) {
    return by == 0
        ? member
        : new Member(
            member.name(), member.type(), member.offset() + by, member.bits(), member.base());
  }
}
