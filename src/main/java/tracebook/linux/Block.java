package tracebook.linux;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A zeroed structure outside the heap, for one system call, with everything it points to. Freed on
 * close. Byte order is the machine's, which the kernel shares.
 */
final class Block implements AutoCloseable {
  private final Memory memory;
  private final List<Memory> pointedTo = new ArrayList<>();

  Block(int bytes) {
    memory = zeroed(bytes);
  }

  private static Memory zeroed(long bytes) {
    Memory memory = new Memory(Math.max(1, bytes));
    memory.clear();
    return memory;
  }

  long address() {
    return address(memory);
  }

  int size() {
    return (int) memory.size();
  }

  Block putInt(int offset, int value) {
    memory.setInt(offset, value);
    return this;
  }

  Block putLong(int offset, long value) {
    memory.setLong(offset, value);
    return this;
  }

  int getInt(int offset) {
    return memory.getInt(offset);
  }

  long getLong(int offset) {
    return memory.getLong(offset);
  }

  short getShort(int offset) {
    return memory.getShort(offset);
  }

  byte[] getBytes(int offset, int length) {
    return memory.getByteArray(offset, length);
  }

  /** Puts an address of a copy of the bytes. */
  Block putPointer(int offset, byte[] bytes) {
    return putPointer(offset, bytes, bytes.length);
  }

  /** Puts an address of a copy of the bytes, zero-filled to a size that the kernel may fill. */
  Block putPointer(int offset, byte[] bytes, int size) {
    Memory copy = zeroed(size);
    copy.write(0, bytes, 0, bytes.length);
    return keep(offset, copy);
  }

  Block putPointer(int offset, long[] values) {
    Memory copy = zeroed(8L * values.length);
    copy.write(0, values, 0, values.length);
    return keep(offset, copy);
  }

  Block putPointer(int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return putPointer(offset, bytes, bytes.length + 1);
  }

  /** What the structure points to at {@code offset} holds now. */
  byte[] pointedAt(int offset, int length) {
    return memory.getPointer(offset).getByteArray(0, length);
  }

  /** A name field of 16 bytes, as the kernel wants it: letters, digits, {@code _} and {@code .}. */
  Block putName(int offset, String name) {
    String clean = name.replaceAll("[^A-Za-z0-9_.]", "_");
    byte[] bytes = clean.getBytes(StandardCharsets.US_ASCII);
    memory.write(offset, bytes, 0, Math.min(15, bytes.length));
    return this;
  }

  private Block keep(int offset, Memory copy) {
    pointedTo.add(copy);
    return putLong(offset, address(copy));
  }

  private static long address(Memory memory) {
    return com.sun.jna.Pointer.nativeValue(memory);
  }

  @Override
  public void close() {
    memory.close();
    pointedTo.forEach(Memory::close);
  }
}
