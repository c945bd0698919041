package tracebook.resolve;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tracebook.bytes.ByteString;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.lang.Expr;
import tracebook.source.Problems;
import tracebook.source.Span;

/** What can be asked of strings and of memory. */
final class StringFunctions {
  /** The most bytes of a literal. */
  static final int MOST_LITERAL = 128;

  /** The most bytes that are measured. */
  private static final int MOST_MEASURED = 16_384;

  /** The most work of one search. */
  private static final int MOST_SEARCHING = 60_000;

  /** TASK_COMM_LEN of include/linux/sched.h without its NUL. */
  private static final int MOST_NAME = 15;

  private final Expressions expressions;
  private final Texts texts;
  private final int cap;
  private final Problems problems;

  StringFunctions(Expressions expressions, Place place, int cap, Problems problems) {
    this.expressions = expressions;
    this.texts = new Texts(expressions, place);
    this.cap = cap;
    this.problems = problems;
  }

  Operand call(Expr.Call e) throws Rejected, Unavailable {
    return switch (e.function().text()) {
      case "strlen" -> length(e);
      case "contains" -> contains(e);
      case "starts_with" -> startsWith(e);
      case "strncmp" -> strncmp(e);
      case "memcmp" -> memcmp(e);
      case "hex" ->
          throw new Rejected(
              e.span(), "`hex` stands for bytes in `memcmp`", "`memcmp(p, hex(\"50 4f\"))`");
      default -> throw new IllegalStateException(e.function().text());
    };
  }

  private static void arguments(Expr.Call e, int least, int most, String takes, String example)
      throws Rejected {
    if (e.arguments().size() < least || e.arguments().size() > most) {
      throw new Rejected(e.span(), "`" + e.function().text() + "` takes " + takes, example);
    }
  }

  private static Operand truth(Num num) {
    return new Operand.Value(num, Expressions.BOOL);
  }

  private static Num constant(boolean truth) {
    return new Num.Constant(truth ? 1 : 0);
  }

  /** True wherever there is a string at all: nothing is part of any of them. */
  private static Num known(Num number) {
    return new Num.Compare(Num.Comparison.GE, false, number, new Num.Constant(0));
  }

  // ---- the functions

  private Operand length(Expr.Call e) throws Rejected, Unavailable {
    arguments(e, 1, 1, "one string", "write `strlen(s)`");
    Span span = e.arguments().getFirst().span();
    return new Operand.Value(
        length(texts.text(e.arguments().getFirst()), span), Expressions.SCRIPT_INTEGER);
  }

  private Num length(Text text, Span span) throws Rejected {
    return switch (text) {
      case Text.Literal t -> new Num.Constant(t.bytes().length());
      case Text.Memory t -> {
        long most = Math.min(Math.min(cap, MOST_MEASURED), t.size().orElse(Long.MAX_VALUE) - 1);
        Num length = new Num.StringLength(t.address(), (int) Math.max(0, most));
        yield t.computed()
            .<Num>map(
                all ->
                    new Num.Conditional(
                        below(length, all), length, new Num.Failure(SlotState.BEYOND_BOUND)))
            .orElse(length);
      }
      case Text.Counted t -> t.count();
      case Text.Before t -> t.at().number(length(t.there(), span));
      case Text.ThreadName t -> throw notOfName(span);
    };
  }

  private Operand contains(Expr.Call e) throws Rejected, Unavailable {
    String example = "write `contains(s, \"GET\")`";
    arguments(e, 2, 2, "a string and a literal", example);
    Text text = texts.text(e.arguments().get(0));
    if (!(texts.text(e.arguments().get(1)) instanceof Text.Literal wanted)) {
      throw new Rejected(e.span(), "`contains` takes a string and a literal", example);
    }
    comparable(wanted.bytes(), e.arguments().get(1).span());
    return truth(contains(text, wanted.bytes(), e.arguments().get(0).span()));
  }

  private Num contains(Text text, ByteString wanted, Span span) throws Rejected {
    int length = wanted.length();
    switch (text) {
      case Text.Literal t -> {
        return constant(latin(t.bytes()).contains(latin(wanted)));
      }
      case Text.Before t -> {
        return t.at().number(contains(t.there(), wanted, span));
      }
      case Text.ThreadName t -> throw notOfName(span);
      case Text.Counted t -> {
        if (length == 0) {
          return known(t.count());
        }
        int most = Math.min(cap, MOST_SEARCHING / Num.Contains.work(length));
        int steps = (most + Num.Contains.STEP - 1) / Num.Contains.STEP;
        return new Num.CountedContains(t.address(), t.count(), wanted, steps * Num.Contains.STEP);
      }
      case Text.Memory t -> {
        if (length == 0) {
          return known(new Num.Load(t.address(), 1, false));
        }
        int most = Math.min(cap, MOST_SEARCHING / Num.Contains.work(length));
        long size = t.size().orElse(Long.MAX_VALUE);
        boolean whole = size <= Math.max(most, 4 * Num.Contains.STEP);
        if (size < length) {
          return constant(false);
        }
        // What is read behind the last place has to belong to the array, too.
        long inside = (size - length - 1) / Num.Contains.STEP;
        long steps = Math.min(inside, (most + Num.Contains.STEP - 1) / Num.Contains.STEP);
        return new Num.Contains(
            t.address(), wanted, (int) (whole ? size : steps * Num.Contains.STEP), whole);
      }
    }
  }

  private Operand startsWith(Expr.Call e) throws Rejected, Unavailable {
    String example = "write `starts_with(s, \"GET \")`";
    arguments(e, 2, 2, "a string and a literal", example);
    Text text = texts.bytes(e.arguments().get(0));
    if (!(texts.text(e.arguments().get(1)) instanceof Text.Literal wanted)) {
      throw new Rejected(e.span(), "`starts_with` takes a string and a literal", example);
    }
    return truth(matches(text, wanted.bytes(), false, e.span()));
  }

  private Operand strncmp(Expr.Call e) throws Rejected, Unavailable {
    arguments(e, 3, 3, "two strings and a length", "write `strncmp(s, \"GET\", 3)`");
    Text left = texts.bytes(e.arguments().get(0));
    Text right = texts.bytes(e.arguments().get(1));
    Expr count = e.arguments().get(2);
    if (!(expressions.value(count).num() instanceof Num.Constant c)) {
      throw new Rejected(
          count.span(),
          "the length of `strncmp` must be a constant",
          "`memcmp(a, b, n)` takes any length");
    }
    if (c.value() < 0) {
      throw negative(count.span());
    }
    if (left instanceof Text.Literal || right instanceof Text.Literal) {
      ByteString wanted = (right instanceof Text.Literal l ? l : (Text.Literal) left).bytes();
      Text text = right instanceof Text.Literal ? left : right;
      if (c.value() > wanted.length()) {
        problems.warning(
            count.span(),
            "the literal has only " + wanted.length() + " bytes, which are compared",
            "`==` compares whole strings");
      }
      int n = (int) Math.min(c.value(), wanted.length());
      if (n == 0) {
        return truth(constant(true));
      }
      return truth(matches(text, first(wanted, n), false, e.span()));
    }
    if (!(left instanceof Text.Memory a) || !(right instanceof Text.Memory b)) {
      throw new Rejected(
          e.span(),
          "two strings are compared when both end at a NUL and are as they are now",
          "any other is compared with a literal; or `emit` both");
    }
    bounded(c.value(), count.span());
    return truth(
        c.value() == 0
            ? constant(true)
            : new Num.SameStrings(a.address(), b.address(), (int) c.value()));
  }

  private Operand memcmp(Expr.Call e) throws Rejected, Unavailable {
    arguments(e, 2, 3, "two addresses and a length", "write `memcmp(p, q, 16)`");
    Text left = texts.raw(e.arguments().get(0));
    Text right = texts.raw(e.arguments().get(1));
    if (e.arguments().size() == 2
        && !Texts.isHex(e.arguments().get(0))
        && !Texts.isHex(e.arguments().get(1))) {
      throw new Rejected(
          e.span(), "`memcmp` needs a length", "only `hex(\"50 4f\")` says how long it is");
    }
    if (left instanceof Text.Memory one && right instanceof Text.Memory other) {
      return truth(sameBytes(one, other, e.arguments().get(2)));
    }
    ByteString wanted = (right instanceof Text.Literal l ? l : (Text.Literal) left).bytes();
    Text text = right instanceof Text.Literal ? left : right;
    long count = wanted.length();
    if (e.arguments().size() == 3) {
      Expr length = e.arguments().get(2);
      if (!(expressions.value(length).num() instanceof Num.Constant c)) {
        throw new Rejected(
            length.span(),
            "beside bytes that are written out the length must be a constant",
            "write how many of them are compared");
      }
      count = c.value();
      enough(count, wanted.length(), length.span());
    }
    ByteString bytes = first(wanted, (int) count);
    if (text instanceof Text.Literal other) {
      enough(count, other.bytes().length(), e.span());
      return truth(constant(first(other.bytes(), (int) count).equals(bytes)));
    }
    Text.Memory memory = (Text.Memory) text;
    inside(count, memory, e.span());
    return truth(holds(memory.address(), bytes));
  }

  private static Num holds(Num address, ByteString bytes) {
    return bytes.length() == 0 ? constant(true) : new Num.HoldsBytes(address, bytes);
  }

  private Num sameBytes(Text.Memory left, Text.Memory right, Expr length)
      throws Rejected, Unavailable {
    Operand.Value count = expressions.value(length);
    boolean signed = Loads.kind(count, length.span()).signed();
    int most = cap;
    if (count.num() instanceof Num.Constant c) {
      if (signed && c.value() < 0) {
        throw negative(length.span());
      }
      bounded(c.value(), length.span());
      inside(c.value(), left, length.span());
      inside(c.value(), right, length.span());
      if (c.value() == 0) {
        return constant(true);
      }
      most = (int) c.value();
    }
    return new Num.SameBytes(left.address(), right.address(), count.num(), signed, most);
  }

  private void bounded(long count, Span span) throws Rejected {
    if (count < 0 || count > cap) {
      throw new Rejected(
          span,
          "at most " + cap + " bytes are compared",
          "`--cap " + (count < 0 ? 65_536 : count) + "` compares more");
    }
  }

  /** What is behind an array is not what is meant. */
  private static void inside(long count, Text.Memory memory, Span span) throws Rejected {
    if (memory.size().isPresent() && memory.size().getAsLong() < count) {
      throw new Rejected(
          span,
          "`" + memory.type() + "` has fewer than " + count + " bytes",
          "its size is " + memory.size().getAsLong());
    }
  }

  private static void enough(long count, int bytes, Span span) throws Rejected {
    if (count < 0) {
      throw negative(span);
    }
    if (count > bytes) {
      throw new Rejected(
          span,
          "only " + bytes + (bytes == 1 ? " byte is" : " bytes are") + " written out, not " + count,
          "write them all");
    }
  }

  private static Rejected negative(Span span) {
    return new Rejected(span, "a length cannot be negative", "it counts bytes");
  }

  private static ByteString first(ByteString bytes, int count) {
    return ByteString.copyOf(Arrays.copyOf(bytes.toArray(), count));
  }

  private static Rejected notOfName(Span span) {
    return new Rejected(
        span,
        "a thread's name can only be compared, by `==`, `starts_with` and `strncmp`",
        "`emit $comm` and use it in a Java cell");
  }

  // ---- comparing with a literal

  /** Whether a string is a literal or begins with it. */
  Num matches(Operand operand, ByteString bytes, boolean whole, Span span)
      throws Rejected, Unavailable {
    comparable(bytes, span);
    return matches(texts.text(operand, false, span), bytes, whole, span);
  }

  private Num matches(Text text, ByteString bytes, boolean whole, Span span) throws Rejected {
    comparable(bytes, span);
    return switch (text) {
      case Text.Literal t ->
          constant(whole ? t.bytes().equals(bytes) : latin(t.bytes()).startsWith(latin(bytes)));
      case Text.Before t -> t.at().number(matches(t.there(), bytes, whole, span));
      case Text.Counted t -> {
        Num.Comparison fits = whole ? Num.Comparison.EQ : Num.Comparison.GE;
        Num length = new Num.Compare(fits, false, t.count(), new Num.Constant(bytes.length()));
        yield bytes.length() == 0
            ? length
            : new Num.And(length, new Num.Matches(t.address(), bytes, false));
      }
      case Text.ThreadName t ->
          bytes.length() > MOST_NAME ? constant(false) : new Num.NameMatches(bytes, whole);
      case Text.Memory t -> {
        long count = t.size().orElse(Long.MAX_VALUE);
        if (bytes.length() == 0 && !whole) {
          yield known(new Num.Load(t.address(), 1, false));
        }
        if (t.computed().isPresent()) {
          yield matches(t.address(), t.computed().get(), bytes, whole);
        }
        yield bytes.length() > count
            ? constant(false)
            : new Num.Matches(t.address(), bytes, whole && bytes.length() < count);
      }
    };
  }

  /** In an array the NUL may be missing. */
  private static Num matches(Num address, Num size, ByteString bytes, boolean whole) {
    Num length = new Num.Constant(bytes.length());
    Num all =
        bytes.length() == 0
            ? new Num.Constant(1)
            : new Num.Conditional(
                below(size, length), constant(false), new Num.Matches(address, bytes, false));
    return whole
        ? new Num.Conditional(below(length, size), new Num.Matches(address, bytes, true), all)
        : all;
  }

  private static Num below(Num number, Num bound) {
    return new Num.Compare(Num.Comparison.LT, true, number, bound);
  }

  private static void comparable(ByteString bytes, Span span) throws Rejected {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.at(i) == 0) {
        throw new Rejected(
            span, "a string to compare with cannot hold a NUL", "strings end at the first NUL");
      }
    }
    if (bytes.length() > MOST_LITERAL) {
      throw new Rejected(
          span,
          "a string to compare with can have at most " + MOST_LITERAL + " bytes",
          "compare a part of it");
    }
  }

  private static String latin(ByteString bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }
}
