package tracebook.linux;

import com.sun.jna.Pointer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The consumer's side of a {@code BPF_MAP_TYPE_RINGBUF} ({@code Documentation/bpf/ringbuf.rst}).
 *
 * <p>The kernel maps a page with the consumer's position, a page with the producer's position, and
 * the data twice in a row, so that no record is ever broken. One thread at a time may drain.
 */
public final class RingBuffer implements AutoCloseable {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 1;
  private static final int SC_PAGESIZE = 30;

  /** In the length word of a record's header: reserved, not yet submitted. */
  private static final int BUSY = 1 << 31;

  /** In the length word: given up by the program. */
  private static final int DISCARDED = 1 << 30;

  private static final int HEADER = 8;

  private final int size;
  private final Mapping consumerPage;
  private final Mapping producerAndData;
  private final int data = (int) pageSize();
  private boolean closed;

  /** Takes the record that lies in {@code bytes}; must not keep the buffer. */
  @FunctionalInterface
  public interface Sink {
    void accept(ByteBuffer bytes, int offset, int length);
  }

  private record Mapping(long address, long length, ByteBuffer bytes) {}

  /** Maps the ring; the map itself stays its owner's. */
  public RingBuffer(BpfMap map) {
    if (map.spec().type() != MapSpec.Type.RINGBUF) {
      throw new IllegalArgumentException("`" + map.spec().name() + "` is no ring buffer");
    }
    size = map.spec().entries();
    long page = pageSize();
    consumerPage = map(map, page, PROT_READ | PROT_WRITE, 0);
    try {
      producerAndData = map(map, page + 2L * size, PROT_READ, page);
    } catch (RuntimeException e) {
      LibC.munmap(consumerPage.address, consumerPage.length);
      throw e;
    }
  }

  static long pageSize() {
    return LibC.sysconf(SC_PAGESIZE);
  }

  private static Mapping map(BpfMap map, long length, int protection, long offset) {
    long address = LibC.mmap(0, length, protection, MAP_SHARED, map.fd(), offset);
    if (address == -1) {
      throw SystemCallException.last("mmap(" + map.spec().name() + ")");
    }
    ByteBuffer bytes = new Pointer(address).getByteBuffer(0, length);
    return new Mapping(address, length, bytes.order(ByteOrder.nativeOrder()));
  }

  /** How many bytes wait, headers included. */
  public synchronized long waiting() {
    checkOpen();
    return producerPosition() - (long) LONG.get(consumerPage.bytes, 0);
  }

  /** The size of the data area in bytes. */
  public int size() {
    return size;
  }

  /**
   * Hands over the records that are ready, oldest first, and gives their room back; stops before a
   * record that a program has not submitted yet.
   *
   * @param max the most records to hand over
   * @return how many were handed over
   */
  public synchronized int drain(int max, Sink sink) {
    checkOpen();
    ByteBuffer ring = producerAndData.bytes;
    long position = (long) LONG.get(consumerPage.bytes, 0);
    int taken = 0;
    while (taken < max && position < producerPosition()) {
      int at = data + (int) (position & (size - 1));
      // The header's acquire pairs with the submitting program's exchange: the record is whole.
      int header = (int) INT.getAcquire(ring, at);
      if ((header & BUSY) != 0) {
        break;
      }
      int length = header & ~DISCARDED;
      if ((header & DISCARDED) == 0) {
        sink.accept(ring, at + HEADER, length);
        taken++;
      }
      position += length + HEADER + 7 & ~7L;
      LONG.setRelease(consumerPage.bytes, 0, position);
    }
    return taken;
  }

  private long producerPosition() {
    return (long) LONG.getAcquire(producerAndData.bytes, 0);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the ring buffer is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      unmap(consumerPage);
      unmap(producerAndData);
    }
  }

  private static void unmap(Mapping mapping) {
    if (LibC.munmap(mapping.address, mapping.length) != 0) {
      throw SystemCallException.last("munmap(ring buffer)");
    }
  }
}
