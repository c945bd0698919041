package tracebook.scripts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tracebook.ir.Num;
import tracebook.ir.SlotState;

/** What is asked of strings and of memory. */
final class Questions {
  private final Interpreter of;

  Questions(Interpreter of) {
    this.of = of;
  }

  long answer(Num.OfMemory question) throws Failed {
    return switch (question) {
      case Num.StringLength n -> {
        int length = of.string(of.number(n.address()), n.most() + 1).length;
        if (length > n.most()) {
          throw new Failed(SlotState.BEYOND_BOUND, 0);
        }
        yield length;
      }
      case Num.Contains n -> contains(n, of.number(n.address())) ? 1 : 0;
      case Num.CountedContains n -> contains(n) ? 1 : 0;
      case Num.HoldsBytes n -> {
        byte[] wanted = n.bytes().toArray();
        yield Arrays.equals(of.memory(of.number(n.address()), wanted.length), wanted) ? 1 : 0;
      }
      case Num.SameBytes n -> sameBytes(n) ? 1 : 0;
      case Num.SameStrings n -> {
        long left = of.number(n.left());
        long right = of.number(n.right());
        yield Arrays.equals(of.string(left, n.bytes()), of.string(right, n.bytes())) ? 1 : 0;
      }
      case Num.NameMatches n -> {
        byte[] name = of.comm();
        byte[] wanted = n.bytes().toArray();
        boolean begins = Arrays.equals(Arrays.copyOf(name, wanted.length), wanted);
        yield begins && (!n.terminated() || name[wanted.length] == 0) ? 1 : 0;
      }
    };
  }

  boolean matches(Num.Matches n, long address) throws Failed {
    byte[] wanted = n.bytes().toArray();
    byte[] string = of.string(address, n.terminated() ? wanted.length + 1 : wanted.length);
    return Arrays.equals(string, wanted);
  }

  private boolean contains(Num.Contains n, long address) throws Failed {
    String wanted = latin(n.bytes().toArray());
    if (n.whole()) {
      String all = latin(of.memory(address, n.most()));
      int end = all.indexOf(0);
      return all.substring(0, end < 0 ? all.length() : end).contains(wanted);
    }
    int most = n.most() + wanted.length() - 1;
    String string = latin(of.string(address, most + 1));
    if (!string.substring(0, Math.min(most, string.length())).contains(wanted)
        && string.length() > most) {
      throw new Failed(SlotState.BEYOND_BOUND, 0);
    }
    return string.substring(0, Math.min(most, string.length())).contains(wanted);
  }

  /** As many stretches are read as it takes to know: what is behind need not be readable. */
  private boolean contains(Num.CountedContains n) throws Failed {
    String wanted = latin(n.bytes().toArray());
    long left = of.number(n.count());
    long address = of.number(n.address());
    for (int place = 0; place < n.most(); place += Num.Contains.STEP) {
      if (Long.compareUnsigned(left, wanted.length()) < 0) {
        return false;
      }
      int stretch = Num.Contains.STEP + wanted.length() - 1;
      boolean last = Long.compareUnsigned(left, stretch) <= 0;
      if (latin(of.memory(address, last ? (int) left : stretch)).contains(wanted)) {
        return true;
      }
      if (last) {
        return false;
      }
      left -= Num.Contains.STEP;
      address += Num.Contains.STEP;
    }
    throw new Failed(SlotState.BEYOND_BOUND, 0);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private boolean sameBytes(Num.SameBytes n) throws Failed {
    long length = of.number(n.length());
    if (n.signed() && length < 0) {
      throw new Failed(SlotState.NEGATIVE_LENGTH, 0);
    }
    boolean more = Long.compareUnsigned(length, n.most()) > 0;
    int bytes = more ? n.most() : (int) length;
    long left = of.number(n.left());
    long right = of.number(n.right());
    if (bytes > 0 && !Arrays.equals(of.memory(left, bytes), of.memory(right, bytes))) {
      return false;
    }
    if (more) {
      throw new Failed(SlotState.BEYOND_BOUND, 0);
    }
    return true;
  }

  long checked(Num.Checked n) throws Failed {
    long value = of.number(n.value());
    of.note(n.check());
    boolean holds =
        switch (n.check()) {
          case Num.AtMost c -> Long.compareUnsigned(value, of.number(c.limit())) <= 0;
          case Num.Below c -> Long.compareUnsigned(value, of.number(c.count())) < 0;
          case Num.Aligned c -> (value & (c.bytes() - 1)) == 0;
          case Num.NotNegative c -> value >= 0;
          case Num.Truth c -> value == 0 || value == 1;
          case Num.MultipleOf c -> Long.remainderUnsigned(value, c.size()) == 0;
        };
    if (!holds) {
      throw new Failed(n.check().failure(), value);
    }
    return value;
  }
}
