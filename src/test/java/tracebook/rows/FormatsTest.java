package tracebook.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tracebook.ir.Format;
import tracebook.types.EnumType;

class FormatsTest {
  private static final Format I32 = new Format.Int(4, true);
  private static final Format STATE =
      new Format.Enumeration(
          "state",
          4,
          true,
          List.of(new EnumType.Enumerator("IDLE", 0), new EnumType.Enumerator("FAILED", -1)));

  private static Value decode(Format format, String hex) {
    return Formats.decode(format, HexFormat.of().parseHex(hex.replace(" ", "")), 0);
  }

  private static String shown(Format format, String hex) {
    return Shown.of(decode(format, hex));
  }

  private static Value string(int cap, byte[] bytes) {
    int kept = Math.min(bytes.length, cap + 1);
    ByteBuffer slot = ByteBuffer.allocate(4 + cap + 2).order(ByteOrder.LITTLE_ENDIAN);
    slot.putInt(kept + 1).put(bytes, 0, kept);
    return Formats.decode(new Format.Text(cap), slot.array(), 0);
  }

  @Test
  void integersOfEveryWidthAndSign() {
    assertThat(shown(new Format.Int(1, true), "ff")).isEqualTo("-1");
    assertThat(shown(new Format.Int(1, false), "ff")).isEqualTo("255");
    assertThat(shown(new Format.Int(2, true), "0080")).isEqualTo("-32768");
    assertThat(shown(new Format.Int(2, false), "0080")).isEqualTo("32768");
    assertThat(shown(I32, "78563412")).isEqualTo("305419896");
    assertThat(shown(new Format.Int(4, false), "ffffffff")).isEqualTo("4294967295");
    assertThat(shown(new Format.Int(8, true), "0000000000000080"))
        .isEqualTo("-9223372036854775808");
    assertThat(shown(new Format.Int(8, false), "ffffffffffffffff"))
        .isEqualTo("18446744073709551615");
    assertThat(shown(new Format.Int(16, true), "ff".repeat(16))).isEqualTo("-1");
    assertThat(shown(new Format.Int(16, false), "ff".repeat(16)))
        .isEqualTo("340282366920938463463374607431768211455");
  }

  @Test
  void onlyTheLowBytesOfAWiderSlotCount() {
    assertThat(shown(I32, "feffffff 12345678")).isEqualTo("-2");
  }

  @Test
  void charactersAreTheirNumberAndThemselves() {
    assertThat(shown(new Format.Char(1, true), "41")).isEqualTo("65 'A'");
    assertThat(shown(new Format.Char(1, true), "0a")).isEqualTo("10 '\\n'");
    assertThat(shown(new Format.Char(1, true), "00")).isEqualTo("0 '\\0'");
    assertThat(shown(new Format.Char(1, true), "27")).isEqualTo("39 '\\''");
    assertThat(shown(new Format.Char(1, true), "e9")).isEqualTo("-23");
    assertThat(shown(new Format.Char(1, false), "e9")).isEqualTo("233");
    assertThat(shown(new Format.Char(4, true), "ac200000")).isEqualTo("8364 '€'");
  }

  @Test
  void aBoolThatIsNeitherTrueNorFalseIsMissing() {
    assertThat(decode(new Format.Bool(1), "01")).isEqualTo(new Value.Bool(true));
    assertThat(decode(new Format.Bool(1), "00")).isEqualTo(new Value.Bool(false));
    assertThat(decode(new Format.Bool(1), "02"))
        .isEqualTo(new Value.Missing("`2` is neither true nor false"));
  }

  @Test
  void enumeratorsByNameAndNumbersWithoutOne() {
    assertThat(shown(STATE, "00000000")).isEqualTo("IDLE");
    assertThat(shown(STATE, "ffffffff")).isEqualTo("FAILED");
    assertThat(shown(STATE, "07000000")).isEqualTo("(enum state)7");
    assertThat(shown(new Format.Enumeration("", 4, false, List.of()), "ffffffff"))
        .isEqualTo("(enum)4294967295");
  }

  @Test
  void floatsHaveTheDigitsOfTheirOwnPrecision() {
    assertThat(shown(new Format.Floating(4), "cdcccc3d")).isEqualTo("0.1");
    assertThat(shown(new Format.Floating(8), "9a9999999999b93f")).isEqualTo("0.1");
    assertThat(shown(new Format.Floating(8), "000000000000f87f")).isEqualTo("NaN");
    assertThat(shown(new Format.Floating(8), "000000000000f0ff")).isEqualTo("-Infinity");
    assertThat(shown(new Format.Floating(8), "0000000000000080")).isEqualTo("-0.0");
  }

  @Test
  void longDoublesAreExactOrSayThatTheyWereRounded() {
    // gcc: 1.5L, 0.1L, -1.0L/0, 0, LDBL_MAX, LDBL_MIN
    assertThat(decode(new Format.Floating(16), "00000000000000c0ff3f 000000000000"))
        .isEqualTo(new Value.Real(1.5, 16, Optional.empty()));
    assertThat(decode(new Format.Floating(16), "cdccccccccccccccfb3f 000000000000"))
        .isEqualTo(new Value.Real(0.1, 16, Optional.of("rounded from a `long double`")));
    assertThat(decode(new Format.Floating(16), "0000000000000080ffff 000000000000"))
        .isEqualTo(new Value.Real(Double.NEGATIVE_INFINITY, 16, Optional.empty()));
    assertThat(decode(new Format.Floating(16), "00000000000000000000 000000000000"))
        .isEqualTo(new Value.Real(0, 16, Optional.empty()));
    assertThat(decode(new Format.Floating(16), "fffffffffffffffffe7f 000000000000"))
        .isEqualTo(
            new Value.Missing("`1.1897314953572317650E+4932` is outside the range of a double"));
    assertThat(decode(new Format.Floating(16), "00000000000000800100 000000000000"))
        .isEqualTo(
            new Value.Missing("`3.3621031431120935063E-4932` is outside the range of a double"));
    assertThat(decode(new Format.Floating(16), "0000000000000000ff3f 000000000000"))
        .isEqualTo(new Value.Missing("not a valid `long double`"));
  }

  @Test
  void everyDoubleIsExactAsALongDouble() {
    for (double d : new double[] {1, Math.PI, 1e300, 1e-300, 0x1p-1022, 123456789.125}) {
      long bits = Double.doubleToLongBits(d);
      int exponent = (int) (bits >> 52 & 0x7ff) - 1023 + 16383;
      long significand = 1L << 63 | (bits & 0xfffffffffffffL) << 11;
      ByteBuffer x87 = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      x87.putLong(significand).putShort((short) exponent);
      assertThat(Formats.decode(new Format.Floating(16), x87.array(), 0))
          .as(new BigDecimal(d).toString())
          .isEqualTo(new Value.Real(d, 16, Optional.empty()));
    }
  }

  @Test
  void pointersAreHex() {
    assertThat(shown(new Format.Pointer(8), "0010efcdab7f0000")).isEqualTo("0x7fabcdef1000");
    assertThat(shown(new Format.Pointer(8), "0000000000000000")).isEqualTo("0x0");
  }

  @Test
  void bitFields() {
    // struct { unsigned a : 3; int b : 5; unsigned c : 12; } = { 5, -2, 0xabc }
    String bytes = "f5bc0a00";
    assertThat(shown(new Format.Bits(4, 0, 3, new Format.Int(4, false)), bytes)).isEqualTo("5");
    assertThat(shown(new Format.Bits(4, 3, 5, I32), bytes)).isEqualTo("-2");
    assertThat(shown(new Format.Bits(4, 8, 12, new Format.Int(4, false)), bytes))
        .isEqualTo(Integer.toString(0xabc));
    assertThat(shown(new Format.Bits(1, 0, 1, new Format.Bool(1)), "01")).isEqualTo("true");
    assertThat(shown(new Format.Bits(4, 1, 2, STATE), "06")).isEqualTo("FAILED");
    assertThat(shown(new Format.Bits(4, 1, 2, STATE), "02")).isEqualTo("(enum state)1");
    assertThat(shown(new Format.Bits(8, 0, 64, new Format.Int(8, false)), "ff".repeat(8)))
        .isEqualTo("18446744073709551615");
    assertThat(shown(new Format.Bits(9, 4, 64, new Format.Int(8, false)), "f0ffffffffffffff0f"))
        .isEqualTo("18446744073709551615");
  }

  @Test
  void strings() {
    assertThat(string(256, "".getBytes(UTF_8))).isEqualTo(new Value.Text("", Optional.empty()));
    assertThat(string(256, "grüße €😀".getBytes(UTF_8)))
        .isEqualTo(new Value.Text("grüße €😀", Optional.empty()));
  }

  @Test
  void aStringThatJustFitsIsNotTruncated() {
    assertThat(string(4, "abcd".getBytes(UTF_8)))
        .isEqualTo(new Value.Text("abcd", Optional.empty()));
    assertThat(string(4, "abcde".getBytes(UTF_8)))
        .isEqualTo(new Value.Text("abcd", Optional.of("truncated at 4 B")));
    assertThat(string(4, "abcdefgh".getBytes(UTF_8)))
        .isEqualTo(new Value.Text("abcd", Optional.of("truncated at 4 B")));
  }

  @Test
  void theCharacterThatTheCutWentThroughIsLeftOut() {
    assertThat(string(4, "ab€€".getBytes(UTF_8)))
        .isEqualTo(new Value.Text("ab", Optional.of("truncated at 4 B")));
    assertThat(string(5, "ab€€".getBytes(UTF_8)))
        .isEqualTo(new Value.Text("ab€", Optional.of("truncated at 5 B")));
  }

  @Test
  void thePairThatTheCutWentThroughIsLeftOut() {
    Format four = new Format.Characters(2, 4);
    String half = "6100 3dd8";
    assertThat(decode(four, "03 00000000000000" + half))
        .isEqualTo(new Value.Text("a", Optional.of("truncated at 4 B")));
    assertThat(decode(four, "02 00000000000000" + half))
        .isEqualTo(new Value.Text("a\\ud83d", Optional.empty()));
    assertThat(decode(new Format.Characters(4, 4), "02 00000000000000 00f60100"))
        .isEqualTo(new Value.Text("\ud83d\ude00", Optional.of("truncated at 4 B")));
  }

  @Test
  void bytesThatAreNotUtf8() {
    assertThat(string(64, "caf\u00e9!".getBytes(ISO_8859_1)))
        .isEqualTo(new Value.Text("caf\\xe9!", Optional.empty()));
    // Overlong, surrogate, above U+10FFFF, stray continuation, cut short.
    assertThat(string(64, HexFormat.of().parseHex("c0afeda080f4908080bfe282")))
        .isEqualTo(
            new Value.Text(
                "\\xc0\\xaf\\xed\\xa0\\x80\\xf4\\x90\\x80\\x80\\xbf\\xe2\\x82", Optional.empty()));
  }

  @Test
  void controlCharactersAreKeptButNotShown() {
    Value value = string(64, "a\nb\t\u001b[31m\u202e\u0085".getBytes(UTF_8));
    assertThat(value).isEqualTo(new Value.Text("a\nb\t\u001b[31m\u202e\u0085", Optional.empty()));
    assertThat(Shown.of(value)).isEqualTo("a\\nb\\t\\x1b[31m\\u202e\\u0085");
  }

  @Test
  void charArraysEndAtTheirFirstNul() {
    assertThat(shown(new Format.CharArray(8), "6162 00 6364656667")).isEqualTo("ab");
    assertThat(shown(new Format.CharArray(4), "61626364 65")).isEqualTo("abcd");
    assertThat(shown(new Format.CharArray(2), "0000")).isEmpty();
  }

  @Test
  void arrays() {
    assertThat(shown(new Format.Array(I32, 4, 3), "010000000200000003000000"))
        .isEqualTo("[1, 2, 3]");
    assertThat(
            shown(
                new Format.Array(new Format.Array(I32, 4, 2), 8, 2),
                "01000000 02000000 03000000 04000000"))
        .isEqualTo("[[1, 2], [3, 4]]");
    assertThat(shown(new Format.Array(I32, 4, 0), "")).isEqualTo("[]");
  }

  @Test
  void aLongArraySaysHowMuchIsLeftOut() {
    Value value =
        Formats.decode(new Format.Array(new Format.Int(1, false), 1, 300), new byte[300], 0);
    assertThat(value).isInstanceOf(Value.Text.class);
    Value.Text text = (Value.Text) value;
    assertThat(text.text()).startsWith("[0, 0, ").endsWith(", 0, … 100 more]");
    assertThat(text.mark()).hasValue("shortened");
  }

  @Test
  void structs() {
    Format position =
        new Format.Struct(8, List.of(new Format.Field("x", 0, I32), new Format.Field("y", 4, I32)));
    Format all =
        new Format.Struct(
            20,
            List.of(
                new Format.Field("id", 0, I32),
                new Format.Field("pos", 4, position),
                new Format.Field("name", 12, new Format.CharArray(4)),
                new Format.Field("v", 16, new Format.Opaque(4, "not understood"))));
    assertThat(shown(all, "01000000 02000000 03000000 61220000 00000000"))
        .isEqualTo("{id=1, pos={x=2, y=3}, name=\"a\\\"\", v=<not understood>}");
  }

  @Test
  void opaqueBytesAreMissing() {
    assertThat(decode(new Format.Opaque(4, "a type of 3 bytes"), "00000000"))
        .isEqualTo(new Value.Missing("a type of 3 bytes"));
  }
}
