package tracebook.dwarf;

import static tracebook.dwarf.Abbreviations.*;
import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Forms.*;
import static tracebook.dwarf.Tags.*;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tracebook.bytes.Cursor;

/**
 * Walks over every DIE of a unit once and keeps what has a name that can be asked for. No object is
 * made for a DIE; the abbreviation's steps say how far to jump.
 */
final class UnitScan {
  /** What the children of an entry may be. */
  private static final byte NAMED = 0;

  private static final byte CODE = 1;
  private static final byte NOTHING = 2;

  /** A class in a function: its functions, as those of lambdas, have code like any others. */
  private static final byte LOCAL = 3;

  /** A function without code of its own, whose classes may have functions with code. */
  private static final byte ABSTRACT = 4;

  /** Far beyond what templates make of the names of classes. */
  private static final int LONGEST_PREFIX = 1 << 16;

  private static final ThreadLocal<byte[]> COPY = ThreadLocal.withInitial(() -> new byte[1 << 16]);

  private final Unit unit;

  /** The unit's bytes from its header on: an array is faster than a mapped section. */
  private final byte[] bytes;

  private final int base;
  private final UnitIndex index;
  private final boolean keywords;
  private final int[] marks = new int[MARKS];
  private byte[] contexts = new byte[32];
  private String[] prefixes = new String[32];

  private UnitScan(Unit unit) {
    this.unit = unit;
    this.base = unit.offset;
    this.bytes = copy(unit);
    this.index = new UnitIndex(unit);
    this.keywords = unit.isC();
    Arrays.fill(prefixes, "");
  }

  private static byte[] copy(Unit unit) {
    int size = unit.end - unit.offset;
    byte[] copy = COPY.get();
    if (copy.length < size) {
      copy = new byte[Math.max(size, 2 * copy.length)];
      COPY.set(copy);
    }
    unit.bytes.copy(unit.offset, copy, 0, size);
    return copy;
  }

  static UnitIndex of(Unit unit) {
    UnitScan scan = new UnitScan(unit);
    try {
      scan.walk();
    } catch (ArrayIndexOutOfBoundsException overrun) {
      throw unit.bytes.malformed(unit.offset, "an entry reaches past the end of the unit");
    }
    return scan.index;
  }

  private void walk() {
    int at = unit.first;
    int depth = 0;
    while (at < unit.end) {
      int offset = at;
      long code = bytes[at++ - base];
      if (code < 0) {
        Cursor long_ = unit.bytes.cursor(offset, unit.end);
        code = long_.uleb();
        at = long_.position();
      }
      if (code == 0) {
        depth--;
        if (depth <= 0) {
          return;
        }
        continue;
      }
      Abbreviation shape = unit.abbreviations.get(code);
      if (shape == null) {
        throw unit.bytes.malformed(offset, "abbreviation " + code + " does not exist");
      }
      at = jump(shape.steps(), at);
      byte inner = enter(shape, offset, depth);
      if (!shape.children()) {
        if (depth == 0) {
          return;
        }
        continue;
      }
      if (inner == NOTHING && marks[MARK_SIBLING] != 0) {
        at = sibling(shape, at, offset);
        continue;
      }
      depth++;
      if (depth > Die.DEEPEST) {
        throw unit.bytes.malformed(offset, "entries are nested more than " + Die.DEEPEST + " deep");
      }
      if (depth >= contexts.length) {
        contexts = Arrays.copyOf(contexts, 2 * depth);
        int known = prefixes.length;
        prefixes = Arrays.copyOf(prefixes, 2 * depth);
        Arrays.fill(prefixes, known, prefixes.length, "");
      }
      contexts[depth] = inner;
      prefixes[depth] =
          inner == NAMED || inner == LOCAL ? innerPrefix(shape, prefixes[depth - 1]) : "";
      if (prefixes[depth].length() > LONGEST_PREFIX) {
        throw unit.bytes.malformed(
            offset, "its qualified name has more than " + LONGEST_PREFIX + " characters");
      }
    }
    if (depth > 0) {
      throw unit.bytes.malformed(unit.offset, "the entries of the unit do not end with it");
    }
  }

  /** Past the attributes; remembers where those are that {@link #enter} may need. */
  private int jump(int[] steps, int from) {
    int at = from;
    marks[MARK_NAME] = 0;
    marks[MARK_LINKAGE] = 0;
    marks[MARK_SIBLING] = 0;
    marks[MARK_ORIGIN] = 0;
    for (int step : steps) {
      int amount = step >>> 8;
      switch (step & 0xff) {
        case SKIP -> at += amount;
        case SKIP_LEB -> at = behindLeb(at);
        case SKIP_STRING -> at = behindString(at);
        case MARK -> marks[amount & 0xff] = at;
        default -> at = jumpBlock(step & 0xff, at);
      }
    }
    if (at > unit.end || at < from) {
      throw unit.bytes.malformed(from, "an entry reaches past the end of the unit");
    }
    return at;
  }

  private int behindLeb(int from) {
    int at = from;
    while (bytes[at - base] < 0) {
      at++;
    }
    return at + 1;
  }

  private int behindString(int from) {
    int at = from;
    while (bytes[at - base] != 0) {
      at++;
    }
    return at + 1;
  }

  private int jumpBlock(int kind, int from) {
    Cursor at = unit.bytes.cursor(from, unit.end);
    switch (kind) {
      case SKIP_BLOCK1 -> at.skip(at.u8());
      case SKIP_BLOCK2 -> at.skip(at.u16());
      case SKIP_BLOCK4 -> at.skip(at.u32());
      case SKIP_BLOCK -> at.skip(at.uleb());
      default -> throw at.malformed("DW_FORM_indirect is not supported in an index");
    }
    return at.position();
  }

  private int sibling(Abbreviation shape, int behind, int offset) {
    long next = reference(shape, DW_AT_sibling, marks[MARK_SIBLING]) - unit.position(0);
    if (next < behind || next > unit.end) {
      throw unit.bytes.malformed(offset, "DW_AT_sibling points backwards or out of its unit");
    }
    return (int) next;
  }

  /** Keeps the entry if it is of use; says what its children may be. */
  private byte enter(Abbreviation shape, int offset, int depth) {
    byte context = depth == 0 ? NAMED : contexts[depth];
    return switch (shape.tag()) {
      case DW_TAG_compile_unit,
          DW_TAG_partial_unit,
          DW_TAG_type_unit,
          DW_TAG_namespace,
          DW_TAG_module ->
          NAMED;
      case DW_TAG_subprogram -> function(shape, offset, context, depth);
      case DW_TAG_inlined_subroutine -> {
        if (context == CODE && marks[MARK_ORIGIN] != 0) {
          index.inlined.add(offset);
          index.inlinedOrigins.add(origin(shape));
        }
        yield context;
      }
      case DW_TAG_lexical_block, DW_TAG_try_block, DW_TAG_catch_block ->
          context == CODE || context == ABSTRACT ? context : NOTHING;
      case DW_TAG_variable, DW_TAG_member -> {
        if (context == NAMED && (shape.tag() == DW_TAG_variable || shape.has(DW_AT_external))) {
          index.globals.add(offset);
          index.globalOrigins.add(origin(shape));
          index.globalNames.add(name(shape));
          index.globalPrefixes.add(prefixes[depth]);
        }
        yield NOTHING;
      }
      case DW_TAG_structure_type, DW_TAG_class_type, DW_TAG_union_type, DW_TAG_interface_type -> {
        type(shape, offset, context, depth);
        // In C nothing that has a name to be asked for is inside, and gcc tells where it ends.
        yield keywords || context == NOTHING ? NOTHING : context == NAMED ? NAMED : LOCAL;
      }
      case DW_TAG_typedef, DW_TAG_base_type, DW_TAG_enumeration_type, DW_TAG_unspecified_type -> {
        type(shape, offset, context, depth);
        yield NOTHING;
      }
      default -> NOTHING;
    };
  }

  private byte function(Abbreviation shape, int offset, byte context, int depth) {
    boolean code = shape.has(DW_AT_low_pc) || shape.has(DW_AT_ranges);
    // Declarations at a call inside a function are of no use.
    if (context == NAMED || context == LOCAL || code) {
      if (code) {
        index.bodies.add(index.functions.size());
      }
      index.functions.add(offset);
      index.origins.add(origin(shape));
      index.names.add(name(shape));
      index.linkageNames.add(
          marks[MARK_LINKAGE] == 0 ? null : string(shape, linkage(shape), marks[MARK_LINKAGE]));
      index.prefixes.add(prefixes[depth]);
    }
    return code ? CODE : keywords || shape.has(DW_AT_declaration) ? NOTHING : ABSTRACT;
  }

  private void type(Abbreviation shape, int offset, byte context, int depth) {
    String name = context == NAMED ? name(shape) : null;
    if (name == null) {
      return;
    }
    String keyword = "";
    if (keywords) {
      keyword =
          switch (shape.tag()) {
            case DW_TAG_structure_type -> "struct ";
            case DW_TAG_union_type -> "union ";
            case DW_TAG_enumeration_type -> "enum ";
            default -> "";
          };
    }
    index.types.add(offset);
    index.typeNames.add(keyword + prefixes[depth] + name);
    index.typeDeclarations.add(shape.has(DW_AT_declaration));
  }

  private String innerPrefix(Abbreviation shape, String outer) {
    return switch (shape.tag()) {
      case DW_TAG_namespace -> {
        String name = name(shape);
        if (name != null && shape.has(DW_AT_export_symbols)) {
          index.inlineNamespaces.add(outer + name);
        }
        yield outer + (name == null ? "(anonymous namespace)" : name) + "::";
      }
      case DW_TAG_structure_type, DW_TAG_class_type, DW_TAG_union_type, DW_TAG_interface_type -> {
        String name = name(shape);
        yield name == null ? outer : outer + name + "::";
      }
      default -> "";
    };
  }

  private @Nullable String name(Abbreviation shape) {
    return marks[MARK_NAME] == 0 ? null : string(shape, DW_AT_name, marks[MARK_NAME]);
  }

  private static int linkage(Abbreviation shape) {
    return shape.has(DW_AT_linkage_name) ? DW_AT_linkage_name : DW_AT_MIPS_linkage_name;
  }

  private @Nullable String string(Abbreviation shape, int attribute, int at) {
    int form = shape.forms()[shape.indexOf(attribute)];
    Cursor value = unit.bytes.cursor(at, unit.end);
    long raw =
        switch (form) {
          case DW_FORM_string -> at;
          case DW_FORM_strx, DW_FORM_GNU_str_index -> value.uleb();
          case DW_FORM_strx1 -> value.u8();
          case DW_FORM_strx2 -> value.u16();
          case DW_FORM_strx3 -> value.u24();
          case DW_FORM_strx4 -> value.u32();
          default -> value.unsigned(unit.offsetSize);
        };
    return Strings.of(unit, form, raw).orElse(null);
  }

  private long origin(Abbreviation shape) {
    if (marks[MARK_ORIGIN] == 0) {
      return -1;
    }
    int attribute = shape.has(DW_AT_abstract_origin) ? DW_AT_abstract_origin : DW_AT_specification;
    return reference(shape, attribute, marks[MARK_ORIGIN]);
  }

  private long reference(Abbreviation shape, int attribute, int at) {
    int form = shape.forms()[shape.indexOf(attribute)];
    Cursor value = unit.bytes.cursor(at, unit.end);
    long raw =
        switch (form) {
          case DW_FORM_ref1 -> unit.offset + value.u8();
          case DW_FORM_ref2 -> unit.offset + value.u16();
          case DW_FORM_ref4 -> unit.offset + value.u32();
          case DW_FORM_ref8 -> unit.offset + value.u64();
          case DW_FORM_ref_udata -> unit.offset + value.uleb();
          case DW_FORM_ref_addr ->
              value.unsigned(unit.version <= 2 ? unit.addressSize : unit.offsetSize);
          case DW_FORM_GNU_ref_alt -> value.unsigned(unit.offsetSize);
          case DW_FORM_ref_sup4 -> value.u32();
          case DW_FORM_ref_sup8 -> value.u64();
          default -> -1;
        };
    return unit.referred(form, raw);
  }
}
