package tracebook.dwarf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.elf.Address;

/** Every row of .eh_frame and .debug_frame, against {@code readelf --debug-dump=frames-interp}. */
final class FrameComparison {
  /** readelf's names in the order of DWARF's numbers (x86-64 psABI, figure 3.36). */
  private static final List<String> REGISTERS =
      List.of(
          "rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12",
          "r13", "r14", "r15", "rip");

  private static final int RETURN_ADDRESS = 16;
  private static final Pattern BLANKS = Pattern.compile(" +");

  /** A register is shown by number and name: {@code r5 (rdi)}. */
  private static final Pattern NAME = Pattern.compile(" \\([a-z0-9]+\\)");

  private static final Pattern COMMON = Pattern.compile("([0-9a-f]+) [0-9a-f]+ [0-9a-f]+ CIE .*");
  private static final Pattern ENTRY =
      Pattern.compile(
          "[0-9a-f]+ [0-9a-f]+ [0-9a-f]+ FDE cie=([0-9a-f]+) pc=([0-9a-f]+)\\.\\.([0-9a-f]+)");

  final Comparison rows = new Comparison("frame rows");
  private final Subject subject;

  /** Of each CIE in this section: the row that it starts with. */
  private final Map<String, Shown> commons = new HashMap<>();

  private List<String> columns = List.of();
  private final List<Shown> shown = new ArrayList<>();
  private String common = "";
  private long start;
  private long end;
  private boolean entry;

  private record Shown(long address, String cfa, Map<String, String> registers) {}

  FrameComparison(Subject subject) {
    this.subject = subject;
  }

  void run() {
    of(subject.program().path());
    if (subject.debug() != subject.program()) {
      of(subject.debug().path());
    }
  }

  private void of(Path file) {
    Oracle.lines(List.of("readelf", "--debug-dump=frames-interp", file.toString()), this::line);
    finish();
  }

  private void line(String text) {
    Matcher matcher = ENTRY.matcher(text);
    if (text.startsWith("   LOC")) {
      columns = List.of(BLANKS.split(text.strip(), -1));
    } else if (text.startsWith("Contents of")) {
      finish();
      commons.clear();
    } else if (matcher.matches()) {
      finish();
      entry = true;
      common = matcher.group(1);
      start = Long.parseUnsignedLong(matcher.group(2), 16);
      end = Long.parseUnsignedLong(matcher.group(3), 16);
    } else if (COMMON.matcher(text).matches()) {
      finish();
      common = text.substring(0, text.indexOf(' '));
    } else if (text.endsWith("ZERO terminator")) {
      finish();
    } else if (!columns.isEmpty() && !text.isBlank()) {
      String[] words = BLANKS.split(NAME.matcher(text).replaceAll("").strip(), -1);
      Map<String, String> registers = new TreeMap<>();
      for (int i = 2; i < words.length; i++) {
        registers.put(columns.get(i), words[i]);
      }
      shown.add(new Shown(Long.parseUnsignedLong(words[0], 16), words[1], registers));
    }
  }

  private void finish() {
    if (entry) {
      compare();
    } else if (!common.isEmpty()) {
      commons.put(common, shown.isEmpty() ? new Shown(0, "", Map.of()) : shown.get(0));
    }
    entry = false;
    common = "";
    columns = List.of();
    shown.clear();
  }

  private void compare() {
    if (start == end || start == 0) {
      return; // code that the linker dropped
    }
    Shown first = commons.getOrDefault(common, new Shown(0, "", Map.of()));
    List<Shown> want =
        shown.isEmpty()
            ? List.of(new Shown(start, first.cfa(), first.registers()))
            : List.copyOf(shown);
    List<Frames.Row> have = subject.module().frames().rows(new Address(start));
    if (have.size() != want.size()) {
      rows.different(
          "0x%x: have %d rows, want %d: %s".formatted(start, have.size(), want.size(), want));
      return;
    }
    for (int i = 0; i < want.size(); i++) {
      rows.same("0x%x row %d".formatted(start, i), text(have.get(i)), text(want.get(i)));
    }
  }

  /** Without what is undefined: readelf shows it like a register that is not spoken of. */
  private static String text(Shown row) {
    Map<String, String> registers = new TreeMap<>(row.registers());
    registers.values().removeIf(rule -> rule.equals("u"));
    return Long.toHexString(row.address()) + " " + row.cfa() + " " + registers;
  }

  private static String text(Frames.Row row) {
    String cfa =
        switch (row.cfa()) {
          case Frames.FromRegister simple ->
              REGISTERS.get(simple.register()) + "%+d".formatted(simple.offset());
          case Frames.FromExpression complex -> "exp";
          case null -> "";
        };
    Map<String, String> registers = new TreeMap<>();
    row.registers()
        .forEach(
            (number, rule) -> {
              String text =
                  switch (rule) {
                    case Frames.Undefined none -> "u";
                    case Frames.SameValue same -> "s";
                    case Frames.SavedAt at -> "c%+d".formatted(at.offset());
                    case Frames.ValueAt at -> "v%+d".formatted(at.offset());
                    case Frames.InRegister other -> "r" + other.register();
                    case Frames.SavedAtExpression place -> "exp";
                    case Frames.ValueOfExpression value -> "vexp";
                  };
              if (!text.equals("u")) {
                registers.put(number == RETURN_ADDRESS ? "ra" : REGISTERS.get(number), text);
              }
            });
    return Long.toHexString(row.start().value()) + " " + cfa + " " + registers;
  }
}
