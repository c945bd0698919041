package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.adapters.View;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.Source;
import tracebook.ir.Walk;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.CharType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.Type;

/**
 * A value that says where more of it is, as one slot: its own bytes, and behind them what its
 * strings and sequences hold. Of alternatives only the one that is there is followed, so they share
 * the room.
 */
final class Following {
  /** More strings and sequences of one value are not read: name them. */
  private static final int MOST = 64;

  /** Of elements that are followed one by one, so many bytes of each string. */
  private static final int CAP_EACH = 64;

  /** So many of them are read, also where they have not enough room. */
  private static final int LEAST_FOLLOWED = 12;

  /** The same where each of them has to be looked for. */
  private static final int LEAST_SCATTERED = 8;

  /** The same when no more of them has to be read elsewhere. */
  private static final int LEAST_PLAIN = 16;

  /** No more of them are read, however small they are. */
  private static final int MOST_EACH = 256;

  /** The same where they are elements of elements. */
  private static final int MOST_INNER = 4;

  private static final int DEEPEST = 2;

  private interface Planned {
    Plan plan() throws Rejected, Unavailable;
  }

  /** The source and the format of a slot. */
  record Plan(Source source, Format format) {}

  private final Views views;
  private final Expressions expressions;
  private final int cap;
  private final Span span;
  private final List<Source.Attempt> attempts = new ArrayList<>();
  private final int depth;
  private final boolean strings;
  private int end;

  /**
   * @param strings whether pointers to characters are followed that are elements
   */
  Following(Views views, Expressions expressions, int cap, boolean strings, Span span) {
    this(views, expressions, cap, strings, span, 0);
  }

  private Following(
      Views views, Expressions expressions, int cap, boolean strings, Span span, int depth) {
    this.depth = depth;
    this.strings = strings;
    this.views = views;
    this.expressions = expressions;
    this.cap = cap;
    this.span = span;
  }

  /** How a structure is captured and shown as one value. */
  Plan plan(Operand operand) throws Rejected, Unavailable {
    Type type = operand.type();
    if (operand instanceof Operand.InMemory && ArraySizes.areComputed(type)) {
      return array(views.elements(operand, span).orElseThrow());
    }
    if (type.strip() instanceof PointerType pointer && Views.isMap(pointer)) {
      return plan(views.referred(operand, span));
    }
    Optional<View> view = views.of(operand);
    if (view.isPresent()) {
      switch (view.get()) {
        case View.Text v -> {
          return characters(views.text(operand, v, span), v.unit());
        }
        case View.Sequence v -> {
          return elements(views.elements(operand, v, span));
        }
        case View.Pointer v -> {
          Num address = views.address(operand, v, span);
          return new Plan(new Source.Scalar(address), new Format.Pointer(8));
        }
        case View.Scattered v -> {
          return elements(views.elements(operand, v, span));
        }
        case View.Bits v -> {
          return flags(views.bits(operand, v, span));
        }
        case View.Walked v -> {
          return walked(operand, v);
        }
        case View.Named v -> {
          return named(operand, v);
        }
        case View.Alternatives v -> {}
        case View.Wrapper v -> {}
        case View.Tuple v -> {}
      }
    }
    if (strings && depth > 0 && Formats.isString(type)) {
      Num address = expressions.load(operand, span).num();
      return new Plan(new Source.Text(address, cap), new Format.Text(cap));
    }
    if (operand instanceof Operand.Several several) {
      return several(several.elements());
    }
    if (type.strip() instanceof ArrayType array
        && operand instanceof Operand.InMemory m
        && array.counts().getFirst().isPresent()) {
      Num count = new Num.Constant(array.counts().getFirst().getAsLong());
      return elements(Views.Elements.inRow(m.address(), count, array.indexed(), span));
    }
    int size = (int) Math.min(type.size().orElse(0), RowBuilder.LIMIT);
    Source whole = whole(operand, size);
    end = RowLayout.align(Math.max(8, size));
    Format format = Formats.of(type, new At(operand, 0, Optional.empty()));
    return attempts.isEmpty()
        ? new Plan(whole, format)
        : new Plan(new Source.Composite(whole, attempts), format);
  }

  /** A variable-length array; characters are a string, as in any array of C. */
  private Plan array(Views.Elements elements) throws Rejected, Unavailable {
    if (elements.element().size().orElse(0) == 1 && isCharacter(elements.element())) {
      return new Plan(
          new Source.Dump(elements.address(), elements.count(), false, true, cap),
          new Format.Dump(cap, true));
    }
    return elements(elements);
  }

  /** As in an array of C. */
  private static boolean isCharacter(Type type) {
    return type.strip() instanceof CharType && !Formats.isSmallNumber(type);
  }

  /** Characters are text. */
  private Plan several(Views.Elements elements) throws Rejected, Unavailable {
    return elements.element() instanceof CharType c
        ? characters(elements, c.bytes())
        : elements(elements);
  }

  /** A number of elements as one text. */
  Plan elements(Views.Elements elements) throws Rejected, Unavailable {
    if (ArraySizes.areComputed(elements.element())) {
      if (depth >= DEEPEST) {
        throw new Unavailable(
            span,
            "arrays of arrays of arrays of variable length are not shown together",
            "too much to show at once",
            "name one of them: `x[0]`");
      }
      return each(elements);
    }
    long size = Indexing.elementSize(elements.element(), span);
    if (elements.first().isEmpty()) {
      if (size > cap || depth >= DEEPEST) {
        throw new Unavailable(
            span,
            "elements of " + size + " bytes are not shown together",
            "too much to show at once",
            "name one of them: `x[0]`");
      }
      return each(elements);
    }
    if (size == 1 && isCharacter(elements.element())) {
      return characters(elements, 1);
    }
    if (depth < DEEPEST && (size == 0 || isFollowed(elements.element()))) {
      return each(elements);
    }
    Format element = Formats.of(elements.element());
    boolean fits = size > 0 && size <= cap;
    int stride = fits ? (int) size : 1;
    int room = fits ? room(stride) : 0;
    return new Plan(
        new Source.Counted(elements.address(), elements.count(), stride, room, false),
        new Format.Elements(element, stride, room));
  }

  private boolean isFollowed(Type element) {
    return Formats.isFollowed(element) || (strings && Formats.isString(element));
  }

  /** Elements that say where more of them is, each followed by itself. */
  private Plan each(Views.Elements elements) throws Rejected, Unavailable {
    Operand element = elements.number(new Num.Found(depth, 0));
    Plan plan =
        new Following(views, expressions, Math.min(cap, CAP_EACH), strings, span, depth + 1)
            .plan(element);
    int least =
        elements.first().isPresent()
            ? LEAST_FOLLOWED
            : isFollowed(elements.element()) ? LEAST_SCATTERED : LEAST_PLAIN;
    Source.Each one = new Source.Each(elements.count(), 1, depth, plan.source());
    int most = most(least, one.stride());
    return new Plan(
        new Source.Each(one.count(), most, depth, one.element()),
        new Format.Each(plan.format(), one.stride(), most));
  }

  /** As many elements as there is room for, and not fewer than so many. */
  private int most(int least, int stride) {
    return depth > 0 ? MOST_INNER : Math.max(least, Math.min(MOST_EACH, cap / Math.max(1, stride)));
  }

  /** A word that stands for a name. */
  private Plan named(Operand object, View.Named view) throws Rejected, Unavailable {
    Num word = views.number(view.word(), object, span);
    return new Plan(
        new Source.Scalar(word), KnownNames.of(view.by(), expressions.place().module()));
  }

  /** Elements of which one leads to the next. */
  private Plan walked(Operand object, View.Walked view) throws Rejected, Unavailable {
    if (depth >= DEEPEST) {
      throw new Unavailable(
          span,
          "elements of elements of elements are not shown together",
          "too much to show at once",
          "name the container that has them");
    }
    boolean followed = view.parts().stream().anyMatch(p -> p.behind() || isFollowed(p.type()));
    Walk walk = Walks.of(views, object, view.walk(), span);
    List<Source.Attempt> found = new ArrayList<>();
    List<Format.Part> parts = new ArrayList<>();
    if (followed) {
      follow(view, 8 * walk.words(), found, parts);
    } else {
      together(view, 8 * walk.words(), found, parts);
    }
    Optional<Num> length = views.length(object, view, span);
    int stride = new Source.Walked(walk, length, 1, depth, found).stride();
    int most = most(followed ? LEAST_SCATTERED : LEAST_PLAIN, stride);
    Source.Walked source = new Source.Walked(walk, length, most, depth, found);
    return new Plan(
        source,
        new Format.Walked(brackets(view.order()), walk.words(), parts, source.stride(), most));
  }

  private static Format.Brackets brackets(View.Order order) {
    return switch (order) {
      case LIST -> Format.Brackets.LIST;
      case SET -> Format.Brackets.SET;
      case MAP -> Format.Brackets.MAP;
    };
  }

  /** Each part of an element by itself. */
  private void follow(
      View.Walked view, int start, List<Source.Attempt> found, List<Format.Part> parts)
      throws Rejected, Unavailable {
    int at = start;
    for (View.Part part : view.parts()) {
      Num there = Variables.plus(new Num.Found(depth, part.word()), part.offset());
      Num address = part.behind() ? new Num.Load(there, 8, false) : there;
      Plan plan =
          new Following(views, expressions, Math.min(cap, CAP_EACH), strings, span, depth + 1)
              .plan(new Operand.InMemory(address, part.type(), Optional.empty()));
      found.add(new Source.Attempt(at, 1, Optional.empty(), plan.source()));
      parts.add(new Format.Part(at, 0, plan.format()));
      at = RowLayout.align(at + Source.Attempt.HEADER + Math.max(8, plan.source().size()));
    }
  }

  /** Parts that lie in one node, with one read. */
  private void together(
      View.Walked view, int start, List<Source.Attempt> found, List<Format.Part> parts)
      throws Rejected, Unavailable {
    int at = start;
    for (int word : view.parts().stream().mapToInt(View.Part::word).distinct().toArray()) {
      List<View.Part> here = view.parts().stream().filter(p -> p.word() == word).toList();
      long from = here.stream().mapToLong(View.Part::offset).min().orElseThrow();
      long to = from + 1;
      for (View.Part part : here) {
        to = Math.max(to, part.offset() + Indexing.elementSize(part.type(), span));
      }
      int bytes = (int) Math.min(Integer.MAX_VALUE, to - from);
      if (bytes > cap) {
        throw new Unavailable(
            span,
            "elements of " + bytes + " bytes are not shown together",
            "too much to show at once",
            "a larger `--cap` gives them more room");
      }
      Num address = Variables.plus(new Num.Found(depth, word), from);
      Source.Memory source = new Source.Memory(address, bytes);
      found.add(new Source.Attempt(at, 1, Optional.empty(), source));
      for (View.Part part : here) {
        parts.add(new Format.Part(at, (int) (part.offset() - from), Formats.of(part.type())));
      }
      at = RowLayout.align(at + Source.Attempt.HEADER + Math.max(8, bytes));
    }
  }

  /** What fits of elements of that size. */
  private int room(int stride) {
    return cap / stride * stride;
  }

  private Plan characters(Views.Elements text, int unit) {
    return new Plan(
        new Source.Counted(text.address(), text.count(), unit, room(unit), true),
        new Format.Characters(unit, room(unit)));
  }

  /** Bools of one bit each. */
  private Plan flags(Views.Elements elements) {
    Num more = Variables.plus(elements.count(), 7);
    Num octets = new Num.Binary(Num.Operator.SHR, more, new Num.Constant(3));
    Num some = new Num.Compare(Num.Comparison.NE, false, elements.count(), new Num.Constant(0));
    int room = room(8);
    Source dump = new Source.Dump(elements.bits().orElseThrow(), octets, false, false, room);
    var attempt = new Source.Attempt(Format.Flags.ATTEMPT, 1, Optional.of(some), dump);
    return new Plan(
        new Source.Composite(new Source.Scalar(elements.count()), List.of(attempt)),
        new Format.Flags(room));
  }

  private Source whole(Operand operand, int size) throws Unavailable {
    return switch (operand) {
      case Operand.Value o -> new Source.Scalar(o.num());
      case Operand.InMemory o -> new Source.Memory(o.address(), size);
      case Operand.Held o -> new Source.Scalar(o.num());
      case Operand.Pieced o ->
          new Pieces(expressions.place()).assembled(o).orElseThrow(() -> partly(operand));
      default -> throw partly(operand);
    };
  }

  private Unavailable partly(Operand operand) {
    return new Unavailable(
        span,
        "only parts of this `" + operand.type().name() + "` are known here",
        "only partly known",
        "name a member of it");
  }

  /** A place in the value. */
  private final class At implements Formats.Inner {
    private final Operand operand;
    private final int offset;
    private final Optional<Num> condition;

    At(Operand operand, int offset, Optional<Num> condition) {
      this.operand = operand;
      this.offset = offset;
      this.condition = condition;
    }

    @Override
    public Format followed(Type type, View view) {
      return elsewhere(
          (int) type.size().orElse(0),
          () ->
              switch (view) {
                case View.Text v -> characters(views.text(operand, v, span), v.unit());
                case View.Sequence v -> elements(views.elements(operand, v, span));
                case View.Scattered v -> elements(views.elements(operand, v, span));
                case View.Bits v -> flags(views.bits(operand, v, span));
                case View.Walked v -> walked(operand, v);
                case View.Named v -> named(operand, v);
                case View.Alternatives v -> throw new IllegalArgumentException(v.toString());
                case View.Wrapper v -> throw new IllegalArgumentException(v.toString());
                case View.Pointer v -> throw new IllegalArgumentException(v.toString());
                case View.Tuple v -> throw new IllegalArgumentException(v.toString());
              });
    }

    @Override
    public Format referring(PointerType type) {
      return elsewhere(8, () -> plan(operand));
    }

    private Format elsewhere(int size, Planned planned) {
      if (attempts.size() >= MOST) {
        return new Format.Opaque(size, Formats.FOLLOW);
      }
      try {
        Plan plan = planned.plan();
        int number = attempts.size() + 1;
        attempts.add(new Source.Attempt(end, number, condition, plan.source()));
        Format format = new Format.Elsewhere(size, end - offset, number, plan.format());
        end = RowLayout.align(end + Source.Attempt.HEADER + Math.max(8, plan.source().size()));
        return format;
      } catch (Unavailable unavailable) {
        return new Format.Opaque(size, unavailable.reason());
      } catch (Rejected rejected) {
        return new Format.Opaque(size, rejected.problem().message());
      }
    }

    @Override
    public Formats.Inner at(Member member) {
      try {
        Operand part = expressions.part(operand, member, span);
        return new At(part, offset + (int) member.offset(), condition);
      } catch (Unavailable unavailable) {
        return Formats.FOLLOWING_NONE;
      }
    }

    /** What one alternative has, another has no need of. */
    @Override
    public Formats.Among among(View.Alternatives all) {
      int start = end;
      int[] most = {end};
      return (one, content) -> {
        end = start;
        Format format = content.apply(in(all, one));
        most[0] = Math.max(most[0], end);
        end = most[0];
        return format;
      };
    }

    private Formats.Inner in(View.Alternatives all, View.Alternative one) {
      try {
        Num chosen = views.isChosen(operand, all, one, span);
        Num both = condition.<Num>map(c -> new Num.And(c, chosen)).orElse(chosen);
        return new At(operand, offset, Optional.of(both));
      } catch (Unavailable | Rejected unavailable) {
        return Formats.FOLLOWING_NONE;
      }
    }
  }
}
