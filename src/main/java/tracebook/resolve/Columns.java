package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.adapters.Adapters;
import tracebook.adapters.View;
import tracebook.ir.Format;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.Lookup;
import tracebook.types.Member;
import tracebook.types.MemberPointerType;
import tracebook.types.Members;
import tracebook.types.StructType;
import tracebook.types.Type;

/** The columns that a value becomes. */
final class Columns {
  private final Place place;
  private final Expressions expressions;
  private final RowBuilder row;
  private final Captures captures;
  private final Problems problems;

  Columns(
      Place place, Expressions expressions, RowBuilder row, Captures captures, Problems problems) {
    this.place = place;
    this.expressions = expressions;
    this.row = row;
    this.captures = captures;
    this.problems = problems;
  }

  /**
   * One column for a scalar, a string or an array; one for each scalar of a structure.
   *
   * @param alone it was asked for by itself: then it is a mistake when it cannot be shown, and else
   *     it is missing beside the others
   */
  void add(
      String name,
      Operand emittedOperand,
      List<Step> steps,
      Set<String> emitted,
      Span span,
      boolean alone)
      throws Rejected {
    Operand operand;
    try {
      operand = expressions.views().referred(emittedOperand, span);
    } catch (Unavailable unavailable) {
      missing(name, unavailable, steps, emitted, span);
      return;
    }
    if (operand instanceof Operand.Nothing n) {
      missing(name, n.why(), steps, emitted, span);
      Unavailable unavailable = expressions.unavailable(n, span);
      problems.warning(unavailable.span(), unavailable.message(), unavailable.hint());
      return;
    }
    if (operand.type().strip() instanceof StructType struct) {
      Optional<View> view = expressions.views().of(operand);
      if (view.orElse(null) instanceof View.Wrapper(Member inner)) {
        try {
          add(name, expressions.part(operand, inner, span), steps, emitted, span, alone);
        } catch (Unavailable unavailable) {
          missing(name, unavailable, steps, emitted, span);
        }
        return;
      }
      if (view.isPresent() && !(view.get() instanceof View.Tuple)) {
        claim(name, emitted, span);
        row.column(name, captures.cell(operand, steps, span));
        return;
      }
      try {
        structColumns(name, operand, struct, steps, emitted, span);
      } catch (Rejected rejected) {
        if (alone) {
          throw rejected;
        }
        missing(name, rejected.problem().message(), steps, emitted, span);
      }
      return;
    }
    if (operand instanceof Operand.Pointing) {
      missing(name, "the pointer was optimized out", steps, emitted, span);
      return;
    }
    claim(name, emitted, span);
    Cell cell;
    try {
      cell = captures.cell(operand, steps, span);
    } catch (Rejected rejected) {
      if (alone) {
        throw rejected;
      }
      cell = missing(rejected.problem().message(), steps);
    }
    row.column(name, cell);
  }

  /** One of many variables: what a reference of C++ refers to, and else a column that says why. */
  void addVariable(String name, Operand variable, List<Step> steps, Set<String> emitted, Span span)
      throws Rejected {
    Operand operand;
    try {
      operand = expressions.followReference(variable, span);
    } catch (Unavailable unavailable) {
      missing(name, unavailable.reason(), steps, emitted, span);
      return;
    }
    Optional<String> why = cannotBeShown(operand);
    if (why.isPresent()) {
      missing(name, why.get(), steps, emitted, span);
    } else {
      add(name, operand, steps, emitted, span, false);
    }
  }

  /** Why a variable cannot be a column beside the others, which need not be given up for it. */
  private static Optional<String> cannotBeShown(Operand operand) {
    Type type = operand.type();
    if (operand instanceof Operand.Nothing
        || type.strip() instanceof StructType
        || type.strip() instanceof MemberPointerType
        || Formats.isString(type)
        || ArraySizes.areComputed(type)) {
      return Optional.empty();
    }
    return Formats.of(type) instanceof Format.Opaque opaque
        ? Optional.of(opaque.why())
        : Optional.empty();
  }

  private void structColumns(
      String name,
      Operand operand,
      StructType struct,
      List<Step> steps,
      Set<String> emitted,
      Span span)
      throws Rejected {
    if (struct.size().isEmpty() && !struct.isOnlyDeclared()) {
      missing(name, Formats.VARIABLE_SIZE, steps, emitted, span);
      return;
    }
    if (struct.size().isEmpty()) {
      throw new Rejected(
          span,
          "`"
              + struct.name()
              + "` is only declared in the debug info of `"
              + place.module().name()
              + "`",
          "nothing tells its members");
    }
    if (!struct.shape().variants().isEmpty()) {
      missing(name, Formats.VARIANTS, steps, emitted, span);
      return;
    }
    for (Lookup.Hop hop : Lookup.virtualBases(struct)) {
      virtualBase(name, operand, hop, steps, emitted, span);
    }
    List<Member> members = Views.members(struct);
    if (members.isEmpty() && !struct.shape().unplaced().isEmpty()) {
      return;
    }
    if (members.isEmpty()) {
      throw new Rejected(
          span, "`" + struct.name() + "` has no members", "there is nothing to show");
    }
    if (operand instanceof Operand.InMemory memory) {
      int size = Math.toIntExact(Math.min(struct.size().getAsLong(), Integer.MAX_VALUE));
      if (size > RowBuilder.LIMIT) {
        throw new Rejected(
            span,
            "`" + struct.name() + "` has " + size + " bytes, more than a row can hold",
            "name the members you need");
      }
      int slot = captures.capture(new Source.Memory(memory.address(), size), steps);
      inSlot(name, operand, struct, new Inside(slot, 0, steps), emitted, span);
      return;
    }
    Optional<Source> whole = whole(operand, struct);
    if (whole.isPresent()) {
      int slot = captures.capture(whole.get(), steps);
      inSlot(name, operand, struct, new Inside(slot, 0, steps), emitted, span);
      return;
    }
    for (Member member : members) {
      Operand part;
      try {
        part = expressions.part(operand, member, span);
      } catch (Unavailable unavailable) {
        missing(name + "." + member.name(), unavailable, steps, emitted, span);
        continue;
      }
      add(name + "." + member.name(), part, steps, emitted, span, false);
    }
  }

  /** The members of a virtual base class, by its name. */
  private void virtualBase(
      String name,
      Operand operand,
      Lookup.Hop hop,
      List<Step> steps,
      Set<String> emitted,
      Span span)
      throws Rejected {
    String column = name + "." + Members.name(hop.base());
    try {
      Operand base = expressions.classes().base(operand, hop, span);
      add(column, base, steps, emitted, span, false);
    } catch (Unavailable unavailable) {
      missing(column, unavailable.reason(), steps, emitted, span);
    }
  }

  /** All bytes of a structure that is not in memory, when there is a way to get them. */
  private Optional<Source> whole(Operand operand, StructType struct) {
    return switch (operand) {
      case Operand.Pieced o -> new Pieces(place).assembled(o);
      case Operand.Earlier o -> {
        int size = (int) Math.min(struct.size().orElse(0), RowBuilder.LIMIT);
        yield switch (o.there()) {
          case Operand.InMemory m -> Optional.of(o.at().bytes(m.address(), size));
          case Operand.Pieced p -> new Pieces(o.at().place()).assembled(p).map(o.at()::bytes);
          default -> Optional.empty();
        };
      }
      default -> Optional.empty();
    };
  }

  /** Where the bytes of a structure are; {@code steps} takes what more of it is captured. */
  private record Inside(int slot, int offset, List<Step> steps) {
    Inside at(int offset) {
      return new Inside(slot, offset, steps);
    }
  }

  /** The columns of a structure whose bytes are in a slot. */
  private void inSlot(
      String name,
      Operand operand,
      StructType struct,
      Inside inside,
      Set<String> emitted,
      Span span)
      throws Rejected {
    int slot = inside.slot();
    for (Member declared : Views.members(struct)) {
      Member member = Views.unwrapped(declared);
      String path = name + "." + member.name();
      int at = inside.offset() + (int) member.offset();
      Optional<View> view = Adapters.view(member.type()).filter(v -> !(v instanceof View.Tuple));
      if (view.isPresent() && Formats.isFollowed(member.type())) {
        try {
          Operand part = expressions.part(operand, member, span);
          add(path, part, inside.steps(), emitted, span, false);
        } catch (Unavailable unavailable) {
          missing(path, unavailable, inside.steps(), emitted, span);
        }
      } else if (member.type().strip() instanceof StructType inner
          && view.isEmpty()
          && inner.size().isPresent()
          && inner.shape().variants().isEmpty()) {
        Operand part;
        try {
          part = expressions.part(operand, member, span);
        } catch (Unavailable unavailable) {
          part = new Operand.Nothing(unavailable.reason(), path, "", inner, span);
        }
        for (Lookup.Hop hop : Lookup.virtualBases(inner)) {
          virtualBase(path, part, hop, inside.steps(), emitted, span);
        }
        inSlot(path, part, inner, inside.at(at), emitted, span);
      } else {
        claim(path, emitted, span);
        row.column(path, new Cell(new RowLayout.InSlot(slot, at), Formats.of(member)));
      }
    }
  }

  /** A column that has no value, for a reason that is told as a warning too. */
  void missing(String name, Unavailable why, List<Step> steps, Set<String> emitted, Span span)
      throws Rejected {
    String reason = why.message();
    String cause = why.reason();
    missing(name, cause, steps, emitted, span);
    problems.warning(why.span(), reason, why.hint());
  }

  /** A column that has no value. */
  void missing(String name, String cause, List<Step> steps, Set<String> emitted, Span span)
      throws Rejected {
    claim(name, emitted, span);
    row.column(name, missing(cause, steps));
  }

  private Cell missing(String cause, List<Step> steps) {
    int mark = row.mark();
    steps.add(new Step.Reach(mark));
    steps.add(new Step.MarkUnreadable());
    return new Cell(new RowLayout.Missing(mark, cause), RowBuilder.NO_FORMAT);
  }

  /** A hit gives a column one value: two statements that both run must not give it two. */
  static void claim(String name, Set<String> emitted, Span span) throws Rejected {
    if (!emitted.add(name)) {
      throw new Rejected(
          span,
          "the column `" + name + "` is emitted twice in one hit",
          "give one of them another name: `emit NAME = …`");
    }
  }
}
