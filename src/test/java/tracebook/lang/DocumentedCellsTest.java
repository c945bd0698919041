package tracebook.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tracebook.source.CellText;
import tracebook.source.Problems;

class DocumentedCellsTest {
  private static final Pattern CELL = Pattern.compile("```trace\\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyCellOfTheLanguageReferenceParses() throws Exception {
    Matcher matcher = CELL.matcher(Files.readString(Path.of("src/docs/language.md")));
    int cells = 0;
    while (matcher.find()) {
      Problems problems = new Problems();
      String text = matcher.group(1);
      assertThat(TraceParser.isTraceCell(text)).as(text).isTrue();
      assertThat(TraceParser.parse(new CellText(text), problems).script().items()).isNotEmpty();
      assertThat(problems.all()).as(text).isEmpty();
      cells++;
    }
    assertThat(cells).isGreaterThanOrEqualTo(3);
  }
}
