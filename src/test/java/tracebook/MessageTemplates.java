package tracebook;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The texts in the sources of this project, read from their syntax trees: what the code can say to
 * a user, with {@link #ANY} for what is known only then, and what the tests say of it.
 */
final class MessageTemplates {
  /** Stands for whatever is put in at run time. */
  static final String ANY = "\u0000";

  /**
   * A message that the code can make.
   *
   * @param place file and line
   */
  record Template(String text, String place) {}

  /** Where a message stands among the arguments of a constructor or a method. */
  private static final Map<String, Integer> CONSTRUCTORS =
      Map.of(
          "Rejected", 1,
          "SyntaxException", 1,
          "Shortfall", 1,
          "Unavailable", 1,
          "Refused", 1,
          "CodeLimit", 0,
          "NoTarget", 0,
          "KernelRefused", 0,
          "CannotStart", 0);

  private static final Map<String, Integer> METHODS = Map.of("error", 1, "warning", 1, "failed", 1);

  /** Methods that put their argument into a sentence. */
  private static final Map<String, String> SENTENCES =
      Map.of(
          "unexpected", "expected %s, found " + ANY,
          "expect", "expected `%s`, found " + ANY,
          "bodyOf", "expected `{` after `%s`, found " + ANY);

  private MessageTemplates() {}

  /** What the code below a directory can say. */
  static List<Template> messages(Path root) {
    List<Template> all = new ArrayList<>();
    scan(
        root,
        (unit, lines) ->
            new TreeScanner<@Nullable Void, @Nullable Void>() {
              private void add(Tree at, String sentence, ExpressionTree message) {
                for (String text : texts(message)) {
                  if (!text.replace(ANY, "").isBlank()) {
                    all.add(new Template(sentence.formatted(text), lines.of(at)));
                  }
                }
              }

              @Override
              public @Nullable Void visitNewClass(NewClassTree node, @Nullable Void nothing) {
                Integer at = CONSTRUCTORS.get(last(node.getIdentifier()));
                if (at != null && at < node.getArguments().size()) {
                  add(node, "%s", node.getArguments().get(at));
                }
                return super.visitNewClass(node, null);
              }

              @Override
              public @Nullable Void visitMethodInvocation(
                  MethodInvocationTree node, @Nullable Void nothing) {
                String name = last(node.getMethodSelect());
                List<? extends ExpressionTree> given = node.getArguments();
                Integer at = METHODS.get(name);
                if (at != null && given.size() >= 2) {
                  add(node, "%s", given.get(at));
                }
                String sentence = SENTENCES.get(name);
                if (sentence != null && given.size() == 2) {
                  add(node, sentence, given.getFirst());
                }
                return super.visitMethodInvocation(node, null);
              }

              @Override
              public @Nullable Void visitMethod(MethodTree node, @Nullable Void nothing) {
                List<? extends StatementTree> body =
                    node.getBody() == null ? List.of() : node.getBody().getStatements();
                if (node.getName().contentEquals("message")
                    && body.size() > 0
                    && body.getLast() instanceof ReturnTree result
                    && result.getExpression() != null) {
                  add(node, "%s", result.getExpression());
                }
                return super.visitMethod(node, null);
              }
            });
    return all;
  }

  /** Every line of every text in the code below a directory. */
  static Set<String> texts(Path root) {
    Set<String> all = new LinkedHashSet<>();
    scan(
        root,
        (unit, lines) ->
            new TreeScanner<@Nullable Void, @Nullable Void>() {
              @Override
              public @Nullable Void visitBinary(BinaryTree node, @Nullable Void nothing) {
                texts(node).forEach(t -> t.lines().forEach(all::add));
                return super.visitBinary(node, null);
              }

              @Override
              public @Nullable Void visitLiteral(LiteralTree node, @Nullable Void nothing) {
                texts(node).forEach(t -> t.lines().forEach(all::add));
                return null;
              }
            });
    return all;
  }

  private interface Lines {
    String of(Tree tree);
  }

  private interface Visitor {
    TreeScanner<@Nullable Void, @Nullable Void> of(CompilationUnitTree unit, Lines lines);
  }

  private static void scan(Path root, Visitor visitor) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> files = Files.walk(root);
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources =
          files.filter(f -> f.toString().endsWith(".java")).sorted().collect(Collectors.toList());
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  diagnostic -> {},
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      com.sun.source.util.SourcePositions positions =
          com.sun.source.util.Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
        Lines lines =
            tree ->
                file
                    + ":"
                    + unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
        unit.accept(visitor.of(unit, lines), null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String last(Tree name) {
    return switch (name) {
      case IdentifierTree t -> t.getName().toString();
      case MemberSelectTree t -> t.getIdentifier().toString();
      default -> "";
    };
  }

  /** What an expression may be as a text: of a choice, both. */
  private static List<String> texts(ExpressionTree expression) {
    return switch (expression) {
      case LiteralTree t when t.getValue() instanceof String s -> List.of(s);
      case LiteralTree t -> List.of(String.valueOf(t.getValue()));
      case ParenthesizedTree t -> texts(t.getExpression());
      case ConditionalExpressionTree t ->
          Stream.concat(
                  texts(t.getTrueExpression()).stream(), texts(t.getFalseExpression()).stream())
              .toList();
      case BinaryTree t when t.getKind() == Tree.Kind.PLUS ->
          texts(t.getLeftOperand()).stream()
              .flatMap(left -> texts(t.getRightOperand()).stream().map(right -> left + right))
              .toList();
      case MethodInvocationTree t
          when last(t.getMethodSelect()).equals("formatted")
              && t.getMethodSelect() instanceof MemberSelectTree of ->
          texts(of.getExpression()).stream()
              .map(f -> f.replaceAll("%(\\d+\\$)?[sd]", ANY).replace("%%", "%"))
              .toList();
      default -> List.of(ANY);
    };
  }
}
