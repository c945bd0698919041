package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tracebook.dwarf.Location.InRegister;
import tracebook.elf.DebugFile;
import tracebook.elf.DebugFiles;
import tracebook.elf.ElfFile;
import tracebook.types.Member;
import tracebook.types.StructType;

/** Programs as Debian ships them, with the debug info of its packages. */
class DistributionTest {
  private interface Check {
    void of(ElfFile program, DebugInfo info);
  }

  private static void with(String path, String packageName, Check check) throws Exception {
    assumeTrue(Files.exists(Path.of(path)), "`" + path + "` is not installed");
    try (ElfFile program = ElfFile.open(Path.of(path))) {
      DebugFile found = DebugFiles.standard().find(program);
      assumeTrue(
          found instanceof DebugFile.Separate, "`" + packageName + "` is not installed: " + found);
      try (ElfFile debug = ((DebugFile.Separate) found).file();
          DebugInfo info = DebugInfo.open(program, debug)) {
        check.of(program, info);
      }
    }
  }

  @Test
  void pythonsEvaluationLoop() throws Exception {
    with(
        "/usr/bin/python3.11",
        "python3.11-dbg",
        (program, info) -> {
          Function eval = info.functions("_PyEval_EvalFrameDefault").get(0);
          assertThat(eval.signature())
              .isEqualTo(
                  "PyObject *_PyEval_EvalFrameDefault(PyThreadState *tstate,"
                      + " _PyInterpreterFrame *frame, int throwflag)");
          assertThat(eval.ranges()).hasSize(2);
          assertThat(program.symbols().named("_PyEval_EvalFrameDefault").get(0).address())
              .isEqualTo(eval.entry());
          assertThat(eval.declared().file()).endsWith("Python/ceval.c");
          assertThat(eval.parameters())
              .extracting(parameter -> parameter.locationAt(eval.bodyStart()))
              .isEqualTo(List.of(new InRegister(5), new InRegister(4), new InRegister(1)));
        });
  }

  @Test
  void pythonsTypes() throws Exception {
    with(
        "/usr/bin/python3.11",
        "python3.11-dbg",
        (program, info) -> {
          StructType code =
              (StructType) info.types("PyCodeObject", Optional.empty()).get(0).strip();
          assertThat(code.members())
              .extracting(Member::name)
              .contains(
                  "co_filename", "co_name", "co_qualname", "co_firstlineno", "co_code_adaptive");
          StructType frame =
              (StructType) info.types("struct _PyInterpreterFrame", Optional.empty()).get(0);
          assertThat(frame.members()).extracting(Member::name).contains("f_code", "previous");
        });
  }

  @Test
  void everyFunctionOfLibcCanBeReadAtItsStart() throws Exception {
    with(
        "/lib/x86_64-linux-gnu/libc.so.6",
        "libc6-dbg",
        (program, info) -> {
          int parameters = 0;
          int readable = 0;
          for (String name : info.functionNames()) {
            for (Function function : info.functions(name)) {
              assertThat(info.functionAt(function.entry())).isPresent();
              for (Variable parameter : function.parameters()) {
                parameters++;
                assertThat(parameter.type().name()).isNotEmpty();
                switch (parameter.locationAt(function.bodyStart())) {
                  case Location.OptimizedOut nowhere -> {}
                  case Location.Unreadable reason -> assertThat(reason.why()).isNotEmpty();
                  default -> readable++;
                }
              }
            }
          }
          assertThat(parameters).isGreaterThan(5000);
          assertThat(100 * readable / parameters).isGreaterThan(75);
        });
  }
}
