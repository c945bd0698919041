package tracebook.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
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

/** A type's bytes, member by member, with what lies unused between them. */
final class Layout {
  /** Structures in structures are opened so deep. */
  private static final int DEEPEST = 8;

  private final List<Found.LayoutLine> lines = new ArrayList<>();
  private final Padding padding = new Padding();

  private Layout() {}

  /**
   * The type itself first, then its members by offset, those of inner structures by their path.
   *
   * @param which words behind the type's name, where the name means several
   */
  static List<Found.LayoutLine> of(Type type, String which) {
    Layout layout = new Layout();
    layout.line(OptionalLong.of(0), type.size(), "", kind(type) + length(type) + which, "");
    Type inside = type.strip();
    if (inside instanceof StructType struct) {
      layout.struct(struct, 0, "", 0);
      return layout.padding.insertedInto(layout.lines);
    }
    if (inside instanceof EnumType values) {
      values
          .enumerators()
          .forEach(
              e ->
                  layout.line(
                      OptionalLong.empty(), OptionalLong.empty(), e.name(), "= " + e.value(), ""));
    }
    return layout.lines;
  }

  /** A type's name, with what it stands for. */
  static String kind(Type type) {
    return switch (type) {
      case TypedefType t -> t.name() + " = " + t.target().name();
      case UnknownType t -> t.name() + " (" + t.why() + ")";
      case StructType t -> t.name() + (t.size().isEmpty() ? " (declared, not defined)" : "");
      case ArrayType t -> t.name();
      case BoolType t -> t.name();
      case CharType t -> t.name();
      case EnumType t -> t.name();
      case FloatType t -> t.name();
      case FunctionType t -> t.name();
      case IntegerType t -> t.name();
      case MemberPointerType t -> t.name();
      case PointerType t -> t.name();
      case QualifiedType t -> t.name();
      case VoidType t -> t.name();
    };
  }

  /** What is to be said of a size that is nowhere in the file. */
  private static String length(Type type) {
    return ArraySizes.areComputed(type) ? " (its length is known only while the program runs)" : "";
  }

  private void struct(StructType struct, long base, String path, int depth) {
    Shape shape = struct.shape();
    padding.struct(base, struct.size(), !shape.unplaced().isEmpty());
    List<Member> members = new ArrayList<>(shape.members());
    if (struct.kind() != StructType.Kind.UNION) {
      // Rust lays its members out in an order of its own.
      members.sort(Comparator.comparingLong(Layout::firstBit));
    }
    members.forEach(m -> member(m, base, path, "", depth));
    shape.variants().forEach(v -> variants(v, base, path, depth));
    for (Shape.Unplaced virtual : shape.unplaced()) {
      line(
          OptionalLong.empty(),
          virtual.type().size(),
          virtual.name().isEmpty() ? "" : path + virtual.name(),
          virtual.type().name() + " (virtual: where it lies depends on the object)",
          "");
    }
    for (Shape.Static own : shape.statics()) {
      line(
          OptionalLong.empty(),
          own.type().size(),
          path + own.name(),
          "static " + own.type().name(),
          "");
    }
  }

  private static long firstBit(Member member) {
    return member.offset() * 8 + member.bits().map(Member.BitField::shift).orElse(0);
  }

  private void variants(VariantPart part, long base, String path, int depth) {
    part.discriminant()
        .ifPresent(
            d -> {
              String name = d.name().isEmpty() ? "(discriminant)" : d.name();
              member(
                  new Member(name, d.type(), d.offset(), d.bits(), false), base, path, "", depth);
            });
    for (VariantPart.Variant variant : part.variants()) {
      String when =
          part.discriminant().isEmpty()
              ? ""
              : variant.values().isEmpty()
                  ? " (when it is any other)"
                  : variant.values().stream()
                      .map(VariantPart.Values::toString)
                      .collect(Collectors.joining(", ", " (when it is ", ")"));
      variant.members().forEach(m -> member(m, base, path, when, depth));
      variant.inner().forEach(v -> variants(v, base, path, depth));
    }
  }

  private void member(Member member, long base, String path, String when, int depth) {
    String name = member.name().isEmpty() ? "" : path + member.name();
    long offset = base + member.offset();
    if (member.bits().isPresent()) {
      Member.BitField b = member.bits().get();
      int last = b.shift() + b.width() - 1;
      padding.used(offset * 8 + b.shift(), b.width());
      line(
          OptionalLong.of(offset),
          OptionalLong.of(last / 8 + 1),
          name,
          member.type().name() + when,
          b.width() == 0 ? "" : b.shift() + ".." + last);
      return;
    }
    Type type = member.type().strip();
    String words =
        type instanceof UnknownType unknown
            ? kind(unknown)
            : member.type().name() + length(member.type());
    line(OptionalLong.of(offset), member.type().size(), name, words + when, "");
    if (type instanceof StructType inner && inner.size().isPresent() && depth < DEEPEST) {
      boolean transparent = member.name().isEmpty() || member.base();
      struct(inner, offset, transparent ? path : name + ".", depth + 1);
    } else if (member.type().size().isPresent()) {
      padding.used(offset * 8, 8 * member.type().size().getAsLong());
    } else if (!(type instanceof ArrayType)) {
      padding.usedToTheEnd(offset * 8);
    }
  }

  private void line(OptionalLong offset, OptionalLong size, String name, String type, String bits) {
    lines.add(new Found.LayoutLine(offset, size, name, type, bits));
  }
}
