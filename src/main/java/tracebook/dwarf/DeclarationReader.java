package tracebook.dwarf;

import static tracebook.dwarf.Forms.DW_FORM_implicit_const;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import tracebook.bytes.Bytes;

/**
 * Goes from declaration to declaration in .debug_abbrev (DWARF 5, section 7.5.3) without looking at
 * what they say: as fast as it must be for the tables of thousands of units, which repeat each
 * other. It stops before whatever is unusual, too long or wrong: {@link Abbreviations} reads that.
 */
final class DeclarationReader {
  /** What an array has behind the bytes of a declaration, for {@link #hash}. */
  static final int SLACK = 8;

  /** A table of a unit of C has about 2,500 bytes. */
  private static final int SIZE = 1 << 12;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** One at a time is in use on a thread. */
  private static final ThreadLocal<DeclarationReader> READER =
      ThreadLocal.withInitial(DeclarationReader::new);

  private final byte[] bytes = new byte[SIZE + SLACK];
  private int known;
  private int code;
  private int tagAt;
  private int at;
  private int accepted;

  private DeclarationReader() {}

  /** Of what stands in .debug_abbrev from an offset on. */
  static DeclarationReader of(Bytes abbrev, int offset) {
    DeclarationReader its = READER.get();
    its.known = Math.min(SIZE, abbrev.length() - offset);
    abbrev.copy(offset, its.bytes, 0, its.known);
    its.at = 0;
    its.accepted = 0;
    return its;
  }

  /** False before the end of the table, and before what it does not go past. */
  boolean next() {
    int from = at;
    int codeEnd = behindLeb(from);
    if (codeEnd - from > 2 || bytes[from] == 0) {
      return false;
    }
    code = bytes[from] < 0 ? (bytes[from] & 0x7f) | (bytes[from + 1] << 7) : bytes[from];
    tagAt = codeEnd;
    int next = behindLeb(codeEnd) + 1;
    while (next < known) {
      int attribute = next;
      int form = behindLeb(attribute);
      next = behindLeb(form);
      if (bytes[form] == 0 && bytes[attribute] == 0) {
        at = next;
        return next <= known;
      }
      if (bytes[form] == DW_FORM_implicit_const) {
        next = behindLeb(next);
      }
    }
    return false;
  }

  private int behindLeb(int from) {
    int next = from;
    while (next < known && bytes[next] < 0) {
      next++;
    }
    return next + 1;
  }

  /** What entries have for the present declaration. */
  int code() {
    return code;
  }

  /** Where its tag is, from the beginning. */
  int tagAt() {
    return tagAt;
  }

  long hash() {
    return hash(bytes, tagAt, at);
  }

  /** Of some bytes of an array that has {@link #SLACK} behind them. */
  static long hash(byte[] in, int from, int end) {
    long hash = (long) end - from;
    for (int i = from; i < end; i += Long.BYTES) {
      long eight = (long) LONG.get(in, i);
      int beyond = Math.max(0, i + Long.BYTES - end);
      long mixed = (hash ^ (eight << (8 * beyond))) * 0x9e37_79b9_7f4a_7c15L;
      hash = mixed ^ (mixed >>> 29);
    }
    return hash;
  }

  /** True when these are the bytes of the present declaration, from its tag on. */
  boolean is(byte[] declaration) {
    return Arrays.equals(bytes, tagAt, at, declaration, 0, declaration.length);
  }

  /** The present one is done with. */
  void accept() {
    accepted = at;
  }

  /** Size of all that are, in bytes. */
  int accepted() {
    return accepted;
  }
}
