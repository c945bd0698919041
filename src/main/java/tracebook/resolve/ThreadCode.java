package tracebook.resolve;

import java.util.HexFormat;
import tracebook.ir.Num;
import tracebook.ir.SlotState;

/**
 * Code of C libraries that finds the variables of a thread. At the hit it is compared with what is
 * known, byte by byte, and then its work is done here: what it finds is where they are, whatever
 * the library's version.
 */
final class ThreadCode {
  /** mov 8(%rax),%rax; ret: the descriptor's second word is the distance. */
  private static final String RETURN = "488b4008c3";

  /**
   * glibc's {@code _dl_tlsdesc_dynamic} (sysdeps/x86_64/dl-tlsdesc.S), up to where it has the
   * address: the second word leads to the module, the offset in its block, and how new the thread's
   * vector of blocks has to be. Where it is older or has no block, other code makes one.
   */
  private static final String GLIBC =
      "48897424f0"
          + "64488b342508000000" // mov %fs:8,%rsi
          + "48897c24f8"
          + "488b7808488b06" // mov 8(%rax),%rdi; mov (%rsi),%rax
          + "4839471077.." // cmp %rax,16(%rdi); ja
          + "488b0748c1e004488b0430" // mov (%rdi),%rax; shl $4,%rax; mov (%rax,%rsi),%rax
          + "4883f8ff74.." // cmp $-1,%rax; je
          + "48034708"; // add 8(%rdi),%rax

  /** musl's {@code __tlsdesc_dynamic} (src/ldso/x86_64/tlsdesc.s): every thread has every block. */
  private static final String MUSL =
      "488b400852" // mov 8(%rax),%rax
          + "64488b14250800000051" // mov %fs:8,%rdx
          + "488b08488b4008480304ca59" // mov (%rax),%rcx; mov 8(%rax),%rax; add (%rdx,%rcx,8),%rax
          + "64482b0425000000005ac3";

  /** musl's {@code __tls_get_addr}, of the module at (%rdi) and the offset behind it. */
  private static final String MUSL_FUNCTION =
      "64488b042500000000" // mov %fs:0,%rax
          + "488b0f488b5008" // mov (%rdi),%rcx; mov 8(%rax),%rdx
          + "488b4708480304cac3"; // mov 8(%rdi),%rax; add (%rdx,%rcx,8),%rax

  private static final Num UNKNOWN = new Num.Failure(SlotState.NO_THREAD_AREA);
  private static final Num NOT_USED = new Num.Failure(SlotState.NOT_USED_BY_THREAD);

  private ThreadCode() {}

  /**
   * Where the code of a descriptor finds what the descriptor is for.
   *
   * @param pointer the thread pointer
   */
  static Num ofDescriptor(Num descriptor, Num pointer) {
    Num code = load(descriptor, 0);
    Num argument = load(descriptor, 8);
    Num vector = load(pointer, 8);
    Num glibc = glibc(argument, vector);
    Num musl = musl(vector, load(argument, 0), load(argument, 8));
    Num found = choose(isAt(code, MUSL), musl, UNKNOWN);
    found = choose(isEither(code, GLIBC), glibc, found);
    return choose(isEither(code, RETURN), plus(pointer, argument), found);
  }

  private static Num glibc(Num argument, Num vector) {
    Num old = new Num.Compare(Num.Comparison.LT, false, load(vector, 0), load(argument, 16));
    Num sixteen = new Num.Constant(16);
    Num at = new Num.Binary(Num.Operator.MUL, load(argument, 0), sixteen);
    Num block = load(plus(vector, at), 0);
    Num none = new Num.Compare(Num.Comparison.EQ, false, block, new Num.Constant(-1));
    return choose(new Num.Or(old, none), NOT_USED, plus(block, load(argument, 8)));
  }

  /** Where musl finds an offset in a module's block, if the code is its own. */
  static Num ofMusl(Num code, Num pointer, Num module, Num inBlock) {
    return choose(isAt(code, MUSL_FUNCTION), musl(load(pointer, 8), module, inBlock), UNKNOWN);
  }

  private static Num musl(Num vector, Num module, Num inBlock) {
    Num at = new Num.Binary(Num.Operator.MUL, module, new Num.Constant(8));
    return plus(load(plus(vector, at), 0), inBlock);
  }

  /** The code, or the same behind {@code endbr64}, as libraries have it that are built with CET. */
  private static Num isEither(Num at, String code) {
    return new Num.Or(isAt(at, code), isAt(at, "f30f1efa" + code));
  }

  private static Num isAt(Num at, String code) {
    Num all = new Num.Constant(1);
    for (int i = (code.length() - 1) / 16; i >= 0; i--) {
      all = new Num.And(isWordAt(at, code, i), all);
    }
    return all;
  }

  private static Num isWordAt(Num at, String code, int word) {
    String hex = code.substring(16 * word, Math.min(code.length(), 16 * word + 16));
    long mask = number(hex.replaceAll("[^.]", "f").replace('.', '0'));
    Num there = load(at, 8L * word);
    Num compared =
        mask == -1 ? there : new Num.Binary(Num.Operator.AND, there, new Num.Constant(mask));
    return new Num.Compare(
        Num.Comparison.EQ, false, compared, new Num.Constant(number(hex.replace('.', '0'))));
  }

  /** Of bytes in the order of memory. */
  private static long number(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    long number = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      number = number << 8 | (bytes[i] & 0xff);
    }
    return number;
  }

  private static Num choose(Num condition, Num then, Num otherwise) {
    return new Num.Conditional(condition, then, otherwise);
  }

  private static Num load(Num address, long offset) {
    return new Num.Load(Variables.plus(address, offset), 8, false);
  }

  private static Num plus(Num left, Num right) {
    return new Num.Binary(Num.Operator.ADD, left, right);
  }
}
