package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tracebook.lang.Block;
import tracebook.lang.Expr;
import tracebook.lang.Item;
import tracebook.lang.Script;
import tracebook.lang.Statement;
import tracebook.source.Problems;
import tracebook.types.Members;
import tracebook.types.StructType;

/**
 * What may stand behind the dot of a value, at the place of the last item of a script that ends
 * with {@code emit VALUE;} in its innermost block; for completion.
 */
final class Continuations {
  private static final int CAP = 256;

  /** Pointers and wrappers around an object. */
  private static final int MOST_STEPS = 8;

  private final Modules modules;

  Continuations(Modules modules) {
    this.modules = modules;
  }

  List<Found.Candidate> members(Script script) {
    if (script.items().isEmpty()) {
      return List.of();
    }
    try {
      return switch (script.items().getLast()) {
        case Item.Trace t -> members(at(places(t.patterns().getFirst())), t.block());
        case Item.SpanOf s -> members(spanned(places(s.from()), places(s.to())), s.block());
        case Item.Sample s -> List.of();
      };
    } catch (Rejected | Unavailable nowhere) {
      return List.of();
    }
  }

  private Place places(tracebook.lang.Pattern pattern) throws Rejected {
    return new Places(modules, new Problems()).find(pattern).getFirst();
  }

  private BlockCompiler at(Place place) {
    return new BlockCompiler(
        place, modules, Optional.empty(), CAP, new Problems(), s -> 0, new SummaryShapes());
  }

  private BlockCompiler spanned(Place from, Place to) {
    return new BlockCompiler(
        to,
        modules,
        Optional.empty(),
        CAP,
        new Problems(),
        s -> 0,
        new SummaryShapes(),
        Optional.of(from));
  }

  private static List<Found.Candidate> members(BlockCompiler compiler, Block block)
      throws Rejected, Unavailable {
    List<Statement.Let> lets = new ArrayList<>();
    Optional<Statement> last = last(block, lets);
    if (!(last.orElse(null) instanceof Statement.Emit emit) || emit.columns().size() != 1) {
      return List.of();
    }
    Expr value = emit.columns().getFirst().value();
    Expressions expressions = compiler.behind(lets);
    if (value instanceof Expr.Variable v && !expressions.isKnown(v)) {
      List<Found.Candidate> ofPackage =
          new TreeSet<>(expressions.packages().members(v.name()))
              .stream().map(name -> new Found.Candidate(name, "")).toList();
      if (!ofPackage.isEmpty()) {
        return ofPackage;
      }
    }
    Operand at = expressions.operand(value);
    for (int i = 0; i < MOST_STEPS; i++) {
      at = expressions.members().pointee(at, value.span());
      Optional<Operand> inner = expressions.views().within(at, value.span());
      if (inner.isEmpty()) {
        break;
      }
      at = inner.get();
    }
    return at.type().strip() instanceof StructType struct
        ? Members.all(struct).stream()
            .map(m -> new Found.Candidate(m.name(), m.type().name()))
            .toList()
        : List.of();
  }

  /** The last statement of the innermost block that is last, and what is named on the way. */
  private static Optional<Statement> last(Block block, List<Statement.Let> lets) {
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.Let let) {
        lets.add(let);
      }
    }
    if (block.statements().isEmpty()) {
      return Optional.empty();
    }
    Statement last = block.statements().getLast();
    return switch (last) {
      case Statement.If s -> last(s.otherwise().orElse(s.then()), lets);
      case Statement.Every s -> last(s.block(), lets);
      case Statement.Limit s -> last(s.block(), lets);
      case Statement.Wrong s when !s.blocks().isEmpty() -> last(s.blocks().getLast(), lets);
      case Statement.Wrong s -> Optional.of(s);
      case Statement.Emit s -> Optional.of(s);
      case Statement.Print s -> Optional.of(s);
      case Statement.PrintValue s -> Optional.of(s);
      case Statement.Let s -> Optional.of(s);
      case Statement.Summarize s -> Optional.of(s);
      case Statement.Backtrace s -> Optional.of(s);
      case Statement.Exit s -> Optional.of(s);
      case Statement.Evaluate s -> Optional.of(s);
    };
  }
}
