package tracebook.resolve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tracebook.bytes.ByteString;
import tracebook.ir.Body;
import tracebook.ir.Call;
import tracebook.ir.Num;
import tracebook.ir.Pairing;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.ir.Summary;
import tracebook.ir.TraceProgram;
import tracebook.ir.Walk;
import tracebook.x86.Registers;

/** A typed program as text that a reviewer can read. */
final class ProgramText {
  private final StringBuilder out = new StringBuilder();

  private ProgramText() {}

  static String of(TraceProgram program) {
    ProgramText text = new ProgramText();
    for (Probe probe : program.probes()) {
      text.line(0, "probe " + probe.label() + probe.table().map(t -> " as " + t).orElse(""));
      probe.bodies().forEach(text::body);
    }
    for (int i = 0; i < program.summaries().size(); i++) {
      text.summary(i, program.summaries().get(i));
    }
    return text.out.toString();
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private void body(Body body) {
    for (Site site : body.sites()) {
      line(
          1,
          "site %d: %s %s:%d 0x%x [%s]%s"
              .formatted(
                  site.number(),
                  site.function(),
                  site.file(),
                  site.line(),
                  site.address(),
                  site.instruction(),
                  site.call().map(ProgramText::call).orElse("")));
    }
    switch (body.pairing()) {
      case Pairing.Alone p -> {}
      case Pairing.Returned p -> {
        line(
            2,
            "at the entry of the call at "
                + num(p.frame())
                + p.goroutine().map(g -> " of goroutine " + num(g.id())).orElse(""));
        steps(3, p.steps());
      }
      case Pairing.Began p -> {
        line(
            2,
            "begins span "
                + p.span()
                + " of "
                + p.key().map(ProgramText::num).orElse("the thread"));
        steps(3, p.steps());
      }
      case Pairing.Ended p ->
          line(
              2,
              "ends span "
                  + p.span()
                  + " of "
                  + p.key().map(ProgramText::num).orElse("the thread"));
    }
    steps(2, body.steps());
    for (RowLayout.Column column : body.layout().columns()) {
      line(
          2,
          "column "
              + column.name()
              + " = "
              + column.cells().stream().map(ProgramText::cell).collect(Collectors.joining(" | ")));
    }
    for (RowLayout.Child child : body.layout().children()) {
      line(
          2,
          "elements of "
              + child.column()
              + " = "
              + child.cells().stream().map(ProgramText::datum).collect(Collectors.joining(" | ")));
    }
    for (RowLayout.MessageLine message : body.layout().messages()) {
      line(
          2,
          "message if #"
              + message.slot()
              + " = "
              + message.pieces().stream().map(ProgramText::piece).collect(Collectors.joining(" ")));
    }
    body.layout().undecided().ifPresent(u -> undecided(u));
  }

  private void undecided(RowLayout.Undecided undecided) {
    line(
        2, "undecided in #" + undecided.slot() + " = " + String.join(", ", undecided.conditions()));
    for (int slot = 0; slot < undecided.around().size(); slot++) {
      if (undecided.around().get(slot) != 0) {
        line(3, "#" + slot + " in " + Long.toBinaryString(undecided.around().get(slot)));
      }
    }
  }

  private static String call(Call call) {
    return " at return"
        + (call.returnOffsets().isEmpty()
            ? ""
            : call.returnOffsets().stream()
                .map(o -> "0x" + Long.toHexString(o))
                .collect(Collectors.joining(", ", " by ", "")))
        + ", values at 0x"
        + Long.toHexString(call.valuesOffset());
  }

  private void steps(int depth, List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.Capture s -> line(depth, "#" + s.slot() + " = " + source(s.source()));
        case Step.Reach s -> line(depth, "#" + s.slot() + " reached");
        case Step.Define s -> line(depth, "let" + s.variable() + " = " + num(s.value()));
        case Step.MarkUnreadable s -> line(depth, "unreadable");
        case Step.Exit s -> line(depth, "exit");
        case Step.Summarize s -> {
          line(
              depth,
              "summarize "
                  + s.summary()
                  + " of "
                  + s.values().stream().map(ProgramText::measure).toList());
          steps(depth + 1, s.key());
        }
        case Step.Every s -> {
          line(depth, "every " + s.count() + " by tally " + s.tally());
          steps(depth + 1, s.then());
        }
        case Step.Limit s -> {
          line(
              depth,
              "limit " + s.count() + " per " + s.perNanoseconds() + " ns by tally " + s.tally());
          steps(depth + 1, s.then());
        }
        case Step.Branch s -> {
          line(depth, "if " + num(s.condition()));
          steps(depth + 1, s.then());
          boolean same = s.undecided().equals(s.otherwise());
          if (!s.undecided().isEmpty() && !same) {
            line(depth, "undecided");
            steps(depth + 1, s.undecided());
          }
          if (!s.otherwise().isEmpty()) {
            line(depth, same ? "else or undecided" : "else");
            steps(depth + 1, s.otherwise());
          }
        }
      }
    }
  }

  private void summary(int number, Summary summary) {
    line(0, "summary " + number + ", keys of " + summary.keyBytes() + " bytes");
    for (RowLayout.Column column : summary.key().columns()) {
      line(1, "key " + column.name() + " = " + cell(column.cells().getFirst()));
    }
    for (Summary.Value value : summary.values()) {
      line(
          1,
          "value " + (value.signed() ? "s" : "u") + value.bits() + " shown as " + value.format());
    }
    for (Summary.Aggregate a : summary.aggregates()) {
      line(1, a.name() + " = " + a.function() + " of value " + a.value());
    }
  }

  private static String measure(Step.Measure measure) {
    return switch (measure) {
      case Step.Numeric m -> "let" + m.variable();
      case Step.Textual m -> source(m.source());
    };
  }

  private static String cell(RowLayout.Cell cell) {
    return datum(cell) + " as " + cell.format();
  }

  private static String datum(RowLayout.Cell cell) {
    return switch (cell.datum()) {
      case RowLayout.InSlot d -> "#" + d.slot() + (d.offset() == 0 ? "" : "+" + d.offset());
      case RowLayout.Fixed d -> "#" + d.slot() + "? " + text(d.bytes());
      case RowLayout.Missing d -> "#" + d.slot() + "? missing: " + d.why();
      case RowLayout.OfSite d -> "#" + d.slot() + "? site " + d.fact();
    };
  }

  private static String piece(RowLayout.Piece piece) {
    return switch (piece) {
      case RowLayout.Literal p -> "\"" + p.text() + "\"";
      case RowLayout.Argument p ->
          "{"
              + p.style()
              + (p.width() == 0 ? "" : (p.zeros() ? " 0" : " ") + p.width())
              + " "
              + cell(p.cell())
              + "}";
    };
  }

  private static String walk(Walk walk) {
    return switch (walk) {
      case Walk.Links w ->
          "+"
              + w.next()
              + (w.previous().isPresent() ? " and back by +" + w.previous().getAsInt() : "")
              + ends(w.first(), w.end());
      case Walk.Tree w ->
          "+"
              + w.left()
              + " and +"
              + w.right()
              + " below +"
              + w.parent()
              + ends(w.first(), w.end());
      case Walk.Table w ->
          num(w.places()) + " places of " + w.size() + " below " + num(w.control());
      case Walk.Branches w ->
          "nodes from " + num(w.root()) + ", " + num(w.height()) + " above " + w.branch();
      case Walk.Groups w ->
          num(w.tables())
              + " tables at "
              + num(w.directory())
              + ", "
              + w.table()
              + " of "
              + w.group();
    };
  }

  private static String ends(Num first, Num end) {
    return " from " + num(first) + " to " + num(end);
  }

  private static String source(Source source) {
    return switch (source) {
      case Source.Scalar s -> num(s.value());
      case Source.Memory s -> s.bytes() + " bytes at " + num(s.address());
      case Source.Text s -> "text of " + s.cap() + " at " + num(s.address());
      case Source.Counted s ->
          num(s.count())
              + " of "
              + s.stride()
              + " bytes, at most "
              + s.cap()
              + ", at "
              + num(s.address());
      case Source.Composite s ->
          s.attempts().stream()
              .map(
                  a ->
                      "@"
                          + a.offset()
                          + a.condition().map(c -> " if " + num(c)).orElse("")
                          + " "
                          + source(a.source()))
              .collect(Collectors.joining(", ", source(s.whole()) + " with [", "]"));
      case Source.Each s -> num(s.count()) + " of " + source(s.element()) + ", at most " + s.most();
      case Source.Walked s ->
          s.count().map(c -> num(c) + " ").orElse("")
              + "of "
              + s.parts().stream()
                  .map(p -> "@" + p.offset() + " " + source(p.source()))
                  .collect(Collectors.joining(", ", "[", "]"))
              + ", at most "
              + s.most()
              + ", by "
              + walk(s.walk());
      case Source.Once s -> source(s.in()) + " with " + num(s.value()) + " once";
      case Source.Dump s ->
          num(s.length())
              + (s.signed() ? " (signed)" : "")
              + " bytes, at most "
              + s.cap()
              + (s.text() ? " and to a NUL" : "")
              + ", at "
              + num(s.address());
      case Source.Comm s -> "comm";
      case Source.Kept s -> "kept #" + s.slot();
      case Source.Assembled s ->
          s.parts().stream()
              .map(p -> "@" + p.offset() + ":" + p.bytes() + " " + source(p.source()))
              .collect(Collectors.joining(", ", "[", "]"));
    };
  }

  private static String num(Num num) {
    return switch (num) {
      case Num.Constant n ->
          Math.abs(n.value()) < 0x10000
              ? Long.toString(n.value())
              : "0x" + Long.toHexString(n.value());
      case Num.Register n -> Registers.ofDwarf(n.number()).orElseThrow().name();
      case Num.Context n -> n.fact().toString();
      case Num.Bias n -> "bias";
      case Num.Load n -> (n.signed() ? "s" : "u") + n.bytes() * 8 + "[" + num(n.address()) + "]";
      case Num.Extend n -> (n.signed() ? "s" : "u") + n.bits() + "(" + num(n.value()) + ")";
      case Num.Binary n -> "(" + num(n.left()) + " " + n.operator() + " " + num(n.right()) + ")";
      case Num.Divide n ->
          "("
              + num(n.left())
              + (n.remainder() ? " REM " : " DIV ")
              + (n.signed() ? "s" : "u")
              + n.bits()
              + " "
              + num(n.right())
              + ")";
      case Num.Compare n ->
          "("
              + num(n.left())
              + " "
              + n.comparison()
              + (n.signed() ? "s " : "u ")
              + num(n.right())
              + ")";
      case Num.Not n -> "!" + num(n.operand());
      case Num.And n -> "(" + num(n.left()) + " && " + num(n.right()) + ")";
      case Num.Or n -> "(" + num(n.left()) + " || " + num(n.right()) + ")";
      case Num.Conditional n ->
          "(" + num(n.condition()) + " ? " + num(n.then()) + " : " + num(n.otherwise()) + ")";
      case Num.Variable n -> "let" + n.index();
      case Num.Kept n -> "kept #" + n.slot();
      case Num.Elapsed n -> "elapsed";
      case Num.DoubleToSingle n -> "single(" + num(n.bits()) + ")";
      case Num.DoubleToInteger n ->
          "integer" + (n.signed() ? "s" : "u") + n.width() + "(" + num(n.bits()) + ")";
      case Num.SingleToDouble n -> "double(" + num(n.bits()) + ")";
      case Num.IntegerToDouble n ->
          (n.single() ? "float" : "double") + (n.signed() ? "(s " : "(u ") + num(n.value()) + ")";
      case Num.FloatCompare n ->
          "(" + num(n.left()) + " " + n.comparison() + "f " + num(n.right()) + ")";
      case Num.StringLength n -> "length of " + num(n.address()) + " to " + n.most();
      case Num.CountedContains n ->
          "("
              + num(n.count())
              + " at "
              + num(n.address())
              + " contain "
              + text(n.bytes())
              + " in "
              + n.most()
              + ")";
      case Num.Contains n ->
          "("
              + num(n.address())
              + " contains "
              + text(n.bytes())
              + (n.whole() ? " in all " : " in ")
              + n.most()
              + ")";
      case Num.HoldsBytes n -> "(" + num(n.address()) + " holds " + text(n.bytes()) + ")";
      case Num.SameBytes n ->
          "("
              + num(n.left())
              + " same as "
              + num(n.right())
              + " for "
              + num(n.length())
              + (n.signed() ? " (signed)" : "")
              + " to "
              + n.most()
              + ")";
      case Num.SameStrings n ->
          "(" + num(n.left()) + " same string as " + num(n.right()) + " for " + n.bytes() + ")";
      case Num.NameMatches n ->
          "(name" + (n.terminated() ? " is " : " starts with ") + text(n.bytes()) + ")";
      case Num.Found n -> "element" + (n.level() == 0 ? "" : n.level()) + "." + n.word();
      case Num.Failure n -> "fail " + n.state();
      case Num.With n -> "(with " + num(n.value()) + ": " + num(n.in()) + ")";
      case Num.Given n -> "given" + (n.outer() == 0 ? "" : n.outer());
      case Num.Checked n ->
          "("
              + num(n.value())
              + switch (n.check()) {
                case Num.AtMost c -> " at most " + num(c.limit());
                case Num.Below c -> " below " + num(c.count());
                case Num.NotNegative c -> " not negative";
                case Num.Aligned c -> " aligned to " + c.bytes();
                case Num.MultipleOf c -> " a multiple of " + c.size();
                case Num.Truth c -> " a truth";
              }
              + ")";
      case Num.Matches n ->
          "("
              + num(n.address())
              + (n.terminated() ? " is " : " starts with ")
              + text(n.bytes())
              + ")";
    };
  }

  private static String text(ByteString bytes) {
    String text = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    return text.chars().allMatch(c -> c >= ' ' && c < 127) ? '"' + text + '"' : bytes.toString();
  }
}
