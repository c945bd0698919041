package tracebook.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tracebook.bytes.ByteString;
import tracebook.elf.Address;
import tracebook.elf.DebugFile;
import tracebook.elf.ElfFile;
import tracebook.ir.RowLayout;
import tracebook.ir.Step;
import tracebook.source.Problem;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.IntegerType;

class CapturesTest {
  @Test
  void aConstantThatIsShorterThanItsTypeIsMissing() throws Exception {
    try (ElfFile elf = ElfFile.open(Path.of("/proc/self/exe"))) {
      Module module = new Module("java", elf, Optional.empty(), new DebugFile.Embedded(elf));
      Modules modules =
          new Modules() {
            @Override
            public Module main() {
              return module;
            }

            @Override
            public List<String> otherPaths() {
              return List.of();
            }

            @Override
            public Module open(String path) {
              throw new IllegalArgumentException(path);
            }
          };
      Place place = Place.of(module, new Address(0x1000), "f", true);
      Variables variables = new Variables(place, modules);
      Specials specials =
          new Specials(place, variables, Optional.empty(), false, Specials.Since.NOTHING);
      Problems problems = new Problems();
      Captures captures =
          new Captures(
              new RowBuilder(),
              new Expressions(place, variables, specials, Optional.empty(), 256, problems),
              256,
              problems);
      List<Step> steps = new ArrayList<>();

      RowLayout.Cell cell =
          captures.cell(
              new Operand.Known(
                  ByteString.copyOf(new byte[] {1, 2}), new IntegerType("int", 4, true)),
              steps,
              new Span(5, 6));

      assertThat(cell.datum()).isEqualTo(new RowLayout.Missing(0, "only partly known"));
      assertThat(steps).containsExactly(new Step.Reach(0), new Step.MarkUnreadable());
      assertThat(problems.all())
          .containsExactly(
              Problem.warning(
                  new Span(5, 6),
                  "the debug info states only 2 bytes of this `int`",
                  "name a member of it"));
    }
  }
}
