package tracebook.dwarf;

import static tracebook.dwarf.Forms.*;
import static tracebook.dwarf.Tags.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import tracebook.bytes.Cursor;
import tracebook.bytes.Malformed;
import tracebook.bytes.Window;

/**
 * Walks over every DIE of a unit once and keeps what has a name that can be asked for. No object is
 * made for a DIE; the abbreviation's {@link ScanShape} says how far to jump.
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

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final ThreadLocal<ScanScratch> SCRATCH = ThreadLocal.withInitial(ScanScratch::new);

  private final Unit unit;
  private final Abbreviations abbreviations;
  private final ScanScratch scratch;

  /** The unit's bytes from its header on: an array is faster than a mapped section. */
  private final byte[] bytes;

  private final Window window;

  /** Of the unit in its section: places here count from there. */
  private final int base;

  private final int end;
  private final IndexBuilder index;
  private final boolean keywords;

  /** Where the attributes of the present entry begin. */
  private int attributes;

  /** Where some of its attributes are; 0 for none. Only if its size was not known beforehand. */
  private final int[] marks;

  private byte[] contexts;

  /** The namespace or class around the entries of a depth, as an index of it; -1 for none. */
  private int[] parents;

  private UnitScan(Unit unit, boolean keywords, ScanScratch scratch) {
    this.unit = unit;
    this.abbreviations = unit.abbreviations();
    this.keywords = keywords;
    this.scratch = scratch;
    this.base = unit.offset;
    this.end = unit.end - base;
    this.index = scratch.index;
    this.bytes = scratch.copy;
    this.window = unit.bytes.window(base, end, bytes);
    this.marks = scratch.marks;
    this.contexts = scratch.contexts;
    this.parents = scratch.parents;
  }

  static UnitIndex of(Unit unit) {
    boolean keywords = unit.isC();
    ScanScratch its = SCRATCH.get();
    // What is asked of other files may let this thread do another's work meanwhile.
    ScanScratch scratch = its.used ? new ScanScratch() : its;
    scratch.used = true;
    try {
      scratch.begin(unit);
      new UnitScan(unit, keywords, scratch).walk();
      return scratch.index.build(unit);
    } catch (ArrayIndexOutOfBoundsException overrun) {
      throw unit.bytes.malformed(unit.offset, "an entry reaches past the end of the unit");
    } finally {
      scratch.used = false;
    }
  }

  private void walk() {
    int at = unit.first - base;
    int depth = 0;
    int start = at;
    int[] jumps = scratch.named;
    while (at < end) {
      start = at;
      int jump = jumps[bytes[at] & 0xff];
      if (jump > 0) {
        at += jump;
        continue;
      }
      if (jump < 0 && jump != ScanScratch.NO_JUMP) {
        int next = (int) INT.get(bytes, at + ScanScratch.siblingAt(jump));
        if (next >= at + ScanScratch.size(jump) && next <= end) {
          at = next;
          continue;
        }
      }
      long code = bytes[at++];
      if (code < 0) {
        Cursor large = cursor(start);
        code = large.uleb();
        at = large.position() - base;
      }
      if (code == 0) {
        depth--;
        if (depth <= 0) {
          return;
        }
        jumps = contexts[depth] == NAMED ? scratch.named : scratch.inner;
        continue;
      }
      Abbreviation found = abbreviations.get(code);
      if (found == null) {
        throw unit.bytes.malformed(base + start, "abbreviation " + code + " does not exist");
      }
      ScanShape shape = found.scan();
      if (jump == ScanScratch.UNKNOWN && depth > 0 && code < ScanScratch.CODES) {
        scratch.remember(shape, (int) code, keywords);
      }
      at = behind(shape, at);
      byte inner = NOTHING;
      int parent = -1;
      if (shape.role != ScanShape.Role.NONE) {
        byte context = depth == 0 ? NAMED : contexts[depth];
        int before = index.size();
        inner = enter(shape, base + start, context, depth == 0 ? -1 : parents[depth]);
        if ((inner == NAMED || inner == LOCAL) && depth > 0) {
          // A class without a name adds nothing to the names inside.
          parent = index.size() > before ? before : parents[depth];
        }
      }
      if (!shape.children) {
        if (depth == 0) {
          return;
        }
        continue;
      }
      if (inner == NOTHING && mark(shape, ScanShape.SIBLING) != 0) {
        at = sibling(shape, at, base + start);
        continue;
      }
      depth++;
      if (depth > Die.DEEPEST) {
        throw unit.bytes.malformed(
            base + (long) start, "entries are nested more than " + Die.DEEPEST + " deep");
      }
      if (depth >= contexts.length) {
        contexts = scratch.contexts = Arrays.copyOf(contexts, 2 * depth);
        parents = scratch.parents = Arrays.copyOf(parents, 2 * depth);
      }
      contexts[depth] = inner;
      parents[depth] = parent;
      jumps = inner == NAMED ? scratch.named : scratch.inner;
    }
    if (at > end) {
      throw pastTheEnd(start + 1);
    }
    if (depth > 0) {
      throw unit.bytes.malformed(unit.offset, "the entries of the unit do not end with it");
    }
  }

  private Cursor cursor(int at) {
    return window.cursor(base + (long) at, unit.end);
  }

  /** Past the attributes. */
  private int behind(ScanShape shape, int from) {
    int at = from + shape.size;
    attributes = from;
    if (shape.size < 0) {
      Arrays.fill(marks, 0);
      at = jump(shape.steps, from);
    }
    if (at > end || at < from) {
      throw pastTheEnd(from);
    }
    return at;
  }

  /** Where a marked attribute of the present entry is; 0 when it has none. */
  private int mark(ScanShape shape, int which) {
    if (shape.size < 0) {
      return marks[which];
    }
    int place = shape.places[which];
    return place < 0 ? 0 : attributes + place;
  }

  private Malformed pastTheEnd(int from) {
    return unit.bytes.malformed(base + from, "an entry reaches past the end of the unit");
  }

  private int jump(int[] steps, int from) {
    int at = from;
    for (int step : steps) {
      int amount = step >>> 8;
      switch (step & 0xff) {
        case ScanShape.SKIP -> at += amount;
        case ScanShape.SKIP_LEB -> at = behindLeb(at);
        case ScanShape.SKIP_STRING -> at = behindString(at);
        case ScanShape.MARK -> marks[amount] = at;
        default -> at = behindBlock(step & 0xff, at);
      }
    }
    return at;
  }

  private int behindLeb(int from) {
    int at = from;
    while (bytes[at] < 0) {
      at++;
    }
    return at + 1;
  }

  private int behindString(int from) {
    int at = from;
    while (bytes[at] != 0) {
      at++;
    }
    return at + 1;
  }

  private int behindBlock(int kind, int from) {
    if (kind == ScanShape.SKIP_BLOCK && bytes[from] >= 0 && from + 1 + bytes[from] <= end) {
      return from + 1 + bytes[from];
    }
    Cursor at = cursor(from);
    if (kind == ScanShape.SKIP_INDIRECT) {
      int form = indirect(at);
      int step = ScanShape.step(at, form, unit.addressSize, unit.offsetSize, unit.version);
      return jump(new int[] {step}, at.position() - base);
    }
    switch (kind) {
      case ScanShape.SKIP_BLOCK1 -> at.skip(at.u8());
      case ScanShape.SKIP_BLOCK2 -> at.skip(at.u16());
      case ScanShape.SKIP_BLOCK4 -> at.skip(at.u32());
      case ScanShape.SKIP_BLOCK -> at.skip(at.uleb());
      default -> throw new IllegalStateException("step " + kind);
    }
    return at.position() - base;
  }

  /** The form that stands before the value (DWARF 5, section 7.5.3): any but two. */
  private static int indirect(Cursor at) {
    int form = at.uleb31();
    if (form == DW_FORM_indirect || form == DW_FORM_implicit_const) {
      throw at.malformed("DW_FORM 0x%x is not known".formatted(form));
    }
    return form;
  }

  private int sibling(ScanShape shape, int behind, int offset) {
    long next =
        reference(shape.forms[ScanShape.SIBLING], mark(shape, ScanShape.SIBLING))
            - unit.position(base);
    if (next < behind || next > end) {
      throw unit.bytes.malformed(offset, "DW_AT_sibling points backwards or out of its unit");
    }
    return (int) next;
  }

  /** Keeps the entry if it is of use; says what its children may be. */
  private byte enter(ScanShape shape, int offset, byte context, int parent) {
    return switch (shape.role) {
      case NONE -> NOTHING;
      case SCOPE -> {
        if (shape.tag == DW_TAG_namespace) {
          byte kind = UnitIndex.namespace(shape.exports);
          index.add(offset, kind, name(shape), 0, parent, -1);
        }
        yield NAMED;
      }
      case FUNCTION -> function(shape, offset, context, parent);
      case INLINED -> {
        if (context == CODE && mark(shape, ScanShape.ORIGIN) != 0) {
          index.addCopy(offset, origin(shape));
        }
        yield context;
      }
      case BLOCK -> context == CODE || context == ABSTRACT ? context : NOTHING;
      case VARIABLE -> {
        if (context == NAMED) {
          byte kind = UnitIndex.global(shape.declaration);
          index.add(offset, kind, name(shape), 0, parent, origin(shape));
        }
        yield NOTHING;
      }
      case CLASS -> {
        // In C nothing that has a name to be asked for is inside, and gcc tells where it ends.
        boolean skipped = keywords || context == NOTHING;
        if (context == NAMED) {
          type(shape, offset, context, parent);
        } else if (!skipped && mark(shape, ScanShape.NAME) != 0) {
          index.add(offset, UnitIndex.NAMESPACE, name(shape), 0, parent, -1);
        }
        yield skipped ? NOTHING : context == NAMED ? NAMED : LOCAL;
      }
      case TYPE -> {
        type(shape, offset, context, parent);
        yield NOTHING;
      }
    };
  }

  private byte function(ScanShape shape, int offset, byte context, int parent) {
    // Declarations at a call inside a function are of no use.
    if (context == NAMED || context == LOCAL || shape.code) {
      byte kind = shape.code ? UnitIndex.BODY : UnitIndex.FUNCTION;
      index.add(offset, kind, name(shape), linkage(shape), parent, origin(shape));
    }
    return shape.code ? CODE : keywords || shape.declaration ? NOTHING : ABSTRACT;
  }

  private void type(ScanShape shape, int offset, byte context, int parent) {
    if (context != NAMED) {
      return;
    }
    long name = name(shape);
    int around = parent;
    int declared = keywords ? -1 : declared(shape);
    if (declared >= 0) {
      // GCC's type units have a type outside of its namespace, which has a declaration of it.
      around = index.parent(declared);
      name = name == 0 ? index.plainName(declared) : name;
    } else if (name == 0 && shape.signature) {
      // clang's declarations of what is in a type unit leave the name there: for what is inside.
      index.add(offset, UnitIndex.NAMESPACE, unit.nameBySignature(offset), 0, parent, -1);
    }
    if (name != 0) {
      byte kind = UnitIndex.type(shape.declaration);
      index.add(
          offset, keywords ? UnitIndex.withKeyword(kind, shape.tag) : kind, name, 0, around, -1);
    }
  }

  /** The entry in the index of what a type defines; negative when it refers to none. */
  private int declared(ScanShape shape) {
    long position = origin(shape) - unit.position(0);
    return position < unit.first || position >= unit.end ? -1 : index.indexOf((int) position);
  }

  private long name(ScanShape shape) {
    return string(shape.forms[ScanShape.NAME], mark(shape, ScanShape.NAME));
  }

  private long linkage(ScanShape shape) {
    return string(shape.forms[ScanShape.LINKAGE], mark(shape, ScanShape.LINKAGE));
  }

  private long string(int form, int at) {
    if (at == 0) {
      return 0;
    }
    return switch (form) {
      case DW_FORM_indirect -> {
        Cursor value = cursor(at);
        int its = indirect(value);
        yield string(its, value.position() - base);
      }
      case DW_FORM_string -> inline(at);
      case DW_FORM_strx, DW_FORM_GNU_str_index -> indexed(cursor(at).uleb());
      case DW_FORM_strx1 -> indexed(cursor(at).u8());
      case DW_FORM_strx2 -> indexed(cursor(at).u16());
      case DW_FORM_strx3 -> indexed(cursor(at).u24());
      case DW_FORM_strx4 -> indexed(cursor(at).u32());
      case DW_FORM_strp, DW_FORM_line_strp, DW_FORM_GNU_strp_alt, DW_FORM_strp_sup ->
          UnitIndex.name(form, offset(at));
      default ->
          throw unit.bytes.malformed(base + (long) at, "a string of DW_FORM 0x%x".formatted(form));
    };
  }

  private long offset(int at) {
    return unit.offsetSize == 4 && at + 4 <= end
        ? (int) INT.get(bytes, at) & 0xffff_ffffL
        : cursor(at).unsigned(unit.offsetSize);
  }

  /** GCC writes names of up to three letters into the entries, which every unit repeats. */
  private long inline(int at) {
    int letters = 0;
    for (int i = 0; i < UnitIndex.SHORTEST; i++) {
      if (bytes[at + i] == 0) {
        return UnitIndex.name(UnitIndex.LETTERS, letters);
      }
      letters |= (bytes[at + i] & 0xff) << (8 * i);
    }
    return UnitIndex.name(DW_FORM_string, base + (long) at);
  }

  private long indexed(long index) {
    return UnitIndex.name(DW_FORM_strp, Strings.offset(unit, index));
  }

  private long origin(ScanShape shape) {
    int at = mark(shape, ScanShape.ORIGIN);
    return at == 0 ? -1 : reference(shape.forms[ScanShape.ORIGIN], at);
  }

  private long reference(int form, int at) {
    if (form == DW_FORM_ref4 && at + 4 <= end) {
      return unit.referred(form, base + ((int) INT.get(bytes, at) & 0xffff_ffffL));
    }
    Cursor value = cursor(at);
    if (form == DW_FORM_indirect) {
      int its = indirect(value);
      return reference(its, value.position() - base);
    }
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
