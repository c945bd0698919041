package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Row;
import tracebook.table.Listing;

/** Functions, variables, lines and addresses of C++, Rust and Go, as a file without a process. */
@Timeout(300)
class ExploredTest {
  private static final List<String> NAMES = List.of("name", "kind", "signature");

  @TempDir Path directory;

  @Test
  void functionsOfCpp() throws Exception {
    Explored station = Explored.compiled(directory, "station", "g++ -std=c++20 -g", "station.cc");
    assertThat(station.rows("functions", "rail*", NAMES))
        .contains(
            "rail::Train::Train | function | rail::Train::Train(long int id, short unsigned int"
                + " minutes)",
            "rail::Train::advance | function | int rail::Train::advance(int by)",
            "rail::Train::advance | function | int rail::Train::advance(double factor)",
            "rail::Train::operator< | function | bool rail::Train::operator<(const rail::Train"
                + " &other) const",
            "rail::Train::~Train | function | rail::Train::~Train()");
    assertThat(station.rows("functions", "twice*", NAMES))
        .containsExactly(
            "twice<int> | function | int twice<int>(int value)",
            "twice<long int> | function | long int twice<long int>(long int value)");
    // What a pattern means: overloads, ends of names, templates without their arguments.
    assertThat(names(station.listing("vars", "rail::Train::advance(int)"))).contains("by");
    assertThat(names(station.listing("vars", "Train::advance(double)"))).contains("factor");
    assertThat(names(station.listing("vars", "twice(long)"))).contains("value");
    assertThat(station.listing("vars", "twice").where(named(station, "twice", "value")).rowCount())
        .isEqualTo(2);
    assertThat(station.error("vars", "advance(char)"))
        .contains(
            "error: no function `advance(char)` in `station`",
            "hint: there is `rail::Train::advance(double)`, `rail::Train::advance(int)`");
  }

  private static tech.tablesaw.selection.Selection named(
      Explored explored, String place, String name) {
    return explored.listing("vars", place).stringColumn("name").isEqualTo(name);
  }

  private static List<String> names(Listing listing) {
    return listing.stringColumn("name").asList();
  }

  @Test
  void functionsOfRust() throws Exception {
    Explored orders = Explored.compiled(directory, "orders", "rustc -C debuginfo=2", "orders.rs");
    assertThat(orders.rows("functions", "orders::*", NAMES))
        .contains(
            "orders::Order::take | function | fn orders::Order::take(self: &orders::Order, many:"
                + " i32, scale: f64) -> i64",
            "orders::shelf::top::place<i32> | function | fn orders::shelf::top::place<i32>(what:"
                + " i32, at: usize) -> i64",
            "orders::pass | function | fn orders::pass(place: &str)");
    assertThat(names(orders.listing("vars", "Order::take")))
        .contains("self", "many", "scale", "orders::LIMIT");
  }

  @Test
  void functionsOfGo() throws Exception {
    Explored harbour = Explored.attached(GoProgram.build(directory, "-gcflags=all=-N -l"));
    assertThat(harbour.rows("functions", "main.*", NAMES))
        .contains(
            "main.(*Ship).Unload | function | func main.(*Ship).Unload(s *main.Ship, count int,"
                + " kind main.Cargo) int",
            "main.Ship.Heading | function | func main.Ship.Heading(s main.Ship) int32",
            "main.main | function | func main.main()");
    List<String> columns = List.of("name", "type", "kind", "location", "readable");
    assertThat(harbour.rows("vars", "main.(*Ship).Unload", columns))
        .contains(
            "s | *main.Ship | parameter | [rsp+32] | true",
            "count | int | parameter | [rsp+40] | true",
            "kind | main.Cargo | parameter | [rsp+48] | true")
        .noneSatisfy(row -> assertThat(row).startsWith("~r0"));
    assertThat(harbour.rows("vars", "(*Ship).Unload", columns))
        .isEqualTo(harbour.rows("vars", "main.(*Ship).Unload", columns));
  }

  @Test
  void locationsInWordsAndReasons() throws Exception {
    Explored station =
        Explored.compiled(directory, "station", "g++ -std=c++20 -g -O2", "station.cc");
    List<String> columns = List.of("name", "location", "readable", "why");
    assertThat(station.rows("vars", "rail::Train::advance(double)", columns))
        .contains(
            "factor | xmm0 | false | in a vector register",
            "rail::announcements | thread-local, 0x0 into its module's block | true | ",
            "rail::Train::longest | constant 740 | true | ");
    assertThat(station.rows("globals", "rail::*", columns))
        .containsExactly(
            "rail::Train::longest | constant 740 | true | ",
            "rail::Train::running | [" + address(station, "rail::Train::running") + "] | true | ",
            "rail::announcements | thread-local, 0x0 into its module's block | true | ");
  }

  private static String address(Explored explored, String name) {
    return explored
        .listing("globals", name)
        .row(0)
        .getString("location")
        .replaceAll("[\\[\\]]", "");
  }

  /** A place that {@code %vars} names is one where it then says that the variable is readable. */
  @ParameterizedTest
  @ValueSource(strings = {"gcc -g -O2", "gcc -g -O0", "clang -g -O2", "gcc -g -O1 -gdwarf-4"})
  void nearestPlacesAreReadable(String compiler) throws Exception {
    Explored shop = Explored.compiled(directory, "shop", compiler, "shop.c");
    int checked = 0;
    for (String place : List.of("parse", "main", "shop.c:28", "shop.c:30", "shop.c:43")) {
      if (!shop.error("vars", place).equals("no error")) {
        continue;
      }
      for (Row row : shop.listing("vars", place)) {
        String nearest = row.getString("nearest");
        if (!nearest.isEmpty() && !nearest.startsWith("caller: ")) {
          checked++;
          assertThat(readable(shop, nearest, row.getString("name")))
              .as(place + ": " + row.getString("name") + " at " + nearest)
              .isTrue();
        }
      }
    }
    assertThat(checked).isPositive();
  }

  private static boolean readable(Explored explored, String place, String name) {
    for (Row row : explored.listing("vars", place)) {
      if (row.getString("name").equals(name) && row.getBoolean("readable")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void sourcesElsewhere() throws Exception {
    Path there = Files.createDirectory(directory.resolve("built"));
    Path here = Files.createDirectory(directory.resolve("kept"));
    Files.copy(Explored.SOURCES.resolve("shop.c"), there.resolve("shop.c"));
    Path program =
        Explored.compile(directory, "shop", "gcc -g", there.resolve("shop.c").toString());
    Files.move(there.resolve("shop.c"), here.resolve("shop.c"));
    Explored shop = Explored.attached(program);
    Recorded output = new Recorded();
    shop.engine.magic("lines", "shop.c:26-28", output);
    assertThat(output.err())
        .contains(
            "This machine has no text of `"
                + there.resolve("shop.c")
                + "`: `%srcpath FROM TO` says where its sources are.");
    assertThat(shop.rows("lines", "shop.c:27", List.of("line", "source"))).containsExactly("27 | ");
    assertThat(shop.error("srcpath", there + " " + here)).isEqualTo("no error");
    assertThat(shop.rows("lines", "shop.c:27", List.of("line", "source")))
        .containsExactly("27 |   int sum = 0;");
    assertThat(shop.error("srcpath", "/a"))
        .contains(
            "`%srcpath` takes the directory in the debug info and the one that this machine has.");
    assertThat(shop.error("srcpath", "/a /nowhere")).contains("There is no directory `/nowhere`.");
  }

  @Test
  void jumpsOfTheLinkageTableHaveTheNamesThatObjdumpShows() throws Exception {
    Explored shop = Explored.compiled(directory, "shop", "gcc -g", "shop.c");
    Process objdump =
        new ProcessBuilder("objdump", "-d", "-j", ".plt", directory.resolve("shop") + "").start();
    String plt = new String(objdump.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    String line = plt.lines().filter(l -> l.contains("<puts@plt>:")).findFirst().orElseThrow();
    long puts = Long.parseLong(line.substring(0, line.indexOf(' ')), 16);
    List<String> columns = List.of("address", "function", "offset", "kind");
    String inside = "0x" + Long.toHexString(puts + 6);
    assertThat(shop.rows("where", inside, columns))
        .containsExactly(inside + " | puts@plt | 6 | stub");
    String start = "0x" + Long.toHexString(puts);
    columns = List.of("name", "kind", "address");
    assertThat(shop.rows("functions", "puts*", columns))
        .containsExactly("puts@plt | stub | " + start);
    assertThat(shop.rows("functions", "*@plt", columns)).contains("puts@plt | stub | " + start);
    String first = plt.lines().filter(l -> l.endsWith(">:")).findFirst().orElseThrow();
    String header = "0x" + first.substring(0, first.indexOf(' ')).replaceFirst("^0+", "");
    assertThat(shop.error("where", header))
        .contains(
            "error: no function of `shop` holds `" + header + "`: it is in the linkage table",
            "hint: there are jumps to functions of other modules: probe those");
  }

  @Test
  void linesOfAnotherModuleByItsName() throws Exception {
    Explored shop = Explored.compiled(directory, "shop", "gcc -g", "shop.c");
    assertThat(shop.rows("lines", "shop:shop.c:27", List.of("line", "source")))
        .isEqualTo(shop.rows("lines", "shop.c:27", List.of("line", "source")))
        .isNotEmpty();
    assertThat(shop.error("lines", "libother.so:shop.c:27"))
        .contains("no module `libother.so` is loaded");
  }
}
