package tracebook.linux;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A program to be loaded, of type {@code BPF_PROG_TYPE_KPROBE}, which uprobes use.
 *
 * @param code instructions, 8 bytes each
 * @param sleepable may fault in pages of the process
 * @param attach how it will be attached
 * @param functions what it has besides the program itself
 */
public record ProgramSpec(
    String name, ByteBuffer code, boolean sleepable, Attach attach, Functions functions) {
  public ProgramSpec(
      String name, byte[] code, boolean sleepable, Attach attach, Functions functions) {
    this(name, ByteBuffer.wrap(code.clone()).asReadOnlyBuffer(), sleepable, attach, functions);
  }

  /** A program without functions. */
  public ProgramSpec(String name, byte[] code, boolean sleepable, Attach attach) {
    this(name, code, sleepable, attach, Functions.NONE);
  }

  /**
   * The instructions, by their numbers, at which functions begin.
   *
   * @param ofNumbers called with three numbers at most; the verifier follows each once, whatever
   *     they are
   * @param others called by the program or the kernel; the verifier follows them at each call
   */
  public record Functions(List<Integer> ofNumbers, List<Integer> others) {
    static final Functions NONE = new Functions(List.of(), List.of());

    public Functions {
      ofNumbers = List.copyOf(ofNumbers);
      others = List.copyOf(others);
    }

    int count() {
      return ofNumbers.size() + others.size();
    }
  }

  byte[] codeBytes() {
    byte[] bytes = new byte[code.remaining()];
    code.get(code.position(), bytes);
    return bytes;
  }

  /** What the kernel wants to know of the way of attaching when it loads a program. */
  public enum Attach {
    /** By a perf event. */
    PERF_EVENT(0),
    /** By one link for many places: {@code BPF_TRACE_UPROBE_MULTI}. */
    UPROBE_MULTI(48),
    /** At entries and returns together: {@code BPF_TRACE_UPROBE_SESSION}. */
    UPROBE_SESSION(57);

    final int number;

    Attach(int number) {
      this.number = number;
    }
  }
}
