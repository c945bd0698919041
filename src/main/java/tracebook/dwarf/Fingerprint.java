package tracebook.dwarf;

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
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.TypedefType;
import tracebook.types.UnknownType;
import tracebook.types.VariantPart;
import tracebook.types.VoidType;

/**
 * A text that two definitions of a name share when they lay out the same bytes in the same way:
 * members with offsets and types, those of members inside too. What pointers point to counts by its
 * name.
 */
final class Fingerprint {
  /** Nothing sound nests deeper by value. */
  private static final int DEEPEST = 24;

  private final StringBuilder out = new StringBuilder();

  private Fingerprint() {}

  static String of(Type type) {
    Fingerprint made = new Fingerprint();
    made.type(type, 0);
    return made.out.toString();
  }

  private void type(Type type, int depth) {
    switch (type) {
      case StructType t -> {
        out.append(t.kind()).append(t.size().orElse(-1)).append('{');
        if (depth < DEEPEST) {
          t.shape().members().forEach(m -> member(m, depth));
          t.shape().variants().forEach(v -> variants(v, depth));
          t.shape().unplaced().forEach(u -> out.append(u.name()).append(u.type().name()));
        }
        out.append('}');
      }
      case EnumType t -> out.append(t.bytes()).append(t.signed()).append(t.enumerators());
      case ArrayType t -> {
        out.append(t.counts());
        type(t.element(), depth + 1);
      }
      case TypedefType t -> type(t.target(), depth + 1);
      case QualifiedType t -> type(t.target(), depth + 1);
      case PointerType t -> out.append(t.name());
      case BoolType t -> out.append(t);
      case CharType t -> out.append(t);
      case FloatType t -> out.append(t);
      case FunctionType t -> out.append(t);
      case IntegerType t -> out.append(t);
      case MemberPointerType t -> out.append(t.name());
      case UnknownType t -> out.append(t);
      case VoidType t -> out.append(t);
    }
  }

  private void member(Member member, int depth) {
    out.append(member.name()).append('@').append(member.offset()).append(member.bits());
    type(member.type(), depth + 1);
    out.append(';');
  }

  private void variants(VariantPart part, int depth) {
    part.discriminant().ifPresent(m -> member(m, depth));
    for (VariantPart.Variant variant : part.variants()) {
      out.append(variant.values());
      variant.members().forEach(m -> member(m, depth + 1));
      variant.inner().forEach(v -> variants(v, depth + 1));
    }
  }
}
