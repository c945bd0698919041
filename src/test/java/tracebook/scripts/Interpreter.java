package tracebook.scripts;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tracebook.bytes.ByteString;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Step;

/**
 * What a body means, said a second time and in Java: plain, slow, and without anything of the code
 * that it is compared with. One for each body and run; it counts what {@code every} and {@code
 * limit} count.
 */
public final class Interpreter {
  /** Below it an address is a null pointer's. */
  private static final int FIRST_PAGE = 4096;

  /** What became of a slot: bytes, or the reason why there are none. */
  public record Slot(SlotState state, ByteString bytes, long address) {
    public static Slot of(byte... bytes) {
      return new Slot(SlotState.CAPTURED, ByteString.copyOf(bytes), 0);
    }

    public static Slot failed(SlotState state, long address) {
      return new Slot(state, ByteString.copyOf(new byte[0]), address);
    }

    @Override
    public String toString() {
      return state == SlotState.CAPTURED
          ? "bytes " + Arrays.toString(bytes.toArray())
          : state == SlotState.FAULT
              ? state + " at " + Long.toHexString(address)
              : state.toString();
    }
  }

  /**
   * What a hit leads to.
   *
   * @param row its slots as far as they were reached; empty when there is no row
   * @param grouped the groups that it went into
   * @param ended the trace ends with it
   */
  public record Hit(
      Optional<Map<Integer, Slot>> row,
      List<Grouped> grouped,
      boolean unreadable,
      boolean throttled,
      boolean ended,
      long undecided) {
    public Hit {
      grouped = List.copyOf(grouped);
    }
  }

  /**
   * A hit of a group.
   *
   * @param key the slots of the key; of what faulted at an address only that it faulted
   * @param values numbers of 8 bytes and strings with their length in front
   */
  public record Grouped(int summary, Map<Integer, Slot> key, List<Slot> values) {
    public Grouped {
      key = Map.copyOf(key);
      values = List.copyOf(values);
    }
  }

  /** A number, or why there is none. */
  private record Value(SlotState state, long number) {}

  /** What was kept of an earlier moment, and how long ago. */
  public record Earlier(Map<Integer, Slot> slots, long elapsed) {}

  private final Map<Integer, Long> passes = new HashMap<>();

  /** How often each node of the typed program was evaluated, by its name there. */
  final Map<String, Long> evaluated = new TreeMap<>();

  private @Nullable Moment now;
  private Optional<Earlier> earlier = Optional.empty();
  private final Map<Integer, Value> variables = new HashMap<>();
  private final Map<Integer, Slot> slots = new HashMap<>();
  private final List<Grouped> grouped = new ArrayList<>();
  private final List<Long> given = new ArrayList<>();

  /** Words of the elements that are read at the moment, by the level of their walk. */
  private final Map<Integer, long[]> elements = new HashMap<>();

  private final Questions questions = new Questions(this);
  private boolean unreadable;
  private boolean throttled;
  private boolean ended;

  /** The bits of the conditions that could not be read. */
  private long undecided;

  public Hit hit(List<Step> steps, Moment now, Optional<Earlier> before) {
    this.now = now;
    earlier = before;
    variables.clear();
    slots.clear();
    grouped.clear();
    unreadable = false;
    throttled = false;
    ended = false;
    undecided = 0;
    run(steps);
    return new Hit(
        slots.isEmpty() ? Optional.empty() : Optional.of(Map.copyOf(slots)),
        grouped,
        unreadable,
        throttled,
        ended,
        undecided);
  }

  private void undecided(int number) {
    unreadable = true;
    if (number != Step.Branch.UNNUMBERED) {
      undecided |= RowLayout.Undecided.bit(number);
    }
  }

  private Moment now() {
    return Objects.requireNonNull(now);
  }

  private void run(List<Step> steps) {
    for (Step step : steps) {
      if (ended) {
        return;
      }
      note(step);
      switch (step) {
        case Step.Capture s -> slots.put(s.slot(), captured(s.source()));
        case Step.Reach s -> slots.put(s.slot(), Slot.of());
        case Step.Define s -> variables.put(s.variable(), value(s.value()));
        case Step.Branch s -> {
          Value condition = value(s.condition());
          if (condition.state != SlotState.CAPTURED) {
            undecided(s.number());
          }
          run(
              condition.state != SlotState.CAPTURED
                  ? s.undecided()
                  : condition.number != 0 ? s.then() : s.otherwise());
        }
        case Step.MarkUnreadable s -> undecided(s.number());
        case Step.Every s -> {
          if ((passes.merge(s.tally(), 1L, Long::sum) - 1) % s.count() == 0) {
            run(s.then());
          }
        }
        case Step.Limit s -> {
          // A trace that takes longer than the stretch of time is none of these.
          if (passes.merge(s.tally(), 1L, Long::sum) <= s.count()) {
            run(s.then());
          } else {
            throttled = true;
          }
        }
        case Step.Summarize s -> summarize(s);
        case Step.Exit s -> ended = true;
      }
    }
  }

  private void summarize(Step.Summarize s) {
    Map<Integer, Slot> key = new HashMap<>();
    for (Step step : s.key()) {
      switch (step) {
        case Step.Capture c -> key.put(c.slot(), ofKey(captured(c.source())));
        case Step.Reach r -> key.put(r.slot(), Slot.of());
        case Step.MarkUnreadable m -> unreadable = true;
        default -> throw new IllegalArgumentException("not a part of a key: " + step);
      }
    }
    List<Slot> values = new ArrayList<>();
    for (Step.Measure measure : s.values()) {
      note(measure);
      switch (measure) {
        case Step.Numeric m -> {
          Value value = Objects.requireNonNull(variables.get(m.variable()));
          values.add(
              value.state == SlotState.CAPTURED
                  ? Slot.of(Bytes.eight(value.number))
                  : Slot.failed(value.state, value.number));
        }
        case Step.Textual m -> values.add(captured(m.source()));
      }
    }
    grouped.add(new Grouped(s.summary(), key, values));
  }

  /** All addresses that are not those of a null pointer are one key. */
  private static Slot ofKey(Slot slot) {
    if (slot.state == SlotState.CAPTURED) {
      return slot;
    }
    boolean somewhere =
        slot.state == SlotState.FAULT && Long.compareUnsigned(slot.address, FIRST_PAGE) >= 0;
    return Slot.failed(somewhere ? SlotState.FAULT_SOMEWHERE : slot.state, 0);
  }

  void note(Object node) {
    evaluated.merge(Nodes.name(node), 1L, Long::sum);
  }

  byte[] comm() {
    return now().comm().toArray();
  }

  private Slot captured(Source source) {
    try {
      return Slot.of(bytes(source));
    } catch (Failed e) {
      unreadable = true;
      note(e.state);
      return Slot.failed(e.state, e.address);
    }
  }

  private byte[] bytes(Source source) throws Failed {
    note(source);
    return switch (source) {
      case Source.Scalar s -> Bytes.eight(number(s.value()));
      case Source.Memory s -> memory(number(s.address()), s.bytes());
      case Source.Text s -> text(number(s.address()), s.cap());
      case Source.Dump s -> dump(s);
      case Source.Counted s -> counted(s);
      case Source.Composite s -> composite(s);
      case Source.Each s -> each(s);
      case Source.Walked s -> walked(s);
      case Source.Comm s -> comm();
      case Source.Once s -> bytes(s.in());
      case Source.Kept s -> Arrays.copyOf(kept(s.slot()), s.bytes());
      case Source.Assembled s -> {
        byte[] whole = new byte[s.size()];
        for (Source.Part part : s.parts()) {
          byte[] bytes = bytes(part.source());
          System.arraycopy(bytes, 0, whole, part.offset(), Math.min(part.bytes(), bytes.length));
        }
        yield whole;
      }
    };
  }

  /** The number, clamped where it is, then the elements that have room. */
  private byte[] counted(Source.Counted s) throws Failed {
    long count = number(s.count());
    int room = s.cap() / s.stride();
    boolean cut = Long.compareUnsigned(count, room) > 0;
    int bytes = s.stride() * (cut ? room : (int) count);
    long address = number(s.address());
    byte[] elements = bytes == 0 ? new byte[0] : memory(address, bytes);
    return Bytes.concat(Bytes.eight(s.clamped() && cut ? room + 1 : count), elements);
  }

  private byte[] composite(Source.Composite s) throws Failed {
    byte[] all = Arrays.copyOf(bytes(s.whole()), s.size());
    for (Source.Attempt attempt : s.attempts()) {
      attempt(attempt, all);
    }
    return all;
  }

  private byte[] each(Source.Each s) throws Failed {
    long count = number(s.count());
    int there = Long.compareUnsigned(count, s.most()) < 0 ? (int) count : s.most();
    byte[] all = Bytes.eight(count);
    for (int i = 0; i < there; i++) {
      byte[] element = new byte[s.stride()];
      elements.put(s.level(), new long[] {i});
      attempt(s.attempt(), element);
      elements.remove(s.level());
      all = Bytes.concat(all, element);
    }
    return all;
  }

  /** What was found, then each element: its words, and its parts. */
  private byte[] walked(Source.Walked s) throws Failed {
    Walks walks = Walks.of(this, s);
    byte[] all = walks.header();
    for (long[] words : walks.found) {
      byte[] element = new byte[s.stride()];
      for (int i = 0; i < words.length; i++) {
        System.arraycopy(Bytes.eight(words[i]), 0, element, 8 * i, 8);
      }
      elements.put(s.level(), words);
      for (Source.Attempt part : s.parts()) {
        attempt(part, element);
      }
      elements.remove(s.level());
      all = Bytes.concat(all, element);
    }
    return all;
  }

  /** Puts what came of it, if it was tried, in its place. */
  private void attempt(Source.Attempt attempt, byte[] all) {
    Slot slot = attempted(attempt);
    if (slot.state != SlotState.NOT_REACHED) {
      byte[] detail =
          slot.state == SlotState.CAPTURED ? slot.bytes.toArray() : Bytes.eight(slot.address);
      byte[] there = Bytes.concat(Bytes.eight(attempt.word(slot.state)), detail);
      System.arraycopy(there, 0, all, attempt.offset(), there.length);
    }
  }

  private Slot attempted(Source.Attempt attempt) {
    try {
      if (attempt.condition().isPresent() && number(attempt.condition().get()) == 0) {
        return Slot.failed(SlotState.NOT_REACHED, 0);
      }
    } catch (Failed e) {
      unreadable = true;
      return Slot.failed(e.state, e.address);
    }
    return captured(attempt.source());
  }

  byte[] memory(long address, int bytes) throws Failed {
    Optional<byte[]> read = now().memory().at(address, bytes);
    if (read.isEmpty()) {
      throw new Failed(SlotState.FAULT, address);
    }
    return read.get();
  }

  /** The length with the NUL, then what is in front of it; at most {@code cap} bytes and one. */
  private byte[] text(long address, int cap) throws Failed {
    byte[] string = string(address, cap + 1);
    return Bytes.sized(string.length + 1, string);
  }

  /** The length, or one more than the most, and then that many bytes; of a text what is shown. */
  private byte[] dump(Source.Dump s) throws Failed {
    long length = number(s.length());
    if (s.signed() && length < 0) {
      throw new Failed(SlotState.NEGATIVE_LENGTH, 0);
    }
    boolean cut = Long.compareUnsigned(length, s.cap()) > 0;
    int bytes = cut ? s.cap() : (int) length;
    long address = number(s.address());
    if (s.text()) {
      for (int i = 0; i < bytes; i++) {
        Optional<Byte> at = now().memory().at(address + i);
        if (at.isPresent() && at.get() == 0) {
          return Bytes.sized(i, memory(address, i));
        }
      }
    }
    return Bytes.sized(
        cut ? s.cap() + 1 : bytes, bytes == 0 ? new byte[0] : memory(address, bytes));
  }

  /** What is in front of the NUL, at most so many bytes. */
  byte[] string(long address, int most) throws Failed {
    byte[] string = new byte[most];
    for (int i = 0; i < most; i++) {
      Optional<Byte> at = now().memory().at(address + i);
      if (at.isEmpty()) {
        throw new Failed(SlotState.FAULT, address);
      }
      if (at.get() == 0) {
        return Arrays.copyOf(string, i);
      }
      string[i] = at.get();
    }
    return string;
  }

  private byte[] kept(int slot) throws Failed {
    Slot kept = earlier.orElseThrow().slots.get(slot);
    if (kept == null) {
      throw new Failed(SlotState.NOT_SEEN, 0);
    }
    if (kept.state != SlotState.CAPTURED) {
      throw new Failed(kept.state, kept.address);
    }
    return kept.bytes.toArray();
  }

  private Value value(Num num) {
    try {
      return new Value(SlotState.CAPTURED, number(num));
    } catch (Failed e) {
      unreadable = true;
      return new Value(e.state, e.address);
    }
  }

  long number(Num num) throws Failed {
    note(num);
    return switch (num) {
      case Num.Constant n -> n.value();
      case Num.Register n -> now().registers().get(n.number());
      case Num.Extend n -> Numbers.extend(number(n.value()), n.bits(), n.signed());
      case Num.Binary n -> {
        note(n.operator());
        yield Numbers.binary(n, number(n.left()), number(n.right()));
      }
      case Num.Divide n -> Numbers.divide(n, number(n.left()), number(n.right()));
      case Num.Compare n -> {
        note(n.comparison());
        yield Numbers.compare(n, number(n.left()), number(n.right())) ? 1 : 0;
      }
      case Num.Not n -> number(n.operand()) == 0 ? 1 : 0;
      case Num.And n -> number(n.left()) != 0 && number(n.right()) != 0 ? 1 : 0;
      case Num.Or n -> number(n.left()) != 0 || number(n.right()) != 0 ? 1 : 0;
      case Num.Conditional n ->
          number(n.condition()) != 0 ? number(n.then()) : number(n.otherwise());
      case Num.Variable n -> {
        Value value = Objects.requireNonNull(variables.get(n.index()));
        if (value.state != SlotState.CAPTURED) {
          throw new Failed(value.state, value.number);
        }
        yield value.number;
      }
      case Num.Context n -> {
        note(n.fact());
        yield now().facts().of(n.fact());
      }
      case Num.Bias n -> now().bias();
      case Num.Kept n -> ByteBuffer.wrap(kept(n.slot())).order(ByteOrder.LITTLE_ENDIAN).getLong();
      case Num.Elapsed n -> earlier.orElseThrow().elapsed;
      case Num.Load n -> {
        byte[] bytes = memory(number(n.address()), n.bytes());
        yield Numbers.extend(Bytes.number(bytes), 8 * n.bytes(), n.signed());
      }
      case Num.Matches n -> questions.matches(n, number(n.address())) ? 1 : 0;
      case Num.OfMemory n -> questions.answer(n);
      case Num.SingleToDouble n ->
          Double.doubleToRawLongBits(Float.intBitsToFloat((int) number(n.bits())));
      case Num.DoubleToSingle n -> Numbers.single(number(n.bits()));
      case Num.DoubleToInteger n -> {
        long bits = number(n.bits());
        yield Numbers.integer(n, Double.longBitsToDouble(bits))
            .orElseThrow(() -> new Failed(SlotState.NO_INTEGER, bits));
      }
      case Num.IntegerToDouble n -> Numbers.real(n, number(n.value()));
      case Num.FloatCompare n -> Numbers.compare(n, number(n.left()), number(n.right())) ? 1 : 0;
      case Num.Checked n -> questions.checked(n);
      case Num.With n -> {
        given.addFirst(number(n.value()));
        try {
          yield number(n.in());
        } finally {
          given.removeFirst();
        }
      }
      case Num.Given n -> given.get(n.outer());
      case Num.Found n -> Objects.requireNonNull(elements.get(n.level()))[n.word()];
      case Num.Failure n -> throw new Failed(n.state(), 0);
    };
  }
}
