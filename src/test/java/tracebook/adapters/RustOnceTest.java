package tracebook.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.Shape;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.UnknownType;

/** The numbers of a {@code Once}, which no debug info has, by the version of rustc. */
class RustOnceTest {
  private static final Type WORD = new IntegerType("u32", 4, false);

  @ParameterizedTest
  @CsvSource({
    "rustc version 1.70.0 (90c541806 2023-05-31), state, 4",
    "rustc version 1.82.0 (f6e511eec 2024-10-15), state_and_queued, 3",
    "rustc version 1.89.0 (29483883e 2025-08-04), state_and_queued, 3",
    "rustc version 1.90.0 (1159e78c4 2025-09-14), state_and_queued, 0",
    "rustc version 1.95.0 (59807616e 2026-04-14), state_and_queued, 0",
    "rustc version 1.97.0-nightly (e50aa6fba 2026-05-19), state_and_queued, 0"
  })
  void theNumberThatSaysThatItIsSet(String compiler, String word, long set) {
    View view = view("clang LLVM (" + compiler + ")", word);
    assertThat(view).isInstanceOf(View.Alternatives.class);
    View.Alternative some = ((View.Alternatives) view).all().get(1);
    assertThat(some.name()).isEqualTo("Some");
    assertThat(some.values().getFirst().low()).isEqualTo(set);
  }

  @ParameterizedTest
  @CsvSource({
    "rustc version 1.90.0-nightly (3048886e5 2025-07-30), state_and_queued",
    "rustc version 1.98.0 (000000000 2026-08-20), state_and_queued",
    "rustc version 1.95.0 (59807616e 2026-04-14), state",
    "rustc version 1.95.0 (59807616e 2026-04-14), phase",
    "something else, state_and_queued"
  })
  void noNumberThatIsNotKnown(String compiler, String word) {
    assertThat(why(view("clang LLVM (" + compiler + ")", word)))
        .isEqualTo("how this version of Rust marks it as set is not known");
  }

  @Test
  void whatDoesNotKnowWhetherItIsThere() {
    assertThat(why(Adapters.view(struct("core::mem::maybe_uninit::MaybeUninit<u32>", "")).get()))
        .isEqualTo("perhaps not initialised");
  }

  private static String why(View view) {
    return ((UnknownType) ((View.Wrapper) view).inner().type()).why();
  }

  private static View view(String producer, String word) {
    StructType inner = struct("std::sys::sync::once::futex::Once", "", member(word, WORD, 0));
    StructType once = struct("std::sync::once::Once", "", member("inner", inner, 0));
    StructType value = struct("core::cell::UnsafeCell<u32>", "", member("value", WORD, 0));
    return Adapters.view(
            struct(
                "std::sync::once_lock::OnceLock<u32>",
                producer,
                member("once", once, 0),
                member("value", value, 4)))
        .orElseThrow();
  }

  private static Member member(String name, Type type, long offset) {
    return new Member(name, type, offset, Optional.empty(), false);
  }

  private static StructType struct(String name, String producer, Member... members) {
    Shape.Argument argument = new Shape.Argument("T", () -> WORD);
    return new StructType(
        StructType.Kind.STRUCT,
        name,
        OptionalLong.of(8),
        () -> StructType.Passing.UNKNOWN,
        () ->
            new Shape(
                List.of(members),
                List.of(),
                List.of(),
                List.of(),
                List.of(argument),
                List.of(),
                List.of(),
                List.of()),
        () -> producer);
  }
}
