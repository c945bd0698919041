package tracebook.ir;

import java.util.List;
import java.util.Optional;
import tracebook.types.EnumType;
import tracebook.types.VariantPart;

/**
 * How bytes become a value. Little-endian. Free of cycles, so that layouts can be compared and
 * saved.
 */
public sealed interface Format {

  /** Bytes of the value. */
  int bytes();

  /** An integer of 1, 2, 4, 8 or 16 bytes. */
  record Int(int bytes, boolean signed) implements Format {}

  /** A character, shown as its number and itself. */
  record Char(int bytes, boolean signed) implements Format {}

  record Bool(int bytes) implements Format {}

  record Enumeration(String name, int bytes, boolean signed, List<EnumType.Enumerator> enumerators)
      implements Format {
    public Enumeration {
      enumerators = List.copyOf(enumerators);
    }
  }

  /** IEEE 754 of 4 or 8 bytes, or x87 extended in 16 (10 of them count). */
  record Floating(int bytes) implements Format {}

  /** An address, shown in hex. */
  record Pointer(int bytes) implements Format {}

  /**
   * A bit field: bits {@code shift} to {@code shift + width - 1} of the {@code bytes} bytes, bit 0
   * the lowest of the first byte. {@code value} says what they mean; its own size does not count.
   */
  record Bits(int bytes, int shift, int width, Format value) implements Format {}

  /** A string slot as {@link Source.Text} fills it. */
  record Text(int cap) implements Format {
    @Override
    public int bytes() {
      return 4 + cap + 2;
    }
  }

  /**
   * Bytes as {@link Source.Dump} takes them.
   *
   * @param text shown as characters up to the first NUL, else in hex
   */
  record Dump(int cap, boolean text) implements Format {
    @Override
    public int bytes() {
      return 4 + cap + 1;
    }
  }

  /** Characters up to the first NUL, at most {@code bytes}. */
  record CharArray(int bytes) implements Format {}

  /** Characters of 2 or 4 bytes up to the first that is 0, at most {@code bytes} of them. */
  record WideArray(int bytes, int unit) implements Format {}

  /**
   * Characters of 2 or 4 bytes up to one that is 0, as a {@link Source.Composite} of two {@link
   * Source.Counted} has them: those up to the end of the page, and the rest.
   *
   * @param cap bytes of each
   */
  record WideText(int unit, int cap) implements Format {
    /** Where the {@link Source.Attempt} of the rest is. */
    public int rest() {
      return (Source.Counted.HEADER + cap + 7) & -8;
    }

    @Override
    public int bytes() {
      return rest() + Source.Attempt.HEADER + Source.Counted.HEADER + cap;
    }
  }

  /** Elements, shown as one text; each of them can be a row of a table of its own as well. */
  sealed interface Sequence extends Format {}

  /** Elements in a row; shown as one text, {@code [1, 2, 3]}. */
  record Array(Format element, int stride, int count) implements Sequence {
    @Override
    public int bytes() {
      return stride * count;
    }
  }

  /** A structure shown as one text, {@code {id=1, pos={x=2, y=3}}}. */
  record Struct(int bytes, List<Field> fields) implements Format {
    public Struct {
      fields = List.copyOf(fields);
    }
  }

  /** A member of a {@link Struct}. */
  record Field(String name, int offset, Format format) {}

  /** Fields without names, in order; shown as {@code (1, 2)}. */
  record Tuple(int bytes, List<Field> fields) implements Format {
    public Tuple {
      fields = List.copyOf(fields);
    }
  }

  /** A part of a structure that is all there is to show of it. */
  record Inside(int bytes, int offset, Format format) implements Format {}

  /**
   * An address that the program has {@code add} bytes before what it means.
   *
   * @see Pointer
   */
  record Moved(int bytes, long add) implements Format {}

  /**
   * Characters as {@link Source.Counted} fills them in.
   *
   * @param unit bytes of one: 1 for UTF-8, 2 for UTF-16, 4 for UTF-32
   */
  record Characters(int unit, int cap) implements Format {
    @Override
    public int bytes() {
      return Source.Counted.HEADER + cap;
    }
  }

  /** Elements as {@link Source.Counted} fills them in, shown as an {@link Array} is. */
  record Elements(Format element, int stride, int cap) implements Sequence {
    @Override
    public int bytes() {
      return Source.Counted.HEADER + cap;
    }
  }

  /**
   * Bools of one bit each: 8 bytes of how many there are, then a {@link Source.Attempt} that has a
   * {@link Source.Dump} of their bytes.
   *
   * @param cap of the dump
   */
  record Flags(int cap) implements Sequence {
    /** Where the attempt is. */
    public static final int ATTEMPT = 8;

    @Override
    public int bytes() {
      return ATTEMPT + Source.Attempt.HEADER + 4 + cap + 1;
    }
  }

  /**
   * Elements as {@link Source.Each} fills them in.
   *
   * @param stride from one attempt to the next
   */
  record Each(Format element, int stride, int most) implements Sequence {
    @Override
    public int bytes() {
      return Source.Counted.HEADER + stride * most;
    }
  }

  /**
   * Elements as {@link Source.Walked} fills them in.
   *
   * @param words in front of the parts of an element
   * @param stride from one element to the next
   */
  record Walked(Brackets brackets, int words, List<Part> parts, int stride, int most)
      implements Sequence {
    public Walked {
      parts = List.copyOf(parts);
    }

    @Override
    public int bytes() {
      return Source.Walked.HEADER + stride * most;
    }
  }

  /** How the elements of a {@link Walked} are shown. */
  enum Brackets {
    /** {@code [1, 2]}. */
    LIST,
    /** {@code {1, 2}}. */
    SET,
    /** {@code {1: 2, 3: 4}}: an element has two parts, the key and the value. */
    MAP
  }

  /**
   * A part of an element.
   *
   * @param attempt where in the element its {@link Source.Attempt} is
   * @param offset in what that found
   */
  record Part(int attempt, int offset, Format format) {}

  /**
   * A value whose bytes only say where it is: what was found there is {@code distance} bytes behind
   * it.
   *
   * @param number of the {@link Source.Attempt}
   */
  record Elsewhere(int bytes, int distance, int number, Format format) implements Format {}

  /**
   * One of several, shown as {@code Some(5)} or {@code None}.
   *
   * @param discriminant tells which, at {@code at}; a value that none has is no value
   */
  record Alternatives(int bytes, Optional<Int> discriminant, int at, List<Alternative> alternatives)
      implements Format {
    public Alternatives {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * An alternative of {@link Alternatives}.
   *
   * @param values that choose it; empty for the one that all others choose
   * @param content is nothing more to show when empty
   */
  record Alternative(
      String name, List<VariantPart.Values> values, int offset, Optional<Format> content) {
    public Alternative {
      values = List.copyOf(values);
    }
  }

  /**
   * A word that stands for a name; of one that is not there, the value is missing.
   *
   * @param names ascending by their values
   * @param otherwise why
   */
  record Known(List<Name> names, String otherwise) implements Format {
    public Known {
      names = List.copyOf(names);
    }

    @Override
    public int bytes() {
      return 8;
    }
  }

  /** What a {@link Known} word stands for. */
  record Name(long value, String text) {}

  /** Bytes that are not understood: always missing, for this reason. */
  record Opaque(int bytes, String why) implements Format {}
}
