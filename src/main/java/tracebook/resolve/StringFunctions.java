package tracebook.resolve;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.adapters.View;
import tracebook.bytes.ByteString;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.lang.Expr;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.CharType;
import tracebook.types.PointerType;
import tracebook.types.Type;
import tracebook.types.VoidType;

/** What can be asked of strings and of memory. */
final class StringFunctions {
  /** The most bytes of a literal. */
  private static final int MOST_LITERAL = 128;

  /** The most bytes that are measured. */
  private static final int MOST_MEASURED = 16_384;

  /** The most work of one search. */
  private static final int MOST_SEARCHING = 60_000;

  /** TASK_COMM_LEN of include/linux/sched.h without its NUL. */
  private static final int MOST_NAME = 15;

  private final Expressions expressions;
  private final Place place;
  private final int cap;
  private final Problems problems;

  StringFunctions(Expressions expressions, Place place, int cap, Problems problems) {
    this.expressions = expressions;
    this.place = place;
    this.cap = cap;
    this.problems = problems;
  }

  /** Where the characters or bytes of an argument are. */
  private sealed interface Text {}

  private record Literal(ByteString bytes) implements Text {}

  /**
   * In the program's memory.
   *
   * @param size of an array
   */
  private record Memory(Num address, OptionalLong size, Optional<Num> computed, String type)
      implements Text {
    Memory(Num address, OptionalLong size, String type) {
      this(address, size, Optional.empty(), type);
    }
  }

  /** A string that is not ended by a NUL but has a length. */
  private record Counted(Num address, Num count, String type) implements Text {}

  private record ThreadName() implements Text {}

  /** In memory, and as it was at an earlier place. */
  private record Before(Earlier at, Text there) implements Text {}

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

  // ---- the functions

  private Operand length(Expr.Call e) throws Rejected, Unavailable {
    arguments(e, 1, 1, "one string", "write `strlen(s)`");
    Span span = e.arguments().getFirst().span();
    return new Operand.Value(
        length(text(e.arguments().getFirst()), span), Expressions.SCRIPT_INTEGER);
  }

  private Num length(Text text, Span span) throws Rejected {
    return switch (text) {
      case Literal t -> new Num.Constant(t.bytes().length());
      case Memory t -> {
        long most = Math.min(Math.min(cap, MOST_MEASURED), t.size().orElse(Long.MAX_VALUE) - 1);
        Num length = new Num.StringLength(t.address(), (int) Math.max(0, most));
        yield t.computed()
            .<Num>map(
                all ->
                    new Num.Conditional(
                        below(length, all), length, new Num.Failure(SlotState.BEYOND_BOUND)))
            .orElse(length);
      }
      case Counted t -> t.count();
      case Before t -> t.at().number(length(t.there(), span));
      case ThreadName t -> throw notOfName(span);
    };
  }

  private Operand contains(Expr.Call e) throws Rejected, Unavailable {
    String example = "write `contains(s, \"GET\")`";
    arguments(e, 2, 2, "a string and a literal", example);
    Text text = text(e.arguments().get(0));
    if (!(text(e.arguments().get(1)) instanceof Literal wanted)) {
      throw new Rejected(e.span(), "`contains` takes a string and a literal", example);
    }
    comparable(wanted.bytes(), e.arguments().get(1).span());
    return truth(contains(text, wanted.bytes(), e.arguments().get(0).span()));
  }

  private Num contains(Text text, ByteString wanted, Span span) throws Rejected {
    int length = wanted.length();
    switch (text) {
      case Literal t -> {
        return constant(latin(t.bytes()).contains(latin(wanted)));
      }
      case Before t -> {
        return t.at().number(contains(t.there(), wanted, span));
      }
      case ThreadName t -> throw notOfName(span);
      case Counted t ->
          throw new Rejected(
              span,
              "`" + t.type() + "` cannot be searched in a probe",
              "`starts_with` and `==` work on it; `emit` it and search in a Java cell");
      case Memory t -> {
        if (length == 0) {
          return constant(true);
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
    Text text = bytes(e.arguments().get(0));
    if (!(text(e.arguments().get(1)) instanceof Literal wanted)) {
      throw new Rejected(e.span(), "`starts_with` takes a string and a literal", example);
    }
    return truth(matches(text, wanted.bytes(), false, e.span()));
  }

  private Operand strncmp(Expr.Call e) throws Rejected, Unavailable {
    arguments(e, 3, 3, "two strings and a length", "write `strncmp(s, \"GET\", 3)`");
    Text left = bytes(e.arguments().get(0));
    Text right = bytes(e.arguments().get(1));
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
    if (left instanceof Literal || right instanceof Literal) {
      ByteString wanted = (right instanceof Literal l ? l : (Literal) left).bytes();
      Text text = right instanceof Literal ? left : right;
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
    if (!(left instanceof Memory a) || !(right instanceof Memory b)) {
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
    Text left = raw(e.arguments().get(0));
    Text right = raw(e.arguments().get(1));
    if (e.arguments().size() == 2 && !isHex(e.arguments().get(0)) && !isHex(e.arguments().get(1))) {
      throw new Rejected(
          e.span(), "`memcmp` needs a length", "only `hex(\"50 4f\")` says how long it is");
    }
    if (left instanceof Memory one && right instanceof Memory other) {
      return truth(sameBytes(one, other, e.arguments().get(2)));
    }
    ByteString wanted = (right instanceof Literal l ? l : (Literal) left).bytes();
    Text text = right instanceof Literal ? left : right;
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
    if (text instanceof Literal other) {
      enough(count, other.bytes().length(), e.span());
      return truth(constant(first(other.bytes(), (int) count).equals(bytes)));
    }
    Memory memory = (Memory) text;
    inside(count, memory, e.span());
    return truth(holds(memory.address(), bytes));
  }

  private static Num holds(Num address, ByteString bytes) {
    return bytes.length() == 0 ? constant(true) : new Num.HoldsBytes(address, bytes);
  }

  private Num sameBytes(Memory left, Memory right, Expr length) throws Rejected, Unavailable {
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
  private static void inside(long count, Memory memory, Span span) throws Rejected {
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

  // ---- arguments

  /** A string. */
  private Text text(Expr expr) throws Rejected, Unavailable {
    return text(expressions.operand(expr), false, expr.span());
  }

  /** A string, or any pointer or array: its first bytes. */
  private Text bytes(Expr expr) throws Rejected, Unavailable {
    return text(expressions.operand(expr), true, expr.span());
  }

  /** Bytes, of which a NUL is one: memory as it is now, or what is written out. */
  private Text raw(Expr expr) throws Rejected, Unavailable {
    if (isHex(expr)) {
      return new Literal(hex((Expr.Call) expr));
    }
    Operand operand = expressions.operand(expr);
    if (operand instanceof Operand.Literal literal) {
      byte[] bytes = literal.bytes().toArray();
      return new Literal(ByteString.copyOf(Arrays.copyOf(bytes, bytes.length + 1)));
    }
    if (operand instanceof Operand.Earlier earlier
        && earlier.type().strip() instanceof PointerType pointer) {
      Num address = expressions.load(operand, expr.span()).num();
      return new Memory(address, OptionalLong.empty(), pointer.name());
    }
    Text text = text(operand, true, expr.span());
    if (!(text instanceof Memory)) {
      throw new Rejected(
          expr.span(),
          "`" + operand.type().name() + "` is not at an address",
          "`memcmp` compares what pointers point to, arrays and `hex(\"50 4f\")`");
    }
    return text;
  }

  private Text text(Operand operand, boolean anyMemory, Span span) throws Rejected, Unavailable {
    switch (operand) {
      case Operand.Nothing o -> throw expressions.unavailable(o, span);
      case Operand.Literal o -> {
        return new Literal(o.bytes());
      }
      case Operand.SiteText o -> {
        return new Literal(ByteString.copyOf(siteText(o, span).getBytes(StandardCharsets.UTF_8)));
      }
      case Operand.Comm o -> {
        return new ThreadName();
      }
      case Operand.Earlier o -> {
        return new Before(o.at(), text(o.there(), anyMemory, span));
      }
      default -> {}
    }
    Operand object = expressions.views().referred(operand, span);
    if (expressions.views().of(object).orElse(null) instanceof View.Text view) {
      return counted(expressions.views().text(object, view, span), view, object.type(), span);
    }
    Type type = operand.type().strip();
    if (type instanceof PointerType pointer && (anyMemory || isText(pointer.target()))) {
      return new Memory(
          expressions.load(operand, span).num(), OptionalLong.empty(), operand.type().name());
    }
    if (type instanceof ArrayType array
        && (anyMemory || (array.counts().size() == 1 && isCharacter(array.element())))) {
      if (operand instanceof Operand.InMemory m && ArraySizes.areComputed(array)) {
        return new Memory(
            m.address(),
            OptionalLong.empty(),
            Optional.of(expressions.sizes().size(array, span)),
            operand.type().name());
      }
      if (operand instanceof Operand.InMemory m) {
        boolean open = array.counts().getFirst().orElse(0) == 0;
        return new Memory(
            m.address(), open ? OptionalLong.empty() : array.size(), operand.type().name());
      }
      throw new Unavailable(
          span, "the array is not in memory here", "not in memory", "`emit` it as a column");
    }
    if (anyMemory) {
      throw new Rejected(
          span,
          "`" + operand.type().name() + "` is neither a pointer nor an array",
          "`&x` is where `x` is; an address is cast: `(char *)x`");
    }
    throw new Rejected(
        span,
        "`" + operand.type().name() + "` is not a string",
        "a `char *` or an array of `char` can be compared with a string; cast it: `(char *)x =="
            + " \"…\"`");
  }

  private static Text counted(Views.Elements text, View.Text view, Type type, Span span)
      throws Rejected {
    if (view.unit() != 1) {
      throw new Rejected(
          span,
          "a string of " + view.unit() + "-byte characters cannot be compared in a probe",
          "`emit` it and keep the rows you want in a Java cell");
    }
    return new Counted(text.address(), text.count(), type.name());
  }

  private static boolean isText(Type type) {
    return isCharacter(type) || type.strip() instanceof VoidType;
  }

  private static boolean isCharacter(Type type) {
    return type.strip() instanceof CharType c && c.bytes() == 1;
  }

  private static boolean isHex(Expr expr) {
    return expr instanceof Expr.Call call && call.function().text().equals("hex");
  }

  private static ByteString hex(Expr.Call e) throws Rejected {
    String example = "as in `hex(\"50 4f\")`";
    if (e.arguments().size() != 1
        || !(e.arguments().getFirst() instanceof Expr.StringLiteral literal)) {
      throw new Rejected(e.span(), "`hex` takes bytes in a literal", example);
    }
    String digits = literal.bytes().replace(" ", "");
    if (digits.isEmpty() || digits.length() % 2 != 0 || !digits.matches("[0-9A-Fa-f]*")) {
      throw new Rejected(
          literal.span(), "`hex` takes two hexadecimal digits for each byte", example);
    }
    if (digits.length() > 2 * MOST_LITERAL) {
      throw new Rejected(
          literal.span(), "`hex` takes at most " + MOST_LITERAL + " bytes", "compare a part of it");
    }
    return ByteString.copyOf(java.util.HexFormat.of().parseHex(digits));
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
    return matches(text(operand, false, span), bytes, whole, span);
  }

  private Num matches(Text text, ByteString bytes, boolean whole, Span span) throws Rejected {
    comparable(bytes, span);
    return switch (text) {
      case Literal t ->
          constant(whole ? t.bytes().equals(bytes) : latin(t.bytes()).startsWith(latin(bytes)));
      case Before t -> t.at().number(matches(t.there(), bytes, whole, span));
      case Counted t -> {
        Num.Comparison fits = whole ? Num.Comparison.EQ : Num.Comparison.GE;
        Num length = new Num.Compare(fits, false, t.count(), new Num.Constant(bytes.length()));
        yield bytes.length() == 0
            ? length
            : new Num.And(length, new Num.Matches(t.address(), bytes, false));
      }
      case ThreadName t ->
          bytes.length() > MOST_NAME ? constant(false) : new Num.NameMatches(bytes, whole);
      case Memory t -> {
        long count = t.size().orElse(Long.MAX_VALUE);
        if (bytes.length() == 0 && !whole) {
          yield constant(true);
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

  /** What a site knows is known when the cell is compiled. */
  private String siteText(Operand.SiteText text, Span span) throws Rejected {
    return switch (text.fact()) {
      case FUNCTION -> place.name();
      case FILE -> place.row().map(r -> r.source().file()).orElse("");
      case LINE -> String.valueOf(place.line());
      case PROBE ->
          throw new Rejected(
              span,
              "`$probe` cannot be compared in a probe",
              "a block of its own for each pattern tells them apart");
    };
  }

  private static String latin(ByteString bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }
}
