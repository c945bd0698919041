package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Forms.*;
import static tracebook.dwarf.Tags.*;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tracebook.bytes.Bytes;
import tracebook.bytes.Malformed;

/** Tables of abbreviations that repeat each other, as those of the units of a program. */
final class AbbreviationsTest {
  /** Each attribute: its number, its form, and a value where the form has it here. */
  private record Declaration(int tag, boolean children, List<long[]> attributes) {}

  private final ByteArrayOutputStream section = new ByteArrayOutputStream();

  private void uleb(long value) {
    long left = value;
    while (left >>> 7 != 0) {
      section.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    section.write((int) left);
  }

  private void sleb(long value) {
    long left = value;
    while (left < -64 || left > 63) {
      section.write((int) ((left & 0x7f) | 0x80));
      left >>= 7;
    }
    section.write((int) (left & 0x7f));
  }

  /** Writes one with a code. */
  private void write(long code, Declaration its) {
    uleb(code);
    uleb(its.tag());
    section.write(its.children() ? 1 : 0);
    for (long[] attribute : its.attributes()) {
      uleb(attribute[0]);
      uleb(attribute[1]);
      if (attribute[1] == DW_FORM_implicit_const) {
        sleb(attribute[2]);
      }
    }
    uleb(0);
    uleb(0);
  }

  private static Declaration random(Random random) {
    int[] tags = {DW_TAG_member, DW_TAG_variable, DW_TAG_structure_type, 0x4109};
    int[] names = {DW_AT_name, DW_AT_type, DW_AT_sibling, 0x2111, 0x3fe1};
    int[] forms = {DW_FORM_strp, DW_FORM_ref4, DW_FORM_implicit_const, 0x1f21, DW_FORM_exprloc};
    List<long[]> attributes = new ArrayList<>();
    for (int left = random.nextInt(9); left > 0; left--) {
      long value = random.nextLong() >> random.nextInt(64);
      int form = forms[random.nextInt(forms.length)];
      attributes.add(new long[] {names[random.nextInt(names.length)], form, value});
    }
    return new Declaration(tags[random.nextInt(tags.length)], random.nextBoolean(), attributes);
  }

  private static void assertIs(@Nullable Abbreviation found, Declaration wanted) {
    Abbreviation read = Objects.requireNonNull(found);
    assertThat(read.tag()).isEqualTo(wanted.tag());
    assertThat(read.children()).isEqualTo(wanted.children());
    List<long[]> its = wanted.attributes();
    assertThat(read.attributes()).containsExactly(its.stream().mapToInt(a -> (int) a[0]).toArray());
    assertThat(read.forms()).containsExactly(its.stream().mapToInt(a -> (int) a[1]).toArray());
    assertThat(read.implicit())
        .containsExactly(
            its.stream().mapToLong(a -> a[1] == DW_FORM_implicit_const ? a[2] : 0).toArray());
  }

  private Shapes shapes() {
    return new Shapes(new Bytes("test", ".debug_abbrev", section.toByteArray()), 8, 4, 5);
  }

  @Test
  void tablesOfTheSameDeclarationsInAnyOrderAreReadAsTheyAreWritten() {
    Random random = new Random(1);
    List<Declaration> declarations = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      declarations.add(random(random));
    }
    List<List<Declaration>> tables = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Collections.shuffle(declarations, random);
      tables.add(List.copyOf(declarations.subList(0, 100 + 50 * i)));
      offsets.add(section.size());
      for (int code = 1; code <= tables.getLast().size(); code++) {
        write(code, tables.getLast().get(code - 1));
      }
      uleb(0);
    }
    Shapes shapes = shapes();
    for (int i = 0; i < 12; i++) {
      Abbreviations read = new Abbreviations(shapes, offsets.get(i), size -> {});
      List<Declaration> wanted = tables.get(i);
      int last = wanted.size();
      // The first entry of a unit of gcc has one of the last codes.
      assertIs(read.get(last), wanted.get(last - 1));
      for (int code = 1; code <= last; code++) {
        assertIs(read.get(code), wanted.get(code - 1));
      }
      assertThat(read.get(last + 1)).isNull();
      assertThat(read.having(tag -> tag == DW_TAG_member))
          .hasSize((int) wanted.stream().filter(its -> its.tag() == DW_TAG_member).count());
    }
  }

  @Test
  void codesThatLeaveGapsAndOnesOfManyBytesAreFound() {
    Declaration one = new Declaration(DW_TAG_member, false, List.of());
    Declaration other = new Declaration(DW_TAG_typedef, true, List.of());
    long[] codes = {1, 2, 9, 40, 16_384, 1L << 40, 3};
    for (int table = 0; table < 2; table++) {
      for (int i = 0; i < codes.length; i++) {
        write(codes[i], i % 2 == 0 ? one : other);
      }
      uleb(0);
    }
    Shapes shapes = shapes();
    for (int offset : new int[] {0, section.size() / 2}) {
      Abbreviations read = new Abbreviations(shapes, offset, size -> {});
      for (int i = 0; i < codes.length; i++) {
        assertIs(read.get(codes[i]), i % 2 == 0 ? one : other);
      }
      assertThat(read.get(4)).isNull();
    }
  }

  @Test
  void ofTwoDeclarationsOfACodeTheFirstCounts() {
    write(1, new Declaration(DW_TAG_member, false, List.of()));
    write(2, new Declaration(DW_TAG_typedef, false, List.of()));
    write(1, new Declaration(DW_TAG_variable, false, List.of()));
    write(2, new Declaration(DW_TAG_variable, false, List.of()));
    uleb(0);
    Abbreviations read = new Abbreviations(shapes(), 0, size -> {});
    assertThat(read.get(3)).isNull();
    assertThat(read.having(tag -> true).stream().map(its -> its.shape().tag()))
        .containsExactlyInAnyOrder(DW_TAG_member, DW_TAG_typedef);
  }

  @Test
  void anUnknownFormIsForWhoAsksForItsCode() {
    write(1, new Declaration(DW_TAG_member, false, List.of()));
    write(
        2,
        new Declaration(
            DW_TAG_member, false, List.of(new long[] {DW_AT_name, 0x7b, 0}, new long[] {3, 8, 0})));
    write(3, new Declaration(DW_TAG_typedef, false, List.of()));
    uleb(0);
    Abbreviations read = new Abbreviations(shapes(), 0, size -> {});
    assertThat(read.get(1)).isNotNull();
    assertIs(read.get(3), new Declaration(DW_TAG_typedef, false, List.of()));
    for (int times = 0; times < 2; times++) {
      assertThatThrownBy(() -> read.get(2))
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("DW_FORM 0x7b is not known");
    }
  }

  @Test
  void aTableWithoutAnEndIsReadAsFarAsItGoes() {
    write(1, new Declaration(DW_TAG_member, false, List.of()));
    write(2, new Declaration(DW_TAG_typedef, false, List.of(new long[] {DW_AT_name, 8, 0})));
    byte[] cut = Arrays.copyOf(section.toByteArray(), section.size() - 1);
    Abbreviations read =
        new Abbreviations(
            new Shapes(new Bytes("test", ".debug_abbrev", cut), 8, 4, 5), 0, size -> {});
    assertThat(read.get(1)).isNotNull();
    assertThatThrownBy(() -> read.get(2)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> read.get(2)).isInstanceOf(Malformed.class);
  }

  @Test
  void theSizeOfWhatWasReadIsCountedOnce() {
    Random random = new Random(2);
    for (int code = 1; code <= 300; code++) {
      write(code, random(random));
    }
    int declarations = section.size();
    uleb(0);
    int[] sum = {0};
    Abbreviations read = new Abbreviations(shapes(), 0, size -> sum[0] += size);
    assertThat(read.get(1000)).isNull();
    assertThat(sum[0]).isEqualTo(declarations);
    assertThat(read.having(tag -> true)).hasSize(300);
    assertThat(sum[0]).isEqualTo(declarations);
  }
}
