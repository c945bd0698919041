package tracebook.session;

import java.nio.ByteBuffer;

/** Takes records, in the order of their reservation in the ring. */
@FunctionalInterface
public interface RowSink {
  /**
   * Takes the record that lies at {@code offset}; must copy what it wants to keep.
   *
   * @param body the index in {@link tracebook.codegen.CompiledTrace#bodies}
   * @param bytes the ring itself, little-endian; valid during the call
   */
  void accept(int body, ByteBuffer bytes, int offset, int length);
}
