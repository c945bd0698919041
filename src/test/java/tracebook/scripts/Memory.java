package tracebook.scripts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tracebook.target.Mapping;
import tracebook.target.TargetException;
import tracebook.target.TargetProcess;

/** What could be read of a process at one moment. */
public final class Memory {
  /** By their first address, in the order of unsigned numbers. */
  private final TreeMap<Long, byte[]> stretches = new TreeMap<>(Long::compareUnsigned);

  private Memory() {}

  /**
   * Everything that the process may read. What it cannot write is taken from {@code earlier}.
   *
   * @param earlier of the same process, with nothing mapped or unmapped in between
   */
  static Memory of(TargetProcess process, Optional<Memory> earlier)
      throws TargetException, IOException {
    Memory memory = new Memory();
    try (RandomAccessFile file = new RandomAccessFile("/proc/" + process.pid() + "/mem", "r")) {
      for (Mapping mapping : process.mappings()) {
        if (mapping.permissions().charAt(0) != 'r' || mapping.path().startsWith("[v")) {
          continue;
        }
        byte[] known = earlier.map(e -> e.stretches.get(mapping.start())).orElse(null);
        if (known != null && !mapping.writable()) {
          memory.stretches.put(mapping.start(), known);
          continue;
        }
        byte[] bytes = new byte[Math.toIntExact(mapping.end() - mapping.start())];
        file.seek(mapping.start());
        file.readFully(bytes);
        memory.stretches.put(mapping.start(), bytes);
      }
    }
    return memory;
  }

  /** Of one stretch only. */
  public static Memory of(long start, byte[] bytes) {
    Memory memory = new Memory();
    memory.stretches.put(start, bytes);
    return memory;
  }

  /** The byte at an address; empty when it cannot be read. */
  Optional<Byte> at(long address) {
    Map.Entry<Long, byte[]> stretch = stretches.floorEntry(address);
    if (stretch == null
        || Long.compareUnsigned(address - stretch.getKey(), stretch.getValue().length) >= 0) {
      return Optional.empty();
    }
    return Optional.of(stretch.getValue()[(int) (address - stretch.getKey())]);
  }

  /** That many bytes; empty when one of them cannot be read. */
  Optional<byte[]> at(long address, int count) {
    Map.Entry<Long, byte[]> stretch = stretches.floorEntry(address);
    if (stretch != null) {
      long from = address - stretch.getKey();
      if (Long.compareUnsigned(from, stretch.getValue().length) < 0
          && count <= stretch.getValue().length - from) {
        return Optional.of(Arrays.copyOfRange(stretch.getValue(), (int) from, (int) from + count));
      }
    }
    byte[] bytes = new byte[count]; // On both sides of a border.
    for (int i = 0; i < count; i++) {
      Optional<Byte> one = at(address + i);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      bytes[i] = one.get();
    }
    return Optional.of(bytes);
  }
}
