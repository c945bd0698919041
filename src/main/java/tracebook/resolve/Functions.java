package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import tracebook.adapters.View;
import tracebook.elf.Symbol;
import tracebook.ir.Num;
import tracebook.lang.Expr;
import tracebook.lang.Name;
import tracebook.source.Names;
import tracebook.types.ArrayType;
import tracebook.types.PointerType;
import tracebook.types.VoidType;

/** What is written as a call: of a function of the language, not of the program. */
final class Functions {
  private static final List<String> NAMES =
      List.of(
          "strlen",
          "contains",
          "starts_with",
          "strncmp",
          "memcmp",
          "sizeof",
          "cast",
          "container_of",
          "addr",
          "entry",
          "start",
          "$reg");

  private final Place place;
  private final Expressions expressions;
  private final Indexing indexing;
  private final ContainerOf containers;
  private final Specials specials;
  private final StringFunctions strings;
  private final Optional<Earlier> earlier;

  Functions(
      Place place,
      Expressions expressions,
      Indexing indexing,
      TypeNames types,
      Specials specials,
      StringFunctions strings,
      Optional<Earlier> earlier) {
    this.place = place;
    this.expressions = expressions;
    this.indexing = indexing;
    this.containers = new ContainerOf(expressions, types);
    this.specials = specials;
    this.strings = strings;
    this.earlier = earlier;
  }

  Operand call(Expr.Call e) throws Rejected, Unavailable {
    return switch (e.function().text()) {
      case "$reg" -> specials.register(e);
      case "$globals" ->
          throw new Rejected(
              e.span(),
              "`$globals` stands for several columns",
              "use it alone: `emit $globals(conn_*);`");
      case "each" ->
          throw new Rejected(
              e.span(),
              "`each` stands for the rows of a table of their own",
              "use it alone: `emit each(v);`");
      case "size", "length", "len" -> length(e);
      case "container_of" -> containers.operand(e);
      case "addr" -> address(e);
      case "strlen", "contains", "starts_with", "strncmp", "memcmp", "hex" -> strings.call(e);
      case "entry" -> entry(e);
      case "start" -> start(e);
      default -> throw unknown(e.function());
    };
  }

  private static Rejected unknown(Name function) {
    return new Rejected(
        function.span(),
        "no function `" + function.text() + "`",
        ForeignNames.function(function.text())
            .orElseGet(
                () ->
                    Names.didYouMean(
                        function.text(),
                        NAMES,
                        "a probe cannot call the program; there are `"
                            + String.join("`, `", NAMES)
                            + "`; `x.size()` is the length of a container")));
  }

  /** {@code v.size()}, {@code s.len()}. */
  private Operand length(Expr.Call e) throws Rejected, Unavailable {
    if (e.arguments().size() == 1) {
      Expr of = e.arguments().getFirst();
      Operand object = indexing.array(of);
      if (object instanceof Operand.Nothing nothing) {
        throw expressions.unavailable(nothing, of.span());
      }
      if (object.type().strip() instanceof PointerType) {
        object = expressions.pointee(object, of.span());
      }
      object = expressions.views().target(object, of.span()).orElse(object);
      Optional<Num> length = expressions.views().length(object, of.span());
      if (length.isPresent()) {
        return new Operand.Value(length.get(), IntKind.UNSIGNED_LONG.type());
      }
      if (object.type().strip() instanceof ArrayType a && a.counts().getFirst().isPresent()) {
        return new Operand.Value(
            new Num.Constant(a.counts().getFirst().getAsLong()), IntKind.UNSIGNED_LONG.type());
      }
      if (expressions.views().of(object).orElse(null) instanceof View.Walked) {
        throw new Rejected(
            of.span(),
            "`" + object.type().name() + "` does not keep how many elements it has",
            "`emit` it: its elements are counted then, as far as they are read");
      }
      throw new Rejected(
          of.span(),
          "`" + object.type().name() + "` has no length",
          "strings, containers, spans, slices and arrays have");
    }
    throw new Rejected(
        e.span(),
        "`" + e.function().text() + "` takes nothing",
        "write `x." + e.function().text() + "()`");
  }

  private Operand entry(Expr.Call e) throws Rejected, Unavailable {
    if (earlier.isEmpty() || !earlier.get().ofCall()) {
      throw new Rejected(
          e.span(),
          "`entry` is known only when a function returns",
          earlier.isEmpty()
              ? "write `trace f return { emit entry(n); }`"
              : "`start(EXPR)` is what an expression was where the span began");
    }
    Specials.paired(place, e.span(), "entry");
    return before(e, earlier.get(), "the entry");
  }

  private Operand start(Expr.Call e) throws Rejected, Unavailable {
    if (earlier.isEmpty() || earlier.get().ofCall()) {
      throw new Rejected(
          e.span(),
          "`start` is known only at the end of a span",
          "write `span s from a to b { emit start(n); }`");
    }
    return before(e, earlier.get(), "the start of the span");
  }

  private Operand before(Expr.Call e, Earlier then, String when) throws Rejected, Unavailable {
    String function = e.function().text();
    if (e.arguments().size() != 1) {
      throw new Rejected(
          e.span(),
          "`" + function + "` takes one expression",
          "write `" + function + "(n)`, `" + function + "(r->uri)`");
    }
    for (String name : expressions.lets()) {
      if (Syntax.mentions(e.arguments().getFirst(), name)) {
        expressions.throwIfRejected(name);
        throw new Rejected(
            e.span(),
            "`" + name + "` is a variable of the script, which has no value at " + when,
            "write what it stands for: `" + function + "(EXPR)`");
      }
    }
    return then.operand(e.arguments().getFirst());
  }

  private Operand address(Expr.Call e) throws Rejected {
    if (e.arguments().size() != 1
        || !(e.arguments().getFirst() instanceof Expr.StringLiteral name)) {
      throw new Rejected(e.span(), "`addr` takes the name of a symbol", "write `addr(\"table\")`");
    }
    var symbols = place.module().elf().symbols().named(name.bytes());
    if (symbols.isEmpty()) {
      throw new Rejected(
          name.span(),
          "no symbol `" + name.bytes() + "` in `" + place.module().name() + "`",
          Names.didYouMean(
              name.bytes(), place.module().elf().symbols().names(), "it may be in another module"));
    }
    if (symbols.stream().anyMatch(s -> s.kind() == Symbol.Kind.THREAD_LOCAL)) {
      throw new Rejected(
          name.span(),
          "`" + name.bytes() + "` is thread-local: it has an address for each thread",
          "name the variable itself where it is visible: `&" + name.bytes() + "`");
    }
    if (symbols.stream().map(Symbol::address).distinct().count() > 1) {
      throw new Rejected(
          name.span(),
          "`"
              + name.bytes()
              + "` is the name of several symbols: "
              + String.join(
                  ", ",
                  symbols.stream().map(s -> s.address().toString()).distinct().sorted().toList()),
          "name the variable itself where it is visible: `&" + name.bytes() + "`");
    }
    if (expressions.variables().isElsewhere(name.bytes())) {
      throw new Rejected(
          name.span(),
          "the executable may have a copy of `" + name.bytes() + "` that counts",
          "take its address in a probe of the executable");
    }
    return new Operand.Value(
        Terms.atRunTime(symbols.getFirst().address().value(), place),
        new PointerType(PointerType.Kind.POINTER, 8, VoidType::new));
  }
}
