package tracebook.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "long unsigned int | unsigned long",
        "unsigned long int | unsigned long",
        "long long int | long long",
        "short unsigned int | unsigned short",
        "unsigned | unsigned int",
        "signed char | signed char",
        "Fare<long int, 3u> | Fare<long,3>",
        "Fare<short, (rail::Signal)4> | Fare<short,4>",
        "std::vector<int, std::allocator<int> > | std::vector<int,std::allocator<int>>",
        "(char const *) | (const char*)",
        "(const char*) | (const char*)",
        "(std::string const &, int) | (const std::string&,int)",
        "app::main::{{closure}} | app::main::{closure}",
        "print_long(longish) | print_long(longish)",
        "a::text[abi:cxx11]() | a::text()",
      })
  void common(String name, String spelling) {
    assertThat(Spelling.of(name)).isEqualTo(spelling);
  }

  @Test
  void parts() {
    assertThat(Spelling.parts("a::b<c::d>::e")).containsExactly("a", "b<c::d>", "e");
    assertThat(Spelling.parts("a::operator<")).containsExactly("a", "operator<");
    assertThat(Spelling.parts("f(a::b)")).containsExactly("f(a::b)");
  }

  @Test
  void means() {
    Set<String> inline = Set.of("std::__cxx11", "rail::v2");
    assertThat(Spelling.means("std::string", "std::__cxx11::string", inline)).isTrue();
    assertThat(Spelling.means("Track", "rail::v2::Track", inline)).isTrue();
    assertThat(Spelling.means("rail::Track", "rail::v2::Track", inline)).isTrue();
    assertThat(Spelling.means("rail::Slope", "rail::v2::Track::Slope", inline)).isFalse();
    assertThat(Spelling.means("ack", "rail::v2::Track", inline)).isFalse();
    assertThat(Spelling.means("(*Ship).Unload", "main.(*Ship).Unload", inline)).isTrue();
    assertThat(Spelling.means("hip).Unload", "main.(*Ship).Unload", inline)).isFalse();
  }
}
