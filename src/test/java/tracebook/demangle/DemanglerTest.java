package tracebook.demangle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names of real libraries, as {@code c++filt} has them. */
@Timeout(300)
class DemanglerTest {
  @TempDir Path directory;

  private static void demangled(String symbol, String name) {
    assertThat(Demangler.demangle(symbol)).contains(name);
  }

  @Test
  void namesOfCpp() {
    demangled("_ZN4http6Server6handleEi", "http::Server::handle(int)");
    demangled("_ZNK1A1fEv", "A::f() const");
    demangled("_Z1fIiET_S0_", "int f<int>(int)");
    demangled("_ZN1AC2ERKS_", "A::A(A const&)");
    demangled("_ZN1AD0Ev", "A::~A()");
    demangled("_ZN1AplERKS_", "A::operator+(A const&)");
    demangled("_ZN12_GLOBAL__N_11fEv", "(anonymous namespace)::f()");
    demangled("_Z1fPFivE", "f(int (*)())");
    demangled("_Z1fRA4_c", "f(char (&) [4])");
    demangled("_ZTV3Foo", "vtable for Foo");
    demangled("_ZZ4mainENKUlvE_clEv", "main::{lambda()#1}::operator()() const");
    demangled("_Z1fv.cold", "f() [clone .cold]");
    demangled("_Z1fi.constprop.0.isra.0", "f(int) [clone .constprop.0] [clone .isra.0]");
  }

  @Test
  void namesOfRust() {
    demangled("_ZN4shop4Cart3add17h0123456789abcdefE", "shop::Cart::add");
    demangled(
        "_ZN54_$LT$shop..Cart$LT$u32$GT$$u20$as$u20$shop..Priced$GT$5price17h0123456789abcdefE",
        "<shop::Cart<u32> as shop::Priced>::price");
    demangled(
        "_ZN4core3ops8function6FnOnce9call_once17h0123456789abcdefE.llvm.1234ABCD",
        "core::ops::function::FnOnce::call_once");
  }

  @Test
  void whatIsNotKnownHasNoName() {
    for (String symbol :
        List.of(
            "main",
            "_Z",
            "_ZN",
            "_Z1",
            "_Z99999999999f",
            "_ZS_",
            "_Z1fDTcl1gEE",
            "_Z1fT_",
            "_ZNS!_E",
            "_R")) {
      assertThat(Demangler.demangle(symbol)).as(symbol).isEmpty();
    }
  }

  /** Each parameter has the one before twice, which substitutions make short to write. */
  @Test
  void aNameThatIsLongerThanItLooks() {
    StringBuilder symbol = new StringBuilder("_Z1f1AIiiE");
    for (int i = 0; i < 34; i++) {
      String before = "S" + Integer.toString(i, 36).toUpperCase(java.util.Locale.ROOT) + "_";
      symbol.append("S_I").append(before).append(before).append("E");
    }
    assertThat(Demangler.demangle(symbol.toString())).isEmpty();
  }

  @Test
  void parametersAreLeftOut() {
    assertThat(Demangler.withoutParameters("a::f(int (*)(char)) const")).isEqualTo("a::f");
    assertThat(Demangler.withoutParameters("A::operator()(int)")).isEqualTo("A::operator()");
    assertThat(Demangler.withoutParameters("shop::Cart::add")).isEqualTo("shop::Cart::add");
  }

  @Test
  void everyNameOfLibstdcppIsCppfiltsOrNone() throws Exception {
    Path library = Path.of("/usr/lib/x86_64-linux-gnu/libstdc++.so.6");
    assumeTrue(Files.exists(library), "libstdc++ is not installed");
    List<String> symbols =
        run(List.of("nm", "-D", "--defined-only", library.toString()), "").stream()
            .map(l -> l.substring(l.lastIndexOf(' ') + 1).replaceFirst("@.*", ""))
            .filter(n -> n.startsWith("_Z"))
            .distinct()
            .toList();
    List<String> names = run(List.of("c++filt"), String.join("\n", symbols) + "\n");
    List<String> wrong = new ArrayList<>();
    int known = 0;
    for (int i = 0; i < symbols.size(); i++) {
      Optional<String> name = Demangler.demangle(symbols.get(i));
      known += name.isPresent() ? 1 : 0;
      if (name.isPresent() && !name.get().equals(names.get(i))) {
        wrong.add(symbols.get(i) + " is " + names.get(i) + ", not " + name.get());
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(known).isGreaterThan(symbols.size() * 95 / 100);
  }

  private List<String> run(List<String> command, String input) throws Exception {
    Path in = Files.writeString(directory.resolve("in"), input);
    try {
      Process process = new ProcessBuilder(command).redirectInput(in.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return out.lines().toList();
    } catch (IOException missing) {
      assumeTrue(false, "`" + command.get(0) + "` is not installed");
      throw missing;
    }
  }
}
