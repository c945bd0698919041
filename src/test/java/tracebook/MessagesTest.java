package tracebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every message that a user can cause is pinned word for word: by a golden {@code .err} or by a
 * text in a test.
 */
class MessagesTest {
  private static final List<String> PACKAGES =
      List.of("lang", "resolve", "codegen", "session", "target", "cell", "linux");

  /** What no test can bring about, and why it is said all the same. */
  private static final Map<String, String> UNREACHED =
      Map.of(
          "part of this value cannot be read at `…`: …",
          "a nameless part of what lies in pieces",
          "only parts of this `…` are known here",
          "a container of which an optimiser kept a part in registers",
          "the object is not in memory here",
          "a container in registers that holds its elements itself",
          "`…` is not in the file of `…`",
          "a file whose sections say something else than its segments",
          "where the virtual base class `…` lies cannot be read here",
          "an object in registers that has a virtual base class",
          "`…` has no symbol `…`, which this needs",
          "debug info that speaks of a symbol that was taken away",
          "only the whole of this value can be read here",
          "an alternative whose content is in no place: neither memory, registers nor pieces",
          "the compiler refused this without a reason",
          "JShell always gives one");

  @Test
  void everyMessageIsPinnedByATest() throws IOException {
    Set<String> pinned = pinned();
    pinned.removeAll(UNREACHED.keySet());
    List<String> loose = new ArrayList<>();
    Set<String> unreached = new HashSet<>(UNREACHED.keySet());
    for (String name : PACKAGES) {
      for (MessageTemplates.Template message :
          MessageTemplates.messages(Path.of("src/main/java/tracebook", name))) {
        String shown = message.text().replace(MessageTemplates.ANY, "…");
        if (!isPinned(message.text(), pinned) && !unreached.remove(shown)) {
          loose.add(name + "/" + message.place() + ": " + shown);
        }
      }
    }
    assertThat(loose).as("messages whose words no test pins").isEmpty();
    assertThat(unreached).as("messages that are not unreached any more").isEmpty();
  }

  private static boolean isPinned(String message, Set<String> pinned) {
    String[] parts = message.split(MessageTemplates.ANY, -1);
    String longest =
        Arrays.stream(parts).max((a, b) -> Integer.compare(a.length(), b.length())).orElseThrow();
    Pattern pattern =
        Pattern.compile(
            "(?:error: |warning: |line \\d+: |LIMIT: )?"
                + Arrays.stream(parts).map(Pattern::quote).collect(Collectors.joining(".*"))
                + "\\.?(?: \\(in \\d+ of \\d+ copies\\)|; .*)?",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    return pinned.stream()
        .anyMatch(
            line ->
                (longest.length() < 5 || line.contains(longest.substring(1)))
                    && pattern.matcher(line).matches());
  }

  private static Set<String> pinned() throws IOException {
    Set<String> lines = new HashSet<>(MessageTemplates.texts(Path.of("src/test/java")));
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/cells"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".err")).toList()) {
        lines.addAll(
            Files.readAllLines(file).stream()
                .filter(l -> l.startsWith("error: ") || l.startsWith("warning: "))
                .toList());
      }
    }
    return lines;
  }
}
