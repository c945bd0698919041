package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands at the bar can be completed to these; text before and behind it stays. */
@Timeout(300)
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

  /** What can stand at the bar, without what is in front of it. */
  private static List<String> offered(Explored program, String code) {
    int cursor = code.indexOf('|');
    return program.engine.complete(code.replace("|", ""), cursor).matches();
  }

  @Test
  void membersOfAnyValue() throws Exception {
    Explored shop = Explored.compiled(directory, "shop", "gcc -g", "shop.c");
    List<String> request = List.of("tag", "id", "keep_alive", "priority", "from", "uri");
    for (String value :
        List.of(
            "emit r->|",
            "emit r . |",
            "emit x = -r->|",
            "emit (*r).|",
            "emit ((struct request *)r)->|",
            "emit cast(r, \"struct request *\")->|",
            "print \"{}; {\", r->|",
            "summarize sum(r->|",
            "summarize count() by r->|",
            "if r->id > 3 && r->|",
            "let q = r; emit q->|",
            "let q = r; if length > 2 { emit 1; } else { every 5 { emit q->|")) {
      assertThat(offered(shop, "trace parse { " + value)).as(value).isEqualTo(request);
    }
    assertThat(offered(shop, "trace parse { let q = r; let p = q->from; emit p.|"))
        .containsExactly("ip", "port");
    assertThat(offered(shop, "trace parse return { emit entry(r->|")).isEqualTo(request);
    assertThat(offered(shop, "span s from parse to main { emit start(r->|")).isEqualTo(request);
    assertThat(offered(shop, "trace parse { emit length.|")).isEmpty();
    assertThat(offered(shop, "trace nowhere { emit r->|")).isEmpty();
  }

  @Test
  void whatHasAValueAtThePlace() throws Exception {
    Explored shop = Explored.compiled(directory, "shop", "gcc -g", "shop.c");
    assertThat(offered(shop, "trace parse { emit |")).containsExactly("r", "length");
    assertThat(offered(shop, "trace parse return { emit |")).isEmpty();
    assertThat(offered(shop, "trace parse return { emit entry(|")).containsExactly("r", "length");
    assertThat(offered(shop, "trace parse return { emit e|")).containsExactly("entry(");
    assertThat(offered(shop, "span s from parse to main { emit start(|"))
        .containsExactly("r", "length");
    assertThat(offered(shop, "trace parse { emit $|"))
        .contains("args", "pid")
        .doesNotContain("retval", "elapsed");
    assertThat(offered(shop, "trace parse return { emit $|"))
        .contains("retval", "elapsed")
        .doesNotContain("args", "arg0");
    assertThat(offered(shop, "span s from parse to main { emit $e|")).containsExactly("elapsed");
    assertThat(offered(shop, "trace parse { emit $reg(\"r1|")).contains("r10", "r15d");
    assertThat(offered(shop, "trace parse { emit $globals(req|")).containsExactly("requests_total");
  }

  @Test
  void wordsOfStatements() throws Exception {
    Explored shop = Explored.compiled(directory, "shop", "gcc -g", "shop.c");
    assertThat(offered(shop, "trace parse { summarize |")).contains("count()", "hist(").hasSize(8);
    assertThat(offered(shop, "trace parse { summarize count(), m|"))
        .containsExactly("max(", "min(");
    assertThat(offered(shop, "trace parse { summarize count() |")).containsExactly("by");
    assertThat(offered(shop, "trace parse { bt |")).contains("full", "noinline").hasSize(4);
    assertThat(offered(shop, "trace parse { limit 5/|")).containsExactly("h", "min", "ms", "s");
    assertThat(offered(shop, "trace parse { if length > 2 { emit length; } e|"))
        .contains("emit", "every", "exit;", "else");
  }

  @Test
  void wordsBehindAPlaceAndOptions() throws Exception {
    Explored shop = Explored.compiled(directory, "shop", "gcc -g", "shop.c");
    assertThat(offered(shop, "trace parse |")).containsExactly("as", "return");
    assertThat(offered(shop, "trace parse r|")).containsExactly("return");
    assertThat(offered(shop, "trace parse return |")).containsExactly("as");
    assertThat(offered(shop, "trace parse as |")).isEmpty();
    assertThat(offered(shop, "trace parse, pa|")).containsExactly("parse");
    assertThat(offered(shop, "span s |")).containsExactly("from");
    assertThat(offered(shop, "span s from parse |")).containsExactly("to", "return");
    assertThat(offered(shop, "span s from parse to main |")).containsExactly("by", "return");
    assertThat(offered(shop, "%%trace --for 5s --a|")).containsExactly("--as");
    assertThat(offered(shop, "%%trace --for |")).isEmpty();
  }

  @Test
  void staticProbesAndMembersOfCpp() throws Exception {
    String source = Path.of("src/test/c/values/static/shop.c").toAbsolutePath().toString();
    Explored probes = Explored.compiled(directory, "probes", "gcc -g", source);
    assertThat(offered(probes, "trace usdt:|"))
        .containsExactly("usdt:shop:*", "usdt:shop:asked", "usdt:shop:sale");
    assertThat(offered(probes, "trace usdt:shop:s|")).containsExactly("usdt:shop:sale");
    Explored station = Explored.compiled(directory, "station", "g++ -std=c++20 -g", "station.cc");
    List<String> members = offered(station, "trace rail::Train::advance { emit this->|");
    assertThat(members).isNotEmpty();
    assertThat(offered(station, "trace rail::Train::advance { emit |")).containsAll(members);
  }

  @Test
  void variablesOfPackagesInGo() throws Exception {
    Explored harbour = Explored.attached(GoProgram.build(directory, "-v=false"));
    assertThat(offered(harbour, "trace main.main { emit main.d|")).containsExactly("docked");
    assertThat(offered(harbour, "trace main.main { emit os.|")).contains("Args", "Stdout");
  }
}
