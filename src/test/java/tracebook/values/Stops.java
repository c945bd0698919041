package tracebook.values;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tracebook.rows.Strings;
import tracebook.types.Members;

/** What gdb says of a program's variables at many addresses, see stops.py. */
final class Stops {
  private static final Path SCRIPT =
      Path.of("src/test/resources/tracebook/values/stops.py").toAbsolutePath();

  private static final Pattern FAILED =
      Pattern.compile("(?m)^(Python Exception|Program terminated|gdb.error|Error)");

  private static final List<String> FILES = List.of("places", "called", "poison", "said", "log");

  /** The k-th stop at an address, from 1. */
  record Key(long address, int hit) {}

  /**
   * A variable of the innermost function, its innermost scope first.
   *
   * @param address where it is in memory; 0 where it is not
   */
  record Said(String name, int line, Map<String, Leaf> leaves, long address) {}

  /**
   * A scalar, a string, or an array of scalars.
   *
   * @param text as a table of ours would show it; empty where there is no value
   * @param reason why there is none
   * @param address where a string is
   * @param shown whether a cell shows the beginning of it, and says that
   * @param elements of an array
   */
  record Leaf(
      Optional<String> text,
      String reason,
      Optional<String> address,
      Predicate<String> shown,
      List<String> elements) {
    Leaf(Optional<String> text, String reason, Optional<String> address) {
      this(text, reason, address, cell -> false);
    }

    Leaf(Optional<String> text, String reason, Optional<String> address, Predicate<String> shown) {
      this(text, reason, address, shown, List.of());
    }

    static Leaf missing(String reason) {
      return new Leaf(Optional.empty(), reason, Optional.empty());
    }

    /** Whether this is the value of a cell: of a string its text, or its address. */
    boolean shows(String cell) {
      return text.equals(Optional.of(cell))
          || address.equals(Optional.of(cell))
          || shown.test(cell);
    }
  }

  /**
   * One stop.
   *
   * @param frame the canonical frame address, as gdb unwinds; 0 where it cannot
   * @param call which call of a function it belongs to, from 1; 0 where that is not told
   */
  record Stop(Key at, List<Long> registers, long frame, int call, List<Said> variables) {
    /** Of a variable of that name, or a part of it, whichever has a value. */
    Optional<Leaf> leaf(String path) {
      return found(path).map(Found::leaf);
    }

    /** Whether gdb has lengths of arrays, and none of them is this one. */
    boolean isNoLength(int length) {
      List<Leaf> lengths =
          variables.stream()
              .filter(said -> said.name().startsWith("__vla_expr"))
              .flatMap(said -> said.leaves().values().stream())
              .toList();
      return !lengths.isEmpty()
          && lengths.stream().noneMatch(leaf -> leaf.shows(Integer.toString(length)));
    }

    /** Where that variable is in memory; 0 where it is not. */
    long address(String path) {
      return found(path).map(Found::address).orElse(0L);
    }

    private Optional<Found> found(String path) {
      String name = Spot.root(path).split("@", 2)[0];
      return variables.stream()
          .filter(v -> v.name.equals(name))
          .flatMap(
              v ->
                  Optional.ofNullable(v.leaves.get(Spot.inside(path)))
                      .map(leaf -> new Found(leaf, v.address))
                      .stream())
          .filter(found -> found.leaf.text().isPresent())
          .findFirst();
    }

    private record Found(Leaf leaf, long address) {}
  }

  /**
   * What a run under gdb is to do.
   *
   * @param command its absolute path and its arguments
   * @param entry the entry point of its file
   * @param each how often to stop at an address
   * @param functions the entries of functions whose calls are to be told apart
   * @param poisons what to overwrite in the run, each when its stop has been written
   * @param wanted where there are poisons, of which stops the variables are written
   * @param seconds after which it is ended
   */
  record Asked(
      List<String> command,
      long entry,
      List<Long> addresses,
      int each,
      List<Long> functions,
      List<Spot> poisons,
      List<Key> wanted,
      int seconds) {
    Asked(List<String> command, long entry, List<Long> addresses, int each, List<Long> functions) {
      this(command, entry, addresses, each, functions, List.of(), List.of(), 120);
    }

    Asked at(List<Long> other) {
      return new Asked(command, entry, other, each, functions);
    }

    Asked poisoned(List<Spot> spots, List<Key> stops, int limit) {
      return new Asked(command, entry, addresses, each, functions, spots, stops, limit);
    }
  }

  /**
   * Where gdb finds a value.
   *
   * @param path of a part of the variable, with its dot
   * @param line of the declaration, or 0
   * @param elements of an array those that are meant; all where there are none
   */
  record Spot(Key at, String name, int line, String path, List<Integer> elements) {
    /**
     * Of what a table of ours calls so.
     *
     * @param path where another variable hides it, {@code name@line}
     */
    static Spot of(Key at, String path, List<Integer> elements) {
      String[] name = root(path).split("@", 2);
      int line = name.length < 2 ? 0 : Integer.parseInt(name[1]);
      return new Spot(at, name[0], line, inside(path), elements);
    }

    static String root(String path) {
      return path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
    }

    static String inside(String path) {
      return path.substring(root(path).length());
    }
  }

  /**
   * A run.
   *
   * @param stops in their order
   * @param printed what the program printed, and how it ended
   * @param poisoned for each spot where it was: {@code memory}, a register, empty, or {@code
   *     address} of what was not overwritten
   */
  record Run(Map<Key, Stop> stops, List<String> printed, Map<Integer, String> poisoned) {}

  private Stops() {}

  /** Runs a program under gdb without randomization, and stops it where it is asked to. */
  static Run of(Asked asked) {
    return run(asked)
        .orElseThrow(() -> new AssertionError("gdb does not come to an end with " + asked.command));
  }

  /** Empty where the program does not come to its end in time. */
  static Optional<Run> run(Asked asked) {
    try {
      Path directory = Files.createTempDirectory("stops");
      try {
        return run(asked, directory);
      } finally {
        for (String file : FILES) {
          Files.deleteIfExists(directory.resolve(file));
        }
        Files.delete(directory);
      }
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError("gdb failed", failure);
    }
  }

  private static Optional<Run> run(Asked asked, Path directory)
      throws IOException, InterruptedException {
    Files.write(
        directory.resolve("places"), asked.addresses.stream().map(Long::toHexString).toList());
    Files.write(
        directory.resolve("called"), asked.functions.stream().map(Long::toHexString).toList());
    Gson gson = new Gson();
    Files.write(
        directory.resolve("poison"),
        Stream.concat(
                asked.poisons.stream()
                    .map(s -> List.of(s.at.address, s.at.hit, s.name, s.line, s.path, s.elements)),
                asked.wanted.stream().map(key -> List.of(key.address, key.hit)))
            .map(gson::toJson)
            .toList());
    Path said = directory.resolve("said");
    Path log = directory.resolve("log");
    // By a shell, as a cell launches a program: it puts the environment in an order of its own,
    // and that lies on the stack of both runs where nothing has been stored yet.
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\"", "sh"));
    words.addAll(List.of("gdb", "-nx", "-batch", "-x"));
    words.add(SCRIPT.toString());
    words.add("--args");
    words.addAll(asked.command);
    ProcessBuilder gdb = new ProcessBuilder(words);
    for (String file : List.of("places", "called", "poison", "said")) {
      gdb.environment().put(file.toUpperCase(Locale.ROOT), directory.resolve(file).toString());
    }
    gdb.environment().put("ENTRY", Long.toHexString(asked.entry));
    gdb.environment().put("EACH", Integer.toString(asked.each));
    gdb.redirectErrorStream(true).redirectOutput(log.toFile()).redirectInput(new File("/dev/null"));
    Process process = gdb.start();
    if (!process.waitFor(asked.seconds, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(said);
    String text = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
    boolean failed = asked.poisons.isEmpty() && FAILED.matcher(text).find();
    if (process.exitValue() != 0 || lines.isEmpty() || failed) {
      throw new AssertionError("gdb failed with " + asked.command + ": " + text);
    }
    return Optional.of(
        parse(lines, text.lines().map(l -> l.replaceAll("\\(process \\d+\\)", "")).toList()));
  }

  private static Run parse(List<String> lines, List<String> printed) {
    Map<Key, Stop> stops = new LinkedHashMap<>();
    Map<Integer, String> poisoned = new HashMap<>();
    Map<Long, Integer> calls = new HashMap<>();
    int call = 0;
    boolean told = true;
    List<Said> variables = new ArrayList<>();
    for (String line : lines) {
      JsonArray said = JsonParser.parseString(line).getAsJsonArray();
      switch (said.get(0).getAsString()) {
        case "call" -> {
          told &= said.get(1).getAsLong() != 0;
          calls.put(said.get(2).getAsBigInteger().longValue(), ++call);
        }
        case "poison" -> poisoned.put(said.get(1).getAsInt(), said.get(2).getAsString());
        case "stop" -> {
          variables = new ArrayList<>();
          List<Long> registers =
              said.get(3).getAsJsonArray().asList().stream()
                  .map(r -> r.getAsBigInteger().longValue())
                  .toList();
          Key at = new Key(said.get(1).getAsLong(), said.get(2).getAsInt());
          long frame = said.get(4).getAsBigInteger().longValue();
          int own = told ? calls.getOrDefault(frame, 0) : 0;
          stops.put(at, new Stop(at, registers, frame, own, variables));
        }
        default -> {
          Map<String, Leaf> leaves = new LinkedHashMap<>();
          flatten("", said.get(3).getAsJsonArray(), leaves);
          variables.add(
              new Said(
                  said.get(1).getAsString(),
                  said.get(2).getAsInt(),
                  leaves,
                  said.get(4).getAsBigInteger().longValue()));
        }
      }
    }
    return new Run(stops, printed, poisoned);
  }

  private static void flatten(String path, JsonArray value, Map<String, Leaf> leaves) {
    if (value.get(0).getAsString().equals("(")) {
      for (JsonElement part : value.get(1).getAsJsonArray()) {
        String name = part.getAsJsonArray().get(0).getAsString();
        flatten(path + "." + name, part.getAsJsonArray().get(1).getAsJsonArray(), leaves);
      }
      return;
    }
    if (!value.get(0).getAsString().equals("{")) {
      leaves.putIfAbsent(path, leaf(value)); // A virtual base class is reached by several ways.
      return;
    }
    List<Inherited> all = new ArrayList<>();
    collect(value, List.of(), all);
    for (Inherited member : all) {
      flatten(path + "." + member.name(all), member.value(), leaves);
    }
  }

  /**
   * A member.
   *
   * @param bases that have it, outermost first
   * @param virtual a virtual base class, of which there is one however it is reached
   */
  private record Inherited(List<String> bases, String plain, JsonArray value, boolean virtual) {
    /** What hides it, or is as good, makes its class a part of its name. */
    String name(List<Inherited> all) {
      boolean hidden =
          all.stream().anyMatch(o -> o.plain.equals(plain) && !o.bases.equals(bases) && !hides(o));
      return hidden && !virtual && !bases.isEmpty() ? bases.getLast() + "::" + plain : plain;
    }

    /** Whether this one's class has the other's as a base class. */
    private boolean hides(Inherited other) {
      return bases.size() < other.bases.size()
          && other.bases.subList(0, bases.size()).equals(bases);
    }
  }

  /** Those of base classes and of members without a name are the structure's own. */
  private static void collect(JsonArray struct, List<String> bases, List<Inherited> all) {
    for (JsonElement element : struct.get(1).getAsJsonArray()) {
      JsonArray field = element.getAsJsonArray();
      // What rustc calls the first of a tuple, the language calls 0.
      String name = field.get(0).getAsString().replaceFirst("^__(?=\\d+$)", "");
      JsonArray value = field.get(1).getAsJsonArray();
      int base = field.get(2).getAsInt();
      boolean plain = value.get(0).getAsString().equals("{");
      if (base == 1 && plain) {
        List<String> inner = new ArrayList<>(bases);
        inner.add(Members.lastPart(name));
        collect(value, inner, all);
      } else if (name.isEmpty() && plain) {
        collect(value, bases, all);
      } else {
        String called = base == 0 ? name : Members.lastPart(name);
        all.add(new Inherited(bases, called, value, base == 2));
      }
    }
  }

  static Leaf leaf(JsonArray value) {
    switch (value.get(0).getAsString()) {
      case "-" -> {
        return Leaf.missing(value.get(1).getAsString());
      }
      case "s" -> {
        long address = value.get(1).getAsBigInteger().longValue();
        String shown = tracebook.rows.Shown.address(address);
        return value.get(2).isJsonNull()
            ? new Leaf(Optional.empty(), "no string at " + shown, Optional.of(shown))
            : new Leaf(
                Optional.of(cut(GdbValue.bytes(value.get(2).getAsString()))),
                "",
                Optional.of(shown));
      }
      case "w" -> {
        String shown = tracebook.rows.Shown.address(value.get(1).getAsBigInteger().longValue());
        return value.get(2).isJsonNull()
            ? new Leaf(Optional.empty(), "no string at " + shown, Optional.of(shown))
            : new Leaf(Optional.of(GdbValue.ofWide(value)), "", Optional.of(shown));
      }
      case "A" -> {
        byte[] bytes = GdbValue.bytes(value.get(1).getAsString());
        int unit = value.get(2).getAsInt();
        return present(Strings.shown(GdbValue.upToNul(bytes, unit)), GdbValue.each(bytes, unit));
      }
      case "a" -> {
        byte[] bytes = GdbValue.bytes(value.get(1).getAsString());
        return present(Strings.shown(GdbValue.upToNul(bytes)), GdbValue.each(bytes));
      }
      case "t" -> {
        String text = Strings.shown(GdbValue.decoded(value));
        return new Leaf(Optional.of(text), "", Optional.empty(), c -> GdbValue.isTextOf(value, c));
      }
      default -> {
        Optional<String> inner = GdbValue.missingInside(value);
        return inner.isPresent()
            ? Leaf.missing(inner.get())
            : new Leaf(
                Optional.of(GdbValue.text(value)),
                "",
                Optional.empty(),
                cell -> GdbValue.isShownBy(value, cell),
                GdbValue.elements(value));
      }
    }
  }

  private static Leaf present(String text, List<String> elements) {
    return new Leaf(Optional.of(text), "", Optional.empty(), cell -> false, elements);
  }

  /** A string of more than 256 bytes is shown by its beginning. */
  private static String cut(byte[] bytes) {
    int end = Math.min(256, bytes.length);
    return Strings.shown(Strings.decode(bytes, 0, end)) + (bytes.length > 256 ? "…" : "");
  }
}
