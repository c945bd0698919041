package tracebook.scripts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Comma-separated values (RFC 4180), read. */
final class Fields {
  private final String text;
  private int at;

  private Fields(String text) {
    this.text = text;
  }

  /** A field without anything, also without quotes, is none. */
  static List<List<Optional<String>>> of(String text) {
    return new Fields(text).lines();
  }

  private List<List<Optional<String>>> lines() {
    List<List<Optional<String>>> lines = new ArrayList<>();
    while (at < text.length()) {
      List<Optional<String>> line = new ArrayList<>();
      line.add(field());
      while (text.charAt(at) == ',') {
        at++;
        line.add(field());
      }
      if (!text.startsWith("\r\n", at)) {
        throw new IllegalArgumentException("no line end at " + at + " of " + text);
      }
      at += 2;
      lines.add(line);
    }
    return lines;
  }

  private Optional<String> field() {
    StringBuilder field = new StringBuilder();
    if (text.charAt(at) != '"') {
      while (text.charAt(at) != ',' && !text.startsWith("\r\n", at)) {
        field.append(text.charAt(at++));
      }
      return field.isEmpty() ? Optional.empty() : Optional.of(field.toString());
    }
    at++;
    while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
      at += text.charAt(at) == '"' ? 1 : 0;
      field.append(text.charAt(at++));
    }
    at++;
    return Optional.of(field.toString());
  }
}
