package tracebook.cell;

import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** Javadoc comments as plain text. */
final class Javadoc {
  private Javadoc() {}

  static String text(List<Documentation> found) {
    return found.stream().map(Javadoc::text).distinct().collect(Collectors.joining("\n\n"));
  }

  private static String text(Documentation documentation) {
    String comment = documentation.javadoc();
    return comment == null || comment.isBlank()
        ? documentation.signature()
        : documentation.signature() + "\n" + plain(comment).indent(2).stripTrailing();
  }

  /** Without inline tags and elements; block tags keep their names. */
  static String plain(String comment) {
    return comment
        .replaceAll(
            "\\{@(?:code|literal|link|linkplain|value|index|systemProperty)\\s+([^}]*)}", "$1")
        .replaceAll("\\{@\\w+\\s*([^}]*)}", "$1")
        .replaceAll("(?i)<(?:p|/li|/pre|/h\\d|br)\\s*/?>", "\n")
        .replaceAll("(?i)<li>", "- ")
        .replaceAll("</?[a-zA-Z][^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replaceAll("(?m)^[ \\t]+", "")
        .replaceAll("\\n{3,}", "\n\n")
        .strip();
  }
}
