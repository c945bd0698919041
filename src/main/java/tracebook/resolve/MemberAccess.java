package tracebook.resolve;

import java.util.Optional;
import tracebook.bytes.ByteString;
import tracebook.ir.Num;
import tracebook.lang.Expr;
import tracebook.lang.Name;
import tracebook.source.Span;
import tracebook.types.Lookup;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;

/** Members of structures, wherever these are; and what pointers and references stand for. */
final class MemberAccess {
  private final Expressions expressions;

  MemberAccess(Expressions expressions) {
    this.expressions = expressions;
  }

  Operand member(Expr.Member e) throws Rejected, Unavailable {
    Optional<Operand> ofPackage = expressions.packages().find(e);
    if (ofPackage.isPresent()) {
      return ofPackage.get();
    }
    Operand whole = expressions.operand(e.target());
    if (whole instanceof Operand.Nothing n) {
      throw expressions.unavailable(n, e.target().span());
    }
    Operand target = holding(pointee(followed(whole, e.target().span()), e.target().span()), e);
    Optional<Operand> part = expressions.views().part(target, e.member().text(), e.span());
    if (part.isPresent()) {
      return part.get();
    }
    if (!(target.type().strip() instanceof StructType struct)) {
      throw new Rejected(
          e.span(),
          "`" + target.type().name() + "` has no members",
          target.type().strip() instanceof PointerType p
                  && p.target().strip() instanceof PointerType
              ? "it is a pointer to a pointer: write `(*x)->" + e.member().text() + "`"
              : "only structures, classes and unions have");
    }
    if (struct.isOnlyDeclared()) {
      throw new Rejected(
          e.span(),
          "`"
              + struct.name()
              + "` is only declared in the debug info of `"
              + expressions.place().module().name()
              + "`",
          "cast the pointer to a type whose definition is there");
    }
    String name = VariableNames.inClass(struct, e.member().text());
    return expressions
        .classes()
        .member(target, struct, new Name(name, e.member().span()), e.span());
  }

  /** A reference of Rust to a reference as the last of them, as Rust's {@code .} does. */
  private Operand followed(Operand operand, Span span) throws Rejected, Unavailable {
    Operand at = operand;
    while (at.type().strip() instanceof PointerType p
        && p.isFollowedToElements()
        && p.target().strip() instanceof PointerType) {
      at = pointee(at, span);
    }
    return at;
  }

  /**
   * The object in which a member is to be found: what has no such member of its own, but wraps an
   * object or points to one, stands for that.
   */
  private Operand holding(Operand operand, Expr.Member e) throws Rejected, Unavailable {
    Operand at = operand;
    while (at.type().strip() instanceof StructType struct
        && struct.size().isPresent()
        && Lookup.find(struct, VariableNames.inClass(struct, e.member().text()))
            instanceof Lookup.Nowhere
        && expressions.views().part(at, e.member().text(), e.span()).isEmpty()) {
      Optional<Operand> inner = expressions.views().within(at, e.target().span());
      if (inner.isEmpty()) {
        return at;
      }
      at = pointee(inner.get(), e.target().span());
    }
    return at;
  }

  /** A member of a structure, wherever the structure is. */
  Operand part(Operand target, Member member, Span span) throws Unavailable {
    return switch (target) {
      case Operand.InMemory t ->
          new Operand.InMemory(
              Variables.plus(t.address(), member.offset()), member.type(), member.bits());
      case Operand.Held t -> held(t, member, span);
      case Operand.Pieced t -> expressions.variables().piece(t, member, member.name(), span);
      case Operand.Known t -> known(t, member, span);
      case Operand.Earlier t -> t.at().part(t.there(), member, span);
      case Operand.Nothing t -> throw expressions.unavailable(t, span);
      case Operand.Value t -> throw new IllegalStateException("a scalar has no members");
      case Operand.Pointing t -> throw new IllegalStateException("a pointer has no members");
      case Operand.Literal t -> throw new IllegalStateException("a literal has no members");
      case Operand.Comm t -> throw new IllegalStateException("a name has no members");
      case Operand.SiteText t -> throw new IllegalStateException("a name has no members");
      case Operand.Several t -> throw new IllegalStateException("elements have no members");
    };
  }

  private static Operand held(Operand.Held target, Member member, Span span) {
    long shift = member.offset() * 8 + member.bits().map(Member.BitField::shift).orElse(0);
    Num moved =
        shift == 0
            ? target.num()
            : new Num.Binary(Num.Operator.SHR, target.num(), new Num.Constant(shift));
    Optional<IntKind> kind = IntKind.of(member.type());
    if (kind.isPresent()) {
      int bits = member.bits().map(Member.BitField::width).orElse(kind.get().bits());
      return new Operand.Value(
          bits == 64 ? moved : new Num.Extend(moved, bits, kind.get().signed()),
          Loads.promotedField(member.type(), member.bits()));
    }
    if (member.type().strip() instanceof StructType) {
      return new Operand.Held(moved, member.type());
    }
    return new Operand.Nothing(
        "`" + member.type().name() + "` in a register", member.name(), "", member.type(), span);
  }

  static Operand known(Operand.Known target, Member member, Span span) {
    long size = member.type().size().orElse(0);
    if (member.bits().isPresent() || member.offset() + size > target.bytes().length()) {
      return new Operand.Nothing("optimized out", member.name(), "", member.type(), span);
    }
    byte[] part =
        java.util.Arrays.copyOfRange(
            target.bytes().toArray(), (int) member.offset(), (int) (member.offset() + size));
    return new Operand.Known(ByteString.copyOf(part), member.type());
  }

  /** C++ references are followed without being asked. */
  Operand followReference(Operand operand, Span span) throws Rejected, Unavailable {
    if (operand.type().strip() instanceof PointerType p && p.kind() != PointerType.Kind.POINTER) {
      if (operand instanceof Operand.Nothing) {
        return operand;
      }
      return pointee(operand, span);
    }
    return operand;
  }

  /** What a pointer to a structure points to; anything else as it is. */
  Operand pointee(Operand operand, Span span) throws Rejected, Unavailable {
    if (operand.type().strip() instanceof PointerType pointer) {
      if (operand instanceof Operand.Pointing p) {
        return p.target();
      }
      if (operand instanceof Operand.Nothing n) {
        throw expressions.unavailable(n, span);
      }
      return new Operand.InMemory(
          expressions.load(operand, span).num(), pointer.target(), Optional.empty());
    }
    return operand;
  }
}
