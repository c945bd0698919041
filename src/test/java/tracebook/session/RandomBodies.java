package tracebook.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tracebook.bytes.ByteString;
import tracebook.ir.Num;
import tracebook.ir.Step;

/**
 * Bodies by chance; equal for an equal seed. The first argument is the address of {@link #MEMORY}.
 */
final class RandomBodies {
  private static final long[] INTERESTING = {
    0,
    1,
    -1,
    2,
    7,
    -8,
    63,
    64,
    127,
    128,
    255,
    256,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffffL,
    0x8000_0000L,
    0xffff_ffffL,
    0x1_0000_0000L,
    -0x8000_0000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0x0123_4567_89ab_cdefL,
    -3
  };
  private static final List<Num.Operator> SHIFTS =
      List.of(Num.Operator.SHL, Num.Operator.SHR, Num.Operator.SAR);
  private static final List<Num.Operator> ARITHMETIC =
      Stream.of(Num.Operator.values()).filter(o -> !SHIFTS.contains(o)).toList();
  private static final List<Num.Comparison> COMPARISONS = List.of(Num.Comparison.values());

  static final int VARIABLES = 3;

  /** A string of printable characters, so that a target can be told it. */
  static final String MEMORY = "~zAbcd=GET /index.html HTTP/1.1 0123456789 ~~~~ tail";

  private final Random random;
  private int slots;
  private int defined;

  RandomBodies(long seed) {
    random = new Random(seed);
  }

  long number() {
    return random.nextInt(4) == 0
        ? random.nextLong()
        : INTERESTING[random.nextInt(INTERESTING.length)];
  }

  int slots() {
    return slots;
  }

  List<Step> steps(int count) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < VARIABLES; i++) {
      steps.add(new Step.Define(i, num(3)));
      defined++;
    }
    steps.addAll(some(count, 2));
    return steps;
  }

  private List<Step> some(int count, int depth) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(depth == 0 ? 6 : 8)) {
        case 0 -> steps.add(new Step.Define(random.nextInt(VARIABLES), num(2)));
        case 1 -> steps.add(new Step.Reach(slots++));
        case 2, 3, 4, 5 -> steps.add(Traces.capture(slots++, num(4)));
        default ->
            steps.add(
                new Step.Branch(
                    num(3),
                    some(random.nextInt(4), depth - 1),
                    some(random.nextInt(3), depth - 1)));
      }
    }
    return steps;
  }

  private Num num(int depth) {
    if (depth == 0) {
      return switch (random.nextInt(4)) {
        case 0 -> new Num.Constant(number());
        case 1 -> defined == 0 ? Traces.arg(0) : new Num.Variable(random.nextInt(defined));
        default -> Traces.arg(random.nextInt(6));
      };
    }
    int d = depth - 1;
    return switch (random.nextInt(16)) {
      case 0, 1 -> new Num.Binary(pick(ARITHMETIC), num(d), num(d));
      case 2 ->
          new Num.Binary(
              pick(SHIFTS),
              num(d),
              random.nextBoolean()
                  ? new Num.Constant(random.nextInt(64))
                  : new Num.Binary(Num.Operator.AND, num(d), new Num.Constant(63)));
      case 3, 4 -> {
        int bits = new int[] {8, 16, 32, 64}[random.nextInt(4)];
        boolean signed = random.nextBoolean();
        yield new Num.Divide(
            random.nextBoolean(),
            signed,
            bits,
            new Num.Extend(num(d), bits, signed),
            new Num.Extend(num(d), bits, signed));
      }
      case 5, 6 -> new Num.Compare(pick(COMPARISONS), random.nextBoolean(), num(d), num(d));
      case 7 -> new Num.Not(num(d));
      case 8 -> new Num.And(num(d), num(d));
      case 9 -> new Num.Or(num(d), num(d));
      case 10 -> new Num.Extend(num(d), 1 + random.nextInt(64), random.nextBoolean());
      case 11 -> new Num.Conditional(num(d), num(d), num(d));
      case 12 -> matches();
      default -> new Num.Load(address(), 1 << random.nextInt(4), random.nextBoolean());
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Num matches() {
    int from = random.nextInt(MEMORY.length());
    int to = from + random.nextInt(Math.min(20, MEMORY.length() - from) + 1);
    String wanted = random.nextBoolean() ? MEMORY.substring(from, to) : "no";
    Num address =
        random.nextInt(4) == 0
            ? address()
            : new Num.Binary(Num.Operator.ADD, Traces.arg(0), new Num.Constant(from));
    return new Num.Matches(
        address,
        ByteString.copyOf(wanted.getBytes(StandardCharsets.US_ASCII)),
        random.nextBoolean());
  }

  /** One in five cannot be read. */
  private Num address() {
    if (random.nextInt(5) == 0) {
      return new Num.Constant(random.nextInt(4096));
    }
    Num offset =
        random.nextBoolean()
            ? new Num.Constant(random.nextInt(MEMORY.length() - 8))
            : new Num.Binary(Num.Operator.AND, num(1), new Num.Constant(31));
    return new Num.Binary(Num.Operator.ADD, Traces.arg(0), offset);
  }
}
