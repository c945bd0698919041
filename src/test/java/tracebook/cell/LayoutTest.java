package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code %type} of what each language has: every byte is a member's or said to be nobody's. */
@Timeout(300)
class LayoutTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"g++ -std=c++20 -g", "clang++ -std=c++20 -g", "g++ -std=c++20 -gdwarf-3 -O2"})
  void classes(String compiler) throws Exception {
    Explored station = Explored.compiled(directory, "station", compiler, "station.cc");
    assertThat(station.rows("type", "rail::Train", List.of("offset", "size", "name", "bits")))
        .containsExactly(
            "0 | 72 |  | ",
            "0 | 16 |  | ",
            "0 | 8 | _vptr$Named | ".replace("$", compiler.startsWith("g++") ? "." : "$"),
            "8 | 8 | id | ",
            "16 | 2 |  | ",
            "16 | 2 | minutes | ",
            "18 | 2 |  | ",
            "20 | 4 | length | ",
            "24 | 1 | signal | ",
            "25 | 7 |  | ",
            "32 | 8 | what | ",
            "40 | 16 | how | ",
            "56 | 12 | track | ",
            "56 | 2 | track.number | ",
            "58 | 2 |  | ",
            "60 | 4 | track.gauge | ",
            "64 | 4 | track.slope | ",
            "64 | 1 | track.slope.sign | ",
            "65 | 1 | track.slope.permille | 0..6",
            "65 | 1 | track.slope.curved | 7..7",
            "66 | 2 |  | ",
            "68 | 4 |  | ",
            " | 4 | running | ",
            " | 4 | longest | ");
    assertThat(station.rows("type", "rail::Train"))
        .contains(
            "32 | 8 | what | int rail::Train::* | ",
            "40 | 16 | how | int (rail::Train::*)(int) | ",
            "56 | 12 | track | rail::v2::Track | ",
            " | 4 | running | static int | ",
            " | 4 | longest | static const int | ");
  }

  @Test
  void virtualBaseClassesHaveNoOffset() throws Exception {
    Explored station = Explored.compiled(directory, "station", "g++ -std=c++20 -g", "station.cc");
    assertThat(station.rows("type", "rail::Yard"))
        .containsExactly(
            "0 | 16 |  | rail::Yard | ",
            "0 | 16 |  | rail::Depot | ",
            "0 | 8 | _vptr.Depot | __vtbl_ptr_type * | ",
            "8 | 4 | places | int | ",
            " | 2 |  | rail::Timed (virtual: where it lies depends on the object) | ",
            "12 | 1 | letter | char | ",
            "13 | 3 |  | padding or a virtual base class | ");
  }

  @Test
  void variantsOfRust() throws Exception {
    Explored orders = Explored.compiled(directory, "orders", "rustc -C debuginfo=2", "orders.rs");
    List<String> columns = List.of("size", "name", "type");
    assertThat(orders.rows("type", "orders::Payment", columns))
        .contains(
            "16 |  | orders::Payment",
            "16 | Cash | orders::Payment::Cash (when it is 0)",
            "4 | Cash.0 | u32",
            "16 | Card | orders::Payment::Card (when it is 1)",
            "1 | Card.month | u8",
            "8 | Card.number | u64",
            "16 | Free | orders::Payment::Free (when it is 2)");
    assertThat(orders.rows("type", "core::option::Option<&str>", columns))
        .contains(
            "16 | None | core::option::Option<&str>::None (when it is 0)",
            "16 | Some | core::option::Option<&str>::Some (when it is any other)",
            "16 | Some.0 | &str");
    // Sizes of members add up with the padding: no byte is called unused that is not.
    assertThat(orders.rows("type", "orders::Order", columns)).contains("8 | point.1 | i64");
    assertThat(orders.rows("type", "orders::State", columns))
        .contains("1 |  | orders::State", " | Paid | = 5");
    assertThat(orders.rows("type", "orders::Raw", columns))
        .contains("4 | word | u32", "4 | bytes | [u8; 4]");
  }

  @Test
  void declaratorsAndNumbersThatAreNotPlain() throws Exception {
    Explored numbers = Explored.compiled(directory, "numbers", "gcc -g -O0", "numbers.c");
    assertThat(numbers.rows("type", "numbers"))
        .contains(
            "0 | 16 | wave | complex double | ",
            "0 | 8 | wave.real | double | ",
            "8 | 8 | wave.imag | double | ",
            "16 | 8 | thin | complex float | ",
            "24 | 8 |  | padding | ",
            "32 | 16 | wide | __int128 | ",
            "64 | 8 | swapped | struct swapped | ",
            "64 | 4 | swapped.value | int (its bytes are in big-endian order) | ",
            "72 | 16 | table | int (*[2])(const char *, int) | ",
            "88 | 8 | rows | int (*)[3] | ",
            "96 | 8 | handlers | void (**)(void) | ",
            "104 | 8 | name | const char * const | ",
            "112 |  | tail | int[] | ");
  }

  @Test
  void numbersOfOddSizesHaveNoValue() throws Exception {
    Path source =
        java.nio.file.Files.writeString(
            directory.resolve("odd.c"),
            """
            struct odd { _BitInt(7) seven; } odd;
            int main(void) { return odd.seven; }
            """);
    Explored odd = Explored.compiled(directory, "odd", "clang -g -O0 -w", source.toString());
    assertThat(odd.rows("type", "struct odd"))
        .contains("0 | 1 | seven | _BitInt (the debug info does not tell how many bits it has) | ");
  }

  @Test
  void typesGoByTheEndOfTheirNameInAnySpelling() throws Exception {
    Explored station = Explored.compiled(directory, "station", "g++ -std=c++20 -g", "station.cc");
    List<String> fare = station.rows("type", "Fare<long int, 3>");
    assertThat(fare).hasSize(2);
    assertThat(station.rows("type", "Fare<long, 3>")).isEqualTo(fare);
    assertThat(station.rows("type", "struct Fare<long,3>")).isEqualTo(fare);
    List<String> track = station.rows("type", "rail::v2::Track");
    assertThat(station.rows("type", "rail::Track")).isEqualTo(track);
    assertThat(station.rows("type", "Track")).isEqualTo(track);
    assertThat(station.rows("type", "class rail::Train")).hasSize(24);
    assertThat(station.error("type", "rail::Slope"))
        .startsWith("error: no type `rail::Slope` in `station`");
    assertThat(station.rows("type", "Track::Slope")).hasSize(5);
  }

  @Test
  void everyDefinitionOfANameThatSeveralFilesDefine() throws Exception {
    Explored nodes =
        Explored.compiled(
            directory, "nodes", "gcc -g -O0", "nodes_main.c", "nodes_first.c", "nodes_second.c");
    assertThat(nodes.rows("type", "node"))
        .containsExactly(
            "0 | 16 |  | struct node of " + Explored.SOURCES + "/nodes_first.c:1 | ",
            "0 | 4 | weight | int | ",
            "4 | 4 |  | padding | ",
            "8 | 8 | next | struct node * | ",
            "0 | 16 |  | struct node of " + Explored.SOURCES + "/nodes_second.c:1 | ",
            "0 | 4 | name | char[4] | ",
            "4 | 4 |  | padding | ",
            "8 | 8 | weight | double | ");
    assertThat(nodes.rows("type", "agreed")).hasSize(2);
    // Each file's variables have the file's own type.
    assertThat(nodes.engine.inspect("trace second { emit own->name; }", 27).orElseThrow().text())
        .startsWith("own.name: char[4]");
    assertThat(nodes.engine.inspect("trace first { emit own->next; }", 26).orElseThrow().text())
        .startsWith("own.next: struct node *");
  }

  @Test
  void goTypes() throws Exception {
    Explored harbour = Explored.attached(GoProgram.build(directory, "-gcflags=all=-N -l"));
    assertThat(harbour.rows("type", "main.Ship"))
        .contains(
            "0 | 8 | Point | main.Point | ",
            "4 | 4 | Point.Y | int32 | ",
            "8 | 16 | Name | string | ",
            "8 | 8 | Name.str | *uint8 | ",
            "24 | 24 | Load | []main.Cargo | ",
            "48 | 8 | Crew | map[string]int | ",
            "80 | 1 | Safe | bool | ",
            "81 | 7 |  | padding | ");
  }
}
