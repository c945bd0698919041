package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.FunctionType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.TypedefType;
import tracebook.types.UnknownType;
import tracebook.types.VoidType;

/** A type's bytes, member by member, with what lies unused between them. */
final class Layout {
  /** Structures in structures are opened so deep. */
  private static final int DEEPEST = 8;

  private final List<Found.LayoutLine> lines = new ArrayList<>();

  private Layout() {}

  /** The type itself first, then its members by offset, those of inner structures by their path. */
  static List<Found.LayoutLine> of(Type type) {
    Layout layout = new Layout();
    layout.line(OptionalLong.of(0), type.size(), "", kind(type), "");
    Type inside = type.strip();
    if (inside instanceof StructType struct) {
      layout.members(struct, 0, "", 0);
    } else if (inside instanceof EnumType values) {
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
      case PointerType t -> t.name();
      case QualifiedType t -> t.name();
      case VoidType t -> t.name();
    };
  }

  private void members(StructType struct, long base, String path, int depth) {
    long usedBits = 0;
    for (Member member : struct.members()) {
      long from = member.offset() * 8 + member.bits().map(b -> b.shift()).orElse(0);
      if (struct.kind() != StructType.Kind.UNION) {
        padding(base, usedBits, from);
      }
      member(member, base, path, depth);
      long bits =
          member.bits().map(b -> (long) b.width()).orElse(8 * member.type().size().orElse(0));
      usedBits = Math.max(usedBits, from + bits);
    }
    if (struct.size().isPresent()) {
      padding(base, usedBits, struct.size().getAsLong() * 8);
    }
  }

  private void member(Member member, long base, String path, int depth) {
    String name = member.name().isEmpty() ? "" : path + member.name();
    long offset = base + member.offset();
    if (member.bits().isPresent()) {
      Member.BitField b = member.bits().get();
      int last = b.shift() + b.width() - 1;
      line(
          OptionalLong.of(offset),
          OptionalLong.of(last / 8 + 1),
          name,
          member.type().name(),
          b.shift() + ".." + last);
      return;
    }
    line(OptionalLong.of(offset), member.type().size(), name, member.type().name(), "");
    if (member.type().strip() instanceof StructType inner && depth < DEEPEST) {
      boolean transparent = member.name().isEmpty() || member.base();
      members(inner, offset, transparent ? path : name + ".", depth + 1);
    }
  }

  /** Bits that no member uses: whole bytes as bytes, the rest of a bit field's byte as bits. */
  private void padding(long base, long fromBit, long toBit) {
    if (fromBit >= toBit) {
      return;
    }
    long firstByte = (fromBit + 7) / 8;
    if (fromBit % 8 != 0) {
      long end = Math.min(toBit, firstByte * 8);
      line(
          OptionalLong.of(base + fromBit / 8),
          OptionalLong.of(1),
          "",
          "padding",
          fromBit % 8 + ".." + (end - 1) % 8);
    }
    if (firstByte < toBit / 8) {
      line(
          OptionalLong.of(base + firstByte),
          OptionalLong.of(toBit / 8 - firstByte),
          "",
          "padding",
          "");
    }
  }

  private void line(OptionalLong offset, OptionalLong size, String name, String type, String bits) {
    lines.add(new Found.LayoutLine(offset, size, name, type, bits));
  }
}
