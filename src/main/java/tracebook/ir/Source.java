package tracebook.ir;

import java.util.List;
import java.util.Optional;

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

  /**
   * Elements of which the program says how many there are: 8 bytes of the number, then as many of
   * them as have room in {@code cap} bytes.
   *
   * @param stride bytes of an element
   * @param cap a multiple of it
   * @param clamped the number is not above what has room by more than one: all that is cut is alike
   */
  record Counted(Num address, Num count, int stride, int cap, boolean clamped) implements Source {
    /** Bytes in front of the elements. */
    public static final int HEADER = 8;
  }

  /** A value, and behind it parts of which each can fail by itself. */
  record Composite(Source whole, List<Attempt> attempts) implements Source {
    public Composite {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * A part of a composite: 8 bytes that hold a {@link SlotState} and above it the number, then what
   * the source fills. Of one that failed the next 8 are what a slot would hold. Parts of which only
   * one is tried may lie at the same place; where none was there are 8 bytes of 0.
   *
   * @param number tells those of one place apart
   * @param condition it is tried when this is not 0
   */
  record Attempt(int offset, int number, Optional<Num> condition, Source source) {
    /** Bytes in front of what the source fills. */
    public static final int HEADER = 8;

    /** The word in front when it came to this state. */
    public long word(SlotState state) {
      return (long) number << 8 | state.code();
    }

    int end() {
      return offset + HEADER + Math.max(8, source.size());
    }
  }

  /**
   * Elements that lead to one another: 8 bytes of how many the object says there are, and of one
   * that does not say it of how many there are, -1 when more than were looked for; 8 bytes of how
   * many were found; then those, each with the words that {@link Walk} notes of it and its parts.
   * Fails where the object contradicts itself.
   *
   * @param most elements that are looked for
   * @param level as in {@link Num.Found}
   * @param parts at offsets from the start of an element
   */
  record Walked(Walk walk, Optional<Num> count, int most, int level, List<Attempt> parts)
      implements Source {
    /** Bytes in front of the elements. */
    public static final int HEADER = 16;

    /** Where in front of them it is how many were found. */
    public static final int FOUND = 8;

    public Walked {
      parts = List.copyOf(parts);
    }

    /** Bytes from one element to the next. */
    public int stride() {
      int end = parts.stream().mapToInt(Attempt::end).max().orElse(0);
      return RowLayout.align(Math.max(8 * walk.words(), end));
    }
  }

  /**
   * Elements that are found by their numbers: 8 bytes of how many there are, then those that have
   * room, each an {@link Attempt} of the number 1.
   *
   * @param most that have room
   * @param level as in {@link Num.Found}, of which the only word is the number of an element
   */
  record Each(Num count, int most, int level, Source element) implements Source {
    /** Bytes in front of the elements. */
    public static final int HEADER = 8;

    /** Bytes from one element to the next. */
    public int stride() {
      return RowLayout.align(attempt().end());
    }

    /** An element, from where it begins. */
    public Attempt attempt() {
      return new Attempt(0, 1, Optional.empty(), element);
    }
  }

  /** The same with a number that is computed once, however often the source has it. */
  record Once(Num value, Source in) implements Source {}

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
      case Counted c -> Counted.HEADER + c.cap();
      case Walked w -> Walked.HEADER + w.stride() * w.most();
      case Each e -> Each.HEADER + e.stride() * e.most();
      case Composite c ->
          RowLayout.align(
              Math.max(
                  c.whole().size(), c.attempts().stream().mapToInt(Attempt::end).max().orElse(0)));
      case Once o -> o.in().size();
      case Assembled a -> a.parts().stream().mapToInt(p -> p.offset() + p.bytes()).max().orElse(0);
    };
  }
}
