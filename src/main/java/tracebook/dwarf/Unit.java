package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Forms.*;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.bytes.Malformed;
import tracebook.bytes.Window;

/** A unit of .debug_info or .debug_types (DWARF 5, section 7.5.1), and what its first DIE says. */
final class Unit {
  static final int DW_UT_type = 2;
  static final int DW_UT_skeleton = 4;
  static final int DW_UT_split_compile = 5;
  static final int DW_UT_split_type = 6;

  /** .debug_info of the debug file; .debug_types is the next one, here as in every other file. */
  static final int INFO = 0;

  /** .debug_info of the supplementary file. */
  static final int SUPPLEMENTARY = 2;

  final Sections sections;

  /** Which of the module's sections with DIEs it is in: offsets count from each one's start. */
  final int space;

  final Bytes bytes;
  final Contributions contributions;

  /** Of the unit's header, in its section. */
  final int offset;

  final int end;
  final int version;
  final int offsetSize;
  final int addressSize;
  final int unitType;
  final long signature;

  /** Of the type that a type unit describes, in the section. */
  final int typeOffset;

  /** Of a skeleton and the unit with its entries, from DWARF 5 on. */
  final long splitId;

  /** Of the first DIE, in its section. */
  final int first;

  /** Where its table begins in .debug_abbrev. */
  final long abbreviationsAt;

  private final AbbreviationTables tables;
  private volatile @Nullable Abbreviations abbreviations;

  final Units owner;

  /** Until the first entry was read: what has most of it. */
  private volatile Optional<Window> head;

  private volatile Optional<Root> root = Optional.empty();
  private volatile Optional<Unit> skeleton = Optional.empty();
  private volatile Optional<Boolean> hasBlocks = Optional.empty();

  /**
   * @param offset of the unit's header
   * @param window has the header
   */
  Unit(
      Units owner,
      Sections sections,
      int space,
      Bytes bytes,
      int offset,
      Window window,
      AbbreviationTables tables,
      Contributions contributions) {
    this.owner = owner;
    this.sections = sections;
    this.space = space;
    this.contributions = contributions;
    this.bytes = bytes;
    this.offset = offset;
    Cursor at = window.cursor(offset, bytes.length());
    long length = at.u32();
    this.offsetSize = length == 0xffff_ffffL ? 8 : 4;
    if (offsetSize == 8) {
      length = at.u64();
    } else if (length >= 0xffff_fff0L) {
      throw bytes.malformed(offset, "the unit's length is a reserved value");
    }
    Cursor header = at.sub(length);
    this.end = header.end();
    this.version = header.u16();
    if (version < 2 || version > 5) {
      throw bytes.malformed(offset, "DWARF version " + version + " is not known");
    }
    this.tables = tables;
    long its;
    if (version >= 5) {
      this.unitType = header.u8();
      this.addressSize = header.u8();
      its = header.unsigned(offsetSize);
    } else {
      its = header.unsigned(offsetSize);
      this.addressSize = header.u8();
      this.unitType = isInTypes() ? DW_UT_type : 1;
    }
    if (addressSize != 8) {
      throw bytes.malformed(offset, "addresses of " + addressSize + " bytes");
    }
    if (unitType == DW_UT_type || unitType == DW_UT_split_type) {
      this.splitId = 0;
      this.signature = header.u64();
      long type = header.unsigned(offsetSize);
      if (type < 0 || type >= end - offset) {
        throw bytes.malformed(offset, "its type is at 0x%x, behind its end".formatted(type));
      }
      this.typeOffset = offset + (int) type;
    } else {
      boolean hasId = unitType == DW_UT_skeleton || unitType == DW_UT_split_compile;
      this.splitId = hasId ? header.u64() : 0;
      this.signature = 0;
      this.typeOffset = 0;
    }
    this.first = header.position();
    this.abbreviationsAt = contributions.abbreviations() + its;
    this.head = isTypeUnit() ? Optional.empty() : Optional.of(window);
  }

  /** Read when first asked for: a module has thousands of units, a question concerns few. */
  Abbreviations abbreviations() {
    Abbreviations known = abbreviations;
    if (known == null) {
      known = tables.at(abbreviationsAt, addressSize, offsetSize, version);
      abbreviations = known;
    }
    return known;
  }

  boolean isSplit() {
    return sections.isSplit();
  }

  /** Tells a split unit, before anything is read of it, where its skeleton is. */
  void attach(Unit itsSkeleton) {
    skeleton = Optional.of(itsSkeleton);
  }

  /** The unit that has the line table: a split unit's skeleton. */
  Unit linked() {
    return skeleton.orElse(this);
  }

  private boolean isInTypes() {
    return bytes.section().startsWith(".debug_types");
  }

  /** What stands for an offset of its section in the whole module; positions sort by section. */
  long position(long at) {
    return (long) space << 32 | at;
  }

  /**
   * The position that a reference means; -1 where it is no offset.
   *
   * @param value as {@link Die} reads it: the unit's own offset is added already
   */
  long referred(int form, long value) {
    if (value >>> 32 != 0) {
      return -1;
    }
    return switch (form) {
      case DW_FORM_ref1, DW_FORM_ref2, DW_FORM_ref4, DW_FORM_ref8, DW_FORM_ref_udata ->
          position(value);
      case DW_FORM_ref_addr -> position(value) - (isInTypes() ? 1L << 32 : 0);
      case DW_FORM_GNU_ref_alt, DW_FORM_ref_sup4, DW_FORM_ref_sup8 ->
          (long) SUPPLEMENTARY << 32 | value;
      default -> -1;
    };
  }

  /** True of an offset of its section at which one of its DIEs can be. */
  boolean holds(long at) {
    return first <= at && at < end;
  }

  /**
   * The plain name, for {@link UnitIndex}, of the type in the type unit that an entry refers to; 0
   * where it is not among the strings of this file.
   */
  long nameBySignature(int entry) {
    Optional<Die> type = owner.target(new Die(this, entry), DW_AT_signature);
    if (type.isEmpty() || !type.get().unit.sections.equals(sections)) {
      return 0;
    }
    long value = type.get().constant(DW_AT_name).orElse(0);
    int form = type.get().form(DW_AT_name);
    return switch (form) {
      case DW_FORM_strp, DW_FORM_line_strp -> UnitIndex.name(form, value);
      case DW_FORM_strx,
          DW_FORM_strx1,
          DW_FORM_strx2,
          DW_FORM_strx3,
          DW_FORM_strx4,
          DW_FORM_GNU_str_index ->
          UnitIndex.name(DW_FORM_strp, Strings.offset(type.get().unit, value));
      default -> 0;
    };
  }

  /** Refuses to refer to a supplementary file when the debug file names none. */
  void requireSupplementary() {
    if (sections.supplementary().isEmpty()) {
      throw bytes.malformed(
          offset, "the unit refers to a supplementary file, and its file names none");
    }
  }

  boolean isTypeUnit() {
    return unitType == DW_UT_type || unitType == DW_UT_split_type;
  }

  /** The first DIE and the bases that forms of this unit count from. */
  Root root() {
    Optional<Root> known = root;
    if (known.isEmpty()) {
      known = Optional.of(Root.of(this));
      root = known;
      head = Optional.empty();
    }
    return known.get();
  }

  private Die first() {
    Optional<Window> its = head;
    if (its.isPresent()) {
      try {
        return new Die(this, first, its.get().cursor(first, Math.min(end, its.get().end())));
      } catch (Malformed isLonger) {
        return new Die(this, first);
      }
    }
    return new Die(this, first);
  }

  /**
   * @param rangesBase of .debug_ranges, before DWARF 5
   * @param low the base of its range lists and location lists
   */
  record Root(
      Die die,
      long strOffsetsBase,
      long addrBase,
      long rnglistsBase,
      long loclistsBase,
      long rangesBase,
      long low) {
    private static Root of(Unit unit) {
      Die die = unit.first();
      return unit.isSplit() ? ofSplit(unit, die) : ofLinked(unit, die);
    }

    /** It has the section's only table, or the part that a package's index says. */
    private static Root ofSplit(Unit unit, Die die) {
      Contributions from = unit.contributions;
      int header = unit.offsetSize == 8 ? 16 : 8;
      int lists = unit.offsetSize == 8 ? 20 : 12;
      Optional<Root> skeleton = unit.skeleton.map(Unit::root);
      long addrBase = skeleton.map(Root::addrBase).orElse(0L);
      long low = skeleton.map(Root::low).orElse(0L);
      if (die.has(DW_AT_low_pc)) {
        low = die.address(DW_AT_low_pc, addrBase);
      }
      return new Root(
          die,
          from.strOffsets() + (unit.version >= 5 ? header : 0),
          addrBase,
          from.rangeLists() + lists,
          from.locations() + lists,
          skeleton.map(root -> root.die().constant(DW_AT_GNU_ranges_base).orElse(0)).orElse(0L),
          low);
    }

    private static Root ofLinked(Unit unit, Die die) {
      // Where there is none: behind the header of the section's only table.
      int header = unit.offsetSize == 8 ? 16 : 8;
      int lists = unit.offsetSize == 8 ? 20 : 12;
      long addrBase =
          unit.version >= 5
              ? die.constant(DW_AT_addr_base).orElse(header)
              : die.constant(DW_AT_GNU_addr_base).orElse(0);
      long low = 0;
      if (die.has(DW_AT_low_pc)) {
        low = die.address(DW_AT_low_pc, addrBase);
      }
      return new Root(
          die,
          die.constant(DW_AT_str_offsets_base).orElse(header),
          addrBase,
          die.constant(DW_AT_rnglists_base).orElse(lists),
          die.constant(DW_AT_loclists_base).orElse(lists),
          0,
          low);
    }
  }

  /** DW_LANG_…, which what dwz moved out has from who imports it; 0 when nobody says. */
  int language() {
    OptionalLong own = root().die().constant(DW_AT_language);
    return own.isPresent() ? (int) own.getAsLong() : owner.imports().language(this);
  }

  /** C in any of its versions. */
  boolean isC() {
    return switch (language()) {
      case 0x1, 0x2, 0xc, 0x1d, 0x2c -> true;
      default -> false;
    };
  }

  /** C++ in any of its versions. */
  boolean isCpp() {
    return switch (language()) {
      case 0x4, 0x19, 0x1a, 0x21, 0x2a, 0x2b, 0x3a -> true;
      default -> false;
    };
  }

  boolean isRust() {
    return language() == 0x1c;
  }

  boolean isGo() {
    return language() == 0x16;
  }

  /** Go's compiler writes how it was called into the producer. */
  boolean isUnoptimisedGo() {
    return isGo() && List.of(producer().split("[; ]+", -1)).contains("-N");
  }

  /**
   * Whether blocks have their static variables, and inlined copies all of their blocks' variables:
   * what LLVM makes has neither.
   */
  boolean hasBlocks() {
    Optional<Boolean> known = hasBlocks;
    if (known.isEmpty()) {
      known = Optional.of(isGo() || producer().startsWith("GNU"));
      hasBlocks = known;
    }
    return known.get();
  }

  String producer() {
    return root().die().string(DW_AT_producer).orElse("");
  }

  /** The entry of .debug_addr with this index. */
  long indexedAddress(long index, long addrBase) {
    return sections.addr().cursor(addrBase + index * addressSize).u64();
  }
}
