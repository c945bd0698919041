package tracebook.codegen;

import java.util.Optional;
import tracebook.bytes.ByteString;

/**
 * A map that the programs of one body use besides those of {@link Maps}.
 *
 * @param initial the value of the one entry of an array; empty: zeros
 * @param threads there when its entries belong to threads, which may end without taking them away
 */
public record KernelMap(
    String name,
    Kind kind,
    int keyBytes,
    int valueBytes,
    int entries,
    ByteString initial,
    Optional<OfThreads> threads) {
  /**
   * The key begins with the thread as bpf_get_current_pid_tgid gives it.
   *
   * @param records the map that has what the entry stands for: its value is the key of the first
   *     record there, and each record has the key of the next one, 0 at the end; empty: the entry
   *     is all there is
   * @param next where in a record that is
   */
  public record OfThreads(Optional<String> records, int next) {}

  /** How it finds its values. */
  public enum Kind {
    HASH,
    ARRAY
  }

  /** What its one entry has to hold before a program runs; of no length where nothing has. */
  public byte[] initialValue() {
    return initial.toArray();
  }
}
