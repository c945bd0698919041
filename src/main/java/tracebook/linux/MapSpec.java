package tracebook.linux;

/**
 * A map to be made.
 *
 * @param keySize in bytes; 0 for a ring buffer
 * @param valueSize in bytes; 0 for a ring buffer
 * @param entries how many; for a ring buffer its size in bytes, a power of two and of whole pages
 */
public record MapSpec(String name, Type type, int keySize, int valueSize, int entries) {
  /** {@code enum bpf_map_type}. */
  public enum Type {
    HASH(1),
    ARRAY(2),
    PERCPU_HASH(5),
    PERCPU_ARRAY(6),
    LRU_HASH(9),
    QUEUE(22),
    RINGBUF(27);

    final int number;

    Type(int number) {
      this.number = number;
    }
  }

  public static MapSpec ring(String name, int bytes) {
    return new MapSpec(name, Type.RINGBUF, 0, 0, bytes);
  }

  /** A hash map whose entries are all made beforehand, so that none can fail for want of memory. */
  public static MapSpec hash(String name, boolean perCpu, int keySize, int valueSize, int entries) {
    return new MapSpec(name, perCpu ? Type.PERCPU_HASH : Type.HASH, keySize, valueSize, entries);
  }

  public static MapSpec array(String name, int valueSize, int entries) {
    return new MapSpec(name, Type.ARRAY, 4, valueSize, entries);
  }
}
