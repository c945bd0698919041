package tracebook.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The cells of this session, for {@code history_request}. */
final class History {
  private static final int SESSION = 1;

  private record Entry(int line, String input, Optional<String> output) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(int line, String input, Optional<String> output) {
    entries.add(new Entry(line, input, output));
  }

  /** The body of a {@code history_reply}. */
  JsonObject reply(JsonObject request) {
    boolean withOutput = Json.flag(request, "output", false);
    JsonArray found = new JsonArray();
    for (Entry entry : select(request)) {
      JsonArray row = new JsonArray();
      row.add(SESSION);
      row.add(entry.line);
      if (withOutput) {
        JsonArray pair = new JsonArray();
        pair.add(entry.input);
        entry.output.ifPresentOrElse(pair::add, () -> pair.add(JsonNull.INSTANCE));
        row.add(pair);
      } else {
        row.add(entry.input);
      }
      found.add(row);
    }
    JsonObject reply = Json.ok();
    reply.add("history", found);
    return reply;
  }

  private List<Entry> select(JsonObject request) {
    return switch (Json.string(request, "hist_access_type", "tail")) {
      case "range" -> range(request);
      case "search" -> last(search(request), Json.integer(request, "n", Integer.MAX_VALUE));
      default -> last(entries, Json.integer(request, "n", Integer.MAX_VALUE));
    };
  }

  /** Lines start (included) to stop (excluded); session 0 is the current one. */
  private List<Entry> range(JsonObject request) {
    int session = Json.integer(request, "session", 0);
    if (session != 0 && session != SESSION) {
      return List.of();
    }
    int start = Json.integer(request, "start", 0);
    int stop = Json.integer(request, "stop", Integer.MAX_VALUE);
    return entries.stream().filter(e -> e.line >= start && e.line < stop).toList();
  }

  private List<Entry> search(JsonObject request) {
    Pattern glob = glob(Json.string(request, "pattern", "*"));
    List<Entry> found = entries.stream().filter(e -> glob.matcher(e.input).matches()).toList();
    if (!Json.flag(request, "unique", false)) {
      return found;
    }
    Map<String, Entry> unique = new LinkedHashMap<>();
    for (Entry entry : found) {
      unique.remove(entry.input);
      unique.put(entry.input, entry);
    }
    return List.copyOf(unique.values());
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (String part : pattern.splitWithDelimiters("[*?]", 0)) {
      regex.append(
          switch (part) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> Pattern.quote(part);
          });
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static List<Entry> last(List<Entry> list, int n) {
    return list.subList(Math.max(0, list.size() - Math.max(0, n)), list.size());
  }
}
