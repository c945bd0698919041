package tracebook.dwarf;

import static tracebook.dwarf.Attributes.DW_AT_GNU_locviews;
import static tracebook.dwarf.Forms.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;

/** Location lists (DWARF 5, section 2.6.2; DWARF 4, section 2.6.2). */
final class LocationList {
  private LocationList() {}

  /**
   * @param range empty for the default location, which holds where no other does
   * @param views of the rows of the line table at the range's start and at its end (GCC's location
   *     views): it holds from the one on, and up to but without the other
   */
  record Entry(Optional<AddressRange> range, Views views, Bytes bytes, int start, int end) {
    Cursor expression() {
      return bytes.cursor(start, end);
    }

    boolean isEmpty() {
      return start == end;
    }

    /** Whether it holds at an address, and of the rows there at this one. */
    boolean holds(Address pc, int view) {
      if (range.isEmpty()) {
        return false;
      }
      int low = range.get().start().compareTo(pc);
      int high = pc.compareTo(range.get().end());
      return (low < 0 || (low == 0 && views.from <= view))
          && (high < 0 || (high == 0 && view < views.to));
    }
  }

  record Views(long from, long to) {
    static final Views NONE = new Views(0, 0);
  }

  static boolean isList(Die die, int attribute) {
    return switch (die.form(attribute)) {
      case DW_FORM_sec_offset, DW_FORM_loclistx -> true;
      case DW_FORM_data4, DW_FORM_data8 -> die.unit.version < 4;
      default -> false;
    };
  }

  /** The expression that holds at an address; {@code otherwise} where none does. */
  static Optional<Cursor> expression(
      Die die, int attribute, Address pc, Optional<Cursor> otherwise) {
    if (!isList(die, attribute)) {
      return die.block(attribute);
    }
    return of(die, attribute).at(pc).map(Entry::expression).or(() -> otherwise);
  }

  /**
   * The expression that holds at a place: at the row of the line table that it has, where the list
   * tells them apart.
   */
  static Optional<Cursor> expression(Die die, int attribute, Place place) {
    return place.view() == Place.LAST_VIEW || !isList(die, attribute)
        ? expression(die, attribute, place.pc(), Optional.empty())
        : of(die, attribute).at(place.pc(), place.view()).map(Entry::expression);
  }

  /**
   * The expression of an entry that holds at no address, and begins at this one: what holds until
   * the source has gone on, without an instruction (GCC's location views).
   */
  static Optional<Cursor> before(Die die, int attribute, Address pc) {
    return of(die, attribute).before(pc).map(Entry::expression);
  }

  static Locations of(Die die, int attribute) {
    Unit unit = die.unit;
    long value = die.constant(attribute).orElse(0);
    Bytes lists = unit.version < 5 ? unit.sections.loc() : unit.sections.loclists();
    long at;
    if (die.form(attribute) == DW_FORM_loclistx) {
      long base = unit.root().loclistsBase();
      at = base + lists.cursor(base + value * unit.offsetSize).unsigned(unit.offsetSize);
    } else {
      at = unit.isSplit() || unit.version >= 5 ? unit.contributions.locations() + value : value;
    }
    return unit.owner.locations.<Entry>get(
        unit,
        lists,
        at,
        () -> {
          List<Entry> found = new ArrayList<>();
          Cursor entry = lists.cursor(at);
          if (unit.version >= 5) {
            read(unit, lists, entry, found);
          } else if (unit.isSplit()) {
            fission(unit, lists, entry, found);
          } else {
            old(unit, lists, entry, found);
          }
          return die.has(DW_AT_GNU_locviews) ? withViews(die, lists, at, found) : found;
        },
        Locations::new);
  }

  /**
   * DW_AT_GNU_locviews: the views of each entry lie one behind the other before the list. Others
   * than as many as there are entries are not believed.
   */
  private static List<Entry> withViews(Die die, Bytes lists, long list, List<Entry> entries) {
    long start = die.constant(DW_AT_GNU_locviews).orElse(list);
    if (die.unit.isSplit() || start < 0 || start >= list) {
      return entries;
    }
    Cursor views = lists.cursor(start, list);
    List<Entry> found = new ArrayList<>();
    for (Entry entry : entries) {
      if (views.atEnd()) {
        return entries;
      }
      Views its = new Views(views.uleb(), views.uleb());
      found.add(new Entry(entry.range(), its, entry.bytes(), entry.start(), entry.end()));
    }
    return views.atEnd() ? found : entries;
  }

  private static void read(Unit unit, Bytes lists, Cursor entry, List<Entry> found) {
    long base = unit.root().low();
    Views views = Views.NONE;
    while (true) {
      int kind = entry.u8();
      Views its = views;
      views = Views.NONE;
      switch (kind) {
        case 0 -> { // DW_LLE_end_of_list
          return;
        }
        case 1 -> { // DW_LLE_base_addressx
          base = indexed(unit, entry);
          views = its;
        }
        case 2 -> { // DW_LLE_startx_endx
          add(lists, entry, indexed(unit, entry), indexed(unit, entry), its, found);
        }
        case 3 -> { // DW_LLE_startx_length
          long start = indexed(unit, entry);
          add(lists, entry, start, start + entry.uleb(), its, found);
        }
        case 4 -> { // DW_LLE_offset_pair
          add(lists, entry, base + entry.uleb(), base + entry.uleb(), its, found);
        }
        case 5 -> { // DW_LLE_default_location
          long length = entry.uleb();
          int start = entry.position();
          entry.skip(length);
          found.add(new Entry(Optional.empty(), Views.NONE, lists, start, entry.position()));
        }
        case 6 -> { // DW_LLE_base_address
          base = entry.u64();
          views = its;
        }
        case 7 -> { // DW_LLE_start_end
          add(lists, entry, entry.u64(), entry.u64(), its, found);
        }
        case 8 -> { // DW_LLE_start_length
          long start = entry.u64();
          add(lists, entry, start, start + entry.uleb(), its, found);
        }
        case 9 -> { // DW_LLE_GNU_view_pair: of the next range
          views = new Views(entry.uleb(), entry.uleb());
        }
        default -> throw entry.malformed("DW_LLE 0x%x is not known".formatted(kind));
      }
    }
  }

  private static long indexed(Unit unit, Cursor entry) {
    return unit.indexedAddress(entry.uleb(), unit.root().addrBase());
  }

  private static void add(
      Bytes lists, Cursor entry, long low, long high, Views views, List<Entry> found) {
    add(lists, entry, entry.uleb(), low, high, views, found);
  }

  private static void add(
      Bytes lists, Cursor entry, long length, long low, long high, Views views, List<Entry> found) {
    int start = entry.position();
    entry.skip(length);
    if (Long.compareUnsigned(low, high) <= 0) {
      AddressRange range = new AddressRange(new Address(low), new Address(high));
      found.add(new Entry(Optional.of(range), views, lists, start, entry.position()));
    }
  }

  /** Of GCC's DebugFission, before there were others in DWARF 5 (DW_LLE_GNU_…_entry). */
  private static void fission(Unit unit, Bytes lists, Cursor entry, List<Entry> found) {
    long base = unit.root().low();
    while (true) {
      int kind = entry.u8();
      switch (kind) {
        case 0 -> { // end_of_list
          return;
        }
        case 1 -> { // base_address_selection
          base = indexed(unit, entry);
        }
        case 2 -> { // start_end
          long low = indexed(unit, entry);
          long high = indexed(unit, entry);
          add(lists, entry, entry.u16(), low, high, Views.NONE, found);
        }
        case 3 -> { // start_length
          long low = indexed(unit, entry);
          long high = low + entry.u32();
          add(lists, entry, entry.u16(), low, high, Views.NONE, found);
        }
        case 4 -> { // offset_pair
          long low = base + entry.u32();
          long high = base + entry.u32();
          add(lists, entry, entry.u16(), low, high, Views.NONE, found);
        }
        default -> throw entry.malformed("DW_LLE_GNU 0x%x is not known".formatted(kind));
      }
    }
  }

  private static void old(Unit unit, Bytes lists, Cursor entry, List<Entry> found) {
    long base = unit.root().low();
    while (true) {
      long low = entry.u64();
      long high = entry.u64();
      if (low == 0 && high == 0) {
        return;
      }
      if (low == -1) {
        base = high;
      } else {
        add(lists, entry, entry.u16(), base + low, base + high, Views.NONE, found);
      }
    }
  }
}
