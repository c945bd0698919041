package tracebook.cell;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** A Java cell cut into the snippets that JShell takes one by one. */
final class JavaPieces {

  /**
   * One snippet.
   *
   * @param source what JShell takes: with a semicolon where the cell left it out
   * @param statement whether the cell ends it with a semicolon
   * @param start where it begins in the cell, UTF-16
   * @param completeness whether it is whole; one that is not is the last, and runs to the end
   */
  record Piece(
      String source, boolean statement, int start, SourceCodeAnalysis.Completeness completeness) {

    boolean whole() {
      return switch (completeness) {
        case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE, EMPTY -> true;
        case DEFINITELY_INCOMPLETE, UNKNOWN -> false;
      };
    }
  }

  private JavaPieces() {}

  static List<Piece> of(SourceCodeAnalysis analysis, String code) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < code.length()) {
      String rest = code.substring(at);
      CompletionInfo info = analysis.analyzeCompletion(rest);
      switch (info.completeness()) {
        case EMPTY -> {
          return pieces;
        }
        case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE -> {
          String source = rest.substring(0, rest.length() - info.remaining().length());
          int blank = source.length() - source.stripLeading().length();
          String written = source.strip();
          boolean semicolon =
              info.completeness() == SourceCodeAnalysis.Completeness.COMPLETE_WITH_SEMI;
          pieces.add(
              new Piece(
                  semicolon ? written + ";" : written,
                  written.endsWith(";"),
                  at + blank,
                  info.completeness()));
          at += source.length();
          if (source.isEmpty()) {
            return pieces;
          }
        }
        case DEFINITELY_INCOMPLETE, UNKNOWN -> {
          int blank = rest.length() - rest.stripLeading().length();
          pieces.add(new Piece(rest.strip(), true, at + blank, info.completeness()));
          return pieces;
        }
      }
    }
    return pieces;
  }
}
