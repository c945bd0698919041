package tracebook.dwarf;

import static tracebook.dwarf.Forms.*;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a scan of one unit found, as parallel arrays: entries of programs are many, in C 10 bytes
 * each are enough. Names are where they are in the file. Entries are ascending by offset.
 */
final class UnitIndex {
  /** What an entry is: a namespace, or a class in a function. */
  static final byte NAMESPACE = 0;

  /** Subprograms: declarations and abstract ones. */
  static final byte FUNCTION = 1;

  /** A function with code. */
  static final byte BODY = 2;

  /** Variables outside of functions, also bare declarations in classes. */
  static final byte GLOBAL = 3;

  static final byte TYPE = 4;

  /** Of a type or a variable: only a declaration. */
  private static final byte DECLARATION = 8;

  /** Of a namespace: its names are those of the one around it. */
  private static final byte INLINE = 8;

  /** In C: the keyword is part of the name. */
  private static final byte STRUCT = 16;

  private static final byte UNION = 32;
  private static final byte ENUM = 64;
  private static final byte KIND = 7;

  /** No form of DWARF: the name itself, as few letters, the first one in the lowest byte. */
  static final int LETTERS = -1;

  /** A name of fewer bytes is kept as {@link #LETTERS}. */
  static final int SHORTEST = 5;

  /** Where a name is, for {@link Strings}; what is indexed there is resolved here. */
  private static final int[] FORMS = {
    0,
    DW_FORM_strp,
    DW_FORM_line_strp,
    DW_FORM_string,
    DW_FORM_GNU_strp_alt,
    DW_FORM_strp_sup,
    LETTERS
  };

  /** Far beyond what templates make of the names of classes. */
  private static final int LONGEST_PREFIX = 1 << 16;

  /** Of an origin: there is none. */
  static final int NONE = 0;

  /** Of an origin: in another section. */
  static final int NOWHERE_NEAR = -1;

  private static final int[] NO_ENTRIES = {};
  private static final long[] NO_POSITIONS = {};

  final Unit unit;
  private final boolean inlineNamespaces;
  private final int[] offsets;
  private final byte[] kinds;

  /** Indices of {@link #FORMS}: of the name below, of the linkage name above. */
  private final byte[] sources;

  private final int[] names;
  private final int @Nullable [] linkages;

  /** The namespace or class around each; -1 for none. */
  private final int @Nullable [] parents;

  /** What each is an instance or the definition of, in this section. */
  private final int @Nullable [] origins;

  private final int[] copyOffsets;
  private final int[] copyOrigins;

  /** Positions of origins in other sections: of entries, and of copies with their offsets. */
  private final Map<Integer, Long> far;

  /** As {@link IndexBuilder} has them; null for what no entry has. */
  UnitIndex(
      Unit unit,
      boolean inlineNamespaces,
      int[] offsets,
      byte[] kinds,
      byte[] sources,
      int[] names,
      int @Nullable [] linkages,
      int @Nullable [] parents,
      int @Nullable [] origins,
      int[] copyOffsets,
      int[] copyOrigins,
      Map<Integer, Long> far) {
    this.unit = unit;
    this.inlineNamespaces = inlineNamespaces;
    this.offsets = offsets;
    this.kinds = kinds;
    this.sources = sources;
    this.names = names;
    this.linkages = linkages;
    this.parents = parents;
    this.origins = origins;
    this.copyOffsets = copyOffsets;
    this.copyOrigins = copyOrigins;
    this.far = far;
  }

  // ---- made by the scan

  static byte namespace(boolean inline) {
    return inline ? NAMESPACE | INLINE : NAMESPACE;
  }

  static boolean isInlineNamespace(byte kind) {
    return kind == (NAMESPACE | INLINE);
  }

  static byte type(boolean declaration) {
    return declaration ? TYPE | DECLARATION : TYPE;
  }

  static byte global(boolean declaration) {
    return declaration ? GLOBAL | DECLARATION : GLOBAL;
  }

  /** A kind with the keyword of C that belongs to the tag. */
  static byte withKeyword(byte kind, int tag) {
    return (byte)
        switch (tag) {
          case Tags.DW_TAG_structure_type -> kind | STRUCT;
          case Tags.DW_TAG_union_type -> kind | UNION;
          case Tags.DW_TAG_enumeration_type -> kind | ENUM;
          default -> kind;
        };
  }

  /**
   * A name as the scan hands it over.
   *
   * @param form of {@link #FORMS}
   */
  static long name(int form, long value) {
    for (int i = 1; i < FORMS.length; i++) {
      if (FORMS[i] == form) {
        return ((long) i << 32) | (value & 0xffff_ffffL);
      }
    }
    throw new IllegalArgumentException("DW_FORM " + form);
  }

  // ---- asked by everybody else

  int size() {
    return offsets.length;
  }

  /** The entry at an offset of the unit's section; negative when the scan kept none. */
  int indexOf(int offset) {
    return Arrays.binarySearch(offsets, offset);
  }

  int offset(int entry) {
    return offsets[entry];
  }

  long position(int entry) {
    return unit.position(offsets[entry]);
  }

  /** {@link #FUNCTION} and so on. */
  int kind(int entry) {
    return kinds[entry] & KIND;
  }

  boolean isFunction(int entry) {
    int kind = kind(entry);
    return kind == FUNCTION || kind == BODY;
  }

  /** Entries for which something holds, ascending. */
  int[] which(IntPredicate test) {
    int[] found = NO_ENTRIES;
    int count = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (test.test(i)) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 8 + 2 * count);
        }
        found[count++] = i;
      }
    }
    return count == found.length ? found : Arrays.copyOf(found, count);
  }

  boolean hasInlineNamespaces() {
    return inlineNamespaces;
  }

  boolean isInlineNamespace(int entry) {
    return isInlineNamespace(kinds[entry]);
  }

  boolean isDeclaration(int entry) {
    return (kinds[entry] & DECLARATION) != 0;
  }

  /** The position of what it is an instance or the definition of; -1 for none. */
  long origin(int entry) {
    return origins == null ? -1 : origin(origins[entry], offsets[entry]);
  }

  private long origin(int near, int offset) {
    return switch (near) {
      case NONE -> -1;
      case NOWHERE_NEAR -> far.getOrDefault(offset, -1L);
      default -> unit.position(near);
    };
  }

  /** Inlined copies in bodies of this unit. */
  int copies() {
    return copyOffsets.length;
  }

  /** Positions of those whose origin is one of some positions. */
  long[] copiesOf(LongSet origins) {
    long[] found = NO_POSITIONS;
    int count = 0;
    for (int i = 0; i < copyOffsets.length; i++) {
      if (origins.has(copyOrigin(i))) {
        if (count == found.length) {
          found = Arrays.copyOf(found, 8 + 2 * count);
        }
        found[count++] = unit.position(copyOffsets[i]);
      }
    }
    return count == found.length ? found : Arrays.copyOf(found, count);
  }

  long copyOrigin(int copy) {
    return origin(copyOrigins[copy], copyOffsets[copy]);
  }

  /**
   * DW_FORM_… of where the plain name is, or {@link #LETTERS}; 0 when it has none, or only its
   * origin has one.
   */
  int nameForm(int entry) {
    return FORMS[sources[entry] & 0xf];
  }

  /** The namespace or class around it; -1 for none. */
  int parent(int entry) {
    return parents == null ? -1 : parents[entry];
  }

  /** Where the plain name is, by its form. */
  int nameAt(int entry) {
    return names[entry];
  }

  int linkageForm(int entry) {
    return FORMS[sources[entry] >> 4];
  }

  int linkageAt(int entry) {
    return linkages == null ? 0 : linkages[entry];
  }

  /** The plain name; null when only the origin has one, or a file that is not there. */
  @Nullable String name(int entry) {
    return text(unit, nameForm(entry), names[entry]).orElse(null);
  }

  /**
   * A name by its form and value; empty when there is none, or it is in a file that is not there.
   */
  static Optional<String> text(Unit unit, int form, int value) {
    return switch (form) {
      case 0 -> Optional.empty();
      case LETTERS -> Optional.of(letters(value));
      default -> Strings.of(unit, form, Integer.toUnsignedLong(value));
    };
  }

  private static String letters(int value) {
    byte[] text = new byte[4 - Integer.numberOfLeadingZeros(value) / 8];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (value >>> (8 * i));
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Namespaces and classes around it, with {@code ::} behind; empty at the unit's level. */
  String prefix(int entry) {
    int parent = parent(entry);
    if (parent < 0) {
      return "";
    }
    String name = name(parent);
    String made = prefix(parent) + (name == null ? "(anonymous namespace)" : name) + "::";
    if (made.length() > LONGEST_PREFIX) {
      throw unit.bytes.malformed(
          offsets[parent], "its qualified name has more than " + LONGEST_PREFIX + " characters");
    }
    return made;
  }

  /** {@code struct } and its like for a type of C; empty otherwise. */
  String keyword(int entry) {
    return switch (kinds[entry] & (STRUCT | UNION | ENUM)) {
      case STRUCT -> "struct ";
      case UNION -> "union ";
      case ENUM -> "enum ";
      default -> "";
    };
  }
}
