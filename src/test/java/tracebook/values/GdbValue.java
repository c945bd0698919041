package tracebook.values;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tracebook.rows.Strings;
import tracebook.rows.Value;

/** A value as stops.py writes it, as a table of ours would show it. */
final class GdbValue {
  /** Bytes of a string that is a column, and elements as one text. */
  private static final int CAP = 256;

  /** Of a string inside something a beginning of so many bytes is shown at least. */
  private static final int LEAST = 60;

  private static final String VALUELESS = "valueless";

  private GdbValue() {}

  static Optional<String> missingInside(JsonArray value) {
    return switch (value.get(0).getAsString()) {
      case "-" -> Optional.of(value.get(1).getAsString());
      case "b" ->
          value.get(1).getAsLong() >>> 1 == 0
              ? Optional.empty()
              : Optional.of("neither true nor false");
      case "[", "#" ->
          value.get(1).getAsJsonArray().asList().stream()
              .flatMap(e -> missingInside(e.getAsJsonArray()).stream())
              .findFirst();
      case "m" ->
          value.get(1).getAsJsonArray().asList().stream()
              .flatMap(pair -> pair.getAsJsonArray().asList().stream())
              .flatMap(e -> missingInside(e.getAsJsonArray()).stream())
              .findFirst();
      case "o", "v" ->
          value.asList().getLast().isJsonNull()
              ? Optional.empty()
              : missingInside(value.asList().getLast().getAsJsonArray());
      case "{", "(" ->
          value.get(1).getAsJsonArray().asList().stream()
              .flatMap(e -> missingInside(e.getAsJsonArray().get(1).getAsJsonArray()).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  /** The text of a scalar, or of what stands inside an array. */
  static String text(JsonArray value) {
    return switch (value.get(0).getAsString()) {
      case "i" -> value.get(1).getAsBigInteger().toString();
      case "c" -> tracebook.rows.Shown.character(value.get(1).getAsLong(), value.get(2).getAsInt());
      case "b" -> Boolean.toString(value.get(1).getAsLong() == 1);
      case "e" -> {
        String tag = value.get(3).getAsString();
        yield value.get(1).isJsonNull()
            ? (tag.isEmpty() ? "(enum)" : "(enum " + tag + ")") + value.get(2).getAsBigInteger()
            // Of Rust gdb gives all of its name.
            : value.get(1).getAsString().replaceFirst("^.*::", "");
      }
      case "f" -> floating(bytes(value.get(1).getAsString()));
      case "p", "s", "w" ->
          tracebook.rows.Shown.address(value.get(1).getAsBigInteger().longValue());
      case "a" ->
          '"'
              + Strings.shown(upToNul(bytes(value.get(1).getAsString())).replace("\"", "\\\""))
              + '"';
      case "A" ->
          '"'
              + Strings.shown(
                  upToNul(bytes(value.get(1).getAsString()), value.get(2).getAsInt())
                      .replace("\"", "\\\""))
              + '"';
      case "t" -> '"' + Strings.shown(decoded(value).replace("\"", "\\\"")) + '"';
      case "[", "#", "m" -> {
        boolean list = value.get(0).getAsString().equals("[");
        int count = count(value);
        List<String> elements = new ArrayList<>();
        for (JsonElement element : value.get(1).getAsJsonArray()) {
          elements.add(
              value.get(0).getAsString().equals("m")
                  ? text(element.getAsJsonArray().get(0).getAsJsonArray())
                      + ": "
                      + text(element.getAsJsonArray().get(1).getAsJsonArray())
                  : text(element.getAsJsonArray()));
        }
        if (elements.size() < count) {
          elements.add("… " + (count - elements.size()) + " more");
        }
        yield (list ? "[" : "{") + String.join(", ", elements) + (list ? "]" : "}");
      }
      case "{" -> {
        List<String> fields =
            value.get(1).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonArray)
                .map(f -> name(f) + text(f.get(1).getAsJsonArray()))
                .toList();
        yield "{" + String.join(", ", fields) + "}";
      }
      case "(" -> {
        List<String> parts =
            value.get(1).getAsJsonArray().asList().stream()
                .map(f -> text(f.getAsJsonArray().get(1).getAsJsonArray()))
                .toList();
        yield "(" + String.join(", ", parts) + ")";
      }
      case "o" -> value.get(1).isJsonNull() ? "nullopt" : text(value.get(1).getAsJsonArray());
      case "v" -> alternative(value, value.get(2).isJsonNull() ? "" : content(value));
      default -> throw new AssertionError("gdb said " + value);
    };
  }

  /** Little-endian IEEE 754, or x87's extended precision rounded to a double. */
  private static String floating(byte[] bytes) {
    long low = 0;
    for (int i = Math.min(8, bytes.length) - 1; i >= 0; i--) {
      low = low << 8 | (bytes[i] & 0xff);
    }
    double value =
        switch (bytes.length) {
          case 4 -> Float.intBitsToFloat((int) low);
          case 8 -> Double.longBitsToDouble(low);
          default -> {
            int exponent = (bytes[8] & 0xff) | (bytes[9] & 0x7f) << 8;
            double magnitude =
                new BigInteger(Long.toUnsignedString(low)).doubleValue()
                    * Math.pow(2, Math.max(exponent, 1) - 16383 - 63);
            yield bytes[9] < 0 ? -magnitude : magnitude;
          }
        };
    return tracebook.rows.Shown.of(new Value.Real(value, bytes.length, Optional.empty()));
  }

  static String upToNul(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return Strings.decode(bytes, 0, end);
  }

  /** Of an array of wide characters. */
  static String upToNul(byte[] bytes, int unit) {
    int end = 0;
    while (end < bytes.length && number(bytes, end, unit) != 0) {
      end += unit;
    }
    return wide(bytes, end, unit);
  }

  /**
   * What a pointer to wide characters points to. What is no character keeps its number: of UTF-16
   * that is half of a pair, which {@link Strings#shown} writes so.
   */
  static String ofWide(JsonArray pointer) {
    byte[] bytes = bytes(pointer.get(2).getAsString());
    int unit = pointer.get(3).getAsInt();
    if (bytes.length < CAP) {
      return Strings.shown(wide(bytes, bytes.length, unit));
    }
    boolean inPair = unit == 2 && Character.isHighSurrogate((char) number(bytes, CAP - unit, unit));
    return Strings.shown(wide(bytes, inPair ? CAP - unit : CAP, unit)) + "…";
  }

  private static String wide(byte[] bytes, int end, int unit) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < end; at += unit) {
      int code = number(bytes, at, unit);
      if (unit == 2) {
        text.append((char) code);
      } else if (Character.isValidCodePoint(code) && (code < 0xd800 || code > 0xdfff)) {
        text.appendCodePoint(code);
      } else {
        text.append(String.format("\\U%08x", code));
      }
    }
    return text.toString();
  }

  private static int number(byte[] bytes, int at, int unit) {
    int number = 0;
    for (int i = unit - 1; i >= 0; i--) {
      number = number << 8 | (bytes[at + i] & 0xff);
    }
    return number;
  }

  /** Of an array. */
  static List<String> elements(JsonArray value) {
    return value.get(0).getAsString().equals("[")
        ? value.get(1).getAsJsonArray().asList().stream()
            .map(element -> text(element.getAsJsonArray()))
            .toList()
        : List.of();
  }

  /** Of an array of characters. */
  static List<String> each(byte[] bytes) {
    return IntStream.range(0, bytes.length).mapToObj(i -> Byte.toString(bytes[i])).toList();
  }

  /** Of an array of wide characters. */
  static List<String> each(byte[] bytes, int unit) {
    return IntStream.range(0, bytes.length / unit)
        .mapToObj(i -> Integer.toString(number(bytes, i * unit, unit)))
        .toList();
  }

  private static String content(JsonArray variant) {
    return text(variant.get(2).getAsJsonArray());
  }

  private static String alternative(JsonArray variant, String content) {
    if (variant.get(2).isJsonNull()) {
      return VALUELESS;
    }
    String number = Integer.toString(variant.get(1).getAsInt());
    return hasBrackets(variant) ? number + "(" + content + ")" : number + content;
  }

  private static boolean hasBrackets(JsonArray variant) {
    return !List.of("{", "(").contains(variant.get(2).getAsJsonArray().get(0).getAsString());
  }

  /** A member in a text; base classes and unnamed members have no name there. */
  private static String name(JsonArray field) {
    return field.get(0).getAsString().isEmpty() || field.get(2).getAsInt() > 0
        ? ""
        : field.get(0).getAsString() + "=";
  }

  /** Of elements: how many there are. */
  private static int count(JsonArray value) {
    return value.size() > 2 ? value.get(2).getAsInt() : value.get(1).getAsJsonArray().size();
  }

  /** A string, as much of it as gdb was asked for. */
  static String decoded(JsonArray text) {
    byte[] bytes = bytes(text.get(1).getAsString());
    int unit = text.get(3).getAsInt();
    return unit == 1
        ? Strings.decode(bytes, 0, bytes.length)
        : wide(bytes, bytes.length - bytes.length % unit, unit);
  }

  /** Whether a cell has this string, or its beginning. */
  static boolean isTextOf(JsonArray text, String cell) {
    long size = text.get(2).getAsLong() * text.get(3).getAsInt();
    String all = Strings.shown(decoded(text));
    return size <= CAP
        ? cell.equals(all)
        : cell.endsWith("…")
            && cell.length() > LEAST
            && all.startsWith(cell.substring(0, cell.length() - 1));
  }

  /** Whether a cell has these elements, or the first of them and how many more there are. */
  static boolean isShownBy(JsonArray value, String cell) {
    int end = end(value, cell, 0);
    // What is shortened inside is so as a whole.
    return end == cell.length() || (end == cell.length() - 1 && cell.endsWith("…"));
  }

  /** Where in a text behind {@code at} the value ends; -1 where the text is another one. */
  private static int end(JsonArray value, String text, int at) {
    return switch (value.get(0).getAsString()) {
      case "t" -> endOfText(value, text, at);
      case "[" -> endOfElements(value, text, at, "[", "]");
      case "#", "m" -> endOfElements(value, text, at, "{", "}");
      case "{" -> endOfParts(value, text, at, "{", "}");
      case "(" -> endOfParts(value, text, at, "(", ")");
      case "o" ->
          value.get(1).isJsonNull()
              ? after("nullopt", text, at)
              : end(value.get(1).getAsJsonArray(), text, at);
      case "v" -> {
        if (value.get(2).isJsonNull()) {
          yield after(VALUELESS, text, at);
        }
        int from = after(Integer.toString(value.get(1).getAsInt()), text, at);
        boolean brackets = hasBrackets(value);
        from = brackets ? after("(", text, from) : from;
        int to = from < 0 ? -1 : end(value.get(2).getAsJsonArray(), text, from);
        yield brackets ? after(")", text, to) : to;
      }
      case "e" -> Math.max(after(text(value), text, at), after(unnamed(value), text, at));
      default -> after(text(value), text, at);
    };
  }

  /** gdb takes the type of an enumeration for unsigned where no enumerator is below 0. */
  private static String unnamed(JsonArray value) {
    int unused = 64 - 8 * value.get(4).getAsInt();
    long number = value.get(2).getAsBigInteger().longValue() << unused >> unused;
    return text(value).replaceFirst("[0-9]+$", Long.toString(number));
  }

  private static int after(String part, String text, int at) {
    return at >= 0 && text.startsWith(part, at) ? at + part.length() : -1;
  }

  private static int endOfText(JsonArray value, String text, int at) {
    int end = after("\"", text, at);
    if (end < 0) {
      return -1;
    }
    while (end < text.length() && (text.charAt(end) != '"' || text.charAt(end - 1) == '\\')) {
      end++;
    }
    String all = text(value);
    String shown = text.substring(at, Math.min(text.length(), end + 1));
    if (text.startsWith("…", end + 1)) {
      boolean beginning = all.startsWith(shown.substring(0, shown.length() - 1));
      return beginning && shown.length() > LEAST ? end + 2 : -1;
    }
    return shown.equals(all) ? end + 1 : -1;
  }

  private static int endOfElements(
      JsonArray value, String text, int start, String open, String close) {
    JsonArray elements = value.get(1).getAsJsonArray();
    int count = count(value);
    int at = after(open, text, start);
    for (int i = 0; at >= 0; i++) {
      if (i == count) {
        return after(close, text, at);
      }
      String separator = i == 0 ? "" : ", ";
      int more = after(separator + "…", text, at);
      if (more >= 0) {
        int told = after(" " + (count - i) + " more" + close, text, more);
        return told >= 0 ? told : after(close, text, more);
      }
      if (i == elements.size()) {
        return -1;
      }
      at = after(separator, text, at);
      if (at < 0) {
        return -1;
      }
      JsonArray element = elements.get(i).getAsJsonArray();
      if (value.get(0).getAsString().equals("m")) {
        at = after(": ", text, end(element.get(0).getAsJsonArray(), text, at));
        at = at < 0 ? -1 : end(element.get(1).getAsJsonArray(), text, at);
      } else {
        at = end(element, text, at);
      }
    }
    return -1;
  }

  private static int endOfParts(
      JsonArray value, String text, int start, String open, String close) {
    int at = after(open, text, start);
    String separator = "";
    for (JsonElement element : value.get(1).getAsJsonArray()) {
      JsonArray part = element.getAsJsonArray();
      String name = open.equals("{") ? name(part) : "";
      at = after(separator + name, text, at);
      at = at < 0 ? -1 : end(part.get(1).getAsJsonArray(), text, at);
      separator = ", ";
    }
    return after(close, text, at);
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
