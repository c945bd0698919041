package tracebook.codegen;

import tracebook.bytes.ByteString;

/**
 * A map that the programs of one body use besides those of {@link Maps}.
 *
 * @param initial the value of the one entry of an array; empty: zeros
 */
public record KernelMap(
    String name, Kind kind, int keyBytes, int valueBytes, int entries, ByteString initial) {
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
