package tracebook.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tracebook.lang.Token.Kind;
import tracebook.source.CellText;
import tracebook.source.Names;
import tracebook.source.Problems;
import tracebook.source.Span;

/** Reads the script of a cell: {@code trace}, {@code span}, {@code sample}. */
final class ScriptParser {
  private static final List<String> ITEMS = List.of("trace", "span", "sample");
  private static final int MOST_HERTZ = 100_000;

  private final Lexer lexer;
  private final Problems problems;
  private final PatternParser patterns;
  private final BlockParser blocks;

  private ScriptParser(CellText cell, int from, Problems problems) {
    this.lexer = new Lexer(cell.text(), from, problems);
    this.problems = problems;
    this.patterns = new PatternParser(lexer);
    this.blocks = new BlockParser(cell, lexer, problems);
  }

  static Script parse(CellText cell, int from, Problems problems) {
    return new ScriptParser(cell, from, problems).script();
  }

  private Script script() {
    List<Item> items = new ArrayList<>();
    while (lexer.peek().kind() != Kind.END) {
      if (lexer.take(";")) {
        continue;
      }
      int before = lexer.mark();
      try {
        items.add(item());
      } catch (SyntaxException wrong) {
        problems.error(wrong.span(), wrong.sentence(), wrong.hint());
        recover(before);
      }
    }
    return new Script(items);
  }

  /** Goes on at a word that begins an item at the start of a line, or behind a block. */
  private void recover(int before) {
    if (lexer.mark() == before && !lexer.peek().is("{")) {
      lexer.next();
    }
    while (lexer.peek().kind() != Kind.END) {
      Token token = lexer.peek();
      if (lexer.newLine() && token.kind() == Kind.NAME && begins(token.text())) {
        return;
      }
      if (token.is("{")) {
        try {
          blocks.block();
        } catch (SyntaxException tooDeep) {
          problems.error(tooDeep.span(), tooDeep.sentence(), tooDeep.hint());
          lexer.skipTo(lexer.text().length());
        }
        return;
      }
      lexer.next();
    }
  }

  /** An item, or what is meant to be one. */
  private static boolean begins(String word) {
    return ITEMS.contains(word)
        || Elsewhere.item(word).isPresent()
        || !Names.nearest(word, ITEMS, 1).isEmpty();
  }

  private Item item() {
    Token word = lexer.peek();
    return switch (word.kind() == Kind.NAME ? word.text() : "") {
      case "trace" -> trace(lexer.next());
      case "span" -> span(lexer.next());
      case "sample" -> sample(lexer.next());
      default -> throw notAnItem(word);
    };
  }

  private SyntaxException notAnItem(Token word) {
    if (word.is("}")) {
      return new SyntaxException(word.span(), "`}` closes nothing here", "leave it out");
    }
    if (word.kind() == Kind.NAME && StatementParser.WORDS.contains(word.text())) {
      return new SyntaxException(
          word.span(),
          "`" + word.text() + "` is outside of a probe",
          "put it into one: `trace function { " + word.text() + " … }`");
    }
    return new SyntaxException(
        word.span(),
        "expected `trace`, `span` or `sample`, found " + word.shown(),
        Elsewhere.item(word.text())
            .orElseGet(
                () ->
                    Names.didYouMean(
                        word.text(),
                        ITEMS,
                        "a probe is written `trace function { emit $args; }`")));
  }

  private Item trace(Token word) {
    List<Pattern> places = new ArrayList<>();
    do {
      places.add(patterns.pattern());
    } while (lexer.take(","));
    Optional<Name> as = Optional.empty();
    if (lexer.take("as")) {
      Token name = lexer.peek();
      if (name.kind() != Kind.NAME) {
        throw blocks.expressions().unexpected("a name after `as`", "as in `as requests`");
      }
      lexer.next();
      @Nullable Name java = OptionsParser.javaName(new Name(name.text(), name.span()), problems);
      as = Optional.ofNullable(java);
    }
    Block block = blocks.body(patterns.badEnd(places.getLast(), List.of("return", "as")));
    return new Item.Trace(places, as, block, upTo(word));
  }

  private Item span(Token word) {
    String example = "as in `span request from begin to end { emit $elapsed; }`";
    Token name = lexer.peek();
    boolean missing =
        name.is("from") && !lexer.text().startsWith("from", lexer.skipBlanks(name.span().end()));
    if (missing || name.kind() != Kind.NAME || name.text().contains("::")) {
      throw blocks.expressions().unexpected("a name after `span`", example);
    }
    lexer.next();
    blocks.expressions().expect("from", example);
    Pattern from = patterns.pattern();
    blocks.expressions().expect("to", example);
    Pattern to = patterns.pattern();
    Optional<Expr> by =
        lexer.take("by") ? Optional.of(blocks.expressions().expression()) : Optional.empty();
    Block block = blocks.body(patterns.badEnd(to, List.of("return", "by")));
    return new Item.SpanOf(new Name(name.text(), name.span()), from, to, by, block, upTo(word));
  }

  private Item sample(Token word) {
    Token rate = lexer.peek();
    if (rate.kind() != Kind.NUMBER) {
      throw blocks.expressions().unexpected("a rate after `sample`", "as in `sample 99hz { … }`");
    }
    lexer.next();
    String digits = rate.text().replaceFirst("(?i)hz$", "");
    boolean unit = digits.length() < rate.text().length() || lexer.take("hz") || lexer.take("Hz");
    long hertz = digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) : 0;
    if (!unit || hertz < 1 || hertz > MOST_HERTZ) {
      problems.error(
          rate.span(),
          "`" + rate.text() + "` is not a rate from 1hz to " + MOST_HERTZ + "hz",
          "as in `sample 99hz { … }`");
      hertz = 1;
    }
    Block block = blocks.block();
    return new Item.Sample(hertz, block, upTo(word));
  }

  private Span upTo(Token first) {
    return new Span(first.span().start(), Math.max(first.span().end(), lexer.lastEnd()));
  }
}
