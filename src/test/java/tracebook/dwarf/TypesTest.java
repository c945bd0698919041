package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.elf.ElfFile;
import tracebook.types.EnumType;
import tracebook.types.Member;
import tracebook.types.Member.BitField;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

class TypesTest {
  @TempDir Path directory;

  private static StructType struct(DebugInfo info, String name) {
    return (StructType) info.types(name, Optional.empty()).get(0);
  }

  private static Member member(StructType struct, String name) {
    return struct.members().stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -gdwarf-5", "gcc -gdwarf-4", "gcc -gdwarf-3", "gcc -gdwarf-2",
        "gcc -g -fdebug-types-section", "clang -gdwarf-5", "clang -gdwarf-4", "clang -gdwarf-2"
      })
  void everyKindOfType(String compiler) throws Exception {
    String[] words = compiler.split(" ", -1);
    Path program =
        Tools.compile(
            directory, "types.c", words[0], java.util.Arrays.copyOfRange(words, 1, words.length));
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      names(struct(info, "struct all"));
      enumerations(struct(info, "struct all"));
      bitFields(struct(info, "struct bits"));
      anonymous(struct(info, "struct all"));
      assertThat(info.globals("names").get(0).type().name()).isEqualTo("const char * const[3]");
      assertThat(info.globals("primes").get(0).type().name()).isEqualTo("const int[2][2]");
      StructType node = struct(info, "struct node");
      assertThat(((PointerType) member(node, "next").type()).target()).isSameAs(node);
      Type hidden = ((PointerType) member(node, "other").type()).target();
      assertThat(hidden.name()).isEqualTo("struct hidden");
      assertThat(hidden.size()).isEmpty();
      assertThat(info.globals("all").get(0).type().size())
          .isEqualTo(struct(info, "struct all").size());
    }
  }

  private static void names(StructType all) {
    assertThat(all.members().subList(0, 18))
        .extracting(member -> member.name() + ": " + member.type().name())
        .containsExactly(
            "i8: int8_t",
            "u16: uint16_t",
            "extended: long double",
            "text: const char *",
            "fixed: char * const",
            "shared: volatile int",
            "matrix: int[2][3]",
            "flexible_end: char[0]",
            "color: enum color",
            "level: enum level",
            "bits: struct bits",
            "anonymous: anonymous_t",
            "callback: callback_t",
            "raw: void (*)(int, ...)",
            "nothing: void *",
            "node: struct node",
            "flag: _Bool",
            "huge: __int128");
    assertThat(member(all, "callback").type().strip().name())
        .isEqualTo("int (*)(struct node *, const char *)");
    assertThat(member(all, "matrix").type().size()).hasValue(24);
  }

  private static void enumerations(StructType all) {
    EnumType color = (EnumType) member(all, "color").type();
    assertThat(color.signed()).isFalse();
    assertThat(color.enumerators())
        .containsExactly(
            new EnumType.Enumerator("RED", 0),
            new EnumType.Enumerator("GREEN", 5),
            new EnumType.Enumerator("BLUE", 6));
    EnumType level = (EnumType) member(all, "level").type();
    assertThat(level.signed()).isTrue();
    assertThat(level.enumerators()).contains(new EnumType.Enumerator("LOW", -1));
  }

  /** As the psABI lays them out, whichever of the two encodings the compiler chose. */
  private static void bitFields(StructType bits) {
    assertBits(bits, "a", 0, 0, 3);
    assertBits(bits, "b", 0, 3, 5);
    assertBits(bits, "wide", 1, 0, 40);
    assertBits(bits, "c", 6, 0, 2);
    assertBits(bits, "on", 6, 2, 1);
    assertBits(bits, "cross", 8, 0, 20);
    assertThat(bits.size()).isEqualTo(OptionalLong.of(16));
  }

  private static void assertBits(StructType bits, String name, long offset, int shift, int width) {
    Member member = member(bits, name);
    assertThat(member.offset()).as(name).isEqualTo(offset);
    assertThat(member.bits()).as(name).contains(new BitField(shift, width));
  }

  private static void anonymous(StructType all) {
    StructType anonymous = (StructType) member(all, "anonymous").type().strip();
    assertThat(anonymous.members()).extracting(Member::name).containsExactly("x", "", "inner");
    StructType union = (StructType) anonymous.members().get(1).type();
    assertThat(union.kind()).isEqualTo(StructType.Kind.UNION);
    assertThat(union.members()).extracting(Member::name).containsExactly("as_int", "as_float");
  }
}
