package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands at the bar can be completed to these; text before and behind it stays. */
@Timeout(120)
class CompletionTest {
  @TempDir Path directory;

  private static List<String> completed(Explored program, String code) {
    int cursor = code.indexOf('|');
    Completions found = program.engine.complete(code.replace("|", ""), cursor);
    assertThat(found.end()).isEqualTo(cursor);
    String before = code.substring(0, found.start());
    return found.matches().stream().map(m -> before + m).toList();
  }

  @Test
  void qualifiedNamesAndTheirEnds() throws Exception {
    Explored station = Explored.compiled(directory, "station", "g++ -std=c++20 -g", "station.cc");
    assertThat(completed(station, "trace rail::Train::ad|"))
        .containsExactly("trace rail::Train::advance");
    assertThat(completed(station, "trace Train::ad|")).containsExactly("trace Train::advance");
    assertThat(completed(station, "trace adv|")).containsExactly("trace advance");
    assertThat(completed(station, "trace Train::|"))
        .contains("trace Train::advance", "trace Train::~Train", "trace Train::operator<");
    assertThat(completed(station, "trace twice, rail::Tr|"))
        .allSatisfy(m -> assertThat(m).startsWith("trace twice, rail::Train::"))
        .isNotEmpty();
    assertThat(completed(station, "%vars Train::ad|")).containsExactly("%vars Train::advance");
    assertThat(completed(station, "%functions rail::Train::ad|"))
        .containsExactly("%functions rail::Train::advance");
    assertThat(completed(station, "%globals rail::r|")).isEmpty();
    assertThat(completed(station, "%globals rail::a|"))
        .containsExactly("%globals rail::announcements");
    assertThat(completed(station, "%globals ann|")).containsExactly("%globals announcements");
    assertThat(completed(station, "%type rail::Tra|")).contains("%type rail::Train");
    assertThat(completed(station, "%type Tra|")).contains("%type Train", "%type Track");
    assertThat(completed(station, "trace twice { emit cast(value, \"rail::Tra|"))
        .contains("trace twice { emit cast(value, \"rail::Train");
  }

  @Test
  void placesOfEveryKind() throws Exception {
    Explored shop = Explored.compiled(directory, "shop", "gcc -g", "shop.c");
    assertThat(completed(shop, "trace sho|")).containsExactly("trace shop.c:");
    assertThat(completed(shop, "trace shop.c:2|"))
        .contains("trace shop.c:27", "trace shop.c:28")
        .allSatisfy(m -> assertThat(m).matches("trace shop\\.c:2\\d?"));
    assertThat(completed(shop, "trace shop:par|")).containsExactly("trace shop:parse");
    assertThat(completed(shop, "trace shop:shop.c:2|")).contains("trace shop:shop.c:27");
    assertThat(completed(shop, "span s from par|")).containsExactly("span s from parse");
    assertThat(completed(shop, "span s from parse to ma|"))
        .containsExactly("span s from parse to main");
    assertThat(completed(shop, "%lines sho|")).containsExactly("%lines shop.c:");
    assertThat(completed(shop, "%lines shop.c:2|")).contains("%lines shop.c:27");
    assertThat(completed(shop, "%vars shop.c:2|")).contains("%vars shop.c:27");
    assertThat(completed(shop, "trace puts@|")).containsExactly("trace puts@plt");
    assertThat(completed(shop, "trace usd|")).containsExactly("trace usdt:");
  }

  @Test
  void typesVariablesAndFunctionsInABlock() throws Exception {
    Explored shop = Explored.compiled(directory, "shop", "gcc -g", "shop.c");
    assertThat(completed(shop, "trace parse { emit (struct req|"))
        .containsExactly("trace parse { emit (struct request");
    assertThat(completed(shop, "trace parse { emit cast(r, \"struct req|"))
        .containsExactly("trace parse { emit cast(r, \"struct request");
    assertThat(completed(shop, "%type req|")).containsExactly("%type request");
    assertThat(completed(shop, "%type struct req|")).containsExactly("%type struct request");
    assertThat(completed(shop, "trace parse { emit requests_|"))
        .containsExactly("trace parse { emit requests_total");
    assertThat(completed(shop, "trace parse { if strl|"))
        .containsExactly("trace parse { if strlen(");
    assertThat(completed(shop, "trace parse return { emit $re|"))
        .contains("trace parse return { emit $retval");
    assertThat(completed(shop, "trace parse { sum|")).containsExactly("trace parse { summarize");
  }
}
