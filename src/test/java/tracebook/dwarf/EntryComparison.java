package tracebook.dwarf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static tracebook.dwarf.Attributes.*;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;

/**
 * Every entry of .debug_info, against {@code llvm-dwarfdump --debug-info}: the attributes that we
 * read, the code of functions, blocks and inlined copies, location lists; and that each function
 * and copy is found at its address.
 */
final class EntryComparison {
  private static final Pattern RANGE =
      Pattern.compile("\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)(?:: (.*))?");

  private static final String UNNAMED = "(unnamed)";

  final Comparison attributes = new Comparison("attributes");
  final Comparison code = new Comparison("code of entries");
  final Comparison locations = new Comparison("locations");
  final Comparison functions = new Comparison("functions by address");
  final Comparison copies = new Comparison("inlined copies");
  private final Subject subject;
  private final Map<String, Integer> tags = constants(Tags.class);
  private final Map<String, Integer> known = constants(Attributes.class);

  private Dump.Entry entry = new Dump.Entry(-1, 0, 0, "", Map.of());

  EntryComparison(Subject subject) {
    this.subject = subject;
  }

  private static Map<String, Integer> constants(Class<?> holder) {
    Map<String, Integer> found = new HashMap<>();
    try {
      for (Field field : holder.getDeclaredFields()) {
        if (field.getType() == int.class) {
          found.put(field.getName(), field.getInt(null));
        }
      }
    } catch (IllegalAccessException hidden) {
      throw new AssertionError(hidden);
    }
    return found;
  }

  /**
   * Everything.
   *
   * @param alsoTo is given each entry too
   */
  void run(Consumer<Dump.Entry> alsoTo) {
    finish(new Dump(subject, alsoTo.andThen(this::compare)).all());
  }

  /** Only some units. */
  void run(List<Unit> units) {
    finish(new Dump(subject, this::compare).units(units));
  }

  private void finish(boolean complete) {
    if (!complete) {
      attributes.fault(OracleFault.DWARFDUMP_CRASHED);
    }
  }

  private void compare(Dump.Entry shown) {
    entry = shown;
    compare(subject.module().units.die(shown.position()));
  }

  private void compare(Die die) {
    String tag = entry.tag();
    Integer number = tags.get(tag);
    if (number != null) {
      attributes.same(where(tag), die.tag(), number);
    }
    for (String name : entry.attributes().keySet()) {
      Integer attribute = known.get(name);
      if (attribute != null) {
        attribute(die, name, attribute, entry.value(name));
      }
    }
    if (entry.has("DW_AT_ranges") || entry.has("DW_AT_high_pc")) {
      List<AddressRange> want = ranges();
      code.same(where(tag), Ranges.of(die), want);
      if (!want.isEmpty() && tag.equals("DW_TAG_subprogram")) {
        function(want);
      } else if (!want.isEmpty() && tag.equals("DW_TAG_inlined_subroutine")) {
        copy(want);
      }
    }
  }

  private String where(String what) {
    return "0x%x %s".formatted(entry.position(), what);
  }

  private void attribute(Die die, String name, int attribute, String want) {
    String where = where(name);
    if (want.startsWith("\"")) {
      String text = want.substring(1, want.lastIndexOf('"'));
      if (attribute == DW_AT_decl_file || attribute == DW_AT_call_file) {
        file(die, where, attribute, text);
      } else {
        attributes.same(where, die.string(attribute).orElse(""), unescaped(text));
      }
    } else if (want.startsWith("DW_OP_") || want.startsWith(ExpressionText.FAILED)) {
      expression(where, die.block(attribute), die.unit, want);
    } else if (want.contains("\n[0x") && attribute != DW_AT_ranges) {
      locationList(die, where, attribute, want);
    } else if (want.equals("true")) {
      attributes.same(where, die.flag(attribute), true);
    } else if (isReference(die.form(attribute))) {
      long from = die.form(attribute) == Forms.DW_FORM_ref_sig8 ? 0 : entry.base() & 0xffff_ffffL;
      attributes.same(where, die.reference(attribute), OptionalLong.of(from + Dump.number(want)));
    } else if (die.isBlock(die.form(attribute))) {
      // A block of bytes that is no expression.
      attributes.same(where, block(die, attribute), bytes(want));
    } else if (attribute == DW_AT_high_pc || attribute == DW_AT_low_pc) {
      return; // compared as ranges
    } else if (Forms.isAddress(die.form(attribute))) {
      attributes.same(where, die.address(attribute), Dump.number(want));
    } else if (!want.isEmpty() && (Character.isDigit(want.charAt(0)) || want.startsWith("-"))) {
      attributes.same(where, die.constant(attribute), OptionalLong.of(Dump.number(want)));
    }
  }

  static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    // Of what is beyond ASCII every byte is written as an octal number.
    return new String(text.translateEscapes().getBytes(ISO_8859_1), UTF_8);
  }

  private static boolean isReference(int form) {
    return switch (form) {
      case Forms.DW_FORM_ref1,
          Forms.DW_FORM_ref2,
          Forms.DW_FORM_ref4,
          Forms.DW_FORM_ref8,
          Forms.DW_FORM_ref_udata,
          Forms.DW_FORM_ref_addr,
          Forms.DW_FORM_ref_sig8 ->
          true;
      default -> false;
    };
  }

  private static String block(Die die, int attribute) {
    Cursor bytes = die.block(attribute).orElseThrow();
    return HexFormat.ofDelimiter(" ").formatHex(bytes.bytes(bytes.end() - bytes.position()));
  }

  /** Without the count of bytes in front. */
  private static String bytes(String shown) {
    return shown.substring(shown.indexOf('>') + 1).strip();
  }

  private void file(Die die, String where, int attribute, String want) {
    String have =
        subject
            .module()
            .lines
            .header(die.unit)
            .map(header -> header.file(die.constant(attribute).orElse(-1)))
            .orElse("");
    Path path = Path.of(want).normalize();
    boolean same =
        Path.of(have).equals(path) || (!path.isAbsolute() && Path.of(have).endsWith(path));
    attributes.same(where, same ? want : have, want);
  }

  private void expression(String where, Optional<Cursor> have, Unit unit, String want) {
    locations.same(
        where,
        have.map(at -> ExpressionText.of(at, unit, ExpressionText.undecoded(want))).orElse("none"),
        ExpressionText.shown(want));
  }

  private void locationList(Die die, String where, int attribute, String want) {
    List<LocationList.Entry> have = LocationList.of(die, attribute).all();
    int i = 0;
    for (String line : want.split("\n", -1)) {
      Matcher matcher = RANGE.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      long low = Long.parseUnsignedLong(matcher.group(1), 16);
      long high = Long.parseUnsignedLong(matcher.group(2), 16);
      if (low >= high) {
        continue; // holds nowhere
      }
      if (i == have.size()) {
        locations.different(where + ": have " + i + " entries, want " + line);
        return;
      }
      LocationList.Entry entry = have.get(i++);
      locations.same(
          where, entry.range(), Optional.of(new AddressRange(new Address(low), new Address(high))));
      expression(where, Optional.of(entry.expression()), die.unit, matcher.group(3));
    }
    if (i < have.size()) {
      locations.different(where + ": have " + have.size() + " entries, want " + i);
    }
  }

  private List<AddressRange> ranges() {
    List<AddressRange> found = new ArrayList<>();
    if (entry.has("DW_AT_ranges")) {
      for (String line : entry.value("DW_AT_ranges").split("\n", -1)) {
        Matcher matcher = RANGE.matcher(line);
        if (matcher.matches()) {
          add(matcher.group(1), matcher.group(2), found);
        }
      }
    } else if (entry.has("DW_AT_low_pc")) {
      add(
          entry.value("DW_AT_low_pc").substring(2),
          entry.value("DW_AT_high_pc").substring(2),
          found);
    }
    return found;
  }

  /** Code that the linker dropped is not in the program. */
  private void add(String low, String high, List<AddressRange> found) {
    AddressRange range =
        new AddressRange(
            new Address(Long.parseUnsignedLong(low, 16)),
            new Address(Long.parseUnsignedLong(high, 16)));
    if (range.start().compareTo(range.end()) < 0 && subject.program().isCode(range.start())) {
      found.add(range);
    }
  }

  /** The linkage name, else the name, that an entry or what it refers to has. */
  private String name() {
    for (String attribute :
        List.of(
            "DW_AT_linkage_name",
            "DW_AT_MIPS_linkage_name",
            "DW_AT_abstract_origin",
            "DW_AT_specification",
            "DW_AT_name")) {
      String text = entry.quoted(attribute);
      if (!text.isEmpty()) {
        return unescaped(text);
      }
    }
    return UNNAMED;
  }

  /** In the file that dwz shares, by one step or more. */
  private boolean isNamedElsewhere(String name) {
    return name.equals(UNNAMED) && subject.module().sections.supplementary().isPresent();
  }

  private void function(List<AddressRange> want) {
    Optional<Function> found = subject.info().functionAt(want.get(0).start());
    String name = name();
    if (!found.map(EntryComparison::name).orElse("").equals(name)) {
      // Another name for the same code, as assembler files give them.
      found =
          subject.info().functions(name).stream()
              .filter(function -> sorted(function.ranges()).equals(sorted(want)))
              .findFirst()
              .or(() -> subject.info().functionAt(want.get(0).start()));
    }
    if (isNamedElsewhere(name)) {
      functions.fault(OracleFault.NAME_ELSEWHERE);
      return;
    }
    functions.same(
        where("at " + want.get(0).start()),
        found.map(EntryComparison::name).orElse("no function"),
        name);
    found.ifPresent(
        function ->
            functions.same(where("ranges of " + name), sorted(function.ranges()), sorted(want)));
  }

  private static String name(Function function) {
    return function.linkageName().orElse(function.name());
  }

  private static List<AddressRange> sorted(List<AddressRange> ranges) {
    return ranges.stream().sorted(java.util.Comparator.comparing(AddressRange::start)).toList();
  }

  private void copy(List<AddressRange> want) {
    String where = where("at " + want.get(0).start());
    Address start = want.get(0).start();
    Optional<DieFunction> found =
        subject
            .info()
            .functionAt(start)
            .flatMap(around -> find(((DieFunction) around).scopes(), start, false))
            .filter(
                copy -> subject.info().scopesAt(start, copy).getFirst().function().equals(copy));
    if (found.isEmpty()) {
      if (isDropped(start)) {
        copies.fault(OracleFault.DROPPED_COPY);
      } else {
        copies.different(where + ": have none, want " + name());
      }
      return;
    }
    DieFunction have = found.get();
    if (isNamedElsewhere(name())) {
      copies.fault(OracleFault.NAME_ELSEWHERE);
    } else {
      copies.same(where, name(have), name());
    }
    copies.same(where("ranges"), sorted(have.ranges()), sorted(want));
    copies.same(
        where("call line"),
        have.callSite().map(SourceLine::line).orElse(0),
        entry.has("DW_AT_call_line") ? (int) Dump.number(entry.value("DW_AT_call_line")) : 0);
  }

  /**
   * The copy, which must be among the scopes of the address where no other one overlaps it.
   *
   * @param overlapped true where one beside it, or around it, holds the address too
   */
  private Optional<DieFunction> find(ScopeTree tree, Address pc, boolean overlapped) {
    if (tree.function().die().position() == entry.position()) {
      boolean there =
          subject.info().scopesAt(pc).stream()
              .anyMatch(scope -> scope.function().equals(tree.function()));
      return Optional.of(tree.function()).filter(copy -> there || overlapped);
    }
    boolean another = overlapped;
    for (ScopeTree inner : tree.inner()) {
      Optional<DieFunction> found = find(inner, pc, another);
      if (found.isPresent()) {
        return found;
      }
      another |= inner.contains(pc);
    }
    return Optional.empty();
  }

  /**
   * True where an earlier unit describes the same function at the same place: its copy is the one
   * that was kept.
   */
  private boolean isDropped(Address pc) {
    Module module = subject.module();
    Unit unit = module.units.unit(entry.position()).orElseThrow();
    UnitIndex index = module.units.index(unit);
    Optional<Die> around = Optional.empty();
    for (int i = 0; i < index.size() && index.position(i) < entry.position(); i++) {
      Die die = new Die(unit, index.offset(i));
      if (index.kind(i) == UnitIndex.BODY
          && Ranges.of(die).stream().anyMatch(range -> range.contains(pc))) {
        around = Optional.of(die);
      }
    }
    Optional<DieFunction> kept = subject.info().functionAt(pc).map(its -> (DieFunction) its);
    if (around.isEmpty() || kept.isEmpty() || kept.get().die().unit.end > unit.offset) {
      return false;
    }
    List<Die> dropped = module.chain(around.get());
    // Not the linkage name: GCC writes some of them in two ways. The code need not be the same.
    return Ranges.of(around.get()).getFirst().start().equals(kept.get().entry())
        && kept.get().name().equals(Module.string(dropped, DW_AT_name).orElse(""));
  }
}
