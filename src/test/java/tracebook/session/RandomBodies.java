package tracebook.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tracebook.ir.Num;
import tracebook.ir.Step;

/** Bodies that read no memory, by chance; equal for an equal seed. */
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
  static final int VARIABLES = 3;

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
    return switch (random.nextInt(12)) {
      case 0, 1 -> new Num.Binary(Num.Operator.values()[random.nextInt(6)], num(d), num(d));
      case 2 ->
          new Num.Binary(
              Num.Operator.values()[6 + random.nextInt(3)],
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
      case 5, 6 ->
          new Num.Compare(
              Num.Comparison.values()[random.nextInt(6)], random.nextBoolean(), num(d), num(d));
      case 7 -> new Num.Not(num(d));
      case 8 -> new Num.And(num(d), num(d));
      case 9 -> new Num.Or(num(d), num(d));
      case 10 -> new Num.Extend(num(d), 1 + random.nextInt(64), random.nextBoolean());
      default -> new Num.Conditional(num(d), num(d), num(d));
    };
  }
}
