package tracebook.lang;

import java.util.Collections;
import java.util.List;
import tracebook.source.Span;

/**
 * A format string of {@code print}, taken apart. Doubled braces are already single ones in the
 * text.
 */
public record Format(List<Part> parts) {
  public Format {
    parts = List.copyOf(parts);
  }

  /** In the place of one that is wrong: {@code {}} for each value. */
  static Format plain(int values, Span span) {
    return new Format(
        Collections.nCopies(
            values, new Placeholder(Style.DEFAULT, 0, false, new Unlimited(), span)));
  }

  /** A piece of it, in order. */
  public sealed interface Part {}

  public record Text(String text) implements Part {}

  /**
   * {@code {}}, {@code {:x.16}}, {@code {:08X}}.
   *
   * @param width least characters of a hexadecimal number; 0 when absent
   * @param zeros true when it is filled up with zeros instead of blanks
   */
  public record Placeholder(Style style, int width, boolean zeros, Length length, Span span)
      implements Part {}

  /** What is in front of the length. */
  public enum Style {
    /** {@code {}}: as a column would show it. */
    DEFAULT,
    /** {@code {:x}}. */
    HEX,
    /** {@code {:X}}. */
    UPPER_HEX,
    /** {@code {:p}}. */
    POINTER,
    /** {@code {:s}}. */
    STRING
  }

  /** How many bytes a dump or string takes. */
  public sealed interface Length {}

  /** No length is given. */
  public record Unlimited() implements Length {}

  /** {@code .16}, {@code .0x10}. */
  public record Fixed(int bytes) implements Length {}

  /** {@code .*}: the argument before the value. */
  public record FromArgument() implements Length {}

  /** {@code .name$}: a script variable. */
  public record FromVariable(String name) implements Length {}

  /** How many arguments the format takes. */
  public int arguments() {
    int count = 0;
    for (Part part : parts) {
      if (part instanceof Placeholder p) {
        count += p.length() instanceof FromArgument ? 2 : 1;
      }
    }
    return count;
  }
}
