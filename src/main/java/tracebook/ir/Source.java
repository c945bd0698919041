package tracebook.ir;

import java.util.List;

/** What goes into a slot. */
public sealed interface Source {

  /** A number: 8 bytes. */
  record Scalar(Num value) implements Source {}

  /** {@code bytes} bytes of the program's memory. */
  record Memory(Num address, int bytes) implements Source {}

  /**
   * A string up to its NUL: 4 bytes of length (the NUL included), then the bytes. The slot has room
   * for {@code cap} bytes, the NUL and one more, so that a longer string can be told from one that
   * just fits.
   */
  record Text(Num address, int cap) implements Source {}

  /**
   * As many bytes as {@code length} says, at most {@code cap}: 4 bytes of that length ({@code cap +
   * 1} for all larger ones), then the bytes. Fails for a length below 0.
   *
   * @param signed whether the length can be below 0
   * @param text reading ends at a NUL; the length is then that of what is in front of it
   */
  record Dump(Num address, Num length, boolean signed, boolean text, int cap) implements Source {}

  /** The thread's name: 16 bytes. */
  record Comm() implements Source {}

  /** All of a slot of what was kept; fails as the slot did. */
  record Kept(int slot, int bytes) implements Source {}

  /** A value rebuilt from parts, each at its offset in the slot. */
  record Assembled(List<Part> parts) implements Source {
    public Assembled {
      parts = List.copyOf(parts);
    }
  }

  /** The low {@code bytes} bytes of a number, or of memory, at an offset of the slot. */
  record Part(int offset, int bytes, Source source) {}

  /** The most bytes it writes into its slot. */
  default int size() {
    return switch (this) {
      case Scalar n -> 8;
      case Memory m -> m.bytes();
      case Text t -> 4 + t.cap() + 2;
      case Dump d -> 4 + d.cap() + 1;
      case Comm c -> 16;
      case Kept k -> k.bytes();
      case Assembled a -> a.parts().stream().mapToInt(p -> p.offset() + p.bytes()).max().orElse(0);
    };
  }
}
