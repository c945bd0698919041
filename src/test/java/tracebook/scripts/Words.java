package tracebook.scripts;

import java.util.List;

/** What expressions over {@code types.c} are made of. */
final class Words {
  private Words() {}

  static final List<String> INTEGERS_OF_ALL =
      List.of(
          "s8",
          "u8",
          "s16",
          "u16",
          "s32",
          "u32",
          "s64",
          "u64",
          "yes",
          "letter",
          "color",
          "depth",
          "f5",
          "g7",
          "g32",
          "h40",
          "h63",
          "f3",
          "f1",
          "at.x",
          "at.y",
          "word.whole");
  static final List<String> INTEGERS_OF_NODE =
      List.of("value", "number", "inner.left", "inner.right", "at.x", "at.y");
  static final List<String> LITERALS =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "7",
          "-8",
          "63",
          "64",
          "65",
          "255",
          "0x8000",
          "0x7fffffff",
          "0x80000000",
          "0xffffffff",
          "0x100000000",
          "0x7fffffffffffffff",
          "0xffffffffffffffff",
          "'G'",
          "0b1010",
          "0o17",
          "1_000",
          "true",
          "sizeof(struct all)",
          "sizeof(everything.text)");
  static final List<String> TYPES =
      List.of(
          "char",
          "signed char",
          "unsigned char",
          "short",
          "unsigned short",
          "int",
          "unsigned int",
          "long",
          "unsigned long",
          "_Bool",
          "int8_t",
          "uint64_t",
          "enum color");
  static final List<String> ENUMERATORS = List.of("RED", "GREEN", "BLUE");
  static final List<String> WORDS =
      List.of("", "G", "GET", "GET /", "GET /index", "POST", "x", "hello", "zero", "0123456789abc");
}
