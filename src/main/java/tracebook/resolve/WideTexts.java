package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.Source;
import tracebook.types.CharType;
import tracebook.types.IntegerType;
import tracebook.types.PointerType;
import tracebook.types.QualifiedType;
import tracebook.types.Type;
import tracebook.types.TypedefType;

/** Text of characters of 2 and 4 bytes that ends where one is 0. */
final class WideTexts {
  private static final List<String> NAMES = List.of("char16_t", "char32_t", "wchar_t");

  private static final int PAGE = 4096;

  private WideTexts() {}

  /** Bytes of a wide character, which C has as a typedef of a number; 0 for any other type. */
  static int unit(Type type) {
    Type at = type;
    while (true) {
      switch (at) {
        case TypedefType t -> {
          if (NAMES.contains(t.name())) {
            return (int) t.size().orElse(0);
          }
          at = t.target();
        }
        case QualifiedType t -> at = t.target();
        case CharType t when NAMES.contains(t.name()) -> {
          return t.bytes();
        }
        case IntegerType t when NAMES.contains(t.name()) -> {
          return t.bytes();
        }
        default -> {
          return 0;
        }
      }
    }
  }

  /** Bytes of one where a pointer points to them, which is a string by convention; else 0. */
  static int pointed(Type type) {
    return type.strip() instanceof PointerType p && p.kind() == PointerType.Kind.POINTER
        ? unit(p.target())
        : 0;
  }

  /**
   * How the text is captured. Where it ends is seen only later: what lies behind the page may not
   * be there, and is needed only where the page does not end the text.
   */
  static Following.Plan plan(Num address, int unit, int cap) {
    int room = cap - cap % unit;
    Format.WideText format = new Format.WideText(unit, room);
    Num inPage =
        new Num.Binary(
            Num.Operator.SUB,
            new Num.Constant(PAGE),
            new Num.Binary(Num.Operator.AND, address, new Num.Constant(PAGE - 1)));
    Num all = new Num.Constant(room);
    Num isCut = new Num.Compare(Num.Comparison.LT, false, inPage, all);
    Num first = new Num.Conditional(isCut, inPage, all);
    Num next = new Num.Binary(Num.Operator.ADD, address, inPage);
    Num left = new Num.Binary(Num.Operator.SUB, all, inPage);
    Source.Attempt rest =
        new Source.Attempt(
            format.rest(), 1, Optional.of(isCut), new Source.Counted(next, left, 1, room, false));
    Source text =
        new Source.Composite(new Source.Counted(address, first, 1, room, false), List.of(rest));
    // What changes while the probe reads would be cut where another text is.
    boolean changes = !(address instanceof Num.Register || address instanceof Num.Constant);
    return new Following.Plan(changes ? new Source.Once(address, text) : text, format);
  }
}
