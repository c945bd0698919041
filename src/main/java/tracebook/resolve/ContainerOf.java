package tracebook.resolve;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.ir.Num;
import tracebook.lang.Expr;
import tracebook.source.Names;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.Member;
import tracebook.types.Members;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * {@code container_of}: the structure of which a pointer points to a member. The member may be one
 * of a member, or an element: {@code "inner.links[1]"}.
 */
final class ContainerOf {
  /** The next name or index of a path, and what follows. */
  private static final Pattern STEP =
      Pattern.compile("(?:\\.?(?<name>[\\p{Alpha}_$]\\w*)|\\[(?<index>\\d{1,9})])(?<rest>.*)");

  private final Expressions expressions;
  private final TypeNames types;

  ContainerOf(Expressions expressions, TypeNames types) {
    this.expressions = expressions;
    this.types = types;
  }

  Operand operand(Expr.Call e) throws Rejected, Unavailable {
    if (e.arguments().size() != 3
        || !(e.arguments().get(1) instanceof Expr.StringLiteral typeName)
        || !(e.arguments().get(2) instanceof Expr.StringLiteral path)) {
      throw new Rejected(
          e.span(),
          "`container_of` takes a pointer, a type and a member",
          "write `container_of(p, \"struct x\", \"member\")`");
    }
    Type type = types.find(new Expr.TypeName(typeName.bytes(), typeName.span()));
    if (!(type.strip() instanceof StructType)) {
      throw new Rejected(
          typeName.span(),
          "`" + type.name() + "` is not a structure",
          "name a struct, class or union");
    }
    long offset = offset(type, path.bytes(), path.span());
    Expr pointer = e.arguments().get(0);
    Num address = expressions.load(expressions.operand(pointer), pointer.span()).num();
    return new Operand.Value(
        Variables.plus(address, -offset), new PointerType(PointerType.Kind.POINTER, 8, () -> type));
  }

  private static long offset(Type type, String path, Span span) throws Rejected {
    Matcher step = STEP.matcher(path);
    if (!step.matches() || path.startsWith(".")) {
      throw new Rejected(
          span, "`" + path + "` is not a member", "write its path, as in `\"inner.links[1]\"`");
    }
    Type at = type;
    long offset = 0;
    for (String rest = path; !rest.isEmpty(); rest = step.group("rest")) {
      step = STEP.matcher(rest);
      if (!step.matches()) {
        throw new Rejected(
            span, "`" + path + "` is not a member", "write its path, as in `\"inner.links[1]\"`");
      }
      if (step.group("name") != null) {
        Member member = member(at, step.group("name"), span);
        offset += member.offset();
        at = member.type();
      } else {
        ArrayType array = array(at, span);
        long index = Long.parseLong(step.group("index"));
        inside(array, index, span);
        at = array.indexed();
        offset += index * Indexing.elementSize(at, span);
      }
    }
    return offset;
  }

  private static Member member(Type type, String name, Span span) throws Rejected {
    if (!(type.strip() instanceof StructType struct)) {
      throw new Rejected(
          span, "`" + type.name() + "` has no members", "only structures, classes and unions have");
    }
    Member member =
        Members.find(struct, name)
            .orElseThrow(
                () ->
                    new Rejected(
                        span,
                        "`" + struct.name() + "` has no member `" + name + "`",
                        Names.didYouMean(
                            name,
                            Members.names(struct),
                            "its members: " + Names.first(Members.names(struct), 20))));
    if (member.bits().isPresent()) {
      throw new Rejected(
          span, "`" + name + "` is a bit field, to which nothing points", "name another member");
    }
    return member;
  }

  private static ArrayType array(Type type, Span span) throws Rejected {
    if (type.strip() instanceof ArrayType array) {
      return array;
    }
    throw new Rejected(
        span, "`" + type.name() + "` has no elements", "only an array has: leave the index out");
  }

  private static void inside(ArrayType array, long index, Span span) throws Rejected {
    OptionalLong count = array.counts().getFirst();
    if (count.isPresent() && count.getAsLong() > 0 && index >= count.getAsLong()) {
      throw new Rejected(
          span,
          "index " + index + " is outside `" + array.name() + "`",
          "its indexes are 0 to " + (count.getAsLong() - 1));
    }
  }
}
