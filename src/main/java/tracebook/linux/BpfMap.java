package tracebook.linux;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A live map. Keys and values are in the machine's byte order. */
public final class BpfMap implements AutoCloseable {
  private static final int BPF_MAP_LOOKUP_ELEM = 1;
  private static final int BPF_MAP_UPDATE_ELEM = 2;
  private static final int BPF_MAP_DELETE_ELEM = 3;
  private static final int BPF_MAP_GET_NEXT_KEY = 4;

  private static final int BPF_MAP_LOOKUP_BATCH = 24;

  /** More than a bucket of the kernel's hash map has entries. */
  private static final int BATCH = 512;

  private static final int KEY = 8;
  private static final int VALUE = 16;

  private final MapSpec spec;
  private final Fd fd;
  private final int valueBytes;

  BpfMap(MapSpec spec, Fd fd) {
    this.spec = spec;
    this.fd = fd;
    boolean perCpu =
        spec.type() == MapSpec.Type.PERCPU_ARRAY || spec.type() == MapSpec.Type.PERCPU_HASH;
    // Per CPU, the kernel hands over one value per possible CPU, each rounded up to 8 bytes.
    this.valueBytes =
        perCpu ? (spec.valueSize() + 7 & -8) * Processors.possible() : spec.valueSize();
  }

  public MapSpec spec() {
    return spec;
  }

  public int fd() {
    return fd.number();
  }

  Fd owned() {
    return fd;
  }

  /**
   * The value of a key; of a per-CPU map, one value after the other, each rounded up to 8 bytes.
   */
  public Optional<byte[]> lookup(byte[] key) {
    try (Block attr = element(key).putPointer(VALUE, new byte[0], valueBytes)) {
      if (Bpf.call(BPF_MAP_LOOKUP_ELEM, attr) < 0) {
        return absent("BPF_MAP_LOOKUP_ELEM");
      }
      return Optional.of(attr.pointedAt(VALUE, valueBytes));
    }
  }

  public void update(byte[] key, byte[] value) {
    if (value.length != valueBytes) {
      throw new IllegalArgumentException(value.length + " bytes for a value of " + valueBytes);
    }
    try (Block attr = element(key).putPointer(VALUE, value)) {
      if (Bpf.call(BPF_MAP_UPDATE_ELEM, attr) < 0) {
        throw SystemCallException.last(name("BPF_MAP_UPDATE_ELEM"));
      }
    }
  }

  /** Whether the key was there. */
  public boolean delete(byte[] key) {
    try (Block attr = element(key)) {
      return Bpf.call(BPF_MAP_DELETE_ELEM, attr) == 0 || absent("BPF_MAP_DELETE_ELEM").isPresent();
    }
  }

  /** The key after this one; the first one after {@code null}. */
  public Optional<byte[]> nextKey(byte @org.jspecify.annotations.Nullable [] key) {
    try (Block attr = new Block(32).putInt(0, fd.number())) {
      if (key != null) {
        attr.putPointer(KEY, key);
      }
      attr.putPointer(VALUE, new byte[0], spec.keySize());
      if (Bpf.call(BPF_MAP_GET_NEXT_KEY, attr) < 0) {
        return absent("BPF_MAP_GET_NEXT_KEY");
      }
      return Optional.of(attr.pointedAt(VALUE, spec.keySize()));
    }
  }

  /**
   * Gives every entry of a hash map, of a per-CPU map the values as {@link #lookup} does. Each
   * once, as long as nothing is deleted meanwhile.
   */
  public void forEach(BiConsumer<byte[], byte[]> entry) {
    int keyBytes = spec.keySize();
    // struct { u64 in, out, keys, values; u32 count, map_fd; u64 elem_flags, flags } batch
    try (Block attr =
        new Block(56)
            .putPointer(8, new byte[8])
            .putPointer(16, new byte[0], BATCH * keyBytes)
            .putPointer(24, new byte[0], BATCH * valueBytes)
            .putInt(36, fd.number())) {
      boolean last = false;
      while (!last) {
        attr.putInt(32, BATCH);
        if (Bpf.call(BPF_MAP_LOOKUP_BATCH, attr) < 0) {
          last = absent("BPF_MAP_LOOKUP_BATCH").isEmpty();
        }
        int count = attr.getInt(32);
        byte[] keys = attr.pointedAt(16, count * keyBytes);
        byte[] values = attr.pointedAt(24, count * valueBytes);
        for (int i = 0; i < count; i++) {
          entry.accept(
              Arrays.copyOfRange(keys, i * keyBytes, (i + 1) * keyBytes),
              Arrays.copyOfRange(values, i * valueBytes, (i + 1) * valueBytes));
        }
        attr.putLong(0, attr.getLong(8));
      }
    }
  }

  /** The value at an index of an array map. */
  public ByteBuffer at(int index) {
    byte[] key = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(index).array();
    byte[] value =
        lookup(key)
            .orElseThrow(() -> new IndexOutOfBoundsException(index + " in `" + spec.name() + "`"));
    return ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
  }

  private Block element(byte[] key) {
    if (key.length != spec.keySize()) {
      throw new IllegalArgumentException(key.length + " bytes for a key of " + spec.keySize());
    }
    return new Block(32).putInt(0, fd.number()).putPointer(KEY, key);
  }

  /** Empty if the call failed for want of the key. */
  private Optional<byte[]> absent(String command) {
    if (Native.getLastError() == Errno.ENOENT.number()) {
      return Optional.empty();
    }
    throw SystemCallException.last(name(command));
  }

  private String name(String command) {
    return "bpf(" + command + ", " + spec.name() + ")";
  }

  @Override
  public void close() {
    fd.close();
  }
}
