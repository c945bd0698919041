package tracebook.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tracebook.ir.Format;
import tracebook.source.Span;

/** What is said of comparisons with the name of a type. */
class VariantsTest {
  private static final List<Format.Name> KNOWN =
      List.of(new Format.Name(0x1000, "app::Dot"), new Format.Name(0x1020, "app::A | app::B"));

  private static String problem(List<Format.Name> known, String type) {
    Rejected rejected =
        catchThrowableOfType(Rejected.class, () -> Variants.among(known, type, Span.NONE));
    return rejected.problem().message() + "; " + rejected.problem().hint();
  }

  @Test
  void aTypeThatHasNoTable() {
    assertThat(problem(KNOWN, "app::Dof"))
        .isEqualTo("no type `app::Dof` has a table of methods; did you mean `app::Dot`?");
    assertThat(problem(KNOWN, "circle"))
        .isEqualTo(
            "no type `circle` has a table of methods; `emit` the type: it is shown by its whole"
                + " name");
  }

  @Test
  void aTypeWhoseTableIsAnotherOnesToo() {
    assertThat(problem(KNOWN, "app::A"))
        .isEqualTo(
            "the linker laid the tables of `app::A | app::B` upon each other; `emit` the type and"
                + " keep the rows you want in a Java cell");
  }

  @Test
  void aTypeThatHasATableOfItsOwnBesideThat() {
    List<Format.Name> both =
        Stream.concat(KNOWN.stream(), Stream.of(new Format.Name(0x1040, "app::A"))).toList();
    assertThat(problem(both, "app::A"))
        .startsWith("the linker laid the tables of `app::A | app::B` upon each other;");
  }

  @Test
  void moreTablesThanAProbeComparesWith() {
    List<Format.Name> many =
        Stream.concat(
                KNOWN.stream(),
                LongStream.range(0, 511).mapToObj(i -> new Format.Name(0x2000 + i, "app::T" + i)))
            .toList();
    assertThat(problem(many, "app::T1"))
        .isEqualTo(
            "513 tables of methods are more than a probe compares with; `summarize count() by"
                + " x.type`, or keep the rows you want in a Java cell");
  }
}
