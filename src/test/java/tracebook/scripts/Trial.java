package tracebook.scripts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tracebook.codegen.CodeLimit;
import tracebook.ir.Account;
import tracebook.ir.Body;
import tracebook.ir.Pairing;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;
import tracebook.ir.SlotState;
import tracebook.ir.Step;
import tracebook.ir.TraceProgram;
import tracebook.rows.Decoder;
import tracebook.rows.Shown;
import tracebook.rows.Value;
import tracebook.session.Attachment;
import tracebook.session.CannotAttach;
import tracebook.target.TargetException;

/** Runs blocks at the subject's place, and compares each with what the interpreter says. */
final class Trial {
  /** How a script can go wrong. */
  enum Fault {
    /** The parser or the resolver does not take it. */
    PROBLEM,
    /** One of our own limits. */
    LIMIT,
    /** The kernel does not take it. */
    REFUSED,
    /** A value, a reason or an account is another one. */
    DIFFERENT,
    /** Something of ours broke. */
    EXCEPTION
  }

  /** What is wrong with a script. */
  record Finding(Fault fault, String what) {
    /** What is said may name other things and numbers. */
    boolean isLike(Finding other) {
      return fault == other.fault && (fault == Fault.DIFFERENT || words().equals(other.words()));
    }

    String firstLine() {
      return fault + ": " + what.lines().findFirst().orElse("");
    }

    private String words() {
      return firstLine().replaceAll("`[^`]*`|[0-9]+", "");
    }
  }

  private final Subject subject;
  private final Tally tally;

  private final long maxRows;

  Trial(Subject subject, Tally tally) {
    this(subject, tally, Attachment.DEFAULT_MAX_ROWS);
  }

  /**
   * @param maxRows with so many rows a trace ends
   */
  Trial(Subject subject, Tally tally, long maxRows) {
    this.subject = subject;
    this.tally = tally;
    this.maxRows = maxRows;
  }

  /** Of each block what is wrong with it. */
  List<Optional<Finding>> run(List<Script> scripts) {
    if (scripts.size() > 1) {
      List<Optional<Finding>> together = attempt(scripts);
      if (together.stream().noneMatch(f -> f.filter(Trial::isOfTheWholeCell).isPresent())) {
        return together;
      }
      List<Optional<Finding>> each = new ArrayList<>();
      for (Script script : scripts) {
        each.addAll(attempt(List.of(script)));
      }
      return each;
    }
    return attempt(scripts);
  }

  private static boolean isOfTheWholeCell(Finding finding) {
    return switch (finding.fault) {
      case PROBLEM, LIMIT, REFUSED, EXCEPTION -> true;
      case DIFFERENT -> false;
    };
  }

  private List<Optional<Finding>> attempt(List<Script> scripts) {
    StringBuilder cell = new StringBuilder();
    for (int i = 0; i < scripts.size(); i++) {
      cell.append(scripts.get(i).item("t" + i, subject.place)).append('\n');
    }
    try {
      Subject.Resolved resolved = subject.resolve(cell.toString());
      if (resolved.wrong()) {
        return all(scripts, Fault.PROBLEM, resolved.problems());
      }
      Subject.Ran ran = subject.run(resolved.program(), subject.hits(), maxRows);
      List<Optional<Finding>> findings = new ArrayList<>();
      List<Tables.Row> seen = new ArrayList<>();
      Tables tables = new Tables(resolved.program(), ran);
      int probes = 0;
      for (int i = 0; i < scripts.size(); i++) {
        probes += scripts.get(i).kind().probes;
        findings.add(compare(resolved.program(), probes - 1, i, scripts.get(i), ran, tables, seen));
      }
      if (findings.stream().noneMatch(Optional::isPresent)) {
        tables.compare(seen).ifPresent(d -> findings.set(d.script(), different(d.what())));
        tally.cells += tables.cells;
        tally.elements += tables.elements;
      }
      return findings;
    } catch (CodeLimit e) {
      return all(scripts, Fault.LIMIT, e.limit());
    } catch (CannotAttach e) {
      if (e.reason() instanceof CannotAttach.TooMuch limit) {
        return all(scripts, Fault.LIMIT, limit.message());
      }
      return all(scripts, Fault.REFUSED, e.reason().message() + "\n" + e.reason().hint());
    } catch (RuntimeException | AssertionError | IOException | TargetException e) {
      return all(scripts, Fault.EXCEPTION, e + "\n" + stack(e));
    }
  }

  private static String stack(Throwable e) {
    return Arrays.stream(e.getStackTrace())
        .map(StackTraceElement::toString)
        .filter(at -> at.startsWith("tracebook."))
        .collect(Collectors.joining("\n"));
  }

  private static List<Optional<Finding>> all(List<Script> scripts, Fault fault, String what) {
    return scripts.stream().map(b -> Optional.of(new Finding(fault, what))).toList();
  }

  /**
   * @param place of the script in its cell
   * @param seen gets its rows
   */
  private Optional<Finding> compare(
      TraceProgram program,
      int number,
      int place,
      Script script,
      Subject.Ran ran,
      Tables tables,
      List<Tables.Row> seen) {
    Probe probe = program.probes().get(number);
    List<Moment> moments = moments(script.kind());
    List<Visit> visits = new ArrayList<>();
    int first = program.probes().stream().limit(number).mapToInt(p -> p.bodies().size()).sum();
    for (int i = 0; i < probe.bodies().size(); i++) {
      visits.add(Visit.of(program, probe, probe.bodies().get(i), first + i, ran));
    }
    Interpreter interpreter = new Interpreter();
    OptionalInt summary = program.summaryOf(number);
    Optional<Grouping> grouping =
        summary.isPresent()
            ? Optional.of(new Grouping(program, probe, summary.getAsInt()))
            : Optional.empty();
    Said says = new Said(subject, script);
    for (Visit visit : visits) {
      RowLayout layout = visit.body.layout();
      Optional<String> lacking =
          says.lacking(layout.columns().stream().map(RowLayout.Column::name).toList());
      if (lacking.isPresent()) {
        return different("there is no column `" + lacking.get() + "`");
      }
      Nodes.within(layout, n -> tally.compiled.merge(n, 1L, Long::sum));
      tally.compiled.merge(Nodes.name(visit.body.pairing()), 1L, Long::sum);
    }
    tally.compiled.merge(Nodes.name(script.kind()), 1L, Long::sum);
    int hits = moments.size();
    int row = 0;
    int unreadable = 0;
    int throttled = 0;
    boolean ended = false;
    for (int i = 0; i < hits && !ended; i++) {
      int hit = i * subject.hits() / hits;
      Visit visit = Visit.at(visits, moments.get(i));
      Interpreter.Hit want =
          interpreter.hit(
              visit.body.steps(),
              moments.get(i).at(visit.site(moments.get(i)).number()),
              earlier(program, visit.body, hit));
      ended = want.ended();
      unreadable += want.unreadable() ? 1 : 0;
      want.grouped().forEach(g -> grouping.orElseThrow().add(g));
      if (!want.grouped().isEmpty()) {
        row++;
        continue;
      }
      if (want.row().isEmpty()) {
        throttled += want.throttled() ? 1 : 0;
        continue;
      }
      if (!visit.records.hasNext()) {
        return different("hit " + i + " gave no row");
      }
      row++;
      ended |= row == maxRows;
      byte[] record = visit.records.next();
      RowLayout layout = visit.body.layout();
      Map<Integer, Interpreter.Slot> slots = new HashMap<>(want.row().get());
      layout
          .undecided()
          .ifPresent(u -> slots.put(u.slot(), Interpreter.Slot.of(littleEndian(want.undecided()))));
      Optional<Finding> finding = compare(layout, visit.decoder, slots, record, "hit " + i);
      if (finding.isPresent()) {
        return finding;
      }
      // One of several copies can lack what a line wants, and then the line.
      boolean whole = visits.size() == 1 || says.prints(hit).size() == layout.messages().size();
      Optional<Finding> untrue =
          whole || !subject.optimised
              ? truth(visit.decoder, layout, record, says, hit)
              : Optional.empty();
      if (untrue.isPresent()) {
        return untrue;
      }
      Site site = visit.site(moments.get(i));
      long written = Bytes.number(Arrays.copyOfRange(record, RowLayout.SITE, RowLayout.CPU));
      if (written != site.number()) {
        return different("hit " + i + " is at site " + site.number() + ", not " + written);
      }
      seen.add(Tables.Row.of(place, visit.number, new Sight(layout, probe, site, slots), record));
    }
    Account account = new Account(hits, row, hits - row - throttled, throttled, 0, unreadable);
    if (visits.stream().anyMatch(visit -> visit.records.hasNext())) {
      return different("more than " + row + " rows");
    }
    if (script.kind().probes > 1) {
      Account begins = ran.outcome().accounts().get(number - 1);
      boolean all = begins.rows() == hits || ended;
      if (!all || begins.hits() != hits || !begins.balances()) {
        return different("of " + hits + " that begin and end " + begins);
      }
    }
    if (!ran.outcome().accounts().get(number).equals(account)) {
      return different(ran.outcome().accounts().get(number) + ", not " + account);
    }
    if (grouping.isPresent()) {
      int which = summary.orElseThrow();
      Nodes.within(program.summaries().get(which), n -> tally.compiled.merge(n, 1L, Long::sum));
      Optional<String> difference = grouping.get().compare(tables.of(probe));
      if (difference.isPresent()) {
        return different(difference.get());
      }
      tally.groups += grouping.get().groups();
      tally.cells += grouping.get().cells;
    }
    tally.rows += row;
    interpreter.evaluated.forEach((node, times) -> tally.evaluated.merge(node, times, Long::sum));
    return Optional.empty();
  }

  /** What the program says of a value is what its column and its place in a line show. */
  private Optional<Finding> truth(
      Decoder decoder, RowLayout layout, byte[] record, Said says, int hit) {
    for (int column = 0; column < layout.columns().size(); column++) {
      Value value = decoder.column(record, column);
      String name = layout.columns().get(column).name();
      Optional<String> truth = says.column(hit, name);
      boolean tried =
          !(value instanceof Value.NotReached)
              && !(value instanceof Value.Missing(String why)
                  && (why.startsWith("undecided: ") || says.mayLack(name)));
      if (truth.isPresent() && tried) {
        String shown = Shown.of(value);
        boolean cut = truth.get().contains("…") && shown.equals(truth.get() + "…");
        if (!cut && !shown.equals(truth.get())) {
          return different("hit " + hit + ", `" + name + "` is " + truth.get() + ", not " + shown);
        }
        tally.said++;
      }
    }
    return lines(decoder, layout, record, says.prints(hit), hit);
  }

  private Optional<Finding> lines(
      Decoder decoder, RowLayout layout, byte[] record, List<Pattern> prints, int hit) {
    if (prints.isEmpty()) {
      return Optional.empty(); // None, or a block that was not made of parts.
    }
    if (prints.size() != layout.messages().size()) {
      return different(layout.messages().size() + " lines, not " + prints.size());
    }
    List<String> lines = List.of(decoder.message(record).orElse("").split("\n", -1));
    int next = 0;
    for (int i = 0; i < prints.size(); i++) {
      int slot = layout.messages().get(i).slot();
      if (SlotState.of(record[RowLayout.STATES + slot]) == SlotState.NOT_REACHED) {
        continue;
      }
      String line = lines.get(next++);
      if (!prints.get(i).matcher(line).matches()) {
        return different("hit " + hit + " prints " + prints.get(i) + ", not " + line);
      }
      tally.printed += prints.get(i).pattern().contains("\\Q") ? 1 : 0;
    }
    return Optional.empty();
  }

  private static byte[] littleEndian(long number) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }

  private List<Moment> moments(Script.Kind kind) {
    boolean ends = kind == Script.Kind.SPAN || kind == Script.Kind.KEYED;
    return subject.moments(ends ? Script.Kind.LINE : kind);
  }

  /**
   * A body of a probe, and its records as they come.
   *
   * @param number of it in the program
   */
  private record Visit(Body body, int number, Decoder decoder, Iterator<byte[]> records) {
    static Visit of(TraceProgram program, Probe probe, Body body, int number, Subject.Ran ran) {
      return new Visit(
          body,
          number,
          new Decoder(body.layout(), probe, program.sites()),
          ran.records().get(number).iterator());
    }

    static Visit at(List<Visit> visits, Moment moment) {
      return visits.size() == 1
          ? visits.getFirst()
          : visits.stream()
              .filter(v -> v.body.sites().stream().anyMatch(s -> s.address() == moment.address()))
              .findFirst()
              .orElseThrow();
    }

    Site site(Moment moment) {
      List<Site> sites = body.sites();
      return sites.size() == 1
          ? sites.getFirst()
          : sites.stream().filter(s -> s.address() == moment.address()).findFirst().orElseThrow();
    }
  }

  /** What the body has of an earlier place. */
  private Optional<Interpreter.Earlier> earlier(TraceProgram program, Body body, int hit) {
    return switch (body.pairing()) {
      case Pairing.Alone p -> Optional.empty();
      case Pairing.Returned p -> Optional.of(kept(p.steps(), hit));
      case Pairing.Ended p -> {
        Body begin = program.probes().get(p.begins()).bodies().getFirst();
        tally.compiled.merge(Nodes.name(begin.pairing()), 1L, Long::sum);
        yield Optional.of(kept(((Pairing.Began) begin.pairing()).steps(), hit));
      }
      case Pairing.Began p -> throw new IllegalArgumentException("begins");
    };
  }

  private Interpreter.Earlier kept(List<Step> steps, int hit) {
    Interpreter interpreter = new Interpreter();
    Interpreter.Hit then = interpreter.hit(steps, subject.entry(hit), Optional.empty());
    interpreter.evaluated.forEach((node, times) -> tally.evaluated.merge(node, times, Long::sum));
    return new Interpreter.Earlier(then.row().orElse(Map.of()), Subject.ELAPSED);
  }

  private Optional<Finding> compare(
      RowLayout layout,
      Decoder decoder,
      Map<Integer, Interpreter.Slot> want,
      byte[] record,
      String where) {
    for (int i = 0; i < layout.slots().size(); i++) {
      Interpreter.Slot slot =
          want.getOrDefault(i, Interpreter.Slot.failed(SlotState.NOT_REACHED, 0));
      SlotState state = SlotState.of(record[RowLayout.STATES + i]);
      int at = layout.slots().get(i).offset();
      byte[] bytes = Arrays.copyOfRange(record, at, at + slot.bytes().length());
      boolean same =
          switch (slot.state()) {
            case NOT_REACHED -> state == SlotState.NOT_REACHED;
            case CAPTURED ->
                state == SlotState.CAPTURED
                    && (Arrays.equals(bytes, slot.bytes().toArray())
                        || (subject.padded && looksTheSame(layout, decoder, record, at, slot)));
            case FAULT,
                DIVISION_BY_ZERO,
                DIVISION_OVERFLOW,
                NOT_SEEN,
                FAULT_SOMEWHERE,
                NEGATIVE_LENGTH,
                TOO_LONG,
                OUT_OF_RANGE,
                MISALIGNED,
                UNEVEN,
                OTHER_ALTERNATIVE,
                NO_ALTERNATIVE,
                ENDS_EARLY,
                GOES_ON,
                OUT_OF_ORDER,
                NO_INTEGER,
                NO_TRUTH,
                OWN_FAULTS,
                PERHAPS_MAPPED,
                UNKNOWN_CALL,
                NOT_USED_BY_THREAD,
                NO_THREAD_AREA,
                NO_OBJECT,
                UNKNOWN_TYPE,
                BEING_CHANGED,
                EXPIRED,
                OUT_OF_TIME,
                UNSETTLED,
                UNKNOWN_WIDTH,
                BEYOND_BOUND ->
                state == slot.state() && Bytes.word(record, at) == slot.address();
          };
      if (!same) {
        return different(
            where
                + ", slot "
                + i
                + " is "
                + slot
                + ", not "
                + state
                + " "
                + Arrays.toString(bytes));
      }
      tally.slots.merge(slot.state(), 1L, Long::sum);
    }
    return Optional.empty();
  }

  /** What is between the parts of a value is by chance where the program leaves it as it was. */
  private static boolean looksTheSame(
      RowLayout layout, Decoder decoder, byte[] record, int at, Interpreter.Slot slot) {
    byte[] other = record.clone();
    System.arraycopy(slot.bytes().toArray(), 0, other, at, slot.bytes().length());
    for (int i = 0; i < layout.columns().size(); i++) {
      if (!decoder.column(record, i).equals(decoder.column(other, i))) {
        return false;
      }
    }
    return decoder.message(record).equals(decoder.message(other));
  }

  private static Optional<Finding> different(String what) {
    return Optional.of(new Finding(Fault.DIFFERENT, what));
  }
}
