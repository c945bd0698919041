package tracebook.resolve;

import java.util.Arrays;
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
import tracebook.types.MemberPointerType;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.TypedefType;
import tracebook.types.UnknownType;
import tracebook.types.VoidType;

/** The class of eight bytes of a structure (System V psABI for x86-64, section 3.2.3). */
enum ReturnClass {
  NONE("unused"),
  INTEGER(""),
  SSE("in a vector register"),
  MEMORY(""),
  UNKNOWN("where it is returned is not known");

  /** Classes in classes; no program comes near it. */
  private static final int DEEPEST = 64;

  final String why;

  ReturnClass(String why) {
    this.why = why;
  }

  /** How a structure is passed for itself; never {@link StructType.Passing#AS_ITS_MEMBERS}. */
  static StructType.Passing passing(StructType struct) {
    return passing(struct, 0);
  }

  private static StructType.Passing passing(StructType struct, int depth) {
    if (struct.passing() != StructType.Passing.AS_ITS_MEMBERS) {
      return struct.passing();
    }
    if (depth > DEEPEST) {
      return StructType.Passing.UNKNOWN;
    }
    StructType.Passing all = StructType.Passing.BY_VALUE;
    for (Member member : struct.members()) {
      Type type = member.type().strip();
      while (type instanceof ArrayType array) {
        type = array.element().strip();
      }
      if (type instanceof StructType inner) {
        StructType.Passing one = passing(inner, depth + 1);
        if (one == StructType.Passing.BY_REFERENCE) {
          return one;
        }
        all = one == StructType.Passing.UNKNOWN ? one : all;
      }
    }
    return all;
  }

  /** Of each eight bytes; one {@link #MEMORY} for what the caller has made room for. */
  static List<ReturnClass> of(StructType struct) {
    long size = struct.size().orElse(0);
    if (size > 16) {
      return List.of(isVector(struct) ? UNKNOWN : MEMORY);
    }
    ReturnClass[] classes = new ReturnClass[(int) (size + 7) / 8];
    Arrays.fill(classes, NONE);
    if (!fits(struct, 0, classes)) {
      return List.of(MEMORY);
    }
    return List.of(classes);
  }

  /** Larger ones are returned in a register when they are nothing but a vector. */
  private static boolean isVector(Type type) {
    return switch (type.strip()) {
      case StructType t -> t.members().size() == 1 && isVector(t.members().getFirst().type());
      case ArrayType t -> t.vector();
      default -> false;
    };
  }

  /** Merges the classes of a part; false when a scalar of it is not where its size wants it. */
  private static boolean fits(Type type, long offset, ReturnClass[] classes) {
    return switch (type.strip()) {
      case IntegerType t -> scalar(INTEGER, offset, t.bytes(), classes);
      case CharType t -> scalar(INTEGER, offset, t.bytes(), classes);
      case BoolType t -> scalar(INTEGER, offset, t.bytes(), classes);
      case EnumType t -> scalar(INTEGER, offset, t.bytes(), classes);
      case PointerType t -> scalar(INTEGER, offset, t.size().orElse(8), classes);
      case FloatType t -> scalar(t.bytes() > 8 ? UNKNOWN : SSE, offset, t.bytes(), classes);
      case StructType t -> {
        boolean all = true;
        for (Member member : t.members()) {
          all &= member(member, offset, classes);
        }
        yield all;
      }
      case ArrayType t -> array(t, offset, classes);
      case MemberPointerType t -> words(t.bytes(), offset, classes);
      case UnknownType t -> whole(UNKNOWN, classes);
      case FunctionType t -> whole(UNKNOWN, classes);
      case VoidType t -> whole(UNKNOWN, classes);
      case TypedefType t -> throw new IllegalStateException(t.name());
      case QualifiedType t -> throw new IllegalStateException(t.name());
    };
  }

  /** Of some words, each an integer. */
  private static boolean words(long bytes, long offset, ReturnClass[] classes) {
    boolean all = true;
    for (long at = 0; at < bytes; at += 8) {
      all &= scalar(INTEGER, offset + at, 8, classes);
    }
    return all;
  }

  private static boolean member(Member member, long offset, ReturnClass[] classes) {
    long at = offset + member.offset();
    if (member.bits().isEmpty()) {
      return fits(member.type(), at, classes);
    }
    Member.BitField bits = member.bits().get();
    long first = at * 8 + bits.shift();
    merge(INTEGER, first / 64, (first + bits.width() - 1) / 64, classes);
    return true;
  }

  private static boolean array(ArrayType array, long offset, ReturnClass[] classes) {
    OptionalLong size = array.size();
    OptionalLong each = array.element().size();
    if (each.isEmpty() || each.getAsLong() == 0) {
      return whole(UNKNOWN, classes);
    }
    if (array.vector()) {
      return scalar(SSE, offset, size.orElse(16), classes);
    }
    boolean all = true;
    // An array without a length at a structure's end has no elements in it.
    for (long at = 0; at < size.orElse(0); at += each.getAsLong()) {
      all &= fits(array.element(), offset + at, classes);
    }
    return all;
  }

  private static boolean scalar(ReturnClass one, long offset, long bytes, ReturnClass[] classes) {
    if (bytes == 0) {
      return true;
    }
    merge(one, offset / 8, (offset + bytes - 1) / 8, classes);
    return offset % bytes == 0;
  }

  private static boolean whole(ReturnClass one, ReturnClass[] classes) {
    merge(one, 0, classes.length - 1, classes);
    return true;
  }

  private static void merge(ReturnClass one, long from, long to, ReturnClass[] classes) {
    for (int i = (int) from; i <= Math.min(to, classes.length - 1); i++) {
      ReturnClass had = classes[i];
      if (had == NONE || one == UNKNOWN) {
        classes[i] = one;
      } else if (had != UNKNOWN && (had == INTEGER || one == INTEGER)) {
        classes[i] = INTEGER;
      }
    }
  }
}
