package tracebook.x86;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.x86.Decoded.Instruction;

/** Every instruction that objdump sees has the same length for us. */
class AgainstObjdumpTest {
  /**
   * The processor runs it by itself; objdump shows it as one with the x87 instruction behind it.
   */
  private static final byte FWAIT = (byte) 0x9b;

  private static final Pattern LINE =
      Pattern.compile("\\s*([0-9a-f]+):\\t((?:[0-9a-f]{2} )+)\\s*(?:\\t(.*))?");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/lib/x86_64-linux-gnu/libc.so.6",
        "/lib/x86_64-linux-gnu/libm.so.6",
        "/usr/bin/python3.11"
      })
  void lengthsAgreeOnInstalledFiles(String file) throws Exception {
    assumeThat(Files.exists(Path.of(file))).as(file + " is there").isTrue();
    compare(file, 100_000);
  }

  @Test
  void lengthsAgreeOnVectorCode(@TempDir Path directory) throws Exception {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/gcc"))).as("gcc is installed").isTrue();
    Path source = directory.resolve("vector.c");
    Files.writeString(
        source,
        """
        float sum(const float *a, int n) { float s = 0; for (int i = 0; i < n; i++) s += a[i] * 3; return s; }
        void scale(double *a, int n, int k) { for (int i = 0; i < n; i++) a[i] = a[i] * k + i; }
        int bytes(const unsigned char *a, unsigned char *b, int n) {
          int c = 0; for (int i = 0; i < n; i++) { b[i] = (a[i] >> 3) ^ i; c += a[i] == 7; } return c; }
        void look(void *, void *, void *);
        long spilled(const float *a, long n, short k) {
          double d[40]; float f[64]; unsigned char b[96]; struct { long l; int i; short s; char c; _Bool o; } x = {n};
          for (int i = 0; i < 40; i++) d[i] = a[i] * n;
          for (int i = 0; i < 64; i++) f[i] = a[i] + k;
          for (int i = 0; i < 96; i++) b[i] = a[i] > i;
          look(d, f, b); look(&x, &n, &k);
          x.l += n; x.i |= 4; x.s++; x.c = -x.c; x.o = n < k; __atomic_fetch_add(&x.i, 3, 5);
          long double q = n; look(&q, &x, 0);
          n = __atomic_exchange_n(&x.l, n, 5); look(&n, &x, 0);
          return x.l + x.o + d[n & 31]; }
        """);
    for (String machine :
        List.of("x86-64", "haswell", "skylake-avx512", "sapphirerapids", "bdver4")) {
      Path object = directory.resolve(machine + ".o");
      run(
          "gcc",
          "-O3",
          "-ffast-math",
          "-mprefer-vector-width=512",
          "-march=" + machine,
          "-c",
          source.toString(),
          "-o",
          object.toString());
      compare(object.toString(), 50);
    }
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(280, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private record Line(int offset, int length, String text) {}

  private static void compare(String file, int least) throws Exception {
    Path objdump = Path.of("/usr/bin/objdump");
    assumeThat(Files.isExecutable(objdump)).as("objdump is installed").isTrue();
    Process process =
        new ProcessBuilder("objdump", "-d", "-w", file)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int compared = 0;
    List<String> different = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      List<Line> run = new ArrayList<>();
      long next = -1;
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        Matcher matcher = LINE.matcher(text);
        if (matcher.matches()) {
          long address = Long.parseUnsignedLong(matcher.group(1), 16);
          if (address != next) {
            compared += check(bytes.toByteArray(), run, different);
            bytes.reset();
            run.clear();
          }
          byte[] raw = HexFormat.of().parseHex(matcher.group(2).replace(" ", ""));
          run.add(new Line(bytes.size(), raw.length, text));
          bytes.writeBytes(raw);
          next = address + raw.length;
        }
      }
      compared += check(bytes.toByteArray(), run, different);
    }
    assertThat(process.waitFor(280, TimeUnit.SECONDS)).isTrue();
    System.out.println(file + ": " + compared + " compared, " + different.size() + " different");
    assertThat(different).isEmpty();
    assertThat(compared).isGreaterThan(least);
  }

  /** What is written relative to rsp or rbp is the same for us. */
  private static void checkStore(
      byte[] code, Line line, Instruction instruction, List<String> different) {
    Matcher matcher = LINE.matcher(line.text());
    if (code[line.offset()] == FWAIT || !matcher.matches() || matcher.group(3) == null) {
      return;
    }
    Optional<MemoryStore> have =
        MemoryStore.at(code, line.offset(), instruction)
            .filter(store -> store.base() == 4 || store.base() == 5);
    Optional<ObjdumpStore> want = ObjdumpStore.of(matcher.group(3));
    boolean same =
        have.isPresent() == want.isPresent()
            && have.filter(
                    h ->
                        h.displacement() != want.get().displacement()
                            || h.base() != want.get().base()
                            || h.indexed() != want.get().indexed()
                            || (want.get().bytes() != 0 && h.bytes() != want.get().bytes()))
                .isEmpty();
    if (!same) {
      different.add(line.text() + " have " + have + ", want " + want);
    }
  }

  private static int check(byte[] code, List<Line> lines, List<String> different)
      throws IOException {
    int compared = 0;
    for (Line line : lines) {
      if (!line.text().contains("(bad)")) {
        compared++;
        Decoded decoded = Instructions.decode(code, line.offset());
        int length = decoded instanceof Instruction have ? have.length() : 0;
        if (length == 1 && code[line.offset()] == FWAIT && line.length() > 1) {
          Decoded second = Instructions.decode(code, line.offset() + 1);
          length += second instanceof Instruction have ? have.length() : 0;
        }
        if (length != line.length()) {
          different.add(line.text() + " have " + decoded);
        } else if (decoded instanceof Instruction instruction) {
          checkStore(code, line, instruction, different);
        }
      }
    }
    return compared;
  }
}
