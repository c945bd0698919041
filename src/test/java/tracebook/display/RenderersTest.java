package tracebook.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RenderersTest {
  private final Renderers renderers = new Renderers();

  private String text(Object value) {
    return renderers.render(value).text();
  }

  @Test
  void defaultsReadLikeJava() {
    assertThat(renderers.render(null).text()).isEqualTo("null");
    assertThat(text("a\nb")).isEqualTo("a\nb");
    assertThat(text(1.5)).isEqualTo("1.5");
    assertThat(text(new IllegalStateException("why")))
        .isEqualTo("java.lang.IllegalStateException: why");
    assertThat(text(Arrays.asList(1, null, "x"))).isEqualTo("[1, null, x]");
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", new int[] {1, 2});
    map.put("b", List.of());
    assertThat(text(map)).isEqualTo("{a=[1, 2], b=[]}");
    assertThat(text(new Object[][] {{"p"}, {'c', 2L}})).isEqualTo("[[p], [c, 2]]");
  }

  @Test
  void longCollectionsAreCutAndSaySo() {
    assertThat(text(IntStream.range(0, 1005).boxed().toList())).endsWith(" 999, … 5 more]");
    assertThat(text(new byte[1_000_000])).endsWith("0, … 999000 more]");
  }

  @Test
  void collectionThatContainsItselfEnds() {
    List<Object> list = new java.util.ArrayList<>();
    list.add(new Object[] {list});
    assertThat(text(list)).startsWith("[[[[");
  }

  private interface Shape {}

  private static class Base {}

  private static final class Square extends Base implements Shape {}

  @Test
  void mostSpecificRegisteredTypeWins() {
    renderers.register(Object.class, x -> MimeBundle.text("object"));
    assertThat(text(new Square())).isEqualTo("object");
    renderers.register(Base.class, x -> MimeBundle.text("base"));
    assertThat(text(new Square())).isEqualTo("base");
    renderers.register(Shape.class, x -> MimeBundle.text("shape"));
    assertThat(text(new Square())).isEqualTo("shape");
    renderers.register(Square.class, x -> MimeBundle.text("square"));
    assertThat(text(new Square())).isEqualTo("square");
    renderers.register(Square.class, x -> MimeBundle.text("again"));
    assertThat(text(new Square())).isEqualTo("again");
  }

  @Test
  void bundleIsItself() {
    MimeBundle bundle = MimeBundle.html("<b>x</b>", "x").with(MimeBundle.JSON, List.of(1));
    assertThat(renderers.render(bundle)).isEqualTo(bundle);
    assertThat(bundle.data()).containsOnlyKeys("text/plain", "text/html", "application/json");
  }

  @Test
  void htmlIsEscaped() {
    assertThat(Html.escape("<a href=\"x\">'&'</a>"))
        .isEqualTo("&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  }

  @Test
  void tableIsEscapedAndCountsItsRows() {
    HtmlTable table =
        new HtmlTable(
            List.of("name", "<n>"), List.of(List.of("a", "1"), List.of("<script>", "22")), 7);
    assertThat(table.html())
        .isEqualTo(
            """
            <table class="dataframe" style="text-align: left">
            <thead><tr><th>name</th><th>&lt;n&gt;</th></tr></thead>
            <tbody>
            <tr><td>a</td><td>1</td></tr>
            <tr><td>&lt;script&gt;</td><td>22</td></tr>
            </tbody>
            </table>
            <p>7 rows, 2 shown</p>
            """);
    assertThat(table.text())
        .isEqualTo(
            """
            name      <n>
            --------  ---
            a         1
            <script>  22
            7 rows, 2 shown""");
    assertThat(new HtmlTable(List.of("x"), List.of(List.of("1")), 1).text()).endsWith("\n1 row");
  }
}
