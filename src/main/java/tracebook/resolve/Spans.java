package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tracebook.ir.Body;
import tracebook.ir.Num;
import tracebook.ir.Pairing;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;
import tracebook.ir.Step;
import tracebook.lang.Expr;
import tracebook.lang.Item;
import tracebook.lang.Pattern;
import tracebook.source.Problem;
import tracebook.source.Problems;

/**
 * {@code span}: a probe at each end. What {@code start(EXPR)} wants is read at the places where it
 * begins; every one of them has to keep the same for every one where it ends.
 */
final class Spans {
  /** Compiles the block at a place, seen from a place where the span begins. */
  interface Blocks {
    BlockCompiler at(Place end, Place start, Problems problems);
  }

  /** Makes the site of a place, without a number. */
  interface Sites {
    Optional<Site> at(Place place, Pattern pattern);
  }

  private final Item.SpanOf span;
  private final int number;
  private final Blocks blocks;
  private final Sites sites;
  private final Function<List<Site>, List<Site>> numbered;
  private final Problems problems;

  Spans(
      Item.SpanOf span,
      int number,
      Blocks blocks,
      Sites sites,
      Function<List<Site>, List<Site>> numbered,
      Problems problems) {
    this.span = span;
    this.number = number;
    this.blocks = blocks;
    this.sites = sites;
    this.numbered = numbered;
    this.problems = problems;
  }

  /** What an end does. */
  private record End(
      List<Step> steps,
      RowLayout layout,
      int variables,
      Optional<Num> key,
      List<Body.Unsettled> unsettled) {}

  /** What a beginning keeps. */
  private record Start(
      List<Step> steps,
      RowLayout kept,
      Optional<Num> key,
      List<Body.Unsettled> unsettled,
      boolean followed) {}

  /** Ends of one body: returns are seen in the same way at all of them. */
  private record Ends(End end, boolean followed) {}

  /**
   * The probe of the beginnings, then that of the ends.
   *
   * @param index of the first of them
   */
  List<Probe> probes(List<Place> from, List<Place> to, String label, int index) throws Rejected {
    Map<Start, List<Site>> starts = new LinkedHashMap<>();
    Map<Ends, List<Site>> ends = new LinkedHashMap<>();
    Optional<RowLayout> kept = Optional.empty();
    for (Place end : to) {
      Optional<Site> site = sites.at(end, span.to());
      List<Body.Unsettled> atEnd = UnsettledFrame.at(end);
      Optional<End> first = Optional.empty();
      for (Place start : from) {
        Problems here = new Problems();
        BlockCompiler block = blocks.at(end, start, here);
        List<Step> steps = block.compile(span.block());
        report(block, here, first.isEmpty());
        End what = new End(steps, block.layout(), block.scriptVariables(), key(block, end), atEnd);
        if (!first.orElse(what).equals(what)
            || !kept.orElse(block.kept().layout()).equals(block.kept().layout())) {
          throw new Rejected(
              span.span(),
              "the block reads something else at each place where the span begins or ends",
              "name one copy of the line: `file.c:42#1`");
        }
        first = Optional.of(what);
        kept = Optional.of(block.kept().layout());
        if (end.equals(to.getFirst())) {
          BlockCompiler beginning = blocks.at(start, start, new Problems());
          Optional<Num> key = key(beginning, start);
          List<Body.Unsettled> unsettled = UnsettledFrame.at(start);
          sites
              .at(start, span.from())
              .ifPresent(
                  s ->
                      starts
                          .computeIfAbsent(
                              new Start(
                                  block.kept().steps(),
                                  block.kept().layout(),
                                  key,
                                  unsettled,
                                  s.isFollowed()),
                              k -> new ArrayList<>())
                          .add(s));
        }
      }
      if (site.isPresent() && first.isPresent()) {
        ends.computeIfAbsent(new Ends(first.get(), site.get().isFollowed()), k -> new ArrayList<>())
            .add(site.get());
      }
    }
    List<Body> beginnings = new ArrayList<>();
    starts.forEach(
        (start, at) ->
            beginnings.add(
                new Body(
                    List.of(),
                    new RowLayout(List.of(), List.of(), List.of()),
                    0,
                    new Pairing.Began(number, start.key, start.steps, start.kept),
                    start.unsettled,
                    numbered.apply(at))));
    List<Body> endings = new ArrayList<>();
    RowLayout layout = kept.orElse(new RowLayout(List.of(), List.of(), List.of()));
    ends.forEach(
        (end, at) ->
            endings.add(
                new Body(
                    end.end.steps,
                    end.end.layout,
                    end.end.variables,
                    new Pairing.Ended(number, end.end.key, layout, index),
                    end.end.unsettled,
                    numbered.apply(at))));
    return List.of(
        new Probe(label, Optional.empty(), beginnings),
        new Probe(span.name().text(), Optional.empty(), endings));
  }

  /** Without {@code by} it is the thread; in a Go program the goroutine, which changes threads. */
  private Optional<Num> key(BlockCompiler block, Place place) throws Rejected {
    if (span.by().isEmpty()) {
      if (!place.module().elf().isGo()) {
        return Optional.empty();
      }
      return Optional.of(
          GoCalls.number(place.module(), place.function().flatMap(tracebook.dwarf.Function::go))
              .orElseThrow(
                  () ->
                      new Rejected(
                          span.span(),
                          "which goroutine runs `" + place.name() + "` is not known",
                          "say which spans belong together: `by KEY`")));
    }
    Expr by = span.by().get();
    try {
      return Optional.of(block.number(by));
    } catch (Unavailable unavailable) {
      throw new Rejected(
          unavailable.span(),
          unavailable.message(),
          place.isReturn()
              ? "use what is known at a return: `$retval`, `$tid`"
              : unavailable.hint());
    }
  }

  /** What cannot be read at an end or a beginning is a mistake, but for single columns. */
  private void report(BlockCompiler block, Problems here, boolean first) {
    block.shortfalls().forEach(s -> problems.error(s.span(), s.message(), s.hint()));
    for (Problem problem : here.all()) {
      if (first || problem.severity() == Problem.Severity.ERROR) {
        problems.addAll(List.of(problem));
      }
    }
  }
}
