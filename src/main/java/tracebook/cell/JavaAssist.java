package tracebook.cell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import tracebook.display.MimeBundle;

/** Completion and documentation in Java cells. */
final class JavaAssist {
  private final SourceCodeAnalysis analysis;

  JavaAssist(JShell shell) {
    analysis = shell.sourceCodeAnalysis();
  }

  Completions complete(String code, int cursor) {
    for (int start : contexts(code, cursor)) {
      int[] anchor = {cursor - start};
      List<Suggestion> found =
          analysis.completionSuggestions(code.substring(start), cursor - start, anchor);
      if (!found.isEmpty()) {
        Set<String> matches = new LinkedHashSet<>();
        found.stream()
            .sorted(Comparator.comparing(s -> !s.matchesType()))
            .forEach(s -> matches.add(s.continuation()));
        return new Completions(List.copyOf(matches), start + anchor[0], cursor);
      }
    }
    return Completions.none(cursor);
  }

  Optional<MimeBundle> inspect(String code, int cursor) {
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    String upTo = code.substring(0, end);
    boolean named = end > 0 && Character.isJavaIdentifierPart(code.charAt(end - 1));
    boolean called = code.substring(end).stripLeading().startsWith("(");
    List<String> attempts = new ArrayList<>();
    if (named && called) {
      attempts.add(upTo + "(");
    }
    attempts.add(upTo);
    if (named && !called) {
      attempts.add(upTo + "(");
    }
    for (String attempt : attempts) {
      for (int start : contexts(attempt, attempt.length())) {
        List<Documentation> found =
            analysis.documentation(attempt.substring(start), attempt.length() - start, true);
        if (!found.isEmpty()) {
          return Optional.of(MimeBundle.text(Javadoc.text(found)));
        }
      }
    }
    return Optional.empty();
  }

  Completeness isComplete(String code) {
    List<JavaPieces.Piece> pieces = JavaPieces.of(analysis, code);
    if (pieces.isEmpty()) {
      return Completeness.COMPLETE;
    }
    return switch (pieces.getLast().completeness()) {
      case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE, EMPTY -> Completeness.COMPLETE;
      case DEFINITELY_INCOMPLETE -> Completeness.INCOMPLETE;
      case UNKNOWN -> Completeness.INVALID;
    };
  }

  /**
   * Where the code that is looked at may begin: at the cell's start, which knows variables that the
   * cell declares further up but fails after an import or a class; else at the last snippet.
   */
  private List<Integer> contexts(String code, int cursor) {
    List<JavaPieces.Piece> pieces = JavaPieces.of(analysis, code.substring(0, cursor));
    int last = pieces.isEmpty() ? 0 : pieces.getLast().start();
    return last == 0 ? List.of(0) : List.of(0, last);
  }
}
