package tracebook.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.BulkReader;

/**
 * A whole file in memory, by the page cache. It is mapped when it is opened, and not later: an
 * interrupted thread would have the channel closed under it.
 *
 * <p>A mapping reaches at most 2 GiB in Java, hence windows that overlap by half. They go with the
 * garbage collector.
 */
final class MappedFile {
  private static final long STRIDE = 1L << 30;

  private final PositionedFile file;
  private final List<MappedByteBuffer> windows = new ArrayList<>();

  MappedFile(PositionedFile file, long length) throws IOException {
    this.file = file;
    FileChannel channel = file.channel();
    long at = 0;
    do {
      long size = Math.min(Integer.MAX_VALUE, length - at);
      windows.add(channel.map(FileChannel.MapMode.READ_ONLY, at, size));
      at += STRIDE;
    } while (at < length - STRIDE);
  }

  /** Reads a part without touching its mapping, as long as the file is open. */
  BulkReader reader(long from) {
    return (offset, to, at, count) -> {
      try {
        file.read(from + offset, to, at, count);
        return true;
      } catch (IOException closedOrShorter) {
        return false;
      }
    };
  }

  /** Empty when the part is larger than what one window holds. */
  Optional<ByteBuffer> part(long at, long size) {
    int index = (int) Math.min(at / STRIDE, windows.size() - 1);
    ByteBuffer window = windows.get(index);
    long from = at - index * STRIDE;
    return from + size <= window.limit()
        ? Optional.of(window.slice((int) from, (int) size))
        : Optional.empty();
  }
}
