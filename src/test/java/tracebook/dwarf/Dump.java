package tracebook.dwarf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entries of all files of a program's debug info, as llvm-dwarfdump shows them. */
final class Dump {
  /** Of the first entry of a type unit, as attributes that it has in its header. */
  static final String TYPE_SIGNATURE = "type_signature";

  /** In the module. */
  static final String TYPE_POSITION = "type_position";

  private static final String TAG = "DW_TAG_";
  private static final Pattern TYPE_UNIT =
      Pattern.compile(".*type_signature = (0x[0-9a-f]+), type_offset = (0x[0-9a-f]+).*");

  /** As readelf writes them. */
  private static final Pattern ENTRY = Pattern.compile(" <[0-9a-f]+><([0-9a-f]+)>: ");

  private static final Pattern ALTERNATIVE =
      Pattern.compile(
          " +<[0-9a-f]+> +(DW_AT_\\w+) *: \\(alt indirect string, offset: [0-9a-fx]+\\) (.*)");
  private final Subject subject;
  private final Consumer<Entry> each;
  private boolean complete = true;

  /** Of the sections of the file that is shown. */
  private int infoSpace;

  private int space = -1;

  /** The position that shown offsets count from: of what is in several sections, in each anew. */
  private long base;

  /** By signature, of the file of split units that is shown. */
  private final Map<Long, Unit> typeUnits = new HashMap<>();

  private Optional<String> typeUnit = Optional.empty();

  /** By the offset of the entry and the name of the attribute. */
  private final Map<String, String> supplementaryStrings = new HashMap<>();

  private boolean onlyTypeUnits;
  private boolean skipped;
  private int unit = -1;

  /** Whose entries are shown behind their skeleton. */
  private int roots;

  private long position = -1;
  private int depth;
  private String tag = "";
  private Map<String, StringBuilder> shown = new LinkedHashMap<>();
  private StringBuilder last = new StringBuilder();

  /**
   * One entry.
   *
   * @param position in the module
   * @param base what offsets count from as they are shown: a position
   * @param depth 0 for a unit
   * @param attributes what stands between the parentheses
   */
  record Entry(
      long position, long base, int depth, String tag, Map<String, StringBuilder> attributes) {
    boolean has(String attribute) {
      return attributes.containsKey(attribute);
    }

    /** Empty when the entry lacks it. */
    String value(String attribute) {
      StringBuilder text = attributes.get(attribute);
      return text == null ? "" : text.substring(0, text.length() - 1);
    }

    /** The text of a string, as it is shown, or of the name of an entry that is referred to. */
    String quoted(String attribute) {
      String text = value(attribute);
      int quote = text.indexOf('"');
      return quote < 0 ? "" : text.substring(quote + 1, text.lastIndexOf('"'));
    }

    /** The position that is referred to, in this file or in the supplementary one. */
    OptionalLong referred(String attribute) {
      String text = value(attribute);
      if (text.startsWith("<alt ")) {
        return OptionalLong.of((long) Unit.SUPPLEMENTARY << 32 | number(text));
      }
      return text.startsWith("0x") ? OptionalLong.of(base + number(text)) : OptionalLong.empty();
    }
  }

  Dump(Subject subject, Consumer<Entry> each) {
    this.subject = subject;
    this.each = each;
  }

  /** The number that a value begins with: of a constant, or the offset of a referred entry. */
  static long number(String text) {
    int start = text.startsWith("<alt ") ? 5 : 0;
    int end = start;
    while (end < text.length() && " \n)>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String digits = text.substring(start, end);
    return digits.startsWith("0x")
        ? Long.parseUnsignedLong(digits.substring(2), 16)
        : digits.startsWith("-") ? Long.parseLong(digits) : Long.parseUnsignedLong(digits);
  }

  /** Everything; false when llvm-dwarfdump died. */
  boolean all() {
    List<Unit> units = subject.module().units.all();
    Optional<Unit> supplementary =
        units.stream().filter(each -> each.space == Unit.SUPPLEMENTARY).findFirst();
    if (supplementary.isPresent()) {
      readStrings();
    }
    List<String> options = new ArrayList<>(List.of("--debug-info", "--debug-types"));
    if (units.stream().anyMatch(Unit::isSplit)) {
      options.add("--dwo");
    }
    run(subject.dumped(), Unit.INFO, options);
    Map<String, List<Unit>> others = new TreeMap<>();
    for (Unit each : units) {
      if (each.isSplit() && each.isTypeUnit()) {
        others.computeIfAbsent(each.bytes.file(), key -> new ArrayList<>()).add(each);
      }
    }
    onlyTypeUnits = true;
    others.forEach(
        (file, its) -> {
          typeUnits.clear();
          its.forEach(unit -> typeUnits.put(unit.signature, unit));
          run(Path.of(file), Unit.INFO, options.subList(0, 2));
        });
    onlyTypeUnits = false;
    supplementary.ifPresent(
        its -> run(Path.of(its.bytes.file()), Unit.SUPPLEMENTARY, options.subList(0, 1)));
    return complete;
  }

  /** Some units of the debug file. */
  boolean units(List<Unit> some) {
    for (Unit each : some) {
      run(
          subject.dumped(),
          Unit.INFO,
          List.of("--debug-info=0x%x".formatted(each.first), "--show-children"));
    }
    return complete;
  }

  private void run(Path file, int first, List<String> options) {
    List<String> command = new ArrayList<>(List.of(Oracle.dwarfdump()));
    command.addAll(options);
    command.add(file.toString());
    infoSpace = first;
    space = -1;
    unit = -1;
    complete &= Oracle.lines(command, this::line) == 0;
    finish();
  }

  private void line(String text) {
    if (text.startsWith("0x")) {
      finish();
      int at = text.indexOf(TAG);
      if (at < 0) {
        if (text.contains(" Unit: ")) {
          unit++;
          roots = 0;
          typeUnit = Optional.of(text).filter(its -> its.contains(": Type Unit: "));
          skipped = onlyTypeUnits && typeUnit.isEmpty();
        }
      } else if (space >= 0 && !skipped) {
        begin(text, at);
      }
    } else if (text.startsWith(".debug_")) {
      finish();
      space =
          switch (text.substring(0, text.indexOf(' '))) {
            case ".debug_info", ".debug_info.dwo" -> infoSpace;
            case ".debug_types", ".debug_types.dwo" -> infoSpace + 1;
            default -> -1;
          };
    } else if (position >= 0 && !text.isEmpty()) {
      attribute(text);
    }
  }

  private void begin(String text, int at) {
    int colon = text.indexOf(':');
    depth = (at - colon - 2) / 2;
    tag = text.substring(at);
    roots += depth == 0 ? 1 : 0;
    long offset = Long.decode(text.substring(0, colon));
    if (depth == 0) {
      Optional<Matcher> header = typeUnit.map(TYPE_UNIT::matcher).filter(Matcher::matches);
      Unit split = roots == 2 && unit >= 0 ? split() : null;
      if (header.isPresent() && onlyTypeUnits) {
        split = typeUnits.get(Dump.number(header.get().group(1)));
        skipped = split == null;
      }
      base = split == null ? (long) space << 32 : split.position(split.first) - offset;
      header.ifPresent(
          its -> {
            String start = its.group().substring(0, its.group().indexOf(':'));
            long type = base + Long.decode(start) + Long.decode(its.group(2));
            shown.put(TYPE_SIGNATURE, new StringBuilder(its.group(1) + ")"));
            shown.put(TYPE_POSITION, new StringBuilder("0x%x)".formatted(type)));
          });
    }
    position = skipped ? -1 : base + offset;
  }

  /** llvm-dwarfdump does not look into the supplementary file for strings; readelf does. */
  private void readStrings() {
    long[] entry = {-1};
    Oracle.lines(
        List.of("readelf", "--debug-dump=info", subject.debug().path().toString()),
        text -> {
          Matcher begins = ENTRY.matcher(text);
          Matcher string = ALTERNATIVE.matcher(text);
          if (begins.lookingAt()) {
            entry[0] = Long.parseLong(begins.group(1), 16);
          } else if (string.matches()) {
            supplementaryStrings.put(entry[0] + string.group(1), string.group(2));
          }
        });
  }

  private StringBuilder value(String attribute, String text) {
    String elsewhere = supplementaryStrings.get((position & 0xffff_ffffL) + attribute);
    return new StringBuilder(
        text.equals(")") && elsewhere != null && position >>> 32 == Unit.INFO
            ? "\"" + elsewhere + "\")"
            : text);
  }

  private Unit split() {
    Units units = subject.module().units;
    return units.full(units.linked().get(unit));
  }

  /** A name, a tab, and the value in parentheses, which may go on in the next lines. */
  private void attribute(String text) {
    int tab = text.indexOf('\t');
    String name = text.strip();
    if (tab > 0 && name.startsWith("DW_")) {
      String attribute = text.substring(0, tab).strip();
      last = value(attribute, text.substring(tab + 2));
      shown.put(attribute, last);
    } else {
      last.append('\n').append(name);
    }
  }

  private void finish() {
    if (position >= 0) {
      each.accept(new Entry(position, base, depth, tag, shown));
      shown = new LinkedHashMap<>();
    }
    position = -1;
  }
}
