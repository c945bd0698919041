package tracebook.values;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tracebook.rows.Strings;
import tracebook.types.Members;

/** What gdb says of a program's variables at many addresses, see stops.py. */
final class Stops {
  private static final Path SCRIPT =
      Path.of("src/test/resources/tracebook/values/stops.py").toAbsolutePath();

  private static final Pattern FAILED =
      Pattern.compile("(?m)^(Python Exception|Program terminated|gdb.error|Error)");

  /** The k-th stop at an address, from 1. */
  record Key(long address, int hit) {}

  /** A variable of the innermost function, its innermost scope first. */
  record Said(String name, int line, Map<String, Leaf> leaves) {}

  /**
   * A scalar, a string, or an array of scalars.
   *
   * @param text as a table of ours would show it; empty where there is no value
   * @param reason why there is none
   * @param address where a string is
   * @param shown whether a cell shows the beginning of it, and says that
   */
  record Leaf(
      Optional<String> text, String reason, Optional<String> address, Predicate<String> shown) {
    Leaf(Optional<String> text, String reason, Optional<String> address) {
      this(text, reason, address, cell -> false);
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
   */
  record Stop(Key at, List<Long> registers, long frame, List<Said> variables) {
    /** Of a variable of that name, or a part of it, whichever has a value. */
    Optional<Leaf> leaf(String path) {
      int dot = path.indexOf('.');
      String name = (dot < 0 ? path : path.substring(0, dot)).split("@", 2)[0];
      String inside = dot < 0 ? "" : path.substring(dot);
      return variables.stream()
          .filter(v -> v.name().equals(name))
          .flatMap(v -> Optional.ofNullable(v.leaves().get(inside)).stream())
          .filter(leaf -> leaf.text().isPresent())
          .findFirst();
    }
  }

  private Stops() {}

  /**
   * Runs a program under gdb without randomization, and stops it where it is asked to: the stops in
   * their order.
   */
  static Map<Key, Stop> of(
      List<String> command, long entry, List<Long> addresses, int each, int seconds) {
    try {
      Path places = Files.createTempFile("places", ".txt");
      Path said = Files.createTempFile("said", ".json");
      Path log = Files.createTempFile("gdb", ".log");
      try {
        Files.write(places, addresses.stream().map(Long::toHexString).toList());
        // By a shell, as a cell launches a program: it puts the environment in an order of its own,
        // and that lies on the stack of both runs where nothing has been stored yet.
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\"", "sh"));
        words.addAll(List.of("gdb", "-nx", "-batch", "-x"));
        words.add(SCRIPT.toString());
        words.add("--args");
        words.addAll(command);
        ProcessBuilder gdb = new ProcessBuilder(words);
        gdb.environment().put("PLACES", places.toString());
        gdb.environment().put("SAID", said.toString());
        gdb.environment().put("ENTRY", Long.toHexString(entry));
        gdb.environment().put("EACH", Integer.toString(each));
        gdb.redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(new File("/dev/null"));
        Process process = gdb.start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          throw new AssertionError("gdb does not come to an end with " + command);
        }
        List<String> lines = Files.readAllLines(said);
        String text = Files.readString(log);
        if (process.exitValue() != 0 || lines.isEmpty() || FAILED.matcher(text).find()) {
          throw new AssertionError("gdb failed with " + command + ": " + text);
        }
        return parse(lines);
      } finally {
        Files.delete(places);
        Files.delete(said);
        Files.delete(log);
      }
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError("gdb failed", failure);
    }
  }

  private static Map<Key, Stop> parse(List<String> lines) {
    Map<Key, Stop> stops = new LinkedHashMap<>();
    List<Said> variables = new ArrayList<>();
    for (String line : lines) {
      JsonArray said = JsonParser.parseString(line).getAsJsonArray();
      if (said.get(0).getAsString().equals("stop")) {
        variables = new ArrayList<>();
        List<Long> registers =
            said.get(3).getAsJsonArray().asList().stream()
                .map(r -> r.getAsBigInteger().longValue())
                .toList();
        Key at = new Key(said.get(1).getAsLong(), said.get(2).getAsInt());
        stops.put(
            at, new Stop(at, registers, said.get(4).getAsBigInteger().longValue(), variables));
      } else {
        Map<String, Leaf> leaves = new LinkedHashMap<>();
        flatten("", said.get(3).getAsJsonArray(), leaves);
        variables.add(new Said(said.get(1).getAsString(), said.get(2).getAsInt(), leaves));
      }
    }
    return stops;
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

  private static Leaf leaf(JsonArray value) {
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
      case "a" -> {
        return present(Strings.shown(GdbValue.upToNul(GdbValue.bytes(value.get(1).getAsString()))));
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
                cell -> GdbValue.isShownBy(value, cell));
      }
    }
  }

  private static Leaf present(String text) {
    return new Leaf(Optional.of(text), "", Optional.empty());
  }

  /** A string of more than 256 bytes is shown by its beginning. */
  private static String cut(byte[] bytes) {
    int end = Math.min(256, bytes.length);
    return Strings.shown(Strings.decode(bytes, 0, end)) + (bytes.length > 256 ? "…" : "");
  }
}
