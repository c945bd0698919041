package tracebook.demangle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names of Rust's newer mangling. */
@Timeout(300)
class RustV0Test {
  @TempDir Path directory;

  private static void demangled(String symbol, String name) {
    assertThat(Demangler.demangle(symbol)).contains(name);
  }

  @Test
  void paths() {
    demangled("_RNvCs1_4shop3add", "shop::add");
    demangled("_RNvC4shop3add", "shop::add");
    demangled("_RNvNtC4shop4cart3add", "shop::cart::add");
    demangled("_RNvMC4shopNtB2_4Cart3add", "<shop::Cart>::add");
    demangled("_RNvXC4shopNtB2_4CartNtB2_6Priced5price", "<shop::Cart as shop::Priced>::price");
    demangled("_RNvYNtC4shop4CartNtB4_6Priced5twice", "<shop::Cart as shop::Priced>::twice");
    demangled("_RINvC4shop3addmEB2_", "shop::add::<u32>");
    demangled("_RNCNvC4shop4main0B3_", "shop::main::{closure#0}");
    demangled("_RNCNvC4shop4mains_0B3_", "shop::main::{closure#1}");
    demangled("_RNSNvC4shop4main6vtableB3_", "shop::main::{shim:vtable#0}");
    demangled("_RNXNvC4shop4main3newB3_", "shop::main::{X:new#0}");
    demangled("_RINvC4shop3addE", "shop::add::<>");
    demangled("_RNvC4shop4__123", "shop::_123");
  }

  @Test
  void types() {
    for (Map.Entry<String, String> type :
        Map.ofEntries(
                Map.entry("RL_e", "&str"),
                Map.entry("Re", "&str"),
                Map.entry("Qh", "&mut u8"),
                Map.entry("POu", "*const *mut ()"),
                Map.entry("Ahj4_", "[u8; 4]"),
                Map.entry("Sa", "[i8]"),
                Map.entry("TE", "()"),
                Map.entry("TsE", "(i16,)"),
                Map.entry("TsxE", "(i16, i64)"),
                Map.entry("FEu", "fn()"),
                Map.entry("FmbEz", "fn(u32, bool) -> !"),
                Map.entry("FUKCPvEu", "unsafe extern \"C\" fn(*const ...)"),
                Map.entry("FK13system_unwindEu", "extern \"system-unwind\" fn()"),
                Map.entry("DNtC4shop6PricedEL_", "dyn shop::Priced"),
                Map.entry("DNtC4shop6PricedNtBa_4SendEL_", "dyn shop::Priced + shop::Send"),
                Map.entry("DNtC4shop6Pricedp4UnithEL_", "dyn shop::Priced<Unit = u8>"),
                Map.entry("DINtC4shop6PricedfEp4UnithEL_", "dyn shop::Priced<f32, Unit = u8>"),
                Map.entry("INtC4shop4CartdE", "shop::Cart<f64>"),
                Map.entry("INtC4shop4CartL_E", "shop::Cart<'_>"))
            .entrySet()) {
      demangled("_RINvC1a1b" + type.getKey() + "E", "a::b::<" + type.getValue() + ">");
    }
    demangled("_RINvC1a1bFG_RL0_eERL0_hE", "a::b::<for<'a> fn(&'a str) -> &'a u8>");
    demangled("_RINvC1a1bFG0_RL1_eRL0_eEuE", "a::b::<for<'a, 'b> fn(&'a str, &'b str)>");
  }

  @Test
  void constants() {
    for (Map.Entry<String, String> constant :
        Map.ofEntries(
                Map.entry("j0_", "0"),
                Map.entry("jffffffffffffffff_", "18446744073709551615"),
                Map.entry("o10000000000000000_", "0x10000000000000000"),
                Map.entry("sn7_", "-7"),
                Map.entry("b1_", "true"),
                Map.entry("c27_", "'\\''"),
                Map.entry("c3a8_", "'Ψ'"),
                Map.entry("p", "_"),
                Map.entry("e616263_", "{*\"abc\"}"),
                Map.entry("Re6122_", "\"a\\\"\""),
                Map.entry("Qj1_", "{&mut 1}"),
                Map.entry("Aj1_j2_E", "{[1, 2]}"),
                Map.entry("Tj1_E", "{(1,)}"),
                Map.entry("VNtC1a1bU", "{a::b}"),
                Map.entry("VNtC1a1bTj1_Re61_E", "{a::b(1, \"a\")}"),
                Map.entry("VNtC1a1bS1xj1_1yb0_E", "{a::b { x: 1, y: false }}"))
            .entrySet()) {
      demangled("_RINvC1a1bK" + constant.getKey() + "E", "a::b::<" + constant.getValue() + ">");
    }
  }

  @Test
  void lettersThatAreNotOfAscii() {
    demangled("_RNvC4shopu9gre_6ka8i", "shop::größe");
    demangled("_RNvC4shopu7_1lqs71d", "shop::東京");
    demangled("_RNvC4shopu3dxa", "shop::Ψ");
  }

  @Test
  void suffixes() {
    demangled("_RNvC4shop3add.llvm.1234ABCD", "shop::add");
    demangled("_RNvC4shop3add.cold.1", "shop::add [clone .cold.1]");
  }

  @Test
  void whatIsNoneHasNoName() {
    for (String symbol :
        List.of(
            "_R",
            "_R1NvC1a1b",
            "_RNvC1a",
            "_RNvC1a9b",
            "_RNvC1a1b!",
            "_RB_",
            "_RNvB0_1a",
            "_RNvC1a1bE",
            "_RINvC1a1bB9_E",
            "_RINvC1a1bRL0_eE",
            "_RINvC1a1bKb2_E",
            "_RINvC1a1bKcd800_E",
            "_RINvC1a1bKjE",
            "_RINvC1a1bKj_E",
            "_RINvC1a1bKRe6_E",
            "_RINvC1a1bKReff_E",
            "_RNvC1au1_",
            "_RNvC1au9zzzzzzzzz")) {
      assertThat(Demangler.demangle(symbol)).as(symbol).isEmpty();
    }
  }

  /** Each argument is the pair of the one before, which references make short to write. */
  @Test
  void namesThatAreLongerThanTheyLook() {
    StringBuilder symbol = new StringBuilder("_RINvC1a1b");
    String before = "h";
    for (int i = 0; i < 100; i++) {
      int place = symbol.length() - 2;
      symbol.append("T").append(before).append(before).append("E");
      before = "B" + base62(place);
    }
    assertThat(Demangler.demangle(symbol.append("E").toString())).isEmpty();
    assertThat(Demangler.demangle("_RINvC1a1b" + "R".repeat(10_000) + "eE")).isEmpty();
    assertThat(Demangler.demangle("_R" + "Nv".repeat(10_000) + "C1a" + "1b".repeat(10_000)))
        .isEmpty();
  }

  private static String base62(int value) {
    if (value == 0) {
      return "_";
    }
    StringBuilder digits = new StringBuilder("_");
    for (int rest = value - 1; digits.length() == 1 || rest > 0; rest /= 62) {
      digits.insert(
          0, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt(rest % 62));
    }
    return digits.toString();
  }

  @Test
  void everyNameOfAProgramIsCppfilts() throws Exception {
    Path program = directory.resolve("names");
    run(
        "rustc",
        "-g",
        "-C",
        "symbol-mangling-version=v0",
        Path.of("src/test/c/demangle/names.rs").toAbsolutePath().toString(),
        "-o",
        program.toString());
    List<String> symbols =
        run("nm", program.toString()).stream()
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .filter(name -> name.startsWith("_R"))
            .distinct()
            .toList();
    Path in = Files.write(directory.resolve("symbols"), symbols);
    List<String> names = run("sh", "-c", "c++filt < " + in);
    assertThat(symbols).hasSizeGreaterThan(40);
    assertThat(names).anyMatch(name -> name.contains("größe"));
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < symbols.size(); i++) {
      // It leaves out which of several copies it is.
      String name =
          Demangler.demangle(symbols.get(i))
              .orElse(symbols.get(i))
              .replaceFirst(" \\[clone \\.\\d+\\]$", "");
      if (!name.equals(brief(names.get(i)))) {
        wrong.add(symbols.get(i) + " is " + names.get(i) + ", not " + name);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Without the hashes of crates and the types of constants; it does not escape characters. */
  private static String brief(String name) {
    return name.replaceAll("(?<=\\w)\\[[0-9a-f]+\\]", "")
        .replaceAll(": ([iu]\\d+|[iu]size|bool|char)(?=[,>\\]])", "")
        .replace("'''", "'\\''");
  }

  private static List<String> run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(out).isZero();
      return out.lines().toList();
    } catch (IOException missing) {
      assumeTrue(false, "`" + command[0] + "` is not installed");
      throw missing;
    }
  }
}
